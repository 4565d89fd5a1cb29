/** Objects: get, download, list, patch, update, delete, restore, copy, rewrite, move, compose. */
import { type Exchange, json, noContent, type Reply, type Route } from "../http/exchange";
import type { Transaction } from "../store/transaction";
import { download } from "./download";
import { refuse } from "./errors";
import { listObjects } from "./listing";
import { isObject, type JsonObject, mergePatch } from "./merge-patch";
import {
  bucketOf,
  bucketToChange,
  changedObject,
  findObject,
  live,
  noncurrent,
  objectOf,
  removeVersion,
  renderObject,
  retireLive,
  type StoredObject,
  softDeleted,
  versionKey,
  writableMetadata,
  writeObject,
} from "./object-resource";
import { checkPreconditions } from "./preconditions";
import { jsonBody } from "./request-body";

const OBJECT = "/b/{bucket}/o/{object}";

export const objectRoutes: readonly Route[] = [
  { operation: "storage.objects.list", method: "GET", pattern: "/b/{bucket}/o", handle: listObjects },
  { operation: "storage.objects.get", method: "GET", pattern: OBJECT, handle: getObject },
  { operation: "storage.objects.patch", method: "PATCH", pattern: OBJECT, handle: patchObject },
  { operation: "storage.objects.update", method: "PUT", pattern: OBJECT, handle: updateObject },
  { operation: "storage.objects.delete", method: "DELETE", pattern: OBJECT, handle: deleteObject },
  { operation: "storage.objects.restore", method: "POST", pattern: `${OBJECT}/restore`, handle: restoreObject },
  { operation: "storage.objects.compose", method: "POST", pattern: `${OBJECT}/compose`, handle: composeObject },
  {
    operation: "storage.objects.copy",
    method: "POST",
    pattern: `${OBJECT}/copyTo/b/{toBucket}/o/{toObject}`,
    handle: copyObject,
  },
  {
    operation: "storage.objects.rewrite",
    method: "POST",
    pattern: `${OBJECT}/rewriteTo/b/{toBucket}/o/{toObject}`,
    handle: rewriteObject,
  },
  { operation: "storage.objects.move", method: "POST", pattern: `${OBJECT}/moveTo/o/{toObject}`, handle: moveObject },
];

function requested(exchange: Exchange): StoredObject {
  return objectOf(exchange.state, exchange.params.bucket!, exchange.params.object!, exchange.query.get("generation"));
}

function render(exchange: Exchange, object: StoredObject): Reply {
  return json(renderObject(object, exchange.origin, exchange.query.get("projection") === "full"));
}

function getObject(exchange: Exchange): Reply {
  if (exchange.query.get("softDeleted") === "true") return render(exchange, softDeletedObject(exchange));
  const object = requested(exchange);
  checkPreconditions(exchange.query, object, true);
  return exchange.query.get("alt") === "media" ? download(exchange, object) : render(exchange, object);
}

function patchObject(exchange: Exchange): Reply {
  const object = requested(exchange);
  checkPreconditions(exchange.query, object, false);
  return saveMetadata(exchange, object, mergePatch(writablePart(object), jsonBody(exchange.body)));
}

function updateObject(exchange: Exchange): Reply {
  const object = requested(exchange);
  checkPreconditions(exchange.query, object, false);
  return saveMetadata(exchange, object, jsonBody(exchange.body));
}

function writablePart(object: StoredObject): JsonObject {
  const { blob: _, ...resource } = object;
  return writableMetadata(resource);
}

function saveMetadata(exchange: Exchange, before: StoredObject, metadata: JsonObject): Reply {
  const { state } = exchange;
  const object = changedObject(before, metadata, exchange.now);
  const isLive = state.get<StoredObject>(live(object.bucket), object.name)?.generation === object.generation;
  if (isLive) state.put(live(object.bucket), object.name, object);
  else state.put(noncurrent(object.bucket), versionKey(object.name, object.generation), object);
  return render(exchange, object);
}

function deleteObject(exchange: Exchange): Reply {
  const { state, now, query } = exchange;
  const bucket = bucketToChange(exchange, exchange.params.bucket!);
  const object = requested(exchange);
  checkPreconditions(query, object, false);
  if (query.get("generation") === null) retireLive(state, bucket, object.name, now);
  else removeVersion(state, bucket, object, now);
  return noContent;
}

function softDeletedObject(exchange: Exchange): StoredObject {
  const { bucket, object } = exchange.params as { bucket: string; object: string };
  bucketOf(exchange.state, bucket);
  const generation = exchange.query.get("generation");
  if (generation === null) refuse(400, "Required parameter: generation", "required");
  const found = exchange.state.get<StoredObject>(softDeleted(bucket), versionKey(object, generation));
  if (found === undefined || Date.parse(String(found.hardDeleteTime)) <= exchange.now) {
    refuse(404, `No such object: ${bucket}/${object}`);
  }
  return found;
}

