export { bestTrial, type SweepChoice, type TrialResult } from "./best-trial";
export { checkSweep, type SweepDeclaration } from "./declaration";
export { checkStepBudget, type HalvingPlan, planHalving } from "./halving";
export { type SweepTrial, sweepTrials } from "./trials";
