/** What is found decides: whether a job with our digest is adopted, and which of several is kept. */
import { FlanstackError } from "../primitives";
import { isFinal, type JobState, type JobView, LEFT_AT_RUNG } from "./job";

/** Whether a job in this state can still end with a model. */
const ADOPTABLE: Record<JobState, boolean> = {
  queued: true,
  running: true,
  paused: true,
  unknown: true,
  succeeded: true,
  partial: false,
  failed: false,
  cancelled: false,
  expired: false,
};

export interface JobChoice {
  readonly keep: JobView;
  /** Live jobs for the same purchase that lost. */
  readonly duplicates: readonly JobView[];
}

/**
 * Chooses among jobs of one digest: the oldest that can still end with a model, by (createTime, name), so that every run
 * chooses the same one. When none can, the newest is returned, whose failure the caller reports.
 * @param known names already recorded as duplicates: they are never chosen
 */
export function chooseJob(jobs: readonly JobView[], known: readonly string[] = []): JobChoice | undefined {
  const candidates = jobs.filter((job) => !known.includes(job.name)).sort(byAge);
  const adoptable = candidates.filter((job) => ADOPTABLE[job.state]);
  const keep = adoptable[0] ?? candidates.at(-1);
  if (keep === undefined) return undefined;
  return { keep, duplicates: adoptable.filter((job) => job !== keep && !isFinal(job.state)) };
}

function byAge(left: JobView, right: JobView): number {
  const difference = Date.parse(left.createTime) - Date.parse(right.createTime);
  if (difference !== 0) return difference;
  return left.name < right.name ? -1 : 1;
}

/**
 * What to say about a job that cannot be adopted; undefined when it can.
 * @param isRacing whether it is wanted as a trial of a race, in which being left is an end like another
 */
export function refusalOf(
  job: JobView,
  generation: number,
  served: boolean,
  isRacing = false,
): FlanstackError | undefined {
  if (isRacing && job.error?.code === LEFT_AT_RUNG) return undefined;
  if (ADOPTABLE[job.state] && (job.state !== "succeeded" || served)) return undefined;
  const what =
    job.state === "succeeded"
      ? "succeeded, but nothing serves its model any more"
      : `ended as ${job.state}${job.error === undefined ? "" : ` (${job.error.code}: ${shorten(job.error.message)})`}`;
  return new FlanstackError(`Tuning job ${job.name} for this content ${what}.`, {
    code: job.state === "succeeded" ? "model_not_served" : `job_${job.state}`,
    path: job.name,
    fix: `Mend the cause, then raise flanstack:generation to ${generation + 1} for this agent to tune (and pay) again.`,
  });
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 300 ? `${line.slice(0, 297)}...` : line;
}
