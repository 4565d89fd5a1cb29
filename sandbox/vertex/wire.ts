/** Common habits of the Vertex API: bodies, pages, long-running operations that are done at once. */
import type { Exchange } from "../http/exchange";
import { refuse } from "./errors";

export function bodyOf(exchange: Exchange): Record<string, unknown> {
  let value: unknown;
  try {
    value = exchange.body.length === 0 ? {} : JSON.parse(exchange.body.toString("utf8"));
  } catch {
    refuse(400, "Invalid JSON payload received. Unable to parse.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    refuse(400, "Invalid JSON payload received. Expected an object.");
  return value as Record<string, unknown>;
}

/** One page of a sorted list; the token is the number of items before it. */
export function pageOf<T>(
  query: URLSearchParams,
  items: readonly T[],
): { items: readonly T[]; nextPageToken: string | undefined } {
  const size = Number(query.get("pageSize") || 100);
  if (!Number.isInteger(size) || size < 0) refuse(400, `Invalid page size: ${query.get("pageSize")}`);
  const token = query.get("pageToken") ?? "";
  const start = token === "" ? 0 : Number(Buffer.from(token, "base64url").toString("utf8"));
  if (!Number.isInteger(start)) refuse(400, "Invalid page token.");
  const end = start + (size === 0 ? 100 : size);
  return {
    items: items.slice(start, end),
    nextPageToken: end < items.length ? Buffer.from(String(end)).toString("base64url") : undefined,
  };
}