function restoreObject(exchange: Exchange): Reply {
  const { state, now } = exchange;
  const { softDeleteTime: _, hardDeleteTime: __, ...found } = softDeletedObject(exchange);
  const bucket = bucketToChange(exchange, found.bucket);
  checkPreconditions(exchange.query, findObject(state, found.bucket, found.name, null), false);
  const restored = writeObject(
    state,
    bucket,
    { ...writablePart(found as StoredObject), name: found.name },
    state.readBlob(found.blob),
    now,
  );
  state.remove(softDeleted(bucket.name), versionKey(found.name, found.generation));
  return render(exchange, restored);
}

/** Copies bytes and metadata; a body with any field replaces the source's metadata as a whole. */
function copy(exchange: Exchange, source: StoredObject, toBucket: string, toName: string): StoredObject {
  const { state, query, now } = exchange;
  checkPreconditions(query, source, false, "ifSource");
  const bucket = bucketToChange(exchange, toBucket);
  checkPreconditions(query, findObject(state, toBucket, toName, null), false);
  const body = jsonBody(exchange.body);
  const { storageClass: _, acl: __, ...inherited } = writablePart(source);
  const { storageClass, ...overrides } = body;
  const metadata = Object.keys(writableMetadata(overrides)).length > 0 ? overrides : inherited;
  const placed = storageClass === undefined ? {} : { storageClass };
  return writeObject(
    state,
    bucket,
    { ...metadata, ...placed, md5Hash: null, crc32c: null, name: toName },
    state.readBlob(source.blob),
    now,
  );
}

function sourceOf(exchange: Exchange): StoredObject {
  return objectOf(
    exchange.state,
    exchange.params.bucket!,
    exchange.params.object!,
    exchange.query.get("sourceGeneration"),
  );
}

function copyObject(exchange: Exchange): Reply {
  return render(exchange, copy(exchange, sourceOf(exchange), exchange.params.toBucket!, exchange.params.toObject!));
}

function rewriteObject(exchange: Exchange): Reply {
  const object = copy(exchange, sourceOf(exchange), exchange.params.toBucket!, exchange.params.toObject!);
  return json({
    kind: "storage#rewriteResponse",
    totalBytesRewritten: object.size,
    objectSize: object.size,
    done: true,
    resource: renderObject(object, exchange.origin),
  });
}

function moveObject(exchange: Exchange): Reply {
  const source = sourceOf(exchange);
  const object = copy(exchange, source, source.bucket, exchange.params.toObject!);
  if (object.name !== source.name)
    removeVersion(exchange.state, bucketToChange(exchange, source.bucket), source, exchange.now);
  return render(exchange, object);
}

function composeObject(exchange: Exchange): Reply {
  const { state, query, now } = exchange;
  const { bucket: bucketName, object: name } = exchange.params as { bucket: string; object: string };
  const bucket = bucketToChange(exchange, bucketName);
  const body = jsonBody(exchange.body);
  const sources = body.sourceObjects;
  if (!Array.isArray(sources) || sources.length < 1 || sources.length > 32) {
    refuse(400, "The number of source components provided must be between 1 and 32.", "invalid");
  }
  checkPreconditions(query, findObject(state, bucketName, name, null), false);
  const parts = sources.map((source) => composePart(state, bucketName, isObject(source) ? source : {}));
  const destination = isObject(body.destination) ? body.destination : {};
  const first = parts[0]!;
  const contentType = destination.contentType ?? first.contentType;
  const bytes = Buffer.concat(parts.map((part) => state.readBlob(part.blob)));
  const { md5Hash: _, ...composed } = writeObject(state, bucket, { ...destination, contentType, name }, bytes, now);
  const object = {
    ...composed,
    componentCount: parts.reduce((sum, part) => sum + Number(part.componentCount ?? 1), 0),
  } as unknown as StoredObject;
  state.put(live(bucketName), name, object);
  if (query.get("deleteSourceObjects") === "true")
    for (const part of parts) if (part.name !== name) retireLive(state, bucket, part.name, now);
  return render(exchange, object);
}

function composePart(state: Transaction, bucket: string, source: JsonObject): StoredObject {
  const generation = source.generation === undefined ? null : String(source.generation);
  const object = objectOf(state, bucket, String(source.name), generation);
  const conditions = isObject(source.objectPreconditions) ? source.objectPreconditions : {};
  if (conditions.ifGenerationMatch !== undefined) {
    checkPreconditions(new URLSearchParams({ ifGenerationMatch: String(conditions.ifGenerationMatch) }), object, false);
  }
  return object;
}
