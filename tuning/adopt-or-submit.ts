/**
 * Adopt or submit: at most one create request per job key, whatever happens.
 *
 * The order, and why:
 * 1. Read the ledger, then list the provider's jobs: whatever is there already decides.
 * 2. Claim with create-if-absent, or take over an abandoned claim with a version-matched overwrite. A claim without a job
 *    name is abandoned only after its deadline and a settling time for lists, and only if the list then shows no job.
 * 3. Send one create request, given up at the claim's deadline.
 * 4. Write the job's name to the claim.
 * A run that is killed in between leaves a claim that the next run adopts from or takes over. A reply that is lost while
 * the run lives leaves the claim as `lost_reply`, which no run takes over: only a person may send a second request.
 */
import { FlanstackError } from "../primitives";
import { type AdoptOrSubmitOptions, claimFor, type TuningResult } from "./adoption-options";
import { refusalOf } from "./judge-job";
import type { LedgerEntry } from "./ledger";
import { type Look, lookForJob } from "./look-for-job";
import { pause } from "./pause";
import { hasRoom } from "./quota";
import { submitBehindClaim } from "./submit-behind-claim";

/**
 * Finds the job of this purchase or submits it.
 * @returns the job, or `waiting` when quota is full and `waitForQuota` is false
 * @throws FlanstackError when what is found cannot be adopted, when the provider refuses, and when a reply was lost and no
 *   job showed up
 */
export async function adoptOrSubmit(options: AdoptOrSubmitOptions): Promise<TuningResult> {
  const named = await adoptByName(options);
  for (;;) {
    const look = await options.section(() => lookForJob(options, options, named));
    const result = look.job === undefined ? await claimAndSubmit(options, look) : await adopt(options, look);
    if (result !== "again") return result;
    await pause(options.clock, options.times.pollMilliseconds, options.signal);
  }
}

async function adoptByName(options: AdoptOrSubmitOptions) {
  if (options.adoptJob === undefined) return undefined;
  const job = await options.backend.status(options.adoptJob);
  if (job !== undefined) return job;
  throw new FlanstackError(`The provider does not know tuning job ${options.adoptJob}.`, {
    code: "job_unknown",
    path: options.adoptJob,
    fix: "Give the job's full name, and the project and location it runs in.",
  });
}

async function adopt(options: AdoptOrSubmitOptions, look: Look): Promise<TuningResult> {
  const job = look.job!;
  await options.journal.clear(look.key);
  const served = job.state === "succeeded" ? await options.backend.isServed(job) : false;
  const refusal = refusalOf(job, options.spec.generation, served, options.submission.halving !== undefined);
  if (refusal !== undefined) throw refusal;
  if (job.state === "paused") await options.backend.resume?.(job);
  options.log.note(`adopted ${job.name} (${job.rawState})`);
  return { kind: "job", key: look.key, job, submitted: false, owner: look.entry!.claim.owner };
}

/** No job anywhere: takes the claim and submits, or tells what to wait for. */
async function claimAndSubmit(options: AdoptOrSubmitOptions, look: Look): Promise<TuningResult | "again"> {
  const { key, entry } = look;
  switch (entry?.claim.state) {
    case "lost_reply":
      return waitForLostReply(options, entry);
    case "claimed": {
      if ((await options.journal.read(key)) === entry.claim.nonce) return markLostReply(options, entry);
      const patience = entry.claim.createDeadlineMilliseconds + options.times.settleMilliseconds;
      if (entry.ageMilliseconds <= patience) {
        const seconds = Math.ceil((patience - entry.ageMilliseconds) / 1000);
        options.log.tick(
          `another run (stack ${entry.claim.owner.stack}) is submitting this job; waiting up to ${seconds} s`,
        );
        return "again";
      }
      options.log.note("taking over from a run that ended while it was submitting; the provider lists no such job");
      return submitInTurn(options, look);
    }
    case "waiting":
    case undefined:
      return submitInTurn(options, look);
    case "submitted":
    case "removed":
      // A look with either state names a job or throws.
      throw new FlanstackError(`The ledger entry ${key} says ${entry!.claim.state} but names no job.`, {
        code: "ledger_unreadable",
        path: key,
        fix: "Check the provider's job list, then run: flanstack jobs release",
      });
  }
}

async function submitInTurn(options: AdoptOrSubmitOptions, { key, entry }: Look): Promise<TuningResult | "again"> {
  return options.quota.inTurn(async () => {
    if (await hasRoom(options, entry)) return options.section(() => submitBehindClaim(options, key, entry));
    if (entry === undefined) await options.ledger.create(key, claimFor(options, key, "waiting"));
    if (!options.waitForQuota || options.signal?.aborted === true) return { kind: "waiting", key };
    options.log.tick("waiting for quota: as many jobs run as this account may run at once");
    return "again";
  });
}

async function markLostReply(options: AdoptOrSubmitOptions, entry: LedgerEntry): Promise<"again"> {
  const claim = { ...entry.claim, state: "lost_reply" as const, nonce: options.newNonce() };
  if ((await options.ledger.replace(entry, claim)) !== undefined) await options.journal.clear(entry.key);
  return "again";
}

/** While the settling time runs, keep looking; then only a person can decide. */
async function waitForLostReply(options: AdoptOrSubmitOptions, entry: LedgerEntry): Promise<"again"> {
  if (entry.ageMilliseconds <= options.times.settleMilliseconds) {
    options.log.tick("the reply to the create request was lost; looking for the job in the provider's list");
    return "again";
  }
  const { claim } = entry;
  throw new FlanstackError(
    `A create request for ${claim.submission.displayName} was sent at ${claim.claimedAt}, its reply was lost, and the ` +
      "provider lists no such job. It is not sent again by itself: a second job would be paid too.",
    {
      code: "lost_reply",
      path: entry.key,
      fix: `Look at the provider's job list; if the job is not there, run: flanstack jobs release ${entry.key.slice(0, 12)}`,
    },
  );
}
