/** Buckets: list, insert, get, patch, update, delete, and the Anywhere Cache list that destroy asks for. */
import { type Exchange, json, noContent, type Route } from "../http/exchange";
import {
  BUCKETS,
  type Bucket,
  changedBucket,
  hasUniformAccess,
  newBucket,
  projectNumberOf,
  renderBucket,
} from "./bucket-resource";
import { refuse } from "./errors";
import { page } from "./listing";
import { mergePatch } from "./merge-patch";
import { bucketOf, live, noncurrent, type StoredObject, softDeleted } from "./object-resource";
import { checkPreconditions } from "./preconditions";
import { jsonBody } from "./request-body";

export const bucketRoutes: readonly Route[] = [
  { operation: "storage.buckets.list", method: "GET", pattern: "/b", handle: listBuckets },
  { operation: "storage.buckets.insert", method: "POST", pattern: "/b", handle: insertBucket },
  { operation: "storage.buckets.get", method: "GET", pattern: "/b/{bucket}", handle: getBucket },
  { operation: "storage.buckets.patch", method: "PATCH", pattern: "/b/{bucket}", handle: patchBucket },
  { operation: "storage.buckets.update", method: "PUT", pattern: "/b/{bucket}", handle: updateBucket },
  { operation: "storage.buckets.delete", method: "DELETE", pattern: "/b/{bucket}", handle: deleteBucket },
  {
    operation: "storage.buckets.lockRetentionPolicy",
    method: "POST",
    pattern: "/b/{bucket}/lockRetentionPolicy",
    handle: lockRetentionPolicy,
  },
  {
    operation: "storage.anywhereCaches.list",
    method: "GET",
    pattern: "/b/{bucket}/anywhereCaches",
    handle: ({ state, params }) => {
      bucketOf(state, params.bucket!);
      return json({ kind: "storage#anywhereCaches" });
    },
  },
  {
    operation: "storage.buckets.getStorageLayout",
    method: "GET",
    pattern: "/b/{bucket}/storageLayout",
    handle: ({ state, params }) => {
      const { name, location, locationType } = bucketOf(state, params.bucket!);
      return json({
        kind: "storage#storageLayout",
        bucket: name,
        location,
        locationType,
        hierarchicalNamespace: { enabled: false },
      });
    },
  },
];

function isFull(exchange: Exchange): boolean {
  return exchange.query.get("projection") === "full";
}

function render(exchange: Exchange, bucket: Bucket) {
  return json(renderBucket(bucket, exchange.origin, isFull(exchange)));
}

function listBuckets(exchange: Exchange) {
  const project = exchange.query.get("project");
  if (project === null) refuse(400, "Required parameter: project", "required");
  const number = projectNumberOf(project);
  const prefix = exchange.query.get("prefix") ?? "";
  const names = exchange.state
    .list<Bucket>(BUCKETS)
    .filter((bucket) => bucket.projectNumber === number && bucket.name.startsWith(prefix));
  const { items, nextPageToken } = page(exchange.query, names, (bucket) => bucket.name);
  return json({
    kind: "storage#buckets",
    ...(nextPageToken === undefined ? {} : { nextPageToken }),
    items: items.map((bucket) => renderBucket(bucket, exchange.origin, isFull(exchange))),
  });
}

function insertBucket(exchange: Exchange) {
  const { state, now, query } = exchange;
  const project = query.get("project");
  if (project === null || project === "") refuse(400, "Required parameter: project", "required");
  const body = jsonBody(exchange.body);
  if (query.get("enableObjectRetention") === "true") body.objectRetention = { mode: "Enabled" };
  const bucket = newBucket(body, projectNumberOf(project), now);
  if (state.get<Bucket>(BUCKETS, bucket.name) !== undefined) {
    refuse(409, "Your previous request to create the named bucket succeeded and you already own it.", "conflict");
  }
  state.put(BUCKETS, bucket.name, bucket);
  return render(exchange, bucket);
}

function getBucket(exchange: Exchange) {
  const bucket = bucketOf(exchange.state, exchange.params.bucket!);
  checkPreconditions(exchange.query, bucket, true);
  return render(exchange, bucket);
}

function patchBucket(exchange: Exchange) {
  const bucket = bucketOf(exchange.state, exchange.params.bucket!);
  checkPreconditions(exchange.query, bucket, false);
  return save(exchange, bucket, mergePatch(bucket, jsonBody(exchange.body)));
}

function updateBucket(exchange: Exchange) {
  const bucket = bucketOf(exchange.state, exchange.params.bucket!);
  checkPreconditions(exchange.query, bucket, false);
  return save(exchange, bucket, jsonBody(exchange.body));
}

function save(exchange: Exchange, before: Bucket, after: Record<string, unknown>) {
  const locked = before.retentionPolicy as { isLocked?: boolean; retentionPeriod?: string } | undefined;
  const period = Number((after.retentionPolicy as { retentionPeriod?: string } | undefined)?.retentionPeriod ?? 0);
  if (locked?.isLocked === true && period < Number(locked.retentionPeriod)) {
    refuse(403, "Cannot remove or reduce the retention period of a locked Retention Policy.", "forbidden");
  }
  const bucket = changedBucket(before, after, exchange.now);
  if (hasUniformAccess(before) && !hasUniformAccess(bucket)) {
    const { lockedTime } = (before.iamConfiguration as { uniformBucketLevelAccess: { lockedTime: string } })
      .uniformBucketLevelAccess;
    if (Date.parse(lockedTime) < exchange.now) refuse(412, "Uniform bucket-level access is locked.", "conditionNotMet");
  }
  exchange.state.put(BUCKETS, bucket.name, bucket);
  return render(exchange, bucket);
}

function deleteBucket(exchange: Exchange) {
  const { state } = exchange;
  const bucket = bucketOf(state, exchange.params.bucket!);
  checkPreconditions(exchange.query, bucket, false);
  const versions = [
    ...state.list<StoredObject>(live(bucket.name)),
    ...state.list<StoredObject>(noncurrent(bucket.name)),
  ];
  if (versions.length > 0) refuse(409, "The bucket you tried to delete is not empty.", "conflict");
  for (const [key] of state.entries(softDeleted(bucket.name))) state.remove(softDeleted(bucket.name), key);
  state.remove(BUCKETS, bucket.name);
  return noContent;
}

function lockRetentionPolicy(exchange: Exchange) {
  const bucket = bucketOf(exchange.state, exchange.params.bucket!);
  if (!exchange.query.has("ifMetagenerationMatch"))
    refuse(400, "Required parameter: ifMetagenerationMatch", "required");
  checkPreconditions(exchange.query, bucket, false);
  if (bucket.retentionPolicy === undefined) refuse(400, "The bucket has no retention policy to lock.", "invalid");
  const locked = { ...bucket, retentionPolicy: { ...(bucket.retentionPolicy as object), isLocked: true } };
  const saved = changedBucket(bucket, locked, exchange.now);
  exchange.state.put(BUCKETS, saved.name, saved);
  return render(exchange, saved);
}
