/**
 * No paid job beyond the budget. The tokens are not in a job's inputs, so the rule takes the plan that the program wrote and
 * first proves that each declared job is in it: same data, same base model, same epochs. Then it compares the plan's own
 * totals, the very numbers that the program compared, with the limits of the policy.
 */
import { type Catalog, findModel, renderCents, type TuningPlan, toCents } from "../catalog";
import { type Declared, field, ofType, TYPES, textField, type Violation } from "./declared";

export interface BudgetSettings {
  readonly onceUsd?: number;
  readonly monthlyUsd?: number;
}

/** @param plan `finetuning_plan_<provider>.json` of this update; undefined when there is none */
export function checkBudgetPolicy(
  resources: readonly Declared[],
  catalog: Catalog,
  plan: TuningPlan | undefined,
  settings: BudgetSettings,
): Violation[] {
  const jobs = ofType(resources, TYPES.tuningJob).filter((job) => textField(job, "adoptJob") === undefined);
  if (jobs.length === 0) return [];
  if (plan === undefined) {
    return [
      {
        message: `${jobs.length} tuning jobs are declared, but there is no plan with their price: run flanstack plan.`,
      },
    ];
  }
  return [...jobs.flatMap((job) => checkPlanned(job, catalog, plan)), ...checkTotals(plan, settings)];
}

function checkPlanned(job: Declared, catalog: Catalog, plan: TuningPlan): Violation[] {
  if (field(job, "spec", "provider") === "local") return [];
  const digest = textField(job, "spec", "trainDigest");
  const agent = plan.agents.find((one) => one.files.train.sha256 === digest);
  const differs = (what: string) => [
    {
      urn: job.urn,
      message: `${job.name} is not priced: its ${what} differs from the plan's. Run flanstack plan again.`,
    },
  ];
  if (agent === undefined) return differs("training data");
  const baseModel = textField(job, "spec", "baseModel") ?? "";
  const id = findModel(catalog, plan.provider, baseModel)?.id ?? baseModel; // a job may name its base by an alias
  if (agent.baseModel !== id) return differs("base model");
  const epochs = field(job, "spec", "hyperparameters", "epochs");
  return epochs !== undefined && epochs !== agent.epochs ? differs("number of epochs") : [];
}

function checkTotals(plan: TuningPlan, settings: BudgetSettings): Violation[] {
  const unknown = [...plan.once.unknown, ...plan.monthly.unknown];
  const compare = (kind: string, usd: number, limit: number | undefined) => {
    if (limit === undefined || toCents(usd) <= Math.round(limit * 100)) return [];
    const [planned, allowed] = [renderCents(toCents(usd)), renderCents(Math.round(limit * 100))];
    return [{ message: `The declared models cost at most ${planned} ${kind}; the policy allows ${allowed}.` }];
  };
  return [
    ...unknown.map((reason) => ({ message: `The budget cannot be checked: ${reason}.` })),
    ...compare("once", plan.budget.totalOnceUsd, settings.onceUsd),
    ...compare("monthly", plan.budget.totalMonthlyUsd, settings.monthlyUsd),
  ];
}
