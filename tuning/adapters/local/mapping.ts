/** Between a run's files and our words. */
import { FlanstackError, type Problem } from "../../../primitives";
import type { Halving, JobState, JobView, Submission, TuningSpec } from "../../job";
import { labelsOf } from "../../labels";
import type { RunFiles } from "./run-folder";

const STATES: Readonly<Record<string, JobState>> = {
  queued: "queued",
  running: "running",
  paused: "paused",
  succeeded: "succeeded",
  failed: "failed",
  cancelled: "cancelled",
};

/**
 * @param isAlive whether the run's trainer works; a run that has not ended and has none is paused: it can be resumed. Undefined when
 * that cannot be asked: such a run is waited on
 */
export function runView({ job, status }: RunFiles, isAlive: boolean | undefined): JobView {
  const written = status?.state ?? "queued";
  const known = STATES[written] ?? "unknown";
  const isOpen = known === "queued" || known === "running";
  const isInterrupted = isOpen && isAlive === false;
  const isHidden = isOpen && isAlive === undefined;
  return {
    name: job.name,
    state: isInterrupted ? "paused" : isHidden ? "unknown" : known,
    rawState: isInterrupted ? "interrupted" : isHidden ? "the container engine does not answer" : written,
    createTime: job.createTime,
    endTime: status?.endedAt,
    baseModel: job.baseModel,
    displayName: job.displayName,
    labels: job.labels,
    // A served adapter is called by its own name, so it is its own endpoint.
    tunedModel: status?.adapter && { model: status.adapter.model, endpoint: status.adapter.model },
    error: status?.error && { code: status.error.code, message: status.error.message },
    statistics: status?.statistics && {
      examples: status.statistics.examples,
      steps: status.statistics.steps,
      billedTokens: status.statistics.trainedTokens,
      truncatedExamples: status.statistics.truncatedExamples,
    },
    progress: status?.totalSteps
      ? { step: status.step, totalSteps: status.totalSteps, epoch: status.epoch, detail: status.detail ?? undefined }
      : undefined,
  };
}

/** The job file: paths are absolute, since the trainer starts elsewhere. */
export function jobFile(
  spec: TuningSpec,
  submission: Submission,
  createTime: string,
  { parentAdapter, image }: { readonly parentAdapter?: string; readonly image?: string },
) {
  return {
    version: 1,
    name: runName(submission.digest),
    digest: submission.digest,
    model: `${submission.owner.agent}-${submission.digest.slice(0, 12)}`,
    displayName: submission.displayName,
    createTime,
    labels: labelsOf(submission),
    method: spec.method,
    baseModel: spec.baseModel,
    train: { path: submission.train.path!, sha256: spec.trainDigest },
    ...(submission.validation?.path !== undefined && { validation: { path: submission.validation.path } }),
    hyperparameters: spec.hyperparameters,
    ...(parentAdapter !== undefined && { parent: { adapter: parentAdapter } }),
    ...(submission.halving !== undefined && { halving: raceOf(submission.halving) }),
    ...(image !== undefined && { runner: { kind: "container", image } }),
  };
}

/** The race as the trainer knows it: by its runs. */
function raceOf({ rungs, reduction, trials }: Halving) {
  return { rungs, reduction, trials: trials.map(runName) };
}

/** The run of a digest: there is only one. */
export function runName(digest: string): string {
  return `run-${digest.slice(0, 32)}`;
}

/** @throws FlanstackError with all that the trainer could not do */
export function checkSubmission(submission: Submission): void {
  const problems: Problem[] = [];
  if (submission.train.path === undefined) {
    problems.push({
      code: "train_path",
      path: "train",
      message: "The local trainer reads training data from a file.",
      fix: "Give the training file's path in the work directory.",
    });
  }
  if (problems.length > 0) throw FlanstackError.fromProblems(`Tuning job ${submission.displayName}`, problems);
}
