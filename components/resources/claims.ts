/**
 * The ledger from outside a stack: what `flanstack jobs` shows, goes on with, cancels and releases. Credentials and addresses
 * come from the environment, as in the provider process.
 */
import { resolve } from "node:path";
import { FlanstackError, systemClock } from "../../primitives";
import {
  type AdoptionPorts,
  adoptOrSubmit,
  type Claim,
  type Collected,
  collectJobs,
  type DataSource,
  isFinal,
  type JobRow,
  type JobView,
  listJobs,
  type Owner,
  openFileJournal,
  openLedger,
  releaseClaim,
  specDigest,
  type TuningBackend,
  type TuningLog,
  type TuningProvider,
  type TuningSpec,
} from "../../tuning";
import type { SharedInputs } from "./inputs";
import { backendOf, portsOf, quotaOf, timesOf } from "./provider-ports";

type Environment = Readonly<Record<string, string | undefined>>;

export interface ClaimsOptions {
  /** Ledger address: `flanstack:ledger`. */
  readonly ledger: string;
  readonly environment: Environment;
  readonly log: TuningLog;
  /** Jobs of one account that may run at once; absent: as each claim's stack knew, else until the provider refuses. */
  readonly concurrentJobs?: number;
  /** Whose jobs are listed even when the ledger names none of them: the stack's own account. */
  readonly account?: AccountPlace;
}

/** One provider account, as configuration names it. */
export interface AccountPlace {
  readonly provider: TuningProvider;
  readonly project?: string;
  readonly location?: string;
}

/** A job that somebody made elsewhere, and the purchase of ours that it stands for. */
export interface JobToAdopt {
  /** The provider's name of the job. */
  readonly jobName: string;
  readonly spec: TuningSpec;
  readonly owner: Owner;
  readonly train: DataSource;
  readonly place: AccountPlace;
}

/** Submits what waits while there is room, fills in what has ended. Safe to run at any time, also beside an `up`. */
export function collectClaims(options: ClaimsOptions): Promise<Collected[]> {
  return collectJobs({
    ledger: ledgerOf(options),
    portsFor: (claim) => portsOfClaim(claim, options),
    quotaFor: (claim) => {
      const concurrentJobs = options.concurrentJobs ?? claim.concurrentJobs;
      return quotaOf({ ...inputsOf(claim, options), concurrentJobs }, backendOfClaim(claim, options));
    },
    times: timesOf(options.environment),
    now: systemClock.now,
  });
}

/**
 * Ledger and provider side by side, orphans and jobs made elsewhere included. An account that cannot be asked (no credentials,
 * no network) is warned about, and its claims show what the ledger last saw.
 */
export async function listClaims(options: ClaimsOptions): Promise<JobRow[]> {
  const ledger = ledgerOf(options);
  const claims = (await ledger.list()).map((entry) => entry.claim);
  const places = [
    ...(options.account === undefined ? [] : [options.account]),
    ...claims.map(({ spec, submission: { project, location } }) => ({ provider: spec.provider, project, location })),
  ];
  const distinct = new Map(places.map((place) => [placeName(place), place]));
  const asked = await Promise.all([...distinct.values()].map((place) => askAccount(place, options)));
  return listJobs(ledger, asked.flat());
}

async function askAccount(place: AccountPlace, options: ClaimsOptions): Promise<readonly JobView[]> {
  try {
    return await backendOf(inputsAt(place, options), options.environment).list();
  } catch (error) {
    const [reason] = (error as Error).message.split("\n");
    options.log.warn(`jobs of ${placeName(place)} could not be asked for, only the ledger's are shown: ${reason}`);
    return [];
  }
}

function placeName({ provider, project, location }: AccountPlace): string {
  return [provider, project, location].filter(Boolean).join(" ");
}

/**
 * Takes a job made elsewhere into the ledger, as the job of this purchase: the next `up` finds it there and submits nothing.
 * @throws FlanstackError when the provider does not know the job, or it ended without a model
 */
export async function adoptJob(wanted: JobToAdopt, options: ClaimsOptions): Promise<{ key: string; job: JobView }> {
  const { spec, owner, train, place, jobName } = wanted;
  const digest = specDigest(spec);
  const inputs = { ...inputsAt(place, options), spec, digest, owner };
  const ports = { ...portsOf(inputs, options.environment), log: options.log };
  const { project, location } = place;
  const result = await adoptOrSubmit({
    ...ports,
    spec,
    submission: { digest, owner, displayName: owner.agent, train, project, location },
    times: timesOf(options.environment),
    quota: quotaOf(inputs, ports.backend),
    waitForQuota: false,
    adoptJob: jobName,
  });
  if (result.kind !== "job") throw new Error(`adopting ${jobName} gave no job`);
  if (result.job.name === jobName) return { key: result.key, job: result.job };
  throw new FlanstackError(`This purchase has an older job already: ${result.job.name}; ${jobName} was not adopted.`, {
    code: "job_superseded",
    path: jobName,
    fix: `Use that job, or raise flanstack:generation to ${spec.generation + 1} and adopt ${jobName} for it.`,
  });
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

/** Inputs that only say whose account is meant. */
function inputsAt({ provider, project, location }: AccountPlace, { ledger }: ClaimsOptions): SharedInputs {
  const spec: TuningSpec = {
    provider,
    method: "supervised",
    baseModel: "",
    hyperparameters: {},
    trainDigest: "",
    generation: 1,
  };
  const owner = { project: "", stack: "", agent: "" };
  return { spec, digest: "", owner, ledger, project, location, onDelete: "retain", wait: {}, urn: "" };
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
