export { type Amount, addAmounts, toCents } from "./amount";
export {
  type Budget,
  type BudgetInput,
  type BudgetVerdict,
  checkBudget,
  checkPriced,
  type LedgerTotal,
  type Limits,
  type PricedAgent,
  renderCents,
  renderCostTable,
} from "./budget";
export { type ChoiceVerdict, checkTuningChoice, jurisdictionOf, type TuningChoice } from "./choice";
export {
  type AgentCost,
  type AgentCostInput,
  baseTokenPrices,
  costOfAgent,
  costOfBilledTokens,
  costOfEvaluation,
  costOfHosting,
  type EvaluationPlan,
  type TokenPrices,
  type Traffic,
  trainingTokens,
  tunedTokenPrices,
} from "./cost";
export { daysBetween } from "./dates";
export { resolveEpochs } from "./epochs";
export { estimateTraining, type TokenRange, type TrainingEstimate, type TrainingEstimateInput } from "./estimate";
export { concurrentJobsOf, findModel, isLoopback, listTunable, platformOf } from "./find";
export { compareInvestment, type InvestmentOptions, type InvestmentReport } from "./investment";
export {
  DEFAULT_HORIZON_DAYS,
  DEFAULT_WARN_DAYS,
  type Horizon,
  type Lifecycle,
  lifecycleOf,
  renderLifecycle,
} from "./lifecycle";
export { checkFileLimits, type FileFacts } from "./limits";
export { listModels, type ModelRow, reviewCatalog } from "./listing";
export { type CatalogOptions, loadCatalog } from "./load";
export {
  budgetOfPlan,
  buildTuningPlan,
  type PlanAgentInput,
  type PlanFile,
  type PlanInput,
  type PlannedAgent,
  type PlannedFile,
  type PlannedModel,
  type PlannedPrice,
  planFileName,
  renderPlanFile,
  type TuningPlan,
} from "./plan";
export { type Comparison, type Investment, type ModelArm, returnOnInvestment } from "./return-on-investment";
export {
  type Answer,
  type Catalog,
  type ModelFacts,
  type PlatformFacts,
  PROBE_QUESTIONS,
  type Price,
  type PriceName,
  type Probe,
  type ProbeQuestion,
  type TuningMethod,
} from "./schema";
export { findStaleFacts, STALE_AFTER_DAYS, type StaleFact } from "./staleness";
export { countTokens, sumTokens, type TokenCount, type TokenTotals } from "./tokens";
