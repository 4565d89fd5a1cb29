/** Asking again, politely: only what may succeed, a little later each time, and never earlier than the server allows. */
import { type Clock, FlanstackError, type Random } from "../primitives";
import { InferenceError } from "./inference-error";

export interface RetryPolicy {
  /** How often to ask in all, the first time included (>= 1). */
  readonly attempts: number;
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
}

export const DEFAULT_RETRY: RetryPolicy = { attempts: 5, firstDelayMs: 500, longestDelayMs: 30_000 };

/**
 * Runs a task until it succeeds, fails for good, or the attempts are used up; then the last error rises unchanged.
 * Delays double, with full jitter in their upper half; a server's Retry-After counts as the least delay, up to the longest.
 */
export async function withRetries<T>(
  task: () => Promise<T>,
  policy: RetryPolicy,
  ports: { readonly clock: Clock; readonly random: Random; readonly signal?: AbortSignal },
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await task();
    } catch (error) {
      ports.signal?.throwIfAborted();
      if (!FlanstackError.is(error) || !error.isRetryable || attempt >= policy.attempts) throw error;
      await ports.clock.sleep(delayBefore(attempt + 1, error, policy, ports.random), ports.signal);
    }
  }
}

function delayBefore(attempt: number, error: FlanstackError, policy: RetryPolicy, random: Random): number {
  const doubled = Math.min(policy.firstDelayMs * 2 ** (attempt - 2), policy.longestDelayMs);
  const jittered = doubled * (0.5 + random.float() / 2);
  const asked = error instanceof InferenceError ? (error.retryAfterMs ?? 0) : 0;
  return Math.min(Math.max(jittered, asked), policy.longestDelayMs);
}
