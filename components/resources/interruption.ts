/**
 * A first Ctrl-C, heard in the provider process. Pulumi waits for a running create and tells user code nothing, so the runner
 * writes a file (FLANSTACK_INTERRUPT names it) and every wait ends with "run up again" instead of hours later.
 */
import { existsSync } from "node:fs";

const LOOK_EVERY_MILLISECONDS = 250;

/** Why a wait ended early. */
export const INTERRUPTED = new Error("interrupted");

/**
 * Runs work with a signal that aborts when the file appears.
 * @param path absent: nothing can interrupt
 */
export async function interruptible<T>(
  path: string | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const look = () => {
    if (path !== undefined && existsSync(path)) controller.abort(INTERRUPTED);
  };
  look();
  const timer = path === undefined ? undefined : setInterval(look, LOOK_EVERY_MILLISECONDS);
  try {
    return await work(controller.signal);
  } finally {
    clearInterval(timer);
  }
}
