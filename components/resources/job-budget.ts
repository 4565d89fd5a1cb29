/** The budget at the provider's check: the plan's own comparison once more, for programs that never made it. */
import type { dynamic } from "@pulumi/pulumi";
import { type BudgetInput, checkBudget, checkPriced } from "../../catalog";
import { isLoopback } from "../../tuning";
import type { TuningJobInputs } from "./inputs";

type Environment = Readonly<Record<string, string | undefined>>;

/** A submission carries what it may cost, so that the ledger's other stacks can count it before it is billed. */
export function priceOf({ budget, digest }: Pick<TuningJobInputs, "budget" | "digest">) {
  const priced = budget?.agents.find((agent) => agent.digest === digest);
  return priced && { onceUsd: priced.once.highUsd, monthlyUsd: priced.monthly.highUsd };
}

/**
 * Whether this job may be paid for. A job that is adopted by name costs nothing more, and one at an address that cannot
 * bill needs no budget; a budget that is given holds everywhere.
 */
export function checkJobBudget(inputs: TuningJobInputs, environment: Environment): dynamic.CheckFailure[] {
  if (inputs.adoptJob) return [];
  if (inputs.budget === undefined) return canBill(inputs, environment) ? [UNPRICED] : [];
  const budget: BudgetInput = { ...inputs.budget, isLoopback: !canBill(inputs, environment) };
  return [...checkPriced(budget, [inputs.digest]), ...checkBudget(budget).problems].map(({ message, fix }) => ({
    property: "budget",
    reason: `${message}\n${fix}`,
  }));
}

const UNPRICED: dynamic.CheckFailure = {
  property: "budget",
  reason:
    "Nobody has compared the cost of this job with a budget. Give it the plan's budget: budgetOfPlan(plan.tuning).",
};

/** By the same rule as the provider's ports: an address that is not this machine's can bill. */
function canBill({ spec }: TuningJobInputs, environment: Environment): boolean {
  if (spec?.provider === "local") return false;
  const address =
    spec?.provider === "gemini"
      ? environment.FLANSTACK_VERTEX_BASE_URL
      : environment.FLANSTACK_OPENAI_BASE_URL || environment.OPENAI_BASE_URL;
  return !address || !isLoopback(address);
}
