/**
 * The life of a job: waiting for quota, pending, running, done. States follow from the job time that has passed, so no
 * timer runs; what a finished job leaves behind (model, endpoint) is written when somebody next looks.
 */
import { createHash } from "node:crypto";
import type { SandboxClock } from "../clock";
import { json, type Reply } from "../http/exchange";
import type { Transaction } from "../store/transaction";
import facts from "./base-models.json";
import {
  ENDPOINTS,
  type Endpoint,
  type EndState,
  epochsOf,
  JOBS,
  type JobOrder,
  jobName,
  MODELS,
  ORDERS,
  type TunedModel,
  type TuningJob,
} from "./job";
import { namesOpenModel, writeWeights } from "./open-models";

const PENDING_SECONDS = 20;
const CANCELLING_SECONDS = 5;
const TOKENS_PER_SECOND = 1500;
const SET_UP_SECONDS = 300;

export type JobState =
  | EndState
  | "JOB_STATE_QUEUED"
  | "JOB_STATE_PENDING"
  | "JOB_STATE_RUNNING"
  | "JOB_STATE_CANCELLING"
  | "JOB_STATE_PAUSED";

/** Job time a job needs once it has started, in milliseconds. */
export function durationOf(job: TuningJob): number {
  return (PENDING_SECONDS + SET_UP_SECONDS + (job.training.tokens * epochsOf(job)) / TOKENS_PER_SECOND) * 1000;
}

export function stateOf(job: TuningJob, jobTime: number): JobState {
  if (job.end !== undefined) return job.end.state;
  if (job.cancelJobTime !== undefined) return "JOB_STATE_CANCELLING";
  if (job.startJobTime === undefined) return "JOB_STATE_QUEUED";
  if (job.order?.outcome === "pause") return "JOB_STATE_PAUSED";
  return jobTime - job.startJobTime < PENDING_SECONDS * 1000 ? "JOB_STATE_PENDING" : "JOB_STATE_RUNNING";
}

/** How much of the running time has passed, 0-1. */
export function progressOf(job: TuningJob, jobTime: number): number {
  if (job.end !== undefined) return 1;
  if (job.startJobTime === undefined) return 0;
  return Math.min(1, Math.max(0, (jobTime - job.startJobTime) / durationOf(job)));
}

/** Writes down every end that has come, in order, and starts jobs that waited for the place. */
export function settleJobs(state: Transaction, clock: SandboxClock, now: number, quota: number): void {
  const jobTime = clock.jobTimeAt(now);
  for (;;) {
    const active = state.list<TuningJob>(JOBS).filter((job) => job.end === undefined);
    const next = active
      .map((job) => ({ job, at: endJobTime(job) }))
      .filter(({ at }) => at <= jobTime)
      .sort((left, right) => left.at - right.at || left.job.createdAt - right.job.createdAt)[0];
    const waiting = active
      .filter((job) => job.startJobTime === undefined)
      .sort((left, right) => left.createdAt - right.createdAt);
    const isFree = active.length - waiting.length < quota;
    if (next === undefined) {
      if (waiting.length === 0 || !isFree) return;
      state.put(JOBS, waiting[0]!.id, { ...waiting[0]!, startJobTime: jobTime });
      continue;
    }
    const at = Math.min(now, clock.timeOfJobTime(next.at));
    endJob(state, next.job, at);
    if (waiting.length > 0) state.put(JOBS, waiting[0]!.id, { ...waiting[0]!, startJobTime: next.at });
  }
}

function endJobTime(job: TuningJob): number {
  if (job.cancelJobTime !== undefined) return job.cancelJobTime + CANCELLING_SECONDS * 1000;
  if (job.startJobTime === undefined) return Number.POSITIVE_INFINITY;
  const outcome = job.order?.outcome;
  if (outcome === "stuck" || outcome === "pause") return Number.POSITIVE_INFINITY;
  if (outcome === "fail-validation") return job.startJobTime + PENDING_SECONDS * 1000;
  return job.startJobTime + durationOf(job) * (outcome === undefined || outcome === "no-endpoint" ? 1 : 0.5);
}

function endJob(state: Transaction, job: TuningJob, at: number): void {
  state.put(JOBS, job.id, { ...job, end: endOf(state, job, at) });
}

function endOf(state: Transaction, job: TuningJob, at: number): NonNullable<TuningJob["end"]> {
  const { outcome, message } = job.order ?? {};
  if (job.cancelJobTime !== undefined) {
    return {
      state: "JOB_STATE_CANCELLED",
      at,
      error: { code: 1, message: message ?? "The tuning job was cancelled." },
    };
  }
  if (outcome === "fail-validation") {
    const text = message ?? "The training dataset could not be processed.";
    return { state: "JOB_STATE_FAILED", at, error: { code: 3, message: text } };
  }
  if (outcome === "fail") {
    return { state: "JOB_STATE_FAILED", at, error: { code: 13, message: message ?? "Internal error during tuning." } };
  }
  if (outcome === "expire") {
    return { state: "JOB_STATE_EXPIRED", at, error: { code: 4, message: message ?? "The tuning job expired." } };
  }
  const tunedModel = leftBy(state, job, at, outcome !== "no-endpoint");
  return { state: outcome === "partial" ? "JOB_STATE_PARTIALLY_SUCCEEDED" : "JOB_STATE_SUCCEEDED", at, tunedModel };
}

