/**
 * Whether tuning pays, over the user's own traffic and against several baselines.
 *
 *   price of a task    c = (input x p_in + cached x p_cached + output x p_out) / 1,000,000
 *   per success        u = c / success rate            (where both rates were measured; otherwise u = c, and said so)
 *   saved per month    tasks x (u_baseline - u_tuned) + hosting_baseline
 *   invested           runs x (training + evaluation + labour) + months x hosting_tuned
 *   runs               months / months between runs, rounded up: a tuned model does not outlive its base
 *   return             (sum of saved - invested) / invested        (net: 0 means the money came back, no more)
 *   break-even volume  (invested / months - hosting_baseline) / (u_baseline - u_tuned), "never" when u_tuned >= u_baseline
 *
 * Success rates are measurements or absent: nothing is assumed.
 */

const MILLION = 1_000_000;

export interface ModelArm {
  readonly name: string;
  readonly usdPerMillionInput: number;
  readonly usdPerMillionOutput: number;
  readonly usdPerMillionCachedInput?: number;
  /** Tokens of one task, measured with this model: a tuned model often needs a shorter prompt. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Of the input, how many come from the cache. */
  readonly cachedInputTokens?: number;
  /** Share of tasks solved, 0-1, as measured. Absent: not measured. */
  readonly successRate?: number;
  readonly hostingUsdPerMonth?: number;
}

export interface Investment {
  /** Tasks per month that have to be solved (with success rates), or sent (without). */
  readonly tasksPerMonth: number;
  readonly months: number;
  /** Months after which tuning is done again: on schedule, or because the base ends. */
  readonly monthsBetweenRuns: number;
  /** Per run. */
  readonly trainingUsd: number;
  readonly evaluationUsd: number;
  readonly labourUsd: number;
}

export interface Comparison {
  readonly baseline: string;
  /** What one task, or one solved task, costs with the baseline and with the tuned model. */
  readonly baselineUsdPerTask: number;
  readonly tunedUsdPerTask: number;
  /** `solved task`: both success rates were measured. `task`: at least one was not, so quality is left out. */
  readonly per: "solved task" | "task";
  readonly savedUsd: number;
  readonly investedUsd: number;
  /** Net return as a ratio; null when nothing is invested. */
  readonly returnRatio: number | null;
  /** Tasks per month from which tuning pays; 0: from the first one. */
  readonly breakEvenTasksPerMonth: number | "never";
}

/** One comparison per baseline. @throws RangeError for negative numbers, no months, or a success rate outside 0-1 */
export function returnOnInvestment(
  tuned: ModelArm,
  baselines: readonly ModelArm[],
  investment: Investment,
): Comparison[] {
  for (const arm of [tuned, ...baselines]) checkArm(arm);
  checkInvestment(investment);
  return baselines.map((baseline) => compare(tuned, baseline, investment));
}

function compare(tuned: ModelArm, baseline: ModelArm, investment: Investment): Comparison {
  const isMeasured = tuned.successRate !== undefined && baseline.successRate !== undefined;
  const tunedUsdPerTask = usdPerTask(tuned, isMeasured);
  const baselineUsdPerTask = usdPerTask(baseline, isMeasured);
  const { months, tasksPerMonth } = investment;
  const runs = Math.ceil(months / investment.monthsBetweenRuns);
  const runUsd = investment.trainingUsd + investment.evaluationUsd + investment.labourUsd;
  const investedUsd = runs * runUsd + months * (tuned.hostingUsdPerMonth ?? 0);
  const spared = baseline.hostingUsdPerMonth ?? 0;
  const gain = subtract(baselineUsdPerTask, tunedUsdPerTask);
  const savedUsd = months * ((tasksPerMonth === 0 ? 0 : tasksPerMonth * gain) + spared);
  return {
    baseline: baseline.name,
    baselineUsdPerTask,
    tunedUsdPerTask,
    per: isMeasured ? "solved task" : "task",
    savedUsd,
    investedUsd,
    returnRatio: investedUsd === 0 ? null : (savedUsd - investedUsd) / investedUsd,
    breakEvenTasksPerMonth: breakEven(investedUsd / months - spared, gain),
  };
}

/** @returns Infinity when the model never succeeds: no number of attempts solves a task */
function usdPerTask(arm: ModelArm, isMeasured: boolean): number {
  const cached = arm.cachedInputTokens ?? 0;
  const cachedPrice = arm.usdPerMillionCachedInput ?? arm.usdPerMillionInput;
  const usd =
    ((arm.inputTokens - cached) * arm.usdPerMillionInput +
      cached * cachedPrice +
      arm.outputTokens * arm.usdPerMillionOutput) /
    MILLION;
  if (!isMeasured) return usd;
  return arm.successRate === 0 ? Number.POSITIVE_INFINITY : usd / arm.successRate!;
}

/** Two models that both never succeed are equally useless, not infinitely different. */
function subtract(left: number, right: number): number {
  return left === right ? 0 : left - right;
}

function breakEven(fixedUsdPerMonth: number, gainUsdPerTask: number): number | "never" {
  if (!(gainUsdPerTask > 0)) return "never";
  return Math.max(0, fixedUsdPerMonth / gainUsdPerTask);
}

function checkArm(arm: ModelArm): void {
  const numbers = [
    arm.usdPerMillionInput,
    arm.usdPerMillionOutput,
    arm.usdPerMillionCachedInput ?? 0,
    arm.inputTokens,
    arm.outputTokens,
    arm.cachedInputTokens ?? 0,
    arm.hostingUsdPerMonth ?? 0,
  ];
  if (numbers.some((value) => !(value >= 0))) throw new RangeError(`${arm.name}: prices and tokens are 0 or more`);
  if ((arm.cachedInputTokens ?? 0) > arm.inputTokens) {
    throw new RangeError(`${arm.name}: more cached input tokens than input tokens`);
  }
  if (arm.successRate !== undefined && !(arm.successRate >= 0 && arm.successRate <= 1)) {
    throw new RangeError(`${arm.name}: a success rate lies between 0 and 1, given ${arm.successRate}`);
  }
}

function checkInvestment(investment: Investment): void {
  const { months, monthsBetweenRuns, ...rest } = investment;
  if (!(months > 0 && monthsBetweenRuns > 0)) throw new RangeError("months and monthsBetweenRuns are above 0");
  if (Object.values(rest).some((value) => !(value >= 0))) throw new RangeError("tasks and dollars are 0 or more");
}
