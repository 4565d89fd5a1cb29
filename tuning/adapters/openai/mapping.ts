/** Between our words and OpenAI's: states, the create request's body, and the view of a job. */
import type { FineTuningJob, JobCreateParams } from "openai/resources/fine-tuning/jobs";
import { FlanstackError, type Problem } from "../../../primitives";
import type { Checkpoint, JobState, JobView, Submission, TuningSpec } from "../../job";
import { labelsOf } from "../../labels";

const STATES: Readonly<Record<string, JobState>> = {
  validating_files: "queued",
  queued: "queued",
  running: "running",
  paused: "paused",
  succeeded: "succeeded",
  failed: "failed",
  cancelled: "cancelled",
  // Microsoft Foundry's own words (REST reference of fine-tuning jobs, 2024-10-21).
  notRunning: "queued",
  created: "queued",
  pending: "queued",
  pausing: "running",
  resuming: "running",
  canceled: "cancelled",
};

/** A state this version does not know is waited on, never treated as an end. */
export function stateOf(raw: string): JobState {
  return STATES[raw] ?? "unknown";
}

/** Metadata holds 16 pairs; six are ours. */
const METADATA_PAIRS = 16;
const SUFFIX_LENGTH = 64;

/** What OpenAI would refuse, before anything is uploaded. @throws FlanstackError with all problems */
export function checkSubmission(spec: TuningSpec, submission: Submission): void {
  const problems: Problem[] = [];
  if (submission.train.path === undefined) {
    problems.push({
      code: "train_path",
      path: "train",
      message: "OpenAI takes training data as an uploaded file.",
      fix: "Give the training file's path in the work directory.",
    });
  }
  if (spec.hyperparameters.adapterSize !== undefined) {
    problems.push({
      code: "adapter_size",
      path: "hyperparameters.adapterSize",
      message: "OpenAI tuning has no adapter size.",
      fix: "Leave flanstack:adapterSize out for provider openai.",
    });
  }
  if (spec.parentDigest !== undefined && submission.parentModel === undefined) {
    problems.push({
      code: "parent_model",
      path: "parentModel",
      message: "The spec continues a parent, but the parent's tuned model is not known.",
      fix: "Pass the parent's TunedModel.model, or its checkpoint's model id.",
    });
  }
  const pairs = Object.keys(labelsOf(submission)).length;
  if (pairs > METADATA_PAIRS) {
    problems.push({
      code: "labels",
      path: "labels",
      message: `OpenAI keeps ${METADATA_PAIRS} metadata pairs; these are ${pairs}.`,
      fix: `Leave out ${pairs - METADATA_PAIRS} of flanstack:labels.`,
    });
  }
  if (problems.length > 0) throw FlanstackError.fromProblems(`Tuning job ${submission.displayName}`, problems);
}

/** The body of the create request. The seed follows from the digest, so that the same spec is trained the same way. */
export function createBody(spec: TuningSpec, submission: Submission): JobCreateParams {
  const { epochs, batchSize, learningRateMultiplier } = spec.hyperparameters;
  const hyperparameters = {
    ...(epochs !== undefined && { n_epochs: Number(epochs) }),
    ...(batchSize !== undefined && { batch_size: Number(batchSize) }),
    ...(learningRateMultiplier !== undefined && { learning_rate_multiplier: Number(learningRateMultiplier) }),
  };
  return {
    model: submission.parentModel ?? spec.baseModel,
    training_file: submission.train.uri!,
    ...(submission.validation?.uri !== undefined && { validation_file: submission.validation.uri }),
    suffix: suffixOf(submission.displayName),
    seed: Number.parseInt(submission.digest.slice(0, 7), 16),
    metadata: labelsOf(submission),
    method:
      spec.method === "supervised"
        ? { type: "supervised", supervised: { hyperparameters } }
        : { type: "dpo", dpo: { hyperparameters } },
  };
}

function suffixOf(displayName: string): string {
  return (
    displayName
      .toLowerCase()
      .replace(/[^a-z0-9-]+/g, "-")
      .slice(0, SUFFIX_LENGTH) || "flanstack"
  );
}

/** OpenAI's job in our words. A tuned model is called by its own id, so it is its own endpoint. */
export function jobView(job: FineTuningJob, checkpoints?: readonly Checkpoint[]): JobView {
  const model = job.fine_tuned_model ?? undefined;
  return {
    name: job.id,
    state: stateOf(job.status),
    rawState: job.status,
    createTime: timeOf(job.created_at)!,
    endTime: timeOf(job.finished_at),
    baseModel: job.model,
    labels: job.metadata ?? {},
    tunedModel:
      model === undefined ? undefined : { model, endpoint: model, ...(checkpoints !== undefined && { checkpoints }) },
    error: job.error?.message ? { code: job.error.code ?? "unknown", message: job.error.message } : undefined,
    statistics: typeof job.trained_tokens === "number" ? { billedTokens: job.trained_tokens } : undefined,
    progress: job.estimated_finish
      ? { detail: `${job.status}, done about ${timeOf(job.estimated_finish)!.slice(11, 16)} UTC` }
      : undefined,
  };
}

/** OpenAI counts seconds. */
function timeOf(seconds: number | null | undefined): string | undefined {
  return typeof seconds === "number" ? new Date(seconds * 1000).toISOString() : undefined;
}
