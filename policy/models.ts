/** Which base models may be tuned, and for how long they must still live. */
import { type Catalog, checkTuningChoice, findModel, lifecycleOf, platformOf } from "../catalog";
import { type Declared, field, ofType, TYPES, textField, type Violation } from "./declared";

/** @param allowed ids of base models, or `provider/id`; absent: every model that the catalogue lists as tunable */
export function checkAllowedModels(
  resources: readonly Declared[],
  catalog: Catalog,
  today: string,
  allowed?: readonly string[],
): Violation[] {
  return ofType(resources, TYPES.tuningJob).flatMap((job) => {
    const { provider, baseModel } = choiceOf(job);
    if (provider === undefined || baseModel === undefined) return [];
    if (allowed !== undefined && !allowed.includes(baseModel) && !allowed.includes(`${provider}/${baseModel}`)) {
      const list = allowed.join(", ") || "none";
      return [{ urn: job.urn, message: `${job.name} tunes ${baseModel}; this policy allows ${list}.` }];
    }
    const location = textField(job, "location");
    const method = methodOf(job);
    const { problems } = checkTuningChoice(catalog, {
      provider: platformOf(provider, undefined, baseModel),
      baseModel,
      location,
      method,
      today,
      horizonDays: 0,
      rendering: "text",
    });
    return problems
      .filter((problem) => !LIFE.has(problem.code)) // the retirement rule says those
      .map((problem) => ({ urn: job.urn, message: `${job.name}: ${problem.message} ${problem.fix}` }));
  });
}

const LIFE = new Set(["tuning_closed", "model_retired", "model_may_be_retired", "model_ends_within_horizon"]);

/** @param horizonDays a base that may end within so many days is refused */
export function checkRetirement(
  resources: readonly Declared[],
  catalog: Catalog,
  today: string,
  horizonDays: number,
): Violation[] {
  return ofType(resources, TYPES.tuningJob).flatMap((job) => {
    const { provider, baseModel } = choiceOf(job);
    const model =
      provider === undefined || baseModel === undefined
        ? undefined
        : findModel(catalog, platformOf(provider, undefined, baseModel), baseModel);
    if (model === undefined) return [];
    const { problems } = lifecycleOf(model, { today, horizonDays });
    return problems.map((problem) => ({ urn: job.urn, message: `${job.name}: ${problem.message}` }));
  });
}

function choiceOf(job: Declared) {
  return { provider: textField(job, "spec", "provider"), baseModel: textField(job, "spec", "baseModel") };
}

function methodOf(job: Declared) {
  const method = field(job, "spec", "method");
  return method === "preference" || method === "reinforcement" ? method : "supervised";
}
