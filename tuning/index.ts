export { adoptOrSubmit } from "./adopt-or-submit";
export {
  type AdoptionPorts,
  type AdoptionTimes,
  type AdoptOrSubmitOptions,
  DEFAULT_TIMES,
  keyOf,
  type TuningResult,
} from "./adoption-options";
export { checkSpec } from "./check-spec";
export { type Collected, type CollectOptions, collectJobs } from "./collect";
export { accountOf, isLoopback, type JobPlace, jobKey, specDigest } from "./digest";
export {
  type Checkpoint,
  type DataSource,
  type Halving,
  type Hyperparameters,
  isFinal,
  JOB_STATES,
  type JobProgress,
  type JobState,
  type JobStatistics,
  type JobView,
  LEFT_AT_RUNG,
  METHODS,
  type Owner,
  PROVIDERS,
  type Submission,
  type TunedModelView,
  type TuningMethod,
  type TuningProvider,
  type TuningSpec,
} from "./job";
export { type JobRow, listJobs } from "./job-table";
export { openFileJournal } from "./journal";
export { digestLabel, isSubmittedBy, labelsOf, labelValue } from "./labels";
export type { Claim, ClaimState, Ledger, LedgerEntry } from "./ledger";
export { type CreateLedgerOptions, createLedger } from "./ledgers/create-ledger";
export { type LedgerOptions, openLedger } from "./ledgers/open-ledger";
export { reasonOf, statusOf, tryRequest } from "./ledgers/storage-request";
export { type Look, lookForJob, type Purchase } from "./look-for-job";
export { type ModelIdentity, modelKey, type NamedModel, parseModelName } from "./model-identity";
export { isOpenModel } from "./open-models";
export { type Journal, type SubmitOutcome, silentLog, type TuningBackend, type TuningLog } from "./ports";
export { createQuotaGate, type QuotaGate } from "./quota";
export { releaseClaim } from "./release-claim";
export {
  bestTrial,
  checkStepBudget,
  checkSweep,
  type HalvingPlan,
  planHalving,
  type SweepChoice,
  type SweepDeclaration,
  type SweepTrial,
  sweepTrials,
  type TrialResult,
} from "./sweep";
export { type TrainedOn, trainedOn } from "./trained-on";
export { progressLine, type WaitOptions, type WaitResult, waitForJob } from "./wait";
