/** What adoption works with: arguments of one purchase, and the ports it is made through. */
import type { Clock } from "../primitives";
import { jobKey } from "./digest";
import type { JobView, Owner, Submission, TuningSpec } from "./job";
import type { Claim, ClaimDraft, ClaimState, Ledger } from "./ledger";
import type { Journal, TuningBackend, TuningLog } from "./ports";
import type { QuotaGate } from "./quota";

export interface AdoptionTimes {
  /** A create request is given up this long after its claim. */
  readonly createDeadlineMilliseconds: number;
  /** After that, how long the provider's list may still miss a job that exists. */
  readonly settleMilliseconds: number;
  /** Pause between two looks. */
  readonly pollMilliseconds: number;
  /** Pause before asking again after a refusal for quota that no running job explains. */
  readonly quotaRetryMilliseconds: number;
}

export const DEFAULT_TIMES: AdoptionTimes = {
  createDeadlineMilliseconds: 60_000,
  settleMilliseconds: 60_000,
  pollMilliseconds: 5_000,
  quotaRetryMilliseconds: 60_000,
};

/** The ports, the same for every purchase of one process. */
export interface AdoptionPorts {
  readonly backend: TuningBackend;
  readonly ledger: Ledger;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly log: TuningLog;
  /** A text that no other writer uses: random. */
  readonly newNonce: () => string;
  /** Runs work that must not be cut by the process ending itself. */
  readonly section: <T>(work: () => Promise<T>) => Promise<T>;
}

export interface AdoptOrSubmitOptions extends AdoptionPorts {
  readonly spec: TuningSpec;
  readonly submission: Submission;
  readonly times: AdoptionTimes;
  readonly quota: QuotaGate;
  /** Stay until there is room, or return `waiting`. */
  readonly waitForQuota: boolean;
  /** A job made elsewhere that this purchase adopts by name instead of submitting one. */
  readonly adoptJob?: string;
  /** Ends a pause early, and a wait for quota; never cuts a section. */
  readonly signal?: AbortSignal;
}

export type TuningResult =
  /** `submitted`: this call sent the create request. `owner`: who submitted the job, as the ledger knows. */
  | {
      readonly kind: "job";
      readonly key: string;
      readonly job: JobView;
      readonly submitted: boolean;
      readonly owner: Owner;
    }
  | { readonly kind: "waiting"; readonly key: string };

/** The job key of a purchase made through this backend. */
export function keyOf(backend: TuningBackend, submission: Submission): string {
  return jobKey({
    digest: submission.digest,
    account: backend.account,
    project: submission.project,
    location: submission.location,
  });
}

/** A fresh claim by this run. */
export function claimFor(options: AdoptOrSubmitOptions, key: string, state: ClaimState, before?: Claim): ClaimDraft {
  return {
    version: 1,
    jobKey: key,
    digest: options.submission.digest,
    account: options.backend.account,
    state,
    nonce: options.newNonce(),
    owner: options.submission.owner,
    claimedAt: new Date(options.clock.now()).toISOString(),
    createDeadlineMilliseconds: options.times.createDeadlineMilliseconds,
    requests: before?.requests ?? 0,
    spec: options.spec,
    submission: options.submission,
    liveWhenRefused: before?.liveWhenRefused,
    concurrentJobs: options.quota.limit ?? before?.concurrentJobs,
    duplicates: before?.duplicates,
  };
}
