/** Between our words and Vertex's: states, the create request's body, and the view of a job. */
import { FlanstackError, type Problem } from "../../../primitives";
import type { JobState, JobView, Submission, TunedModelView, TuningSpec } from "../../job";
import { labelsOf } from "../../labels";
import { isOpenModel } from "../../open-models";
import { checkOpenModel, OPEN_ADAPTER_SIZES } from "./open-model-rules";
import { finalWeightsOf, outputUriOf } from "./weights";
import type { WireCreateBody, WireDataSpec, WireTuningJob } from "./wire";

const STATES: Readonly<Record<string, JobState>> = {
  JOB_STATE_UNSPECIFIED: "unknown",
  JOB_STATE_QUEUED: "queued",
  JOB_STATE_PENDING: "queued",
  JOB_STATE_RUNNING: "running",
  JOB_STATE_UPDATING: "running",
  // On its way to CANCELLED, and not there yet.
  JOB_STATE_CANCELLING: "running",
  JOB_STATE_PAUSED: "paused",
  JOB_STATE_SUCCEEDED: "succeeded",
  JOB_STATE_PARTIALLY_SUCCEEDED: "partial",
  JOB_STATE_FAILED: "failed",
  JOB_STATE_CANCELLED: "cancelled",
  JOB_STATE_EXPIRED: "expired",
};

/** A state this version does not know is waited on, never treated as an end. */
export function stateOf(raw: string): JobState {
  return STATES[raw] ?? "unknown";
}

const ADAPTER_SIZES: Readonly<Record<number, string>> = {
  1: "ADAPTER_SIZE_ONE",
  2: "ADAPTER_SIZE_TWO",
  4: "ADAPTER_SIZE_FOUR",
  8: "ADAPTER_SIZE_EIGHT",
  16: "ADAPTER_SIZE_SIXTEEN",
};

/** What Vertex would refuse, before anything is sent. @throws FlanstackError with all problems */
export function checkSubmission(spec: TuningSpec, submission: Submission): void {
  const problems: Problem[] = [];
  const { adapterSize, batchSize } = spec.hyperparameters;
  if (!submission.train.uri?.startsWith("gs://")) {
    problems.push({
      code: "train_uri",
      path: "train",
      message: "Vertex reads training data from Google Cloud Storage only.",
      fix: "Give the training file as gs://bucket/object.",
    });
  }
  const isOpen = isOpenModel(spec.baseModel);
  if (isOpen) problems.push(...checkOpenModel(spec));
  if (!isOpen && adapterSize !== undefined && ADAPTER_SIZES[adapterSize] === undefined) {
    problems.push({
      code: "adapter_size",
      path: "hyperparameters.adapterSize",
      message: `Gemini has no adapter of size ${adapterSize}.`,
      fix: `Set flanstack:adapterSize to one of ${Object.keys(ADAPTER_SIZES).join(", ")}.`,
    });
  }
  if (!isOpen && batchSize !== undefined) {
    problems.push({
      code: "batch_size",
      path: "hyperparameters.batchSize",
      message: "Gemini tuning has no batch size.",
      fix: "Leave flanstack:batchSize out for provider gemini.",
    });
  }
  if (!isOpen && spec.parentDigest !== undefined && submission.parentModel === undefined) {
    problems.push({
      code: "parent_model",
      path: "parentModel",
      message: "The spec continues a parent, but the parent's tuned model is not known.",
      fix: "Pass the parent's TunedModel.model.",
    });
  }
  for (const field of ["project", "location"] as const) {
    if (submission[field]) continue;
    problems.push({
      code: `missing_${field}`,
      path: field,
      message: `Vertex needs a ${field}.`,
      fix: field === "project" ? "Set gcp:project." : "Set flanstack:region.",
    });
  }
  if (problems.length > 0) throw FlanstackError.fromProblems(`Tuning job ${submission.displayName}`, problems);
}

