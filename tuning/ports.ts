/** What the tuning core needs from outside: a provider, a ledger, a log, a journal. */
import type { FlanstackError } from "../primitives";
import type { JobProgress, JobView, Submission, TuningMethod, TuningProvider, TuningSpec } from "./job";

/** What became of one create request. Data, because each kind is handled differently and none may be mistaken for another. */
export type SubmitOutcome =
  /** The provider confirmed the job. */
  | { readonly kind: "accepted"; readonly job: JobView }
  /** Refused for now; surely nothing was created. */
  | { readonly kind: "quota"; readonly message: string; readonly retryAfterMilliseconds?: number }
  /** Refused for good, or never sent; surely nothing was created. */
  | { readonly kind: "refused"; readonly error: FlanstackError }
  /** No answer that says either way (timeout, dropped connection, 5xx, unreadable reply): a job may exist. */
  | { readonly kind: "unknown"; readonly cause: unknown };

export interface SubmitOptions {
  /** The request is given up after this time. */
  readonly timeoutMilliseconds: number;
}

/** One provider account, seen through one project and location. */
export interface TuningBackend {
  readonly provider: TuningProvider;
  /** `accountOf` the provider's address: part of the job key. */
  readonly account: string;
  readonly methods: readonly TuningMethod[];
  /**
   * Makes ready what a create request refers to (uploads a file, checks a model); may be repeated.
   * @throws FlanstackError when the provider would refuse the job
   */
  prepare(spec: TuningSpec, submission: Submission): Promise<Submission>;
  /** All jobs that carry the digest, in any state. */
  find(digest: string): Promise<readonly JobView[]>;
  /** All jobs of this project and location, ours or not. */
  list(): Promise<readonly JobView[]>;
  /** Sends exactly one create request; never retries. */
  submit(spec: TuningSpec, submission: Submission, options: SubmitOptions): Promise<SubmitOutcome>;
  /** The job, or undefined when the provider does not know it. */
  status(name: string): Promise<JobView | undefined>;
  /** Whether something still serves the finished job's model. */
  isServed(job: JobView): Promise<boolean>;
  /** Asks to stop a job; a job that already ended is left as it is. */
  cancel(name: string): Promise<void>;
  /** Deletes what the job made: deployment, endpoint, model. What is already gone is no error. */
  removeModel(job: JobView): Promise<void>;
  /** Makes a finished job's model answer, where that takes a step of its own; may be repeated. */
  serve?(job: JobView): Promise<void>;
  /** Goes on with a paused job whose process died, where we are the ones to start it. */
  resume?(job: JobView): Promise<void>;
  /** How far a running job is, where that takes a request of its own. */
  progress?(job: JobView): Promise<JobProgress | undefined>;
  /** Loss of a finished job's model on the validation rows, where the provider tells one. */
  validationLoss?(job: JobView): Promise<number | undefined>;
}

/** What a person sees of a job while it goes on. */
export interface TuningLog {
  /** Something changed: kept on screen and in logs. */
  note(message: string): void;
  /** Still the same: may replace the line before. */
  tick(message: string): void;
  warn(message: string): void;
}

/** A log that says nothing. */
export const silentLog: TuningLog = { note() {}, tick() {}, warn() {} };

/**
 * This machine's memory of create requests whose reply was lost, by job key: the nonce of the claim they were sent under.
 * It covers the time in which the ledger cannot be reached either; the ledger takes the fact over as `lost_reply`.
 */
export interface Journal {
  note(key: string, nonce: string): Promise<void>;
  read(key: string): Promise<string | undefined>;
  clear(key: string): Promise<void>;
}
