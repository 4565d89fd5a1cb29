export { bestTrial, type SweepChoice, type TrialResult } from "./best-trial";
export { checkSweep, type SweepDeclaration } from "./declaration";
export { type SweepTrial, sweepTrials } from "./trials";
