/** Asks the ledger and the provider what other purchases have committed, so that one budget holds over all stacks. */

import { loadCatalog } from "./catalog";
import { type Committed, committedTotals } from "./committed";
import type { Settings } from "./config";
import { type Environment, nothingCanBill } from "./plan-input";
import { FlanstackError } from "./primitives";
import type { TuningProvider } from "./tuning";

export interface AskLedgerOptions {
  /** ISO date. */
  readonly today: string;
  readonly environment: Environment;
}

/** Whether anybody has something to compare with the ledger: a limit is set, or the address can bill. */
export function budgetCounts(settings: Settings, environment: Environment): boolean {
  if (settings.ledger === undefined) return false;
  const limits = [settings.budgetUsd, settings.monthlyBudgetUsd, ...Object.values(settings.ownerBudgets)];
  return limits.some((limit) => limit !== undefined) || !nothingCanBill(settings, environment);
}

/**
 * Claims of the ledger with the provider's own count of billed tokens.
 * @param planned digests of the plan itself, which counts them
 * @throws FlanstackError when there is no ledger, or it or the provider cannot be asked
 */
export async function askLedger(
  settings: Settings,
  planned: ReadonlySet<string>,
  { today, environment }: AskLedgerOptions,
): Promise<Committed> {
  if (settings.ledger === undefined) {
    throw new FlanstackError("There is no ledger to ask.", {
      code: "ledger_missing",
      path: "flanstack:ledger",
      fix: "Set flanstack:ledger, or leave --ledger out.",
    });
  }
  // Providers' libraries are loaded only here: a plan that asks nobody needs none.
  const { readPurchases } = require("./components") as typeof import("./components");
  const { claims, jobs } = await readPurchases({
    ledger: settings.ledger,
    provider: settings.provider as TuningProvider,
    project: settings.project,
    location: settings.provider === "gemini" ? settings.region : undefined,
    environment,
    counts: (claim) => claim.account !== "loopback" && !planned.has(claim.digest),
  });
  return committedTotals(claims, jobs, { catalog: loadCatalog({ overridesFile: settings.catalog }), today, planned });
}
