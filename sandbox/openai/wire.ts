/** Common habits of the OpenAI API: bodies, cursor pages, ids, times in seconds. */
import { createHash } from "node:crypto";
import type { Exchange } from "../http/exchange";
import type { Transaction } from "../store/transaction";
import { refuse } from "./errors";

export type JsonObject = Record<string, unknown>;

export function bodyOf(exchange: Exchange): JsonObject {
  let value: unknown;
  try {
    value = exchange.body.length === 0 ? {} : JSON.parse(exchange.body.toString("utf8"));
  } catch {
    refuse(400, "We could not parse the JSON body of your request.");
  }
  if (!isObject(value)) refuse(400, "The JSON body of the request must be an object.");
  return value;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** One page after a cursor (`after`, `limit`), of items in their final order. */
export function listOf<T extends { id: string }>(
  query: URLSearchParams,
  items: readonly T[],
  defaultLimit: number,
): object {
  const limit = Number(query.get("limit") ?? defaultLimit);
  if (!Number.isInteger(limit) || limit < 1)
    refuse(400, `Invalid 'limit': ${query.get("limit")}`, "invalid_value", "limit");
  const after = query.get("after");
  const start = after === null ? 0 : items.findIndex((item) => item.id === after) + 1;
  if (after !== null && start === 0) refuse(404, `No such object: ${after}`, null, "after");
  const data = items.slice(start, start + limit);
  return {
    object: "list",
    data,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
    has_more: start + limit < items.length,
  };
}

/** A fresh id; the same for the same history, so that runs can be compared. */
export function newId(state: Transaction, prefix: string, length: number): string {
  const count = (state.get<{ value: number }>("openai.counters", "ids")?.value ?? 0) + 1;
  state.put("openai.counters", "ids", { value: count });
  return `${prefix}${idFrom(length, prefix, count)}`;
}

export function idFrom(length: number, ...parts: (string | number)[]): string {
  const digest = createHash("sha512").update(parts.join("/")).digest("base64");
  return digest.replace(/[^A-Za-z0-9]/g, "").slice(0, length);
}

export const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000);
