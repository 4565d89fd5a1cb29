/** One request as the services see it, and the reply they give. */
import type { IncomingHttpHeaders } from "node:http";
import type { Transaction } from "../store/transaction";

export interface Exchange {
  /** The operation in the provider's own words: `storage.objects.insert`, `vertex.tuningJobs.create`. */
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  /** Scheme, host and port that the client used, for links in replies. */
  readonly origin: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Decoded path parameters of the matched route. */
  readonly params: Readonly<Record<string, string>>;
  /** Reads see everything committed so far; writes become visible together, after the handler returned. */
  readonly state: Transaction;
  /** A fault cut the body short: what came is kept, nothing is finished. */
  readonly isCutOff: boolean;
  /** The sandbox clock, milliseconds since the Unix epoch. */
  readonly now: number;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A value is sent as JSON; bytes and texts are sent as they are. */
  readonly body?: Buffer | string | object;
}

export interface Route {
  readonly operation: string;
  readonly method: string;
  /** `/b/{bucket}/o/{object}`; `{job}:cancel` is a custom verb. */
  readonly pattern: string;
  readonly handle: (exchange: Exchange) => Reply;
}

/** An error that already knows its reply. Services throw it; the server sends it and drops the transaction. */
export class RefusedRequest extends Error {
  declare readonly reply: Reply;
  constructor(message: string, reply: Reply) {
    super(message);
    this.name = "RefusedRequest";
    this.reply = reply;
  }
}

export function json(body: object, status = 200, headers?: Record<string, string>): Reply {
  return { status, body, headers };
}

export const noContent: Reply = { status: 204 };

/** One header as text; repeated headers are joined as HTTP says. */
export function header(exchange: Exchange, name: string): string | undefined {
  const value = exchange.headers[name];
  return Array.isArray(value) ? value.join(", ") : value;
}
