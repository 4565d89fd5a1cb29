export { clusterIds, twinOf } from "./clusters";
export { decisionOf, decisionOfText } from "./decision";
export { decide } from "./gate/gate";
export { runSelftest, type SelftestFinding, type SelftestOptions } from "./gate/selftest";
export {
  type AgentEvidence,
  type Comparison,
  type ComparisonResult,
  DEFAULT_THRESHOLDS,
  type GateDecision,
  type GateThresholds,
  type Guardrail,
  type GuardrailResult,
  type Verdict,
  type Veto,
} from "./gate/verdict";
export { type ParityLine, scoreParityLine } from "./parity/parity-lines";
export {
  evaluateQuick,
  type QuickArm,
  type QuickArmResult,
  type QuickEvaluation,
  type QuickEvaluationOptions,
  type QuickMetrics,
  scoreArm,
} from "./quick";
export type { Decision, EvaluationRow, Gold } from "./row";
export { composedParameters, evaluationRows, type RowOptions } from "./rows";
export { type FormatFault, formatFaults, hasFormatLeak } from "./scorers/format";
export { type StepScore, scoreStep } from "./scorers/step";
export { type CallFault, type CallMatch, matchCalls } from "./scorers/strict-calls";
export { type BootstrapInterval, meanDifference, pairedBootstrap, type ValuePair } from "./statistics/bootstrap";
export { mcnemarPower, minimumDetectableEffect, nonInferiorityRows } from "./statistics/detectable-effect";
export { holm } from "./statistics/holm";
export { mcnemarExact } from "./statistics/mcnemar";
export { type PairedDifference, pairedDifference } from "./statistics/paired-difference";
export { countPairs, type Pair } from "./statistics/pairs";
export { clusteredProportion, type Proportion, proportion, wilson } from "./statistics/proportion";
export { signFlipTest } from "./statistics/sign-flip";
