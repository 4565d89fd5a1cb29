/** What other purchases of the ledger have committed: billed this month, and hosted from now on, per owner. */
import {
  type Catalog,
  costOfBilledTokens,
  costOfHosting,
  findModel,
  type LedgerTotal,
  type ModelFacts,
  platformOf,
} from "./catalog";
import type { Problem } from "./primitives";
import { type Claim, isFinal, type JobState, type JobView } from "./tuning";

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
 * Pure. What the provider billed counts where it says so; until then the upper bound that the claim was submitted with. A
 * job with neither is named as unpriced. What ran on loopback cost nothing.
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
      const isBilled = once !== undefined && once.unknown.length === 0;
      const bound = claim.submission.price?.onceUsd;
      if (isBilled) total.onceUsd += once.highUsd;
      else if (bound !== undefined) total.onceUsd += bound;
      else unpriced.push(nameOf(claim));
    }
    total.monthlyUsd += monthlyOf(claim, job?.state ?? claim.jobState, model);
    totals.set(owner, total);
  }
  return {
    totals: [...totals].map(([owner, total]) => ({ owner, ...total })),
    warnings: unpriced.length === 0 ? [] : [warningOf(unpriced)],
  };
}

/** What stands is hosted; what may still become a model counts as promised, and what never will costs nothing a month. */
function monthlyOf(claim: Claim, state: JobState | undefined, model: ModelFacts | undefined): number {
  if (claim.state === "removed" || (state !== undefined && isFinal(state) && state !== "succeeded")) return 0;
  if (claim.submission.price !== undefined) return claim.submission.price.monthlyUsd;
  return model === undefined || state !== "succeeded" ? 0 : costOfHosting(model, 1).highUsd;
}

/** Microsoft and others speak OpenAI's API at addresses, and prices, of their own. */
function platformOfClaim({ account, spec }: Claim): string {
  return platformOf(spec.provider, spec.provider === "openai" ? `https://${account}` : undefined, spec.baseModel);
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
