export { openAnswerFolder } from "./answer-folder";
export type { OnDelete, SharedArgs, WaitArgs } from "./arguments";
export {
  type AccountPlace,
  adoptJob,
  type ClaimsOptions,
  cancelClaim,
  collectClaims,
  type JobToAdopt,
  listClaims,
  releaseLostClaim,
} from "./claims";
export { type DataObject, listDataObjects, removeDataObject } from "./data-objects";
export {
  type ArmPrice,
  Evaluation,
  type EvaluationArgs,
  type EvaluationRows,
  type EvaluationVerdict,
} from "./evaluation";
export { ExistingModel, type ExistingModelArgs } from "./existing-model";
export { type PurchasesQuestion, readPurchases } from "./purchases";
export { TunedModel, type TunedModelArgs } from "./tuned-model";
export { TuningJob, type TuningJobArgs } from "./tuning-job";
export {
  EVALUATION_TYPE,
  EXISTING_MODEL_TYPE,
  MODULE,
  TUNED_MODEL_TYPE,
  TUNING_JOB_TYPE,
  typeToken,
} from "./type-tokens";
