/** Reads what clients send: JSON bodies, multipart uploads, and the checksums in headers. */
import { type Exchange, header } from "../http/exchange";
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

/**
 * Splits a `multipart/related` upload (RFC 2387). A part's header block may be empty: Go's client sends the media part
 * so, and the blank line directly after the boundary then belongs to the delimiter, not to the media.
 */
export function parseMultipart(contentType: string, body: Buffer): MultipartUpload {
  const boundary = /boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType);
  const name = boundary?.[1] ?? boundary?.[2];
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

interface Part {
  readonly headers: Record<string, string>;
  readonly content: Buffer;
}

function splitParts(body: Buffer, boundary: string): Part[] {
  const delimiter = Buffer.from(`--${boundary}`);
  const parts: Part[] = [];
  let start = body.indexOf(delimiter);
  while (start !== -1) {
    let begin = start + delimiter.length;
    if (body.subarray(begin, begin + 2).toString() === "--") break;
    begin = body.indexOf("\r\n", begin) + 2;
    const end = body.indexOf(Buffer.from(`\r\n--${boundary}`), begin - 2);
    if (begin === 1 || end === -1) break;
    parts.push(parsePart(body.subarray(begin, Math.max(begin, end))));
    start = end + 2;
  }
  return parts;
}

function parsePart(part: Buffer): Part {
  if (part.subarray(0, 2).toString() === "\r\n") return { headers: {}, content: part.subarray(2) };
  const blank = part.indexOf("\r\n\r\n");
  if (blank === -1) return { headers: {}, content: part };
  const headers: Record<string, string> = {};
  for (const line of part.subarray(0, blank).toString("latin1").split("\r\n")) {
    const colon = line.indexOf(":");
    if (colon > 0) headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
  }
  return { headers, content: part.subarray(blank + 4) };
}
