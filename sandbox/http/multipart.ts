/** Multipart bodies: `multipart/related` of storage uploads, `multipart/form-data` of file uploads. */

/** The boundary that a Content-Type header names. */
export function boundaryOf(contentType: string): string | undefined {
  const match = /boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType);
  return match?.[1] ?? match?.[2];
}

export interface Part {
  readonly headers: Record<string, string>;
  readonly content: Buffer;
}

/**
 * The parts of a multipart body (RFC 2046). A part's header block may be empty: Go's storage client sends its media so, and
 * the blank line directly after the boundary then belongs to the delimiter, not to the content.
 */
export function splitParts(body: Buffer, boundary: string): Part[] {
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
