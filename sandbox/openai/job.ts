/** A fine-tuning job as the sandbox keeps it, its life as a function of job time, and the resource that is sent. */
import type { SandboxClock } from "../clock";
import type { Transaction } from "../store/transaction";
import { resultFile } from "./metrics";
import { idFrom, type JsonObject, seconds } from "./wire";

export const OPENAI_JOBS = "openai.jobs";
export const OPENAI_MODELS = "openai.models";
export const OPENAI_ORDERS = "openai.orders";

export const OPENAI_OUTCOMES = ["fail-validation", "fail", "stuck", "cancel"] as const;

export interface OpenAiOrder {
  readonly outcome: (typeof OPENAI_OUTCOMES)[number];
  readonly message?: string;
}

export type OpenAiStatus = "validating_files" | "queued" | "running" | "succeeded" | "failed" | "cancelled" | "paused";

export interface OpenAiJob {
  readonly id: string;
  readonly createdAt: number;
  readonly model: string;
  readonly trainingFile: string;
  readonly validationFile: string | null;
  readonly suffix: string | null;
  readonly seed: number;
  readonly metadata: Readonly<Record<string, string>> | null;
  readonly method: "supervised" | "dpo";
  readonly hyperparameters: {
    readonly n_epochs: number;
    readonly batch_size: number;
    readonly learning_rate_multiplier: number;
    readonly beta?: number;
  };
  readonly examples: number;
  readonly tokens: number;
  /** What is wrong with the files: known at once here, told when the validation has taken its time. */
  readonly invalid?: { readonly code: string; readonly message: string; readonly param: string };
  /** Files the model learns from, an earlier model's included; kept on disk as long as the job is. */
  readonly blobs: readonly string[];
  readonly startJobTime: number;
  /** Job time spent paused before the present pause, and when that began. */
  readonly pausedFor?: number;
  readonly pausedSince?: number;
  readonly order?: OpenAiOrder;
  readonly end?: {
    readonly status: "succeeded" | "failed" | "cancelled";
    readonly at: number;
    readonly error?: { readonly code: string; readonly message: string; readonly param: string | null };
    readonly model?: string;
    readonly resultFile?: string;
  };
}

export interface OpenAiModel {
  readonly id: string;
  readonly createdAt: number;
  readonly baseModel: string;
  readonly blobs: readonly string[];
}

const VALIDATING_SECONDS = 15;
const QUEUED_SECONDS = 30;
const SET_UP_SECONDS = 300;
const TOKENS_PER_SECOND = 1500;

/** Job time from creation to the end of a phase, milliseconds. */
const validated = VALIDATING_SECONDS * 1000;
const started = validated + QUEUED_SECONDS * 1000;

export function workTime(job: OpenAiJob): number {
  return (SET_UP_SECONDS + (job.tokens * job.hyperparameters.n_epochs) / TOKENS_PER_SECOND) * 1000;
}

/** Job time since creation, pauses left out. */
function elapsed(job: OpenAiJob, jobTime: number): number {
  return (job.pausedSince ?? jobTime) - job.startJobTime - (job.pausedFor ?? 0);
}

export function statusOf(job: OpenAiJob, jobTime: number): OpenAiStatus {
  if (job.end !== undefined) return job.end.status;
  if (job.pausedSince !== undefined) return "paused";
  const time = elapsed(job, jobTime);
  return time < validated ? "validating_files" : time < started ? "queued" : "running";
}

/** Steps done so far, and how many there are. */
export function stepsOf(job: OpenAiJob, jobTime: number): { done: number; total: number; perEpoch: number } {
  const perEpoch = Math.max(1, Math.ceil(job.examples / job.hyperparameters.batch_size));
  const total = perEpoch * job.hyperparameters.n_epochs;
  if (job.end?.status === "succeeded") return { done: total, total, perEpoch };
  const share = Math.max(0, elapsed(job, jobTime) - started) / workTime(job);
  return { done: Math.min(total, Math.floor(share * total)), total, perEpoch };
}

/** The clock time at which a job had done a share (0-1) of its work. */
export function timeOfShare(job: OpenAiJob, clock: SandboxClock, share: number): number {
  return clock.timeOfJobTime(job.startJobTime + (job.pausedFor ?? 0) + started + workTime(job) * share);
}

