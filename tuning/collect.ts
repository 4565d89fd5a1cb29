/**
 * Goes on with everything the ledger knows: submits what waits for quota while there is room, fills in what has ended.
 * Run again and again or on a schedule; nobody holds a stack lock meanwhile.
 */

import { adoptOrSubmit } from "./adopt-or-submit";
import { type AdoptionPorts, type AdoptionTimes, keyOf } from "./adoption-options";
import { isFinal, type JobState } from "./job";
import type { Claim, Ledger, LedgerEntry } from "./ledger";
import { lookForJob } from "./look-for-job";
import type { QuotaGate } from "./quota";

export interface CollectOptions {
  readonly ledger: Ledger;
  /** Ports of a claim's purchase; undefined when this run has no credentials for its account. */
  readonly portsFor: (claim: Claim) => AdoptionPorts | undefined;
  readonly quotaFor: (claim: Claim) => QuotaGate;
  readonly times: AdoptionTimes;
  readonly now: () => number;
  /** Only claims for which this is true. Default: all. */
  readonly wanted?: (claim: Claim) => boolean;
}

export interface Collected {
  readonly key: string;
  readonly claim: Claim;
  readonly result:
    | { readonly kind: "submitted" | "running" | "ended"; readonly jobName: string; readonly state: JobState }
    | { readonly kind: "waiting" }
    | { readonly kind: "skipped"; readonly reason: string }
    | { readonly kind: "failed"; readonly error: Error };
}

/** @returns what became of each claim, oldest first; one that fails stops no other */
export async function collectJobs(options: CollectOptions): Promise<Collected[]> {
  const entries = (await options.ledger.list()).filter((entry) => options.wanted?.(entry.claim) ?? true);
  entries.sort(
    (left, right) => left.claim.claimedAt.localeCompare(right.claim.claimedAt) || (left.key < right.key ? -1 : 1),
  );
  for (const { claim, ageMilliseconds } of entries) {
    // What one claim learned about the quota holds for all of its account.
    const { liveWhenRefused: live } = claim;
    if (live !== undefined) options.quotaFor(claim).refusal ??= { live, at: options.now() - ageMilliseconds };
  }
  const collected: Collected[] = [];
  // One after the other: the oldest in line gets the room.
  for (const entry of entries) {
    const result = await collectOne(options, entry).catch((error) => ({ kind: "failed" as const, error }));
    collected.push({ key: entry.key, claim: entry.claim, result });
  }
  return collected;
}

async function collectOne(options: CollectOptions, { key, claim }: LedgerEntry): Promise<Collected["result"]> {
  if (claim.state === "removed") return { kind: "skipped", reason: "its model was removed on purpose" };
  const known = { jobName: claim.jobName ?? "", state: claim.jobState ?? "unknown" };
  if (claim.state === "submitted" && isFinal(known.state)) return { kind: "ended", ...known };
  const ports = options.portsFor(claim);
  if (ports === undefined || keyOf(ports.backend, claim.submission) !== key) {
    return { kind: "skipped", reason: `it belongs to account ${claim.account}` };
  }
  if (claim.state === "submitted") {
    const { job } = await lookForJob(ports, claim);
    const state = job?.state ?? known.state;
    return { kind: isFinal(state) ? "ended" : "running", jobName: job?.name ?? known.jobName, state };
  }
  const result = await adoptOrSubmit({
    ...ports,
    spec: claim.spec,
    submission: claim.submission,
    times: options.times,
    quota: options.quotaFor(claim),
    waitForQuota: false,
  });
  if (result.kind === "waiting") return { kind: "waiting" };
  const { job, submitted } = result;
  return {
    kind: submitted ? "submitted" : isFinal(job.state) ? "ended" : "running",
    jobName: job.name,
    state: job.state,
  };
}