/** The body of the create request. */
export function createBody(spec: TuningSpec, submission: Submission): WireCreateBody {
  const { epochs, learningRateMultiplier, adapterSize, batchSize } = spec.hyperparameters;
  const isOpen = isOpenModel(spec.baseModel);
  const hyperParameters = {
    ...(epochs !== undefined && { epochCount: String(epochs) }),
    ...(learningRateMultiplier !== undefined && { learningRateMultiplier: Number(learningRateMultiplier) }),
    ...(adapterSize !== undefined && { adapterSize: (isOpen ? OPEN_ADAPTER_SIZES : ADAPTER_SIZES)[adapterSize]! }),
    ...(batchSize !== undefined && { batchSize: String(batchSize) }),
  };
  const dataSpec: WireDataSpec = {
    trainingDatasetUri: submission.train.uri!,
    ...(submission.validation?.uri !== undefined && { validationDatasetUri: submission.validation.uri }),
    ...(Object.keys(hyperParameters).length > 0 && { hyperParameters }),
    // Without an adapter all weights are tuned: the adapter's size is identity, so the mode is too.
    ...(isOpen && { tuningMode: adapterSize === undefined ? "TUNING_MODE_FULL" : "TUNING_MODE_PEFT_ADAPTER" }),
  };
  return {
    ...(submission.parentModel === undefined
      ? { baseModel: spec.baseModel }
      : {
          preTunedModel: {
            tunedModelName: submission.parentModel,
            ...(spec.checkpoint !== undefined && { checkpointId: spec.checkpoint }),
          },
        }),
    ...(spec.method === "supervised" ? { supervisedTuningSpec: dataSpec } : { preferenceOptimizationSpec: dataSpec }),
    tunedModelDisplayName: submission.displayName.slice(0, 128),
    labels: labelsOf(submission),
    ...(submission.kmsKeyName !== undefined && { encryptionSpec: { kmsKeyName: submission.kmsKeyName } }),
    ...(submission.serviceAccount !== undefined && { serviceAccount: submission.serviceAccount }),
    ...(isOpen && { outputUri: outputUriOf(submission) }),
  };
}

/** Vertex's job in our words. */
export function jobView(job: WireTuningJob): JobView {
  const { supervisedTuningDataStats: supervised, preferenceOptimizationDataStats: preference } =
    job.tuningDataStats ?? {};
  const stats = supervised ?? preference;
  return {
    name: job.name,
    state: stateOf(job.state),
    rawState: job.state,
    createTime: job.createTime,
    endTime: job.endTime,
    baseModel: job.baseModel,
    displayName: job.tunedModelDisplayName,
    labels: job.labels ?? {},
    tunedModel: job.outputUri === undefined ? tunedModelOf(job) : openModelOf(job, job.outputUri),
    error:
      job.error === undefined
        ? undefined
        : { code: String(job.error.code ?? "unknown"), message: job.error.message ?? "no message" },
    statistics: stats && {
      examples: stats.tuningDatasetExampleCount,
      billedTokens: stats.totalBillableTokenCount,
      steps: stats.tuningStepCount,
      truncatedExamples: stats.totalTruncatedExampleCount,
      droppedReasons: stats.droppedExampleReasons,
    },
    progress: {
      step: job.tuningJobMetadata?.completedStepCount,
      totalSteps: stats?.tuningStepCount,
      epoch: job.tuningJobMetadata?.completedEpochCount,
      detail: job.tuningJobState?.replace(/^TUNING_JOB_STATE_/, ""),
    },
  };
}

function tunedModelOf({ tunedModel }: WireTuningJob): TunedModelView | undefined {
  if (tunedModel?.model === undefined) return undefined;
  return {
    model: tunedModel.model,
    endpoint: tunedModel.endpoint,
    endpointLocation: locationOf(tunedModel.endpoint),
    checkpoints: tunedModel.checkpoints?.map(({ checkpointId, ...rest }) => ({ id: checkpointId ?? "", ...rest })),
  };
}

/** An open model is its weights: they stand where an endpoint would, because whoever serves it starts from them. */
function openModelOf({ tunedModel, state }: WireTuningJob, outputUri: string): TunedModelView | undefined {
  const ended = stateOf(state);
  if (ended !== "succeeded" && ended !== "partial") return undefined;
  const weights = finalWeightsOf(outputUri);
  return { model: tunedModel?.model ?? weights, endpoint: weights };
}

/** `us` of `projects/p/locations/us/endpoints/1`: where the tuned model is served, which is not where it was tuned. */
export function locationOf(resource: string | undefined): string | undefined {
  return resource === undefined ? undefined : /\/locations\/([^/]+)\//.exec(resource)?.[1];
}
