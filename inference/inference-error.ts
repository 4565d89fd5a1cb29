/** What goes wrong between us and an endpoint, with the one question answered that a caller has: is it worth asking again? */
import { FlanstackError } from "../primitives";

export interface InferenceErrorOptions {
  readonly code: string;
  readonly model: string;
  readonly status?: number;
  readonly retryAfterMs?: number;
  readonly isRetryable: boolean;
  readonly fix?: string;
  readonly cause?: unknown;
}

/** An endpoint did not answer, or refused. `status` is the HTTP status when there was one. */
export class InferenceError extends FlanstackError {
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(message: string, options: InferenceErrorOptions) {
    super(message, {
      code: options.code,
      path: options.model,
      fix: options.fix,
      isRetryable: options.isRetryable,
      cause: options.cause,
    });
    this.name = "InferenceError";
    this.status = options.status;
    this.retryAfterMs = options.retryAfterMs;
  }
}

const RETRYABLE_STATUSES = new Set([408, 409, 425, 429, 500, 502, 503, 504]);
const LONGEST_TEXT = 300;

/** The error for an HTTP answer outside 200-299. */
export function errorForStatus(
  model: string,
  status: number,
  body: string,
  retryAfter: string | null,
  now: number,
): InferenceError {
  return new InferenceError(`${model} answered ${status}: ${shorten(providerMessage(body))}`, {
    code: codeForStatus(status),
    model,
    status,
    retryAfterMs: parseRetryAfter(retryAfter, now),
    isRetryable: RETRYABLE_STATUSES.has(status),
    fix: fixForStatus(status),
  });
}

/** The error for a request that got no answer: connection refused, reset, timed out. */
export function errorForNoAnswer(model: string, cause: unknown, timeoutMs: number): InferenceError {
  const timedOut =
    cause instanceof Error && (cause.name === "TimeoutError" || cause.name === "APIConnectionTimeoutError");
  return new InferenceError(
    timedOut ? `${model} did not answer within ${timeoutMs} ms` : `${model} could not be reached: ${reasonOf(cause)}`,
    {
      code: timedOut ? "endpoint_timeout" : "endpoint_unreachable",
      model,
      isRetryable: true,
      fix: "Check that the endpoint is up and that its address is right, then run again: answers so far are kept.",
      cause,
    },
  );
}

/** Reads `Retry-After`: seconds or an HTTP date (RFC 9110 section 10.2.3). */
export function parseRetryAfter(value: string | null, now: number): number | undefined {
  if (value === null || value.trim() === "") return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function codeForStatus(status: number): string {
  if (status === 401 || status === 403) return "endpoint_refused_credentials";
  if (status === 404) return "endpoint_not_found";
  if (status === 429) return "endpoint_rate_limited";
  return status >= 500 ? "endpoint_failed" : "endpoint_refused_request";
}

function fixForStatus(status: number): string {
  if (status === 401 || status === 403) return "Check the credentials and that they may call this endpoint.";
  if (status === 404)
    return "Check the endpoint's name and its location: a tuned Gemini model answers in its own location.";
  if (status === 429) return "Lower the concurrency or ask for more quota, then run again: answers so far are kept.";
  if (status >= 500) return "Run again later: answers so far are kept.";
  return "The provider's message says which part of the request it did not accept.";
}

/** Google and OpenAI both answer `{ error: { message } }`, Google in a list at times. */
function providerMessage(body: string): string {
  try {
    const parsed = JSON.parse(body);
    const message = (Array.isArray(parsed) ? parsed[0] : parsed)?.error?.message;
    return typeof message === "string" ? message : body;
  } catch {
    return body;
  }
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.cause instanceof Error ? `${cause.message} (${cause.cause.message})` : cause.message;
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > LONGEST_TEXT ? `${line.slice(0, LONGEST_TEXT)}…` : line;
}
