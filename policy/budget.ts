/**
 * No paid job beyond the budget. Each job carries what its plan compared: every agent's upper bounds, what other stacks of the
 * ledger have committed, and the limits. The rule proves that the job is one of those that were priced, and compares the very
 * same totals again, with the policy's limits where it has some.
 */
import { type BudgetInput, checkBudget, checkPriced } from "../catalog";
import { type Declared, field, ofType, TYPES, textField, type Violation } from "./declared";

export interface BudgetSettings {
  /** Most that may be paid once, in US dollars; absent: the program's own limit. */
  readonly onceUsd?: number;
  /** Most that may be paid each month, in US dollars; absent: the program's own limit. */
  readonly monthlyUsd?: number;
}

export function checkBudgetPolicy(resources: readonly Declared[], settings: BudgetSettings): Violation[] {
  const violations = ofType(resources, TYPES.tuningJob)
    .filter((job) => textField(job, "adoptJob") === undefined && field(job, "spec", "provider") !== "local")
    .flatMap((job) => checkJob(job, settings));
  // Jobs of one plan carry one comparison: what it says is said once.
  const said = new Map(violations.map((violation) => [`${violation.urn ?? ""}\n${violation.message}`, violation]));
  return [...said.values()];
}

function checkJob(job: Declared, settings: BudgetSettings): Violation[] {
  const budget = budgetOfJob(job);
  if (budget === undefined) {
    return [
      { urn: job.urn, message: `${job.name} carries no price: its program gave it no budget to be compared with.` },
    ];
  }
  const limits = {
    ...budget.budget,
    ...(settings.onceUsd === undefined ? {} : { onceUsd: settings.onceUsd }),
    ...(settings.monthlyUsd === undefined ? {} : { monthlyUsd: settings.monthlyUsd }),
  };
  const unpriced = checkPriced(budget, [textField(job, "digest") ?? ""]).map(({ message }) => ({
    urn: job.urn,
    message: `${job.name}: ${message}`,
  }));
  return [...unpriced, ...checkBudget({ ...budget, budget: limits }).problems.map(({ message }) => ({ message }))];
}

function budgetOfJob(job: Declared): BudgetInput | undefined {
  const agents = field(job, "budget", "agents");
  const limits = field(job, "budget", "budget");
  if (!Array.isArray(agents) || typeof limits !== "object") return undefined;
  return field(job, "budget") as BudgetInput;
}
