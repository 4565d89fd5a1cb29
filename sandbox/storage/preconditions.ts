/** Generation and metageneration preconditions of the JSON API, from query parameters (or headers of the same meaning). */
import type { Exchange } from "../http/exchange";
import { refuse, refusePrecondition } from "./errors";

export interface Versioned {
  readonly generation?: string;
  readonly metageneration: string;
}

export type PreconditionPrefix = "if" | "ifSource";

/**
 * Checks every precondition of the request against the resource that is there (`undefined` when none is).
 * A failed *match* is 412; a failed *not match* is 304 on reads and 412 on writes.
 */
export function checkPreconditions(
  query: URLSearchParams,
  resource: Versioned | undefined,
  isRead: boolean,
  prefix: PreconditionPrefix = "if",
): void {
  for (const field of ["Generation", "Metageneration"] as const) {
    const actual =
      resource === undefined ? undefined : field === "Generation" ? resource.generation : resource.metageneration;
    const match = numberParameter(query, `${prefix}${field}Match`);
    // Generation 0 means "no live object": the way to create without overwriting.
    if (match !== undefined && match !== (actual ?? (field === "Generation" ? "0" : undefined))) {
      refusePrecondition(`${prefix}${field}Match`, false);
    }
    const notMatch = numberParameter(query, `${prefix}${field}NotMatch`);
    if (notMatch !== undefined && notMatch === (actual ?? (field === "Generation" ? "0" : undefined))) {
      refusePrecondition(`${prefix}${field}NotMatch`, isRead);
    }
  }
}

/** Query parameters with the preconditions that older clients send as headers. */
export function withHeaderPreconditions(exchange: Exchange): URLSearchParams {
  const query = new URLSearchParams(exchange.query);
  const names = {
    "x-goog-if-generation-match": "ifGenerationMatch",
    "x-goog-if-metageneration-match": "ifMetagenerationMatch",
  };
  for (const [name, parameter] of Object.entries(names)) {
    const value = exchange.headers[name];
    if (typeof value === "string" && !query.has(parameter)) query.set(parameter, value);
  }
  return query;
}

function numberParameter(query: URLSearchParams, name: string): string | undefined {
  const value = query.get(name);
  if (value === null) return undefined;
  if (!/^\d+$/.test(value)) refuse(400, `Invalid value for ${name}: ${value}`, "invalid");
  return String(BigInt(value));
}
