/** What other purchases of the ledger have committed: billed this month, and hosted from now on, per owner. */
import { type Catalog, costOfBilledTokens, costOfHosting, findModel, type LedgerTotal, platformOf } from "./catalog";
import type { Problem } from "./primitives";
import type { Claim, JobView } from "./tuning";

export interface CommittedOptions {
  readonly catalog: Catalog;
  /** A budget of what is paid once counts by calendar month: 2026-11-23 means November. */
  readonly today: string;
  /** Digests of the plan itself: it counts them, paid or not. */
  readonly planned: ReadonlySet<string>;
}

export interface Committed {
  readonly totals: readonly LedgerTotal[];
  /** Purchases whose price nobody knows yet, so that the totals are too low. */
  readonly warnings: readonly Problem[];
}

/**
 * Pure. Billed tokens come from the provider's own jobs, never from an estimate: a job that has not ended is named as
 * unpriced. What ran on loopback cost nothing.
 * @param jobs the provider's jobs, as far as they could be asked for
 */
export function committedTotals(
  claims: readonly Claim[],
  jobs: readonly JobView[],
  { catalog, today, planned }: CommittedOptions,
): Committed {
  const byName = new Map(jobs.map((job) => [job.name, job]));
  const totals = new Map<string, { onceUsd: number; monthlyUsd: number }>();
  const unpriced: string[] = [];
  for (const claim of claims) {
    if (claim.account === "loopback" || planned.has(claim.digest)) continue;
    const owner = claim.submission.labels?.owner ?? "";
    const total = totals.get(owner) ?? { onceUsd: 0, monthlyUsd: 0 };
    const job = claim.jobName === undefined ? undefined : byName.get(claim.jobName);
    const model = findModel(catalog, platformOfClaim(claim), claim.spec.baseModel);
    const isThisMonth = (claim.jobCreatedAt ?? claim.claimedAt).slice(0, 7) === today.slice(0, 7);
    if (isThisMonth) {
      const billed = job?.statistics?.billedTokens;
      const once = model === undefined || billed === undefined ? undefined : costOfBilledTokens(model, billed);
      if (once === undefined || once.unknown.length > 0) unpriced.push(nameOf(claim));
      else total.onceUsd += once.highUsd;
    }
    if (model !== undefined && claim.state === "submitted" && (job?.state ?? claim.jobState) === "succeeded") {
      total.monthlyUsd += costOfHosting(model, 1).highUsd;
    }
    totals.set(owner, total);
  }
  return {
    totals: [...totals].map(([owner, total]) => ({ owner, ...total })),
    warnings: unpriced.length === 0 ? [] : [warningOf(unpriced)],
  };
}

/** Microsoft and others speak OpenAI's API at addresses, and prices, of their own. */
function platformOfClaim({ account, spec }: Claim): string {
  return platformOf(spec.provider, spec.provider === "openai" ? `https://${account}` : undefined);
}

function nameOf({ owner, jobName }: Claim): string {
  return `${owner.stack}/${owner.agent}${jobName === undefined ? " (no job yet)" : ""}`;
}

function warningOf(unpriced: readonly string[]): Problem {
  const shown = unpriced.slice(0, 3).join(", ") + (unpriced.length > 3 ? ` and ${unpriced.length - 3} more` : "");
  return {
    code: "ledger_unpriced",
    path: "flanstack:ledger",
    message: `What these jobs of the ledger cost this month is not known yet: ${shown}. The budget counts them as nothing.`,
    fix: "Look again when they have ended (flanstack jobs list), with access to the account that runs them.",
  };
}