export function phaseTimes(job: OpenAiJob, clock: SandboxClock): { validated: number; started: number } {
  return {
    validated: clock.timeOfJobTime(job.startJobTime + validated),
    started: clock.timeOfJobTime(job.startJobTime + started),
  };
}

/** Writes down every end that has come. */
export function settleOpenAiJobs(state: Transaction, clock: SandboxClock, now: number): void {
  const jobTime = clock.jobTimeAt(now);
  for (const job of state.list<OpenAiJob>(OPENAI_JOBS)) {
    if (job.end !== undefined || job.pausedSince !== undefined || job.order?.outcome === "stuck") continue;
    const time = elapsed(job, jobTime);
    const at = (needed: number) => Math.min(now, clock.timeOfJobTime(job.startJobTime + (job.pausedFor ?? 0) + needed));
    const { outcome, message } = job.order ?? {};
    const invalid =
      outcome === "fail-validation"
        ? {
            code: "invalid_training_file",
            message: message ?? "The job failed due to an invalid training file.",
            param: "training_file",
          }
        : job.invalid;
    const end = (value: NonNullable<OpenAiJob["end"]>) => state.put(OPENAI_JOBS, job.id, { ...job, end: value });
    if (invalid !== undefined) {
      if (time >= validated) end({ status: "failed", at: at(validated), error: invalid });
    } else if (outcome === "fail") {
      const half = started + workTime(job) / 2;
      if (time >= half)
        end({
          status: "failed",
          at: at(half),
          error: { code: "server_error", message: message ?? "The job failed due to an internal error.", param: null },
        });
    } else if (time >= started + workTime(job)) {
      const finishedAt = at(started + workTime(job));
      const model = modelId(job);
      const document: OpenAiModel = { id: model, createdAt: finishedAt, baseModel: job.model, blobs: job.blobs };
      state.put(OPENAI_MODELS, model, document);
      for (const epoch of checkpointEpochs(job)) {
        if (epoch === job.hyperparameters.n_epochs) continue;
        const id = checkpointModel(job, epoch);
        state.put(OPENAI_MODELS, id, { ...document, id });
      }
      end({ status: "succeeded", at: finishedAt, model, resultFile: resultFile(state, job, finishedAt) });
    }
  }
}

/** The service keeps the last three epochs as checkpoints; the last of them is the model itself. */
export function checkpointEpochs(job: OpenAiJob): number[] {
  const last = job.hyperparameters.n_epochs;
  return [last - 2, last - 1, last].filter((epoch) => epoch >= 1);
}

function modelId(job: OpenAiJob): string {
  return `ft:${job.model.split(":")[0] === "ft" ? job.model.split(":")[1] : job.model}:sandbox:${job.suffix ?? ""}:${idFrom(8, "model", job.id)}`;
}

export function checkpointModel(job: OpenAiJob, epoch: number): string {
  const isLast = epoch === job.hyperparameters.n_epochs;
  return isLast
    ? modelId(job)
    : `${modelId(job)}:ckpt-step-${epoch * Math.max(1, Math.ceil(job.examples / job.hyperparameters.batch_size))}`;
}

export function renderOpenAiJob(job: OpenAiJob, clock: SandboxClock, now: number): { id: string } & JsonObject {
  const jobTime = clock.jobTimeAt(now);
  const status = statusOf(job, jobTime);
  const { beta, ...hyperparameters } = job.hyperparameters;
  const isSupervised = job.method === "supervised";
  return {
    object: "fine_tuning.job",
    id: job.id,
    model: job.model,
    created_at: seconds(job.createdAt),
    finished_at: job.end === undefined || job.end.status === "cancelled" ? null : seconds(job.end.at),
    fine_tuned_model: job.end?.model ?? null,
    organization_id: "org-sandbox",
    result_files: job.end?.resultFile === undefined ? [] : [job.end.resultFile],
    status,
    validation_file: job.validationFile,
    training_file: job.trainingFile,
    hyperparameters,
    trained_tokens: job.end?.status === "succeeded" ? job.tokens * hyperparameters.n_epochs : null,
    error: job.end?.error ?? null,
    seed: job.seed,
    estimated_finish: status === "running" ? seconds(timeOfShare(job, clock, 1)) : null,
    integrations: [],
    metadata: job.metadata,
    method: isSupervised
      ? { type: "supervised", supervised: { hyperparameters } }
      : { type: "dpo", dpo: { hyperparameters: { ...hyperparameters, ...(beta === undefined ? {} : { beta }) } } },
  };
}
