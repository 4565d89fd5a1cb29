/**
 * What a tuning job is: the spec that identifies it, the submission that starts it, the view a provider gives of it.
 * The spec alone is identity (digest.ts); everything in a submission may differ from run to run.
 */

export const PROVIDERS = ["gemini", "openai", "local"] as const;
export type TuningProvider = (typeof PROVIDERS)[number];

export const METHODS = ["supervised", "preference"] as const;
export type TuningMethod = (typeof METHODS)[number];

/** Absent means the provider's own default. */
export interface Hyperparameters {
  /** Passes over the training rows, at least 1. */
  readonly epochs?: number;
  /** LoRA rank: Gemini accepts 1, 2, 4, 8, 16. Absent for an open model on Vertex: all weights are tuned. */
  readonly adapterSize?: number;
  /** Factor on the provider's recommended learning rate, above 0. */
  readonly learningRateMultiplier?: number;
  /** Rows per step, at least 1. */
  readonly batchSize?: number;
}

/** The content that is paid for. Equal specs are the same purchase. */
export interface TuningSpec {
  readonly provider: TuningProvider;
  readonly method: TuningMethod;
  readonly baseModel: string;
  readonly hyperparameters: Hyperparameters;
  /** SHA-256 (64 hex) of the training file in the provider's format. */
  readonly trainDigest: string;
  /** Raised by a person to tune the same content again. Starts at 1. */
  readonly generation: number;
  /** Digest of the job whose model this one continues. */
  readonly parentDigest?: string;
  /** Checkpoint of the parent to continue from. */
  readonly checkpoint?: string;
}

/** Where training rows lie: an object for Gemini, a file under the work directory for OpenAI and local. */
export interface DataSource {
  /** `gs://bucket/object`; at OpenAI the id of the uploaded file. */
  readonly uri?: string;
  /** Path relative to the work directory. */
  readonly path?: string;
}

/** Which resource submitted a job. */
export interface Owner {
  readonly project: string;
  readonly stack: string;
  readonly agent: string;
}

/** A race of a sweep's trials: at each rung the better ones go on from where they are, the others are left. */
export interface Halving {
  /** Shares of a trial's steps, rising, each below 1. */
  readonly rungs: readonly number[];
  /** One in so many goes on. */
  readonly reduction: number;
  /** Digests of all trials of the race, this one's among them. */
  readonly trials: readonly string[];
}

/** Error code of a trial that was left on the way: no failure, and no model. */
export const LEFT_AT_RUNG = "left_at_rung";

/** Everything a create request carries that is not identity. */
export interface Submission {
  readonly digest: string;
  readonly owner: Owner;
  readonly displayName: string;
  readonly train: DataSource;
  readonly validation?: DataSource;
  readonly labels?: { readonly [key: string]: string };
  /** Cloud project (Gemini) or OpenAI project id. */
  readonly project?: string;
  /** Region the job runs in (Gemini). */
  readonly location?: string;
  readonly serviceAccount?: string;
  readonly kmsKeyName?: string;
  /** Where the trainer works (local). Default: here, a process of this machine. */
  readonly runner?: "here" | "container";
  /** This job races others of a sweep (local); absent: it trains to its end. */
  readonly halving?: Halving;
  /** Model that the parent's job made, when the spec names a parent. */
  readonly parentModel?: string;
  /** Upper bounds of what it may cost, in US dollars: counted by others until the provider says what it billed. */
  readonly price?: { readonly onceUsd: number; readonly monthlyUsd: number };
}

export const JOB_STATES = [
  "queued",
  "running",
  "paused",
  "succeeded",
  "partial",
  "failed",
  "cancelled",
  "expired",
  "unknown",
] as const;
/** `unknown`: a state the provider added since; it is kept, logged and waited on. */
export type JobState = (typeof JOB_STATES)[number];

const FINAL: Record<JobState, boolean> = {
  queued: false,
  running: false,
  paused: false,
  succeeded: true,
  partial: true,
  failed: true,
  cancelled: true,
  expired: true,
  unknown: false,
};

/** True when a job in this state never changes again. */
export function isFinal(state: JobState): boolean {
  return FINAL[state];
}

export interface Checkpoint {
  readonly id: string;
  readonly step?: number;
  readonly epoch?: number;
  /** Endpoint (Gemini) or model id (OpenAI) that serves this checkpoint. */
  readonly endpoint?: string;
}

/** What a finished job left: how to call it, and its other checkpoints. */
export interface TunedModelView {
  /** Model resource (Gemini), `ft:` id (OpenAI) or the weights' address (open models). */
  readonly model: string;
  /** What inference calls: endpoint resource (Gemini) or the model id again; the weights of an open model. Absent: nothing serves it. */
  readonly endpoint?: string;
  /** Location of the endpoint, which differs from the job's: `us`, `eu`. */
  readonly endpointLocation?: string;
  readonly checkpoints?: readonly Checkpoint[];
}

export interface JobStatistics {
  readonly examples?: number;
  readonly billedTokens?: number;
  readonly steps?: number;
  /** Rows the provider cut off; more than zero means the model learned from mutilated rows. */
  readonly truncatedExamples?: number;
  readonly droppedReasons?: readonly string[];
}

export interface JobProgress {
  readonly step?: number;
  readonly totalSteps?: number;
  readonly epoch?: number;
  /** The provider's finer state, for people: `WAITING_FOR_QUOTA`. */
  readonly detail?: string;
}

/** A provider's job, in our words. */
export interface JobView {
  readonly name: string;
  readonly state: JobState;
  /** The provider's word for the state. */
  readonly rawState: string;
  /** ISO 8601. */
  readonly createTime: string;
  readonly endTime?: string;
  readonly baseModel?: string;
  readonly displayName?: string;
  readonly labels: { readonly [key: string]: string };
  readonly tunedModel?: TunedModelView;
  readonly error?: { readonly code: string; readonly message: string };
  readonly statistics?: JobStatistics;
  readonly progress?: JobProgress;
}
