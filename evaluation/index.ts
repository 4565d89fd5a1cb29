export { clusterIds, twinOf } from "./clusters";
export { decisionOf, decisionOfText } from "./decision";
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
export { evaluationRows, type RowOptions } from "./rows";
export { type FormatFault, formatFaults, hasFormatLeak } from "./scorers/format";
export { type StepScore, scoreStep } from "./scorers/step";
export { type CallFault, type CallMatch, matchCalls, type StrictOptions } from "./scorers/strict-calls";
export { clusteredProportion, type Proportion, proportion, wilson } from "./statistics/proportion";
