export { type ChoiceVerdict, checkTuningChoice, jurisdictionOf, type TuningChoice } from "./choice";
export { estimateTraining, type TokenRange, type TrainingEstimate, type TrainingEstimateInput } from "./estimate";
export { findModel, isLoopback, listTunable, platformOf } from "./find";
export {
  DEFAULT_HORIZON_DAYS,
  DEFAULT_WARN_DAYS,
  type Horizon,
  type Lifecycle,
  lifecycleOf,
  renderLifecycle,
} from "./lifecycle";
export { type CatalogOptions, loadCatalog } from "./load";
export type { Answer, Catalog, ModelFacts, PlatformFacts, Price, PriceName, TuningMethod } from "./schema";
export { findStaleFacts, STALE_AFTER_DAYS, type StaleFact } from "./staleness";
export { countTokens, type TokenCount } from "./tokens/count";
export { sumTokens, type TokenTotals } from "./tokens/totals";
