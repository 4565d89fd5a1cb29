/** The choice among a sweep's models: least loss on the validation rows. Test rows take no part in it. */
import { type Hyperparameters, isFinal, type JobState } from "../job";

export interface TrialResult {
  readonly name: string;
  readonly tried: Hyperparameters;
  readonly state: JobState | "waiting";
  /** Loss on the validation rows after the last step; -1 when nobody told. */
  readonly validationLoss: number;
  /** True for a trial that was left on the way (halving): its loss is that of fewer steps, and nothing serves it. */
  readonly isLeft?: boolean;
}

export interface SweepChoice {
  /** Name of the best trial; empty while none can be chosen. */
  readonly best: string;
  readonly reason: string;
}

/** Chosen once every trial has ended: a choice that could still change is none. Equal losses: the earlier trial. */
export function bestTrial(trials: readonly TrialResult[]): SweepChoice {
  const open = trials.filter(({ state }) => state === "waiting" || !isFinal(state));
  if (open.length > 0) return { best: "", reason: `${open.length} of ${trials.length} trials have not ended.` };
  const told = trials.filter(({ state, validationLoss }) => state === "succeeded" && validationLoss >= 0);
  if (told.length === 0) return { best: "", reason: "No trial told a validation loss." };
  const best = told.reduce((found, trial) => (trial.validationLoss < found.validationLoss ? trial : found));
  const left = trials.filter(({ isLeft }) => isLeft === true).length;
  const silent = trials.length - told.length - left;
  const others =
    (left === 0 ? "" : `; ${left} were left on the way`) +
    (silent === 0 ? "" : `; ${silent} without a loss could not be compared`);
  return {
    best: best.name,
    reason: `Least validation loss of ${told.length}: ${best.validationLoss.toFixed(4)}${others}.`,
  };
}
