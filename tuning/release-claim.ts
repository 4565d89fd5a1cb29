/** A person's decision about a claim whose request may or may not have made a job. */
import { FlanstackError } from "../primitives";
import type { Claim, Ledger } from "./ledger";
import type { Journal } from "./ports";

/**
 * Removes a claim without a job, so that the next `up` submits. Only after looking at the provider's own job list: if a job
 * was made after all, this pays a second time.
 * @param key the job key or its beginning
 * @returns the claim that was removed
 * @throws FlanstackError when no single claim is meant, when it names a job, or when it changed meanwhile
 */
export async function releaseClaim(ledger: Ledger, journal: Journal, key: string): Promise<Claim> {
  const matches = (await ledger.list()).filter((entry) => entry.key.startsWith(key));
  const [entry] = matches;
  if (entry === undefined || matches.length > 1) {
    throw new FlanstackError(`${key} names ${matches.length} claims of ${ledger.address}.`, {
      code: "claim_unknown",
      path: key,
      fix: "Give the beginning of one job key as `flanstack jobs list` shows it.",
    });
  }
  if (entry.claim.jobName !== undefined) {
    throw new FlanstackError(`The claim ${key} names tuning job ${entry.claim.jobName}; there is nothing to release.`, {
      code: "claim_has_job",
      path: entry.claim.jobName,
      fix: `To tune the same content again raise flanstack:generation to ${entry.claim.spec.generation + 1}.`,
    });
  }
  if (!(await ledger.remove(entry))) {
    throw new FlanstackError(`The claim ${key} changed meanwhile.`, {
      code: "claim_changed",
      path: key,
      fix: "Look again with: flanstack jobs list",
    });
  }
  await journal.clear(entry.key);
  return entry.claim;
}
