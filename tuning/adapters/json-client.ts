/**
 * JSON over HTTP for the adapters that speak REST themselves: always a timeout, retries only for requests that change
 * nothing, and failures told apart by what they say about the server: refused, never sent, or unknown.
 */
import type { Clock } from "../../primitives";
import { isUnsentCode, systemCodeOf } from "./unsent";

/** What a failed request tells. */
export type HttpFailureKind =
  /** The server answered with a status that is not 2xx. */
  | "status"
  /** The request never left this machine. */
  | "unsent"
  /** Anything may have happened: timeout, dropped connection, unreadable reply. */
  | "unknown";

export class HttpFailure extends Error {
  declare readonly kind: HttpFailureKind;
  declare readonly status: number | undefined;
  declare readonly retryAfterMilliseconds: number | undefined;
  /** The reply's body, when it was JSON. */
  declare readonly body: unknown;

  constructor(
    message: string,
    kind: HttpFailureKind,
    details: { status?: number; retryAfterMilliseconds?: number; body?: unknown; cause?: unknown } = {},
  ) {
    super(message, { cause: details.cause });
    this.name = "HttpFailure";
    this.kind = kind;
    this.status = details.status;
    this.retryAfterMilliseconds = details.retryAfterMilliseconds;
    this.body = details.body;
  }
}

export interface JsonRequest {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly url: string;
  readonly body?: unknown;
  readonly timeoutMilliseconds?: number;
  /** How often to try in all. Only requests that may be repeated get more than 1. */
  readonly attempts: number;
}

export interface JsonClientOptions {
  /** Headers that carry the credentials; called once per attempt. */
  readonly headers: () => Promise<Record<string, string>>;
  readonly clock: Clock;
  /** How long a request may take that names no time of its own. Default 30 s. */
  readonly timeoutMilliseconds?: number;
}

export type JsonClient = (request: JsonRequest) => Promise<unknown>;

const DEFAULT_TIMEOUT = 30_000;
const RETRIED_STATUS = [408, 429, 500, 502, 503, 504];
/** @returns a function that gives the reply's JSON and throws HttpFailure */
export function createJsonClient(options: JsonClientOptions): JsonClient {
  return async (request) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await send(request, options);
      } catch (error) {
        const failure = error as HttpFailure;
        if (attempt >= request.attempts || !mayRetry(failure)) throw failure;
        await options.clock.sleep(Math.min(failure.retryAfterMilliseconds ?? 400 * 3 ** (attempt - 1), 10_000));
      }
    }
  };
}

function mayRetry(failure: HttpFailure): boolean {
  return failure.kind === "status"
    ? RETRIED_STATUS.includes(failure.status!)
    : failure.kind === "unknown" || isRefused(failure);
}

function isRefused(failure: HttpFailure): boolean {
  return systemCodeOf(failure.cause) === "ECONNREFUSED";
}

async function send(request: JsonRequest, options: JsonClientOptions): Promise<unknown> {
  const headers = await options.headers().catch((cause) => {
    throw new HttpFailure(`no credentials: ${cause.message?.split("\n")[0]}`, "unsent", { cause });
  });
  const timeout = request.timeoutMilliseconds ?? options.timeoutMilliseconds ?? DEFAULT_TIMEOUT;
  let status: number | undefined;
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: { ...headers, ...(request.body !== undefined && { "content-type": "application/json" }) },
      body: request.body === undefined ? undefined : JSON.stringify(request.body),
      signal: AbortSignal.timeout(timeout),
      redirect: "error",
    });
    status = response.status;
    const text = await response.text();
    if (!response.ok) throw statusFailure(response, text);
    return text === "" ? {} : JSON.parse(text);
  } catch (cause) {
    if (cause instanceof HttpFailure) throw cause;
    const code = systemCodeOf(cause);
    if (status === undefined && code !== undefined && isUnsentCode(code)) {
      throw new HttpFailure(`${hostOf(request.url)} could not be reached (${code})`, "unsent", { cause });
    }
    const what =
      (cause as Error).name === "TimeoutError" ? `no answer within ${timeout / 1000} s` : "the connection broke";
    const why = status === undefined ? what : "the reply could not be read";
    throw new HttpFailure(`${request.method} ${hostOf(request.url)}: ${why}`, "unknown", { cause, status });
  }
}

function statusFailure(response: Response, text: string): HttpFailure {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  return new HttpFailure(messageOf(body) ?? `status ${response.status}`, "status", {
    status: response.status,
    retryAfterMilliseconds: Number.isFinite(seconds) ? seconds * 1000 : undefined,
    body,
  });
}

/** `error.message`, as Google and OpenAI both spell it. */
function messageOf(body: unknown): string | undefined {
  const message = (body as { error?: { message?: unknown } } | undefined)?.error?.message;
  return typeof message === "string" && message !== "" ? message : undefined;
}

function hostOf(url: string): string {
  return new URL(url).host;
}
