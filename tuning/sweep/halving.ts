/**
 * Successive halving: all trials train for a few steps, the better half goes on from its checkpoints, and so on until one is left. What is
 * rationed is steps, not money.
 * @see Jamieson and Talwalkar (2016), Non-stochastic Best Arm Identification and Hyperparameter Optimization, AISTATS, algorithm 1
 */
import type { Problem } from "../../primitives";
import { specDigest } from "../digest";
import type { Halving } from "../job";
import type { SweepTrial } from "./trials";

const DEFAULT_REDUCTION = 2;
/** Rows per step where the agent says nothing: the local trainer's default. */
const DEFAULT_BATCH = 8;

export interface HalvingPlan {
  /** By the trial's name; absent where the trial is the agent's own job, which trains to its end. */
  readonly halvings: Readonly<Record<string, Halving>>;
  /** Steps that all trials make at most, and what a grid of the same trials would make. */
  readonly steps: { readonly planned: number; readonly whole: number };
}

/**
 * @param own digest of the agent's own job: it is bought anyway, so it takes no part in the race
 * @param rows of the training file
 */
export function planHalving(
  trials: readonly SweepTrial[],
  { reduction = DEFAULT_REDUCTION, own, rows }: { reduction?: number; own: string; rows: number },
): HalvingPlan {
  const racing = trials.filter(({ spec }) => specDigest(spec) !== own);
  const rungs = rungShares(racing.length, reduction);
  const digests = racing.map(({ spec }) => specDigest(spec));
  const stepsOf = ({ spec }: SweepTrial) => {
    const { epochs = 1, batchSize = DEFAULT_BATCH } = spec.hyperparameters;
    return Math.ceil(rows / batchSize) * epochs;
  };
  // Which trials survive is not known: the longest ones are counted, so that it is never more.
  const lengths = racing.map(stepsOf).sort((left, right) => right - left);
  const alive = survivors(racing.length, reduction);
  const ends = [...rungs, 1];
  const parts = ends.map((end, index) =>
    lengths
      .slice(0, alive[index])
      .reduce((sum, steps) => sum + Math.ceil(end * steps) - Math.ceil((ends[index - 1] ?? 0) * steps), 0),
  );
  const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
  const ownSteps = total(trials.filter((trial) => !racing.includes(trial)).map(stepsOf));
  return {
    halvings: Object.fromEntries(racing.map(({ name }) => [name, { rungs, reduction, trials: digests }])),
    steps: { planned: ownSteps + total(parts), whole: ownSteps + total(lengths) },
  };
}

/** What stops a sweep whose steps pass its own budget. */
export function checkStepBudget(steps: HalvingPlan["steps"], budget: number | undefined): Problem[] {
  if (budget === undefined || steps.planned <= budget) return [];
  return [
    {
      code: "sweep_steps",
      path: "flanstack:sweep.maxSteps",
      message: `The sweep makes up to ${steps.planned} steps, and ${budget} are allowed.`,
      fix: "Draw fewer trials, keep fewer at each rung (reduction), train fewer epochs, or raise maxSteps.",
    },
  ];
}

/** Shares of a trial's steps after which the trials are compared: 1/4 and 1/2 for four trials of which half goes on. */
export function rungShares(trials: number, reduction: number): number[] {
  const rounds = survivors(trials, reduction).length - 1;
  return Array.from({ length: rounds }, (_, round) => reduction ** (round - rounds));
}

/** How many train in each round: 5, 3, 2, 1. */
function survivors(trials: number, reduction: number): number[] {
  const alive = [trials];
  while (alive.at(-1)! > 1) alive.push(Math.max(1, Math.ceil(alive.at(-1)! / reduction)));
  return alive;
}
