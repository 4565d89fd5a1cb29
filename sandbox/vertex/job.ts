/** A tuning job as the sandbox keeps it, and where the documents of the Vertex part live. */
import type { TrainingFile } from "./training-file";

export const JOBS = "vertex.tuningJobs";
export const MODELS = "vertex.models";
export const ENDPOINTS = "vertex.endpoints";
export const OPERATIONS = "vertex.operations";
export const ORDERS = "vertex.orders";

export type EndState =
  | "JOB_STATE_SUCCEEDED"
  | "JOB_STATE_FAILED"
  | "JOB_STATE_CANCELLED"
  | "JOB_STATE_EXPIRED"
  | "JOB_STATE_PARTIALLY_SUCCEEDED";

/** What an admin made of a job: how it ends, or that it stays where it is. */
export interface JobOrder {
  readonly outcome: "fail-validation" | "fail" | "expire" | "partial" | "no-endpoint" | "stuck" | "pause" | "cancel";
  readonly message?: string;
}

export interface TuningJob {
  readonly id: string;
  readonly project: string;
  readonly location: string;
  /** The request's fields, as sent. */
  readonly request: Readonly<Record<string, unknown>>;
  readonly baseModel: string;
  readonly training: TrainingFile;
  readonly validationExamples: number;
  /** All files the tuned model has learned from, the earlier models' included; kept on disk as long as the job is. */
  readonly blobs: readonly string[];
  readonly createdAt: number;
  /** Job time at which the work began; absent while it waits for quota. */
  readonly startJobTime?: number;
  /** Job time at which a cancellation was asked for. */
  readonly cancelJobTime?: number;
  readonly order?: JobOrder;
  readonly end?: {
    readonly state: EndState;
    readonly at: number;
    readonly error?: { readonly code: number; readonly message: string };
    readonly tunedModel?: Readonly<Record<string, unknown>>;
  };
}

export interface TunedModel {
  readonly name: string;
  readonly version: number;
  readonly displayName: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly baseModel: string;
  readonly blobs: readonly string[];
  readonly createdAt: number;
  readonly deployedTo: readonly { readonly endpoint: string; readonly deployedModelId: string }[];
}

export interface Endpoint {
  readonly name: string;
  readonly displayName: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly createdAt: number;
  /** Empty after `undeployModel`. */
  readonly deployedModels: readonly { readonly id: string; readonly model: string; readonly createdAt: number }[];
  readonly baseModel: string;
  readonly blobs: readonly string[];
}

export function jobName(job: Pick<TuningJob, "id" | "project" | "location">): string {
  return `projects/${job.project}/locations/${job.location}/tuningJobs/${job.id}`;
}

export function epochsOf(job: Pick<TuningJob, "request">): number {
  const spec = (job.request.supervisedTuningSpec ?? job.request.preferenceOptimizationSpec ?? {}) as Record<
    string,
    unknown
  >;
  const { epochCount } = (spec.hyperParameters ?? {}) as { epochCount?: string | number };
  return Number(epochCount ?? 3);
}
