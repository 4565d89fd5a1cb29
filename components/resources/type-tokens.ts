/** Names that stand in URNs. Renaming one deletes and recreates the resource, that is: pays for tuning again. */

/** Module of the dynamic resources. */
export const MODULE = "flanstack";
export const TUNING_JOB_TYPE = "TuningJob";
export const TUNED_MODEL_TYPE = "TunedModel";
export const EXISTING_MODEL_TYPE = "ExistingModel";
export const EVALUATION_TYPE = "Evaluation";

/** Full type token as it stands in a URN. */
export function typeToken(type: string): string {
  return `pulumi-nodejs:dynamic/${MODULE}:${type}`;
}
