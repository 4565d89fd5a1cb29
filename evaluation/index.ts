export {
  type ArmInput,
  type ArmMetrics,
  type ArmResult,
  type ExampleScore,
  measureArm,
  type ToolConfusion,
} from "./arm";
export { type AgentToAssemble, type AssembleOptions, assembleResults } from "./assemble";
export { clusterIds, twinOf } from "./clusters";
export { type ComparedMetric, compareOutcomes, type ToCompare } from "./compare";
export { decisionOf, decisionOfText } from "./decision";
export { type AnsweredArm, type ArmToAsk, type AskArmsOptions, askArms } from "./evaluate-arms";
export { evidenceFor, type GuardrailLimits, type ScoredArm } from "./evidence";
export { type ExportedFile, exportInspect, exportPromptfoo } from "./export-rows";
export { type Shots, shotsOf, withShots } from "./few-shot";
export { freeCallsExpected } from "./free-running/calls-expected";
export { compareFree, type EvaluateFreeOptions, evaluateFree, type FreeArm } from "./free-running/evaluate-free";
export { type FreeScore, scoreFreeRun } from "./free-running/final-state";
export { type FreeCase, freeCase } from "./free-running/free-case";
export { type FreeCases, freeCases, type Playground } from "./free-running/free-cases";
export type { FreeArmResult, FreeRunning } from "./free-running/free-result";
export { type FreeRun, type PlayOptions, playFreely } from "./free-running/play";
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
export { importPredictions } from "./import-predictions";
export { judgeOf, scorerFile } from "./judge-by-name";
export { type LadderInput, oracleLadder } from "./ladder";
export { tagNovelty, trainedWordings } from "./novelty";
export { checkLocked, type Judgement, judgeWithCommand, judgeWithFunction, rowsDigest } from "./own-scorer";
export { packOutcomes, type RowOutcomes, unpackEvidence } from "./packed-evidence";
export { type ParityLine, scoreParityLine, scoreParityLines } from "./parity/parity-lines";
export {
  alwaysCall,
  majorityCall,
  nearestPrompt,
  neverCall,
  noisyOracle,
  oracle,
  randomPolicy,
} from "./policies";
export {
  evaluateQuick,
  type QuickArm,
  type QuickArmResult,
  type QuickEvaluation,
  type QuickEvaluationOptions,
  type QuickMetrics,
  scoreArm,
} from "./quick";
export { REPEATED_ROWS, rowsToRepeat } from "./repeat";
export type {
  AgentResults,
  CostLine,
  EvaluationResults,
  LadderRung,
  LineageEntry,
  LossPoint,
  RuinedStep,
} from "./results";
export { type Decision, type EvaluationRow, GENERATED_ROW, type Gold, OWN_ROW } from "./row";
export { type CanonicalExample, composedParameters, evaluationRows, parseExample, type RowOptions } from "./rows";
export { rowsWanted } from "./rows-wanted";
export { ruinTargets } from "./ruin";
export { RUINED_RUNS, type RuinedInput, type RuinedRun, ruinedSeries } from "./ruined-series";
export { type EvaluatedArm, type EvaluationRun, runEvaluation } from "./run-evaluation";
export {
  type AnsweredSteps,
  type NamedLines,
  type ScoreStreamOptions,
  type StreamScores,
  scoreStream,
} from "./score-stream";
export { type DecisionQuality, decisionQuality } from "./scorers/decisions";
export { type Economy, economy, outputConfidence, referencePerplexity, type TokenPrice } from "./scorers/economy";
export { type FormatFault, formatFaults, hasFormatLeak } from "./scorers/format";
export { type StepScore, scoreStep } from "./scorers/step";
export { type CallFault, type CallMatch, matchCalls } from "./scorers/strict-calls";
export { type ErrorClass, type ErrorExample, errorTaxonomy } from "./scorers/taxonomy";
export { type AgentH, agentH, holdsFacts } from "./scorers/words";
export { ARMS_IN_SETS, caseRowsOf } from "./sets/asked-cases";
export { type CaseSet, SET_NAMES, type SetName } from "./sets/case-set";
export { FORGETTING_ROWS, forgettingSet } from "./sets/forgetting";
export { handWrittenSet } from "./sets/hand-written";
export type { SetResult } from "./sets/judge-set";
export { safetySet } from "./sets/safety";
export type { Slice } from "./slices";
export { type BootstrapInterval, meanDifference, pairedBootstrap, type ValuePair } from "./statistics/bootstrap";
export { mcnemarPower, minimumDetectableEffect, nonInferiorityRows } from "./statistics/detectable-effect";
export { holm } from "./statistics/holm";
export { mcnemarExact } from "./statistics/mcnemar";
export { type PairedDifference, pairedDifference } from "./statistics/paired-difference";
export { countPairs, type Pair } from "./statistics/pairs";
export { clusteredProportion, type Proportion, proportion, wilson } from "./statistics/proportion";
export { signFlipTest } from "./statistics/sign-flip";
export type { Steadiness } from "./steadiness";
export { readTwins, type TwinIds } from "./twin-ties";
