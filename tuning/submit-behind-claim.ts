/** The paid step: claim, one create request, and the job's name written down. */
import { type AdoptOrSubmitOptions, claimFor, type TuningResult } from "./adoption-options";
import type { LedgerEntry } from "./ledger";
import { lookForJob } from "./look-for-job";
import { withParentModel } from "./parent-model";
import { countLive } from "./quota";

/**
 * Gets the claim and sends the one create request. Runs as a section: the process does not end itself inside.
 * @param entry the entry to take over (waiting, or stale); absent: nobody claimed the purchase yet
 * @returns the job; `again` when another run was faster, when quota refused, or when the reply was lost
 * @throws FlanstackError when the provider refuses the job
 */
export async function submitBehindClaim(
  options: AdoptOrSubmitOptions,
  key: string,
  entry: LedgerEntry | undefined,
): Promise<TuningResult | "again"> {
  const { backend, clock, journal, ledger, log, spec, times } = options;
  const submission = await backend.prepare(spec, await withParentModel(options, spec, options.submission));
  const startedAt = clock.now();
  const before = entry?.claim;
  const claim = { ...claimFor(options, key, "claimed", before), requests: (before?.requests ?? 0) + 1 };
  const held = entry === undefined ? await ledger.create(key, claim) : await ledger.replace(entry, claim);
  if (held === undefined) return "again";

  const timeLeft = startedAt + times.createDeadlineMilliseconds - clock.now();
  if (timeLeft <= 0) {
    // The machine slept between claim and request: others may take the claim over, so it is too late to send.
    await ledger.replace(held, { ...claim, state: "waiting", requests: claim.requests - 1, nonce: options.newNonce() });
    return "again";
  }
  const outcome = await backend.submit(spec, submission, { timeoutMilliseconds: timeLeft });
  switch (outcome.kind) {
    case "accepted": {
      const look = await lookForJob(options, options, outcome.job).catch((error) => {
        log.warn(`${outcome.job.name} is submitted, but the ledger could not be told: ${error.message}`);
        return undefined;
      });
      const job = look?.job ?? outcome.job;
      log.note(`submitted ${job.name}`);
      return { kind: "job", key, job, submitted: true, owner: look?.entry?.claim.owner ?? submission.owner };
    }
    case "quota": {
      const liveWhenRefused = await countLive(options);
      options.quota.refusal = { live: liveWhenRefused, at: clock.now() };
      log.note(`the provider has no room for another job now: ${outcome.message}`);
      await ledger.replace(held, { ...claim, state: "waiting", liveWhenRefused, nonce: options.newNonce() });
      return "again";
    }
    case "refused":
      await ledger.remove(held);
      throw outcome.error;
    case "unknown":
      await journal.note(key, claim.nonce);
      log.warn("the reply to the create request was lost; looking for the job in the provider's list");
      return "again";
    default:
      return outcome satisfies never;
  }
}
