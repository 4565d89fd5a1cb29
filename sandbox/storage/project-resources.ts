/** What hangs on buckets and projects beside objects: notification configurations, HMAC keys, the service account. */
import { createHash } from "node:crypto";
import { type Exchange, json, noContent, type Reply, type Route } from "../http/exchange";
import type { Transaction } from "../store/transaction";
import { etagOf, projectNumberOf } from "./bucket-resource";
import { refuse } from "./errors";
import { page } from "./listing";
import type { JsonObject } from "./merge-patch";
import { bucketOf } from "./object-resource";
import { jsonBody } from "./request-body";

const NOTIFICATION = "/b/{bucket}/notificationConfigs";
const KEYS = "/projects/{project}/hmacKeys";
const HMAC_KEYS = "storage.hmacKeys";
const notifications = (bucket: string) => `storage.notifications/${bucket}`;

export const projectRoutes: readonly Route[] = [
  { operation: "storage.notifications.list", method: "GET", pattern: NOTIFICATION, handle: listNotifications },
  { operation: "storage.notifications.insert", method: "POST", pattern: NOTIFICATION, handle: insertNotification },
  {
    operation: "storage.notifications.get",
    method: "GET",
    pattern: `${NOTIFICATION}/{notification}`,
    handle: getNotification,
  },
  {
    operation: "storage.notifications.delete",
    method: "DELETE",
    pattern: `${NOTIFICATION}/{notification}`,
    handle: deleteNotification,
  },
  { operation: "storage.hmacKey.list", method: "GET", pattern: KEYS, handle: listKeys },
  { operation: "storage.hmacKey.create", method: "POST", pattern: KEYS, handle: createKey },
  {
    operation: "storage.hmacKey.get",
    method: "GET",
    pattern: `${KEYS}/{key}`,
    handle: (exchange) => json(keyOf(exchange)),
  },
  { operation: "storage.hmacKey.update", method: "PUT", pattern: `${KEYS}/{key}`, handle: updateKey },
  { operation: "storage.hmacKey.delete", method: "DELETE", pattern: `${KEYS}/{key}`, handle: deleteKey },
  {
    operation: "storage.serviceaccount.get",
    method: "GET",
    pattern: "/projects/{project}/serviceAccount",
    handle: ({ params }) =>
      json({
        kind: "storage#serviceAccount",
        email_address: `service-${projectNumberOf(params.project!)}@gs-project-accounts.iam.gserviceaccount.com`,
      }),
  },
];

function nextNumber(state: Transaction, counter: string): number {
  const value = (state.get<{ value: number }>("storage.counters", counter)?.value ?? 0) + 1;
  state.put("storage.counters", counter, { value });
  return value;
}

function insertNotification(exchange: Exchange): Reply {
  const { state, origin } = exchange;
  const bucket = bucketOf(state, exchange.params.bucket!).name;
  const body = jsonBody(exchange.body);
  if (typeof body.topic !== "string" || typeof body.payload_format !== "string") {
    refuse(400, "A notification needs a topic and a payload_format.", "required");
  }
  const id = String(nextNumber(state, "notifications"));
  const selfLink = `${origin}/storage/v1/b/${bucket}/notificationConfigs/${id}`;
  const notification = { kind: "storage#notification", ...body, id, selfLink, etag: etagOf(id) };
  state.put(notifications(bucket), id, notification);
  return json(notification);
}

function listNotifications({ state, params }: Exchange): Reply {
  const items = state.list<JsonObject>(notifications(bucketOf(state, params.bucket!).name));
  return json({ kind: "storage#notifications", ...(items.length > 0 ? { items } : {}) });
}

function notificationOf({ state, params }: Exchange): JsonObject & { id: string } {
  const bucket = bucketOf(state, params.bucket!).name;
  // Clients name a notification by what they know of it; one that is not there by id may be there by topic.
  const all = state.list<JsonObject & { id: string; topic: string }>(notifications(bucket));
  const wanted = params.notification!;
  const found = all.find(({ id }) => id === wanted) ?? all.find(({ topic }) => topic.endsWith(`/${wanted}`));
  if (found === undefined) refuse(404, `Notification ${wanted} of bucket ${bucket} does not exist.`);
  return found;
}

function getNotification(exchange: Exchange): Reply {
  return json(notificationOf(exchange));
}

function deleteNotification(exchange: Exchange): Reply {
  exchange.state.remove(notifications(exchange.params.bucket!), notificationOf(exchange).id);
  return noContent;
}

interface HmacKey extends JsonObject {
  readonly id: string;
  readonly accessId: string;
  readonly projectId: string;
  readonly serviceAccountEmail: string;
  readonly state: string;
  readonly etag: string;
}

function createKey({ state, params, query, now, origin }: Exchange): Reply {
  const email = query.get("serviceAccountEmail");
  if (email === null) refuse(400, "Required parameter: serviceAccountEmail", "required");
  const secret = createHash("sha1")
    .update(`${params.project}/${nextNumber(state, "hmacKeys")}`)
    .digest();
  const accessId = `GOOG1E${createHash("sha256").update(secret).digest("hex").toUpperCase().slice(0, 55)}`;
  const time = new Date(now).toISOString();
  const key: HmacKey = {
    kind: "storage#hmacKeyMetadata",
    id: `${params.project}/${accessId}`,
    selfLink: `${origin}/storage/v1/projects/${params.project}/hmacKeys/${accessId}`,
    accessId,
    projectId: params.project!,
    serviceAccountEmail: email,
    state: "ACTIVE",
    timeCreated: time,
    updated: time,
    etag: etagOf(time),
  };
  state.put(HMAC_KEYS, key.id, key);
  return json({ kind: "storage#hmacKey", secret: secret.toString("base64"), metadata: key });
}

function listKeys({ state, params, query }: Exchange): Reply {
  const email = query.get("serviceAccountEmail");
  const keys = state
    .list<HmacKey>(HMAC_KEYS)
    .filter((key) => key.projectId === params.project && (email === null || key.serviceAccountEmail === email))
    .filter((key) => key.state !== "DELETED" || query.get("showDeletedKeys") === "true");
  const { items, nextPageToken } = page(query, keys, (key) => key.accessId);
  return json({ kind: "storage#hmacKeysMetadata", items, ...(nextPageToken === undefined ? {} : { nextPageToken }) });
}

function keyOf({ state, params }: Exchange): HmacKey {
  const key = state.get<HmacKey>(HMAC_KEYS, `${params.project}/${params.key}`);
  if (key === undefined) refuse(404, `HMAC key ${params.key} not found.`);
  return key;
}

function updateKey(exchange: Exchange): Reply {
  const key = keyOf(exchange);
  const { state, etag } = jsonBody(exchange.body);
  if (etag !== undefined && etag !== key.etag)
    refuse(412, "At least one of the pre-conditions you specified did not hold.", "conditionNotMet");
  if (state !== "ACTIVE" && state !== "INACTIVE") refuse(400, `Invalid state: ${String(state)}`, "invalid");
  const time = new Date(exchange.now).toISOString();
  const changed: HmacKey = { ...key, state, updated: time, etag: etagOf(time, state) };
  exchange.state.put(HMAC_KEYS, key.id, changed);
  return json(changed);
}

function deleteKey(exchange: Exchange): Reply {
  const key = keyOf(exchange);
  if (key.state === "ACTIVE") refuse(400, "Cannot delete keys in ACTIVE state.", "invalid");
  exchange.state.put(HMAC_KEYS, key.id, { ...key, state: "DELETED" });
  return noContent;
}
