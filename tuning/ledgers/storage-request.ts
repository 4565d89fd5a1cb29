/**
 * Requests to Cloud Storage that end: the client library's own timeout does not cover a server that accepts and never
 * answers (measured on 8.4), and its retries multiply. So its retries are off, and each request is tried here, under a
 * time limit of our own. Every request of a ledger may be repeated: it reads, or it carries a generation precondition.
 */
import type { Clock } from "../../primitives";

export interface RequestLimits {
  readonly clock: Clock;
  /** Of one try. */
  readonly timeoutMilliseconds: number;
}

const TRIES = 3;
const FIRST_PAUSE_MILLISECONDS = 300;

/** @returns the first success; throws the last error, and at once one that repeating does not cure */
export async function tryRequest<T>(limits: RequestLimits, request: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await withTimeout(limits, request);
    } catch (error) {
      if (attempt >= TRIES || !isTransient(error)) throw error;
      await limits.clock.sleep(FIRST_PAUSE_MILLISECONDS * 3 ** (attempt - 1));
    }
  }
}

async function withTimeout<T>({ timeoutMilliseconds }: RequestLimits, request: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`no answer within ${timeoutMilliseconds / 1000} s`)),
      timeoutMilliseconds,
    );
  });
  try {
    return await Promise.race([request(), timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/** Anything but a plain refusal: no status, an unreadable reply, or a status that says "later". */
function isTransient(error: unknown): boolean {
  const status = statusOf(error);
  return status === undefined || status === 408 || status === 429 || status >= 500;
}

/** The HTTP status of a client library's error. */
export function statusOf(error: unknown): number | undefined {
  const code = Number((error as { code?: unknown } | undefined)?.code);
  return Number.isInteger(code) && code >= 100 ? code : undefined;
}

/** What went wrong in one line: the library puts whole reply bodies into its messages. */
export function reasonOf(error: unknown): string {
  const { errors, message } = error as { errors?: { message?: string }[]; message?: string };
  const text = errors?.[0]?.message ?? bodyMessage(message) ?? message ?? String(error);
  return text.replace(/\s+/g, " ").slice(0, 300);
}

function bodyMessage(text: string | undefined): string | undefined {
  try {
    return (JSON.parse(text ?? "") as { error?: { message?: string } }).error?.message;
  } catch {
    return undefined;
  }
}
