export { bestTrial, type SweepChoice, type TrialResult } from "./best-trial";
export { checkSweep, MOST_TRIALS, type SweepDeclaration, type SweepRange } from "./declaration";
export { type SweepTrial, sweepTrials } from "./trials";
