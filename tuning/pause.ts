/** A pause between two looks that an interruption ends early. */
import type { Clock } from "../primitives";

/** Sleeps, at most until the signal aborts; one that has aborted before does not shorten the pause. */
export async function pause(clock: Clock, milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  if (signal?.aborted === true) return clock.sleep(milliseconds);
  await clock.sleep(milliseconds, signal).catch((error) => {
    if (signal?.aborted !== true) throw error;
  });
}
