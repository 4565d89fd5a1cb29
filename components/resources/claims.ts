/**
 * The ledger from outside a stack: what `flanstack jobs` shows, goes on with, cancels and releases. Credentials and addresses
 * come from the environment, as in the provider process.
 */
import { resolve } from "node:path";
import { FlanstackError, systemClock } from "../../primitives";
import {
  type AdoptionPorts,
  type Claim,
  type Collected,
  collectJobs,
  isFinal,
  type JobRow,
  type JobView,
  listJobs,
  openFileJournal,
  openLedger,
  releaseClaim,
  type TuningBackend,
  type TuningLog,
} from "../../tuning";
import type { SharedInputs } from "./inputs";
import { backendOf, portsOf, quotaOf, timesOf } from "./provider-ports";

type Environment = Readonly<Record<string, string | undefined>>;

export interface ClaimsOptions {
  /** Ledger address: `flanstack:ledger`. */
  readonly ledger: string;
  readonly environment: Environment;
  readonly log: TuningLog;
  /** Jobs of one account that may run at once; absent: until the provider refuses. */
  readonly concurrentJobs?: number;
}

/** Submits what waits while there is room, fills in what has ended. Safe to run at any time, also beside an `up`. */
export function collectClaims(options: ClaimsOptions): Promise<Collected[]> {
  return collectJobs({
    ledger: ledgerOf(options),
    portsFor: (claim) => portsOfClaim(claim, options),
    quotaFor: (claim) =>
      quotaOf({ ...inputsOf(claim, options), concurrentJobs: options.concurrentJobs }, backendOfClaim(claim, options)),
    times: timesOf(options.environment),
    now: systemClock.now,
  });
}

/** Ledger and provider side by side, orphans and jobs made elsewhere included. */
export async function listClaims(options: ClaimsOptions): Promise<JobRow[]> {
  const ledger = ledgerOf(options);
  const backends = new Map<string, TuningBackend>();
  for (const { claim } of await ledger.list()) {
    const { project, location } = claim.submission;
    backends.set(JSON.stringify([claim.account, project, location]), backendOfClaim(claim, options));
  }
  return listJobs(ledger, [...backends.values()]);
}

/** Removes a claim whose reply was lost, after a person has looked at the provider's job list. */
export function releaseLostClaim(key: string, options: ClaimsOptions): Promise<Claim> {
  return releaseClaim(ledgerOf(options), openFileJournal(journalOf(options.environment)), key);
}

/**
 * Stops a job, whoever submitted it: for a person who says so.
 * @returns the job as it was, or undefined when it had ended
 */
export async function cancelClaim(key: string, options: ClaimsOptions): Promise<JobView | undefined> {
  const [entry, ...others] = (await ledgerOf(options).list()).filter((candidate) => candidate.key.startsWith(key));
  if (entry?.claim.jobName === undefined || others.length > 0) {
    throw new FlanstackError(`${key} names no single claim with a job in ${options.ledger}.`, {
      code: "claim_unknown",
      path: key,
      fix: "Give the beginning of one job key as `flanstack jobs list` shows it.",
    });
  }
  const backend = backendOfClaim(entry.claim, options);
  const job = await backend.status(entry.claim.jobName);
  if (job === undefined || isFinal(job.state)) return undefined;
  await backend.cancel(job.name);
  return job;
}

function ledgerOf({ ledger, environment }: ClaimsOptions) {
  return openLedger(ledger, {
    clock: systemClock,
    storageBaseUrl: environment.FLANSTACK_STORAGE_BASE_URL || undefined,
  });
}

function journalOf(environment: Environment): string {
  return resolve(environment.FLANSTACK_JOURNAL || ".flanstack/journal");
}

function portsOfClaim(claim: Claim, options: ClaimsOptions): AdoptionPorts {
  return { ...portsOf(inputsOf(claim, options), options.environment), log: options.log };
}

function backendOfClaim(claim: Claim, options: ClaimsOptions): TuningBackend {
  return backendOf(inputsOf(claim, options), options.environment);
}

function inputsOf(claim: Claim, { ledger }: ClaimsOptions): SharedInputs {
  const { spec, digest, owner, submission } = claim;
  return {
    spec,
    digest,
    owner,
    ledger,
    project: submission.project,
    location: submission.location,
    onDelete: "retain",
    wait: {},
    urn: "",
  };
}