/** An open model's job leaves weights in the user's bucket; what else the real service tells of it nobody has seen. */
function leftBy(state: Transaction, job: TuningJob, at: number, isWhole: boolean): Record<string, unknown> {
  if (!namesOpenModel(job.request.baseModel)) return makeModel(state, job, at, isWhole);
  if (isWhole) writeWeights(state, job, at);
  return {};
}

/** Model (a new version where the display name or the parent says so), one checkpoint per epoch, and its endpoints. */
function makeModel(state: Transaction, job: TuningJob, at: number, isDeployed: boolean): Record<string, unknown> {
  const serving = (facts.servingRegions as Record<string, string>)[job.location] ?? job.location;
  const displayName = String(job.request.tunedModelDisplayName ?? `tuned-${job.id}`);
  const labels = (job.request.labels ?? {}) as Record<string, string>;
  const earlier = state
    .list<TunedModel>(MODELS)
    .filter(
      (model) =>
        model.displayName === displayName &&
        model.name.startsWith(`projects/${job.project}/locations/${job.location}/`),
    );
  const modelName =
    earlier[0]?.name ?? `projects/${job.project}/locations/${job.location}/models/${numberFrom("model", job.id)}`;
  const version = earlier.reduce((highest, model) => Math.max(highest, model.version), 0) + 1;
  const model = `${modelName}@${version}`;
  const epochs = Math.max(1, epochsOf(job));
  const spec = (job.request.supervisedTuningSpec ?? {}) as { exportLastCheckpointOnly?: boolean };
  const stepsPerEpoch = Math.max(1, Math.ceil(job.training.examples / 16));
  const first = spec.exportLastCheckpointOnly === true ? epochs : 1;
  const deployedTo: { endpoint: string; deployedModelId: string }[] = [];
  const checkpoints: Record<string, unknown>[] = [];
  for (let epoch = first; epoch <= epochs; epoch += 1) {
    const name = `projects/${job.project}/locations/${serving}/endpoints/${numberFrom("endpoint", job.id, epoch)}`;
    const deployedModelId = numberFrom("deployed", job.id, epoch);
    checkpoints.push({
      checkpointId: String(epoch),
      epoch: String(epoch),
      step: String(epoch * stepsPerEpoch),
      ...(isDeployed ? { endpoint: name } : {}),
    });
    if (!isDeployed) continue;
    deployedTo.push({ endpoint: name, deployedModelId });
    const endpoint: Endpoint = {
      name,
      displayName,
      labels,
      createdAt: at,
      deployedModels: [{ id: deployedModelId, model, createdAt: at }],
      baseModel: job.baseModel,
      blobs: job.blobs,
    };
    state.put(ENDPOINTS, name, endpoint);
  }
  const tuned: TunedModel = {
    name: modelName,
    version,
    displayName,
    labels,
    baseModel: job.baseModel,
    blobs: job.blobs,
    createdAt: at,
    deployedTo,
  };
  state.put(MODELS, model, tuned);
  return {
    model,
    ...(isDeployed ? { endpoint: deployedTo.at(-1)!.endpoint } : {}),
    ...(spec.exportLastCheckpointOnly === true ? {} : { checkpoints }),
  };
}

/** A 19-digit number that depends on the parts alone. */
export function numberFrom(...parts: (string | number)[]): string {
  const bytes = createHash("sha256").update(parts.join("/")).digest();
  return String(1_000_000_000_000_000_000n + (bytes.readBigUInt64BE(0) % 8_000_000_000_000_000_000n));
}

const OUTCOMES: readonly string[] = [
  "fail-validation",
  "fail",
  "expire",
  "partial",
  "no-endpoint",
  "stuck",
  "pause",
  "cancel",
];

/**
 * Admin: decides how a job goes on. `id` is a job's number, `next` for the next one created, `every` for all to come;
 * the outcome `run` takes an order back.
 */
export function steerJob(state: Transaction, clock: SandboxClock, id: string, order: Record<string, unknown>): Reply {
  const { outcome, message } = order;
  if (outcome !== "run" && !OUTCOMES.includes(String(outcome)))
    return json({ error: `outcome: one of run, ${OUTCOMES.join(", ")}` }, 400);
  const parsed =
    outcome === "run" ? undefined : ({ outcome, ...(typeof message === "string" ? { message } : {}) } as JobOrder);
  if (id === "next" || id === "every") {
    if (parsed === undefined) state.remove(ORDERS, id);
    else state.put(ORDERS, id, parsed);
    return json({ job: id, order: parsed ?? null });
  }
  const job = state.get<TuningJob>(JOBS, id);
  if (job === undefined) return json({ error: `no tuning job ${id}` }, 404);
  if (job.end !== undefined) return json({ error: `tuning job ${id} has ended: ${job.end.state}` }, 409);
  const now = clock.now();
  const cancelJobTime = outcome === "cancel" ? clock.jobTimeAt(now) : job.cancelJobTime;
  state.put(JOBS, id, { ...job, order: parsed, cancelJobTime });
  return json({ job: jobName(job), order: parsed ?? null });
}
