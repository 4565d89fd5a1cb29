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
export { ExistingModel, type ExistingModelArgs } from "./existing-model";
export { TunedModel, type TunedModelArgs } from "./tuned-model";
export { TuningJob, type TuningJobArgs } from "./tuning-job";
export { EXISTING_MODEL_TYPE, MODULE, TUNED_MODEL_TYPE, TUNING_JOB_TYPE, typeToken } from "./type-tokens";
