/** Uploads: media, multipart, and resumable in one shot or in chunks. Sessions are kept in the store, so they survive a restart. */
import { randomUUID } from "node:crypto";
import { type Exchange, header, json, RefusedRequest, type Reply, type Route } from "../http/exchange";
import type { Transaction } from "../store/transaction";
import { refuse, storageErrorReply } from "./errors";
import type { JsonObject } from "./merge-patch";
import { bucketOf, bucketToChange, findObject, renderObject, writeObject } from "./object-resource";
import { checkPreconditions, withHeaderPreconditions } from "./preconditions";
import { checksumHeaders, jsonBody, parseMultipart } from "./request-body";

const UPLOADS = "storage.uploads";

interface UploadSession {
  readonly bucket: string;
  readonly metadata: JsonObject & { name: string };
  /** The query of the request that opened the session: preconditions hold when the upload is finished. */
  readonly query: string;
  readonly received: number;
  /** Bytes so far. */
  readonly blob: string;
  /** The finished object's name and generation. */
  readonly done?: { readonly name: string; readonly generation: string };
}

export const uploadRoutes: readonly Route[] = [
  { operation: "storage.objects.insert", method: "POST", pattern: "/b/{bucket}/o", handle: insert },
  { operation: "storage.objects.insert", method: "PUT", pattern: "/b/{bucket}/o", handle: continueUpload },
  { operation: "storage.objects.insert", method: "DELETE", pattern: "/b/{bucket}/o", handle: cancelUpload },
];

function insert(exchange: Exchange): Reply {
  const kind = exchange.query.get("uploadType");
  if (kind === "resumable") return exchange.query.has("upload_id") ? continueUpload(exchange) : openSession(exchange);
  if (kind === "multipart") {
    const { metadata, contentType, media } = parseMultipart(header(exchange, "content-type") ?? "", exchange.body);
    const inherited = contentType === undefined ? {} : { contentType };
    return store(exchange, { ...inherited, ...checksumHeaders(exchange), ...metadata }, media);
  }
  if (kind === "media") {
    const contentType = header(exchange, "content-type");
    return store(
      exchange,
      { ...(contentType === undefined ? {} : { contentType }), ...checksumHeaders(exchange) },
      exchange.body,
    );
  }
  refuse(400, `Unknown upload type: ${String(kind)}`, "invalid");
}

function store(exchange: Exchange, metadata: JsonObject, bytes: Buffer): Reply {
  const { state, now } = exchange;
  const bucket = bucketToChange(exchange, exchange.params.bucket!);
  const query = withHeaderPreconditions(exchange);
  const named = { ...metadata, ...encodingOf(query), name: nameOf(query, metadata) };
  checkPreconditions(query, findObject(state, bucket.name, named.name, null), false);
  return json(renderObject(writeObject(state, bucket, named, bytes, now), exchange.origin));
}

function openSession(exchange: Exchange): Reply {
  const { state } = exchange;
  const bucket = bucketOf(state, exchange.params.bucket!);
  const metadata = jsonBody(exchange.body);
  const query = withHeaderPreconditions(exchange);
  const contentType = header(exchange, "x-upload-content-type");
  const session: UploadSession = {
    bucket: bucket.name,
    metadata: {
      ...(contentType === undefined ? {} : { contentType }),
      ...checksumHeaders(exchange),
      ...metadata,
      ...encodingOf(query),
      name: nameOf(query, metadata),
    },
    query: query.toString(),
    received: 0,
    blob: state.writeBlob(Buffer.alloc(0)),
  };
  const id = randomUUID();
  state.put(UPLOADS, id, session);
  const location = `${exchange.origin}/upload/storage/v1/b/${bucket.name}/o?uploadType=resumable&upload_id=${id}`;
  return { status: 200, headers: { location, "x-guploader-uploadid": id }, body: "" };
}

