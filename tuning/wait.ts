/** Waits for a job's end: looks at growing intervals, tells what it sees, and stops at a soft deadline. */
import type { AdoptionPorts } from "./adoption-options";
import { isFinal, type JobView } from "./job";
import { lookForJob, type Purchase } from "./look-for-job";
import { pause } from "./pause";

export interface WaitOptions extends AdoptionPorts, Purchase {
  /** False: look once and return. */
  readonly stay: boolean;
  /** Soft deadline; afterwards the result is `pending`. */
  readonly waitMilliseconds: number;
  /** First pause between two looks; it grows by a third each time, up to six times as long. */
  readonly pollMilliseconds: number;
  /** A number in [0, 1): spreads the looks of many waiting jobs by a fifth either way. */
  readonly jitter: () => number;
  /** Looks that may fail one after the other (network, provider) before the wait gives up. */
  readonly patience: number;
  readonly signal?: AbortSignal;
}

export type WaitResult =
  | { readonly kind: "final"; readonly job: JobView }
  /** `job` is absent while the purchase waits for quota. */
  | {
      readonly kind: "pending";
      readonly job: JobView | undefined;
      readonly waitedMilliseconds: number;
      /** The signal ended the wait. */
      readonly interrupted: boolean;
    };

/**
 * Follows the job of a purchase to its end. Costs nothing to repeat.
 * @throws FlanstackError when the ledger's job is gone, and the last error when `patience` looks in a row failed
 */
export async function waitForJob(options: WaitOptions): Promise<WaitResult> {
  const { clock, log } = options;
  const start = clock.now();
  let interval = options.pollMilliseconds;
  let failures = 0;
  let lastState: string | undefined;
  for (;;) {
    const job = await lookOnce(options).catch((error: Error & { isRetryable?: boolean }) => {
      failures += 1;
      if (!error.isRetryable || failures >= options.patience || !options.stay || options.signal?.aborted) throw error;
      log.tick(`could not look at the job (${failures} of ${options.patience}): ${error.message.split("\n")[0]}`);
      return "failed" as const;
    });
    if (job !== "failed") {
      failures = 0;
      // The list may tell less than the job itself: checkpoints, statistics.
      if (job !== undefined && isFinal(job.state))
        return { kind: "final", job: (await options.backend.status(job.name)) ?? job };
      const waited = clock.now() - start;
      const interrupted = options.signal?.aborted === true;
      if (!options.stay || job === undefined || interrupted || waited >= options.waitMilliseconds) {
        return { kind: "pending", job, waitedMilliseconds: waited, interrupted };
      }
      if (job.state === "paused") await options.backend.resume?.(job);
      if (job.rawState !== lastState) log.note(`${job.name} is ${job.rawState}`);
      lastState = job.rawState;
      const progress = (await options.backend.progress?.(job).catch(() => undefined)) ?? job.progress;
      log.tick(progressLine({ ...job, progress }, waited, interval));
    }
    await pause(clock, Math.round(interval * (0.8 + 0.4 * options.jitter())), options.signal);
    interval = Math.min(interval * 1.33, options.pollMilliseconds * 6);
  }
}

async function lookOnce(options: WaitOptions): Promise<JobView | undefined> {
  const look = await options.section(() => lookForJob(options, options));
  return look.job;
}

/** `RUNNING 12m, step 300/480, next look 30s` */
export function progressLine(job: JobView, waitedMilliseconds: number, pauseMilliseconds: number): string {
  const parts = [`${job.progress?.detail ?? job.rawState} ${duration(waitedMilliseconds)}`];
  const { step, totalSteps, epoch } = job.progress ?? {};
  if (step !== undefined) parts.push(`step ${step}${totalSteps === undefined ? "" : `/${totalSteps}`}`);
  if (epoch !== undefined) parts.push(`epoch ${epoch}`);
  parts.push(`next look ${duration(pauseMilliseconds)}`);
  return parts.join(", ");
}

function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes}m` : `${Math.floor(minutes / 60)}h${String(minutes % 60).padStart(2, "0")}m`;
}
