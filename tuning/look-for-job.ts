/**
 * One look at ledger and provider: which job counts for a purchase, if any. What is found is written to the ledger, and
 * jobs of ours that lost against an older one are cancelled. Every poll uses this look, so that a job which a list showed
 * late, or an orphaned process submitted late, is still noticed.
 */
import { FlanstackError } from "../primitives";
import { type AdoptionPorts, keyOf } from "./adoption-options";
import { isFinal, type JobView, type Submission, type TuningSpec } from "./job";
import { chooseJob } from "./judge-job";
import { isSubmittedBy, ownerOfLabels } from "./labels";
import type { Claim, ClaimDraft, LedgerEntry } from "./ledger";

export interface Purchase {
  readonly spec: TuningSpec;
  readonly submission: Submission;
}

export interface Look {
  readonly key: string;
  /** The ledger's entry after this look; absent when nobody has claimed the purchase. */
  readonly entry: LedgerEntry | undefined;
  readonly job: JobView | undefined;
}

/**
 * Looks once; loops only when the ledger changed between reading and writing.
 * @param known a job this run has seen itself, which the provider's list may still miss
 * @throws FlanstackError when the ledger names a job that the provider does not know, or a model that was removed
 */
export async function lookForJob(ports: AdoptionPorts, purchase: Purchase, known?: JobView): Promise<Look> {
  const { backend, ledger } = ports;
  const { submission } = purchase;
  const key = keyOf(backend, submission);
  for (;;) {
    const entry = await ledger.read(key);
    if (entry?.claim.state === "removed") throw removedError(entry.claim);
    const jobs = new Map((await backend.find(submission.digest)).map((job) => [job.name, job]));
    if (known !== undefined && !jobs.has(known.name)) jobs.set(known.name, known);
    await addRecorded(ports, entry?.claim, jobs);
    const choice = chooseJob([...jobs.values()], entry?.claim.duplicates);
    if (choice === undefined) return { key, entry, job: undefined };
    const cancelled = await cancelOwn(ports, purchase, choice.duplicates);
    const recorded = await record(ports, purchase, key, entry, choice.keep, cancelled);
    if (recorded !== undefined) return { key, entry: recorded, job: choice.keep };
  }
}

async function addRecorded(ports: AdoptionPorts, claim: Claim | undefined, jobs: Map<string, JobView>): Promise<void> {
  if (claim?.jobName === undefined || jobs.has(claim.jobName)) return;
  const job = await ports.backend.status(claim.jobName);
  if (job !== undefined) jobs.set(job.name, job);
  else if (jobs.size === 0) throw goneError(claim);
}

function goneError(claim: Claim): FlanstackError {
  return new FlanstackError(`The ledger names tuning job ${claim.jobName}, which the provider does not know.`, {
    code: "job_gone",
    path: claim.jobName,
    fix: `Check project, location and account; if the job was deleted, raise flanstack:generation to ${claim.spec.generation + 1}.`,
  });
}

function removedError(claim: Claim): FlanstackError {
  return new FlanstackError(`The model of tuning job ${claim.jobName ?? claim.jobKey} was removed on purpose.`, {
    code: "model_removed",
    path: claim.jobName,
    fix: `Raise flanstack:generation to ${claim.spec.generation + 1} for this agent to tune (and pay) again.`,
  });
}

/** Cancels losers that this stack submitted; of others it only speaks. */
async function cancelOwn(ports: AdoptionPorts, purchase: Purchase, losers: readonly JobView[]): Promise<string[]> {
  const cancelled: string[] = [];
  for (const job of losers) {
    if (isSubmittedBy(job, purchase.submission.owner)) {
      ports.log.warn(`${job.name} is a second job for the same content; it is cancelled`);
      await ports.backend.cancel(job.name);
      cancelled.push(job.name);
    } else {
      ports.log.warn(`${job.name} is a second job for the same content, submitted by another stack; it is left alone`);
    }
  }
  return cancelled;
}

/** Writes the job to the ledger unless it stands there already; undefined when the ledger changed meanwhile. */
async function record(
  ports: AdoptionPorts,
  { spec, submission }: Purchase,
  key: string,
  entry: LedgerEntry | undefined,
  job: JobView,
  cancelled: readonly string[],
): Promise<LedgerEntry | undefined> {
  const before = entry?.claim;
  const sameJob = before?.jobName === job.name && before.state === "submitted";
  const settled = !isFinal(job.state) || before?.jobState === job.state;
  if (entry !== undefined && sameJob && settled && cancelled.length === 0) return entry;
  const duplicates = [...(before?.duplicates ?? []), ...cancelled];
  const claim: ClaimDraft = {
    version: 1,
    jobKey: key,
    digest: submission.digest,
    account: ports.backend.account,
    createDeadlineMilliseconds: 0,
    requests: 0,
    claimedAt: new Date(ports.clock.now()).toISOString(),
    spec,
    submission,
    ...before,
    owner: ownerOf(job, before, submission),
    state: "submitted",
    nonce: ports.newNonce(),
    jobName: job.name,
    jobCreatedAt: job.createTime,
    jobState: job.state,
    duplicates: duplicates.length > 0 ? duplicates : undefined,
  };
  return entry === undefined ? ports.ledger.create(key, claim) : ports.ledger.replace(entry, claim);
}

/** Who submitted the job: the claim's writer or this stack when the labels agree, else whoever the labels name. */
function ownerOf(job: JobView, before: Claim | undefined, submission: Submission) {
  if (before !== undefined && (before.jobName === job.name || isSubmittedBy(job, before.owner))) return before.owner;
  return isSubmittedBy(job, submission.owner) ? submission.owner : ownerOfLabels(job);
}
