/** Access control lists of buckets, of new objects and of objects. Under uniform bucket-level access every call is refused. */
import { type Exchange, json, noContent, type Reply, type Route } from "../http/exchange";
import { BUCKETS, type Bucket, changedBucket, etagOf, hasUniformAccess } from "./bucket-resource";
import { refuse } from "./errors";
import { isObject, type JsonObject } from "./merge-patch";
import { bucketOf, live, objectOf, type StoredObject } from "./object-resource";
import { jsonBody } from "./request-body";

interface AclKind {
  readonly operation: string;
  readonly pattern: string;
  readonly kind: string;
  readonly roles: readonly string[];
  read(exchange: Exchange): JsonObject[];
  write(exchange: Exchange, entries: JsonObject[]): void;
}

const KINDS: readonly AclKind[] = [
  {
    operation: "storage.bucket_acl",
    pattern: "/b/{bucket}/acl",
    kind: "storage#bucketAccessControl",
    roles: ["OWNER", "WRITER", "READER"],
    read: ({ state, params }) => (bucketOf(state, params.bucket!).acl ?? []) as JsonObject[],
    write: (exchange, acl) => saveBucket(exchange, { acl }),
  },
  {
    operation: "storage.default_object_acl",
    pattern: "/b/{bucket}/defaultObjectAcl",
    kind: "storage#objectAccessControl",
    roles: ["OWNER", "READER"],
    read: ({ state, params }) => (bucketOf(state, params.bucket!).defaultObjectAcl ?? []) as JsonObject[],
    write: (exchange, defaultObjectAcl) => saveBucket(exchange, { defaultObjectAcl }),
  },
  {
    operation: "storage.object_acl",
    pattern: "/b/{bucket}/o/{object}/acl",
    kind: "storage#objectAccessControl",
    roles: ["OWNER", "READER"],
    read: (exchange) => (objectFor(exchange).acl ?? []) as JsonObject[],
    write: ({ state, ...exchange }, acl) => {
      const object = objectFor({ state, ...exchange });
      state.put(live(object.bucket), object.name, {
        ...object,
        acl,
        metageneration: String(Number(object.metageneration) + 1),
      });
    },
  },
];

export const accessControlRoutes: readonly Route[] = KINDS.flatMap((kind) => [
  {
    operation: `${kind.operation}.list`,
    method: "GET",
    pattern: kind.pattern,
    handle: (exchange: Exchange) => list(exchange, kind),
  },
  {
    operation: `${kind.operation}.insert`,
    method: "POST",
    pattern: kind.pattern,
    handle: (exchange: Exchange) => insert(exchange, kind),
  },
  {
    operation: `${kind.operation}.get`,
    method: "GET",
    pattern: `${kind.pattern}/{entity}`,
    handle: (exchange: Exchange) => get(exchange, kind),
  },
  {
    operation: `${kind.operation}.patch`,
    method: "PATCH",
    pattern: `${kind.pattern}/{entity}`,
    handle: (exchange: Exchange) => change(exchange, kind),
  },
  {
    operation: `${kind.operation}.update`,
    method: "PUT",
    pattern: `${kind.pattern}/{entity}`,
    handle: (exchange: Exchange) => change(exchange, kind),
  },
  {
    operation: `${kind.operation}.delete`,
    method: "DELETE",
    pattern: `${kind.pattern}/{entity}`,
    handle: (exchange: Exchange) => remove(exchange, kind),
  },
]);

function objectFor({ state, params, query }: Exchange): StoredObject {
  return objectOf(state, params.bucket!, params.object!, query.get("generation"));
}

function saveBucket({ state, params, now }: Exchange, lists: JsonObject): void {
  const bucket = bucketOf(state, params.bucket!);
  state.put(BUCKETS, bucket.name, changedBucket(bucket, { ...bucket, ...lists }, now));
}

/** The lists of a bucket without uniform access. @throws RefusedRequest 400 otherwise */
function entriesOf(exchange: Exchange, kind: AclKind): JsonObject[] {
  const bucket = bucketOf(exchange.state, exchange.params.bucket!);
  if (hasUniformAccess(bucket)) {
    refuse(
      400,
      "Cannot use ACL API to update bucket policy when uniform bucket-level access is enabled. Read more at https://cloud.google.com/storage/docs/uniform-bucket-level-access",
      "invalid",
    );
  }
  return kind.read(exchange);
}

function render(exchange: Exchange, kind: AclKind, entry: JsonObject): JsonObject {
  const { bucket, object } = exchange.params;
  return {
    kind: kind.kind,
    ...entry,
    bucket,
    ...(object === undefined ? {} : { object }),
    etag: etagOf(String(entry.entity), String(entry.role)),
  };
}

function list(exchange: Exchange, kind: AclKind): Reply {
  return json({
    kind: `${kind.kind}s`,
    items: entriesOf(exchange, kind).map((entry) => render(exchange, kind, entry)),
  });
}

function found(exchange: Exchange, kind: AclKind): JsonObject {
  const entry = entriesOf(exchange, kind).find(({ entity }) => entity === exchange.params.entity);
  if (entry === undefined) refuse(404, `The specified ACL entity does not exist: ${exchange.params.entity}`);
  return entry;
}

function get(exchange: Exchange, kind: AclKind): Reply {
  return json(render(exchange, kind, found(exchange, kind)));
}

function insert(exchange: Exchange, kind: AclKind): Reply {
  const { entity, role } = jsonBody(exchange.body);
  return save(exchange, kind, String(entity ?? ""), String(role ?? ""));
}

function change(exchange: Exchange, kind: AclKind): Reply {
  const { entity, role } = found(exchange, kind);
  return save(exchange, kind, String(entity), String(jsonBody(exchange.body).role ?? role));
}

function save(exchange: Exchange, kind: AclKind, entity: string, role: string): Reply {
  const entries = entriesOf(exchange, kind);
  if (!kind.roles.includes(role)) refuse(400, `Invalid role: ${role}`, "invalid");
  if (!/^(allUsers|allAuthenticatedUsers|(user|group|domain|project)-.+)$/.test(entity))
    refuse(400, `Invalid entity: ${entity}`, "invalid");
  checkPublicAccess(bucketOf(exchange.state, exchange.params.bucket!), entity);
  const entry = { entity, role };
  kind.write(exchange, [...entries.filter((other) => other.entity !== entity), entry]);
  return json(render(exchange, kind, entry));
}

function remove(exchange: Exchange, kind: AclKind): Reply {
  const { entity } = found(exchange, kind);
  kind.write(
    exchange,
    entriesOf(exchange, kind).filter((entry) => entry.entity !== entity),
  );
  return noContent;
}

function checkPublicAccess(bucket: Bucket, entity: string): void {
  const configuration = isObject(bucket.iamConfiguration) ? bucket.iamConfiguration : {};
  if (configuration.publicAccessPrevention === "enforced" && entity.startsWith("all")) {
    refuse(
      412,
      "The member bindings allUsers and allAuthenticatedUsers are not allowed since public access prevention is enforced.",
      "conditionNotMet",
    );
  }
}
