/** Reads what clients send: JSON bodies, multipart uploads, and the checksums in headers. */
import { type Exchange, header } from "../http/exchange";
import { boundaryOf, type Part, splitParts } from "../http/multipart";
import { refuse } from "./errors";
import { isObject, type JsonObject } from "./merge-patch";

/** The JSON object of a request body; an empty body and `null` (the Go client sends it) count as `{}`. */
export function jsonBody(body: Buffer): JsonObject {
  const text = body.toString("utf8").trim();
  if (text === "") return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    refuse(400, "Parse Error", "parseError");
  }
  if (value === null) return {};
  if (!isObject(value)) refuse(400, "Invalid JSON payload received. Expected an object.", "parseError");
  return value;
}

export interface MultipartUpload {
  readonly metadata: JsonObject;
  readonly contentType: string | undefined;
  readonly media: Buffer;
}

/** Splits a `multipart/related` upload: metadata, then media. */
export function parseMultipart(contentType: string, body: Buffer): MultipartUpload {
  const name = boundaryOf(contentType);
  if (name === undefined) refuse(400, "Multipart upload without a boundary.", "badContent");
  const parts = splitParts(body, name);
  if (parts.length !== 2)
    refuse(400, `Multipart upload must have exactly two parts, it has ${parts.length}.`, "badContent");
  const [metadata, media] = parts as [Part, Part];
  return { metadata: jsonBody(metadata.content), contentType: media.headers["content-type"], media: media.content };
}

/** The checksums of an upload, from its headers, in the form of the object's own fields. */
export function checksumHeaders(exchange: Exchange): JsonObject {
  const result: JsonObject = {};
  for (const part of (header(exchange, "x-goog-hash") ?? "").split(",")) {
    const [algorithm, ...value] = part.trim().split("=");
    if (algorithm === "md5") result.md5Hash = value.join("=");
    if (algorithm === "crc32c") result.crc32c = value.join("=");
  }
  const contentMd5 = header(exchange, "content-md5");
  if (contentMd5 !== undefined) result.md5Hash = contentMd5;
  return result;
}
