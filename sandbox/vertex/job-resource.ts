/** A tuning job as it is sent. v1beta1 tells more: the inner state and the progress. */
import { epochsOf, jobName, type TuningJob } from "./job";
import { durationOf, type JobState, progressOf, stateOf } from "./job-life";

type JsonObject = Record<string, unknown>;

const INNER: Partial<Record<JobState, string>> = {
  JOB_STATE_QUEUED: "TUNING_JOB_STATE_WAITING_FOR_QUOTA",
  JOB_STATE_PENDING: "TUNING_JOB_STATE_PROCESSING_DATASET",
  JOB_STATE_RUNNING: "TUNING_JOB_STATE_TUNING",
};

export function renderJob(job: TuningJob, jobTime: number, version: string): JsonObject {
  const state = stateOf(job, jobTime);
  const progress = progressOf(job, jobTime);
  const time = (at: number) => new Date(at).toISOString();
  const hasStarted = state !== "JOB_STATE_QUEUED" && state !== "JOB_STATE_PENDING";
  const { baseModel, ...request } = job.request;
  const steps = Math.max(1, Math.ceil(job.training.examples / 16)) * epochsOf(job);
  return {
    name: jobName(job),
    ...(baseModel === undefined ? {} : { baseModel: job.baseModel }),
    ...request,
    state,
    createTime: time(job.createdAt),
    ...(hasStarted ? { startTime: time(job.createdAt) } : {}),
    ...(job.end === undefined ? {} : { endTime: time(job.end.at) }),
    updateTime: time(job.end?.at ?? job.createdAt),
    ...(job.end?.error === undefined ? {} : { error: job.end.error }),
    ...(job.end?.tunedModel === undefined ? {} : { tunedModel: job.end.tunedModel }),
    ...(job.end?.tunedModel === undefined ? {} : { tuningDataStats: statistics(job, steps) }),
    ...(version === "v1" ? {} : progressFields(job, state, progress, steps)),
  };
}

function progressFields(job: TuningJob, state: JobState, progress: number, steps: number): JsonObject {
  const inner = state === "JOB_STATE_RUNNING" && progress > 0.95 ? "TUNING_JOB_STATE_POST_PROCESSING" : INNER[state];
  const isTuning = state === "JOB_STATE_RUNNING" || job.end?.tunedModel !== undefined;
  const done = Math.floor(progress * steps);
  return {
    ...(inner === undefined ? {} : { tuningJobState: inner }),
    ...(isTuning && durationOf(job) > 0
      ? {
          tuningJobMetadata: {
            completedEpochCount: String(Math.floor(progress * epochsOf(job))),
            completedStepCount: String(done),
          },
        }
      : {}),
  };
}

function statistics(job: TuningJob, steps: number): JsonObject {
  const { training } = job;
  const inner = {
    tuningDatasetExampleCount: String(training.examples),
    totalTuningCharacterCount: String(training.characters),
    totalBillableTokenCount: String(training.tokens * epochsOf(job)),
    tuningStepCount: String(steps),
    ...(training.truncatedCount === 0
      ? {}
      : {
          totalTruncatedExampleCount: String(training.truncatedCount),
          truncatedExampleIndices: training.truncated.map(String),
        }),
  };
  return job.request.preferenceOptimizationSpec === undefined
    ? { supervisedTuningDataStats: inner }
    : {
        preferenceOptimizationDataStats: {
          tuningDatasetExampleCount: inner.tuningDatasetExampleCount,
          totalBillableTokenCount: inner.totalBillableTokenCount,
          tuningStepCount: inner.tuningStepCount,
        },
      };
}