function continueUpload(exchange: Exchange): Reply {
  const { state } = exchange;
  const { id, session } = sessionOf(exchange);
  if (session.done !== undefined) {
    const object = findObject(state, session.bucket, session.done.name, session.done.generation);
    if (object === undefined) refuse(404, "The upload's object is gone.");
    return json(renderObject(object, exchange.origin));
  }
  const range = parseContentRange(header(exchange, "content-range"));
  if (range.isQuery)
    return session.received === range.total ? finishUpload(exchange, id, session) : incomplete(exchange, session);
  const start = range.start ?? 0;
  if (start > session.received) return incomplete(exchange, session);
  // A chunk sent again after a lost reply overlaps what is already here.
  const fresh = exchange.body.subarray(session.received - start);
  const bytes =
    fresh.length === 0 ? state.readBlob(session.blob) : Buffer.concat([state.readBlob(session.blob), fresh]);
  const grown: UploadSession = { ...session, received: bytes.length, blob: state.writeBlob(bytes) };
  const isLast = range.total === undefined ? !range.isOpen : bytes.length >= range.total;
  if (isLast && !exchange.isCutOff) return finishUpload(exchange, id, grown);
  state.put(UPLOADS, id, grown);
  return incomplete(exchange, grown);
}

/** How many bytes an upload has; `undefined` when the request belongs to none. For faults that strike after so many bytes. */
export function uploadedBytes(state: Transaction, query: URLSearchParams): number | undefined {
  const id = query.get("upload_id");
  return id === null ? undefined : state.get<UploadSession>(UPLOADS, id)?.received;
}

function finishUpload(exchange: Exchange, id: string, session: UploadSession): Reply {
  const { state, now } = exchange;
  const bucket = bucketToChange(exchange, session.bucket);
  const query = new URLSearchParams(session.query);
  checkPreconditions(query, findObject(state, session.bucket, session.metadata.name, null), false);
  const metadata = { ...session.metadata, ...checksumHeaders(exchange) };
  const object = writeObject(state, bucket, metadata, state.readBlob(session.blob), now);
  state.put(UPLOADS, id, { ...session, done: { name: object.name, generation: object.generation } });
  return json(renderObject(object, exchange.origin));
}

function cancelUpload(exchange: Exchange): Reply {
  const { id } = sessionOf(exchange);
  exchange.state.remove(UPLOADS, id);
  return { status: 499, headers: { "x-guploader-uploadid": id } };
}

function sessionOf(exchange: Exchange): { id: string; session: UploadSession } {
  const id = exchange.query.get("upload_id");
  const session = id === null ? undefined : exchange.state.get<UploadSession>(UPLOADS, id);
  if (id === null || session === undefined) {
    throw new RefusedRequest(
      "unknown upload",
      storageErrorReply(404, "The upload session does not exist or has ended.", "notFound"),
    );
  }
  return { id, session };
}

/** "More is wanted": 308, or 200 with the status in a header for clients that cannot read a 308 (Go, `X-GUploader-No-308`). */
function incomplete(exchange: Exchange, session: UploadSession): Reply {
  const range: Record<string, string> = session.received === 0 ? {} : { range: `bytes=0-${session.received - 1}` };
  if (header(exchange, "x-guploader-no-308") === "yes") {
    return { status: 200, headers: { ...range, "x-http-status-code-override": "308" }, body: "" };
  }
  return { status: 308, headers: range, body: "" };
}

interface ContentRange {
  readonly start?: number;
  readonly total?: number;
  /** `bytes * /N`: no bytes, only "how far are we". */
  readonly isQuery: boolean;
  /** The end is not known yet: more chunks may follow. */
  readonly isOpen: boolean;
}

/** No header, or `0-* /*`, is the whole (rest of the) object in one shot; `a-b/*` is a chunk with more to come. */
function parseContentRange(text: string | undefined): ContentRange {
  if (text === undefined) return { isQuery: false, isOpen: false };
  const query = /^bytes \*\/(\d+|\*)$/.exec(text);
  if (query !== null) return { isQuery: true, isOpen: true, total: query[1] === "*" ? undefined : Number(query[1]) };
  const match = /^bytes (\d+)-(\d+|\*)\/(\d+|\*)$/.exec(text);
  if (match === null) refuse(400, `Failed to parse Content-Range header: ${text}`, "badRequest");
  return {
    start: Number(match[1]),
    total: match[3] === "*" ? undefined : Number(match[3]),
    isQuery: false,
    isOpen: match[2] !== "*" && match[3] === "*",
  };
}

function nameOf(query: URLSearchParams, metadata: JsonObject): string {
  const name = query.get("name") ?? metadata.name;
  if (typeof name !== "string" || name === "") refuse(400, "Required parameter: name", "required");
  return name;
}

function encodingOf(query: URLSearchParams): JsonObject {
  const contentEncoding = query.get("contentEncoding");
  return contentEncoding === null ? {} : { contentEncoding };
}
