/** Downloads: ranges, checksums in headers, and decompressive transcoding of objects stored as gzip. */
import { gunzipSync } from "node:zlib";
import { type Exchange, header, type Reply } from "../http/exchange";
import { etagOf } from "./bucket-resource";
import { refuse } from "./errors";
import type { StoredObject } from "./object-resource";

export function download(exchange: Exchange, object: StoredObject): Reply {
  const stored = exchange.state.readBlob(object.blob);
  const encoding = object.contentEncoding as string | undefined;
  const acceptsGzip = (header(exchange, "accept-encoding") ?? "").includes("gzip");
  const isTranscoded = encoding === "gzip" && !acceptsGzip;
  const bytes = isTranscoded ? gunzipSync(stored) : stored;
  const headers: Record<string, string> = {
    "content-type": String(object.contentType),
    "x-goog-generation": object.generation,
    "x-goog-metageneration": object.metageneration,
    "x-goog-storage-class": String(object.storageClass),
    "x-goog-stored-content-length": object.size,
    "x-goog-stored-content-encoding": encoding ?? "identity",
    "x-goog-hash": [
      `crc32c=${String(object.crc32c)}`,
      ...(object.md5Hash === undefined ? [] : [`md5=${String(object.md5Hash)}`]),
    ].join(","),
    etag: etagOf(object.generation, object.metageneration),
    "last-modified": new Date(String(object.updated)).toUTCString(),
    "cache-control": String(object.cacheControl ?? "no-cache, no-store, max-age=0, must-revalidate"),
    ...(encoding === undefined || isTranscoded ? {} : { "content-encoding": encoding }),
    ...(isTranscoded ? { warning: "214 UploadServer gunzipped" } : {}),
    ...(object.contentDisposition === undefined ? {} : { "content-disposition": String(object.contentDisposition) }),
    ...(object.contentLanguage === undefined ? {} : { "content-language": String(object.contentLanguage) }),
  };
  const range = isTranscoded ? undefined : header(exchange, "range");
  if (range === undefined) return { status: 200, headers: { "accept-ranges": "bytes", ...headers }, body: bytes };
  const asked = rangeOf(range, bytes.length);
  if (asked === undefined) return { status: 200, headers, body: bytes };
  const [first, last] = asked;
  return {
    status: 206,
    headers: { ...headers, "content-range": `bytes ${first}-${last}/${bytes.length}` },
    body: bytes.subarray(first, last + 1),
  };
}

/** First and last byte of a single range; `undefined` for a header that is no byte range (RFC 9110: ignore it). */
function rangeOf(text: string, size: number): [number, number] | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(text.trim());
  if (match === null || (match[1] === "" && match[2] === "")) return undefined;
  const first = match[1] === "" ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const last = match[1] === "" || match[2] === "" ? size - 1 : Math.min(Number(match[2]), size - 1);
  if (first >= size || last < first) refuse(416, `The requested range cannot be satisfied.`);
  return [first, last];
}
