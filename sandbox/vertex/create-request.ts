/** What the service refuses when a job is created: fields, model, region, hyperparameters, labels, files. All violations at once. */
import type { Transaction } from "../store/transaction";
import facts from "./base-models.json";
import { type FieldViolation, refuse, refuseArguments } from "./errors";
import { MODELS, type TunedModel } from "./job";
import { checkOpenRequest, checkOpenSizes, messageLineProblems, namesOpenModel } from "./open-models";
import { openObject, readTrainingFile, type TrainingFile } from "./training-file";

type JsonObject = Record<string, unknown>;

const FIELDS = {
  v1: [
    "baseModel",
    "preTunedModel",
    "supervisedTuningSpec",
    "tunedModelDisplayName",
    "description",
    "labels",
    "encryptionSpec",
    "serviceAccount",
  ],
  v1beta1: ["preferenceOptimizationSpec", "pipelineJob", "outputUri", "customBaseModel", "tunedModel"],
};
const SPEC_FIELDS = [
  "trainingDatasetUri",
  "validationDatasetUri",
  "hyperParameters",
  "exportLastCheckpointOnly",
  "evaluationConfig",
  "tuningMode",
];
const HYPER_FIELDS = ["epochCount", "learningRateMultiplier", "adapterSize", "batchSize", "learningRate", "beta"];
const ADAPTER_NUMBERS = [
  "ADAPTER_SIZE_UNSPECIFIED",
  "ADAPTER_SIZE_ONE",
  "ADAPTER_SIZE_FOUR",
  "ADAPTER_SIZE_EIGHT",
  "ADAPTER_SIZE_SIXTEEN",
  "ADAPTER_SIZE_THIRTY_TWO",
  "ADAPTER_SIZE_TWO",
];

export interface AcceptedRequest {
  readonly request: JsonObject;
  readonly baseModel: string;
  readonly training: TrainingFile;
  readonly validationExamples: number;
  /** Files of the earlier models that this one continues. */
  readonly inheritedBlobs: readonly string[];
}

/** @throws RefusedRequest 400 with every violation, or 404 for an earlier model that does not exist */
export function acceptRequest(
  state: Transaction,
  version: string,
  location: string,
  body: JsonObject,
  now: number,
): AcceptedRequest {
  const violations: FieldViolation[] = [];
  const say = (field: string, description: string) => violations.push({ field, description });
  const allowed = version === "v1" ? FIELDS.v1 : [...FIELDS.v1, ...FIELDS.v1beta1];
  unknownFields(body, allowed, "", say);
  const isOpen = namesOpenModel(body.baseModel);
  const { tuningRegions } = isOpen ? facts.openModels : facts;
  if (!tuningRegions.includes(location)) {
    say("parent", `Tuning is not supported in region ${location}. Supported regions: ${tuningRegions.join(", ")}.`);
  }
  const parent = earlierModel(state, body);
  const baseModel = parent?.baseModel ?? (isOpen ? String(body.baseModel) : baseModelOf(body, now, say));
  const isPreference = body.preferenceOptimizationSpec !== undefined;
  const kind = isPreference ? "preferenceOptimizationSpec" : "supervisedTuningSpec";
  if (isPreference && body.supervisedTuningSpec !== undefined) say("tuning_spec", "Only one tuning spec may be set.");
  const spec = objectOf(body[kind]);
  if (spec === undefined) say("supervisedTuningSpec", "A tuning spec is required.");
  unknownFields(spec ?? {}, SPEC_FIELDS, `${kind}.`, say);
  const sizes = isOpen ? facts.openModels.adapterSizes : facts.limits.adapterSizes;
  const hyperParameters = checkHyperParameters(objectOf(spec?.hyperParameters) ?? {}, kind, sizes, say);
  if (isOpen) checkOpenRequest(state, body, spec, say);
  else if (version !== "v1" && body.outputUri !== undefined)
    say("outputUri", "outputUri is only available for open source models.");
  checkNames(body, say);
  if (body.encryptionSpec !== undefined)
    say("encryptionSpec", `Customer-managed encryption keys are not supported for tuning ${baseModel}.`);
  if (violations.length > 0) refuseArguments(violations);

  const fileAt = (uri: unknown, field: string) => fileOf(state, uri, `${kind}.${field}`, isOpen, say);
  const training = fileAt(spec!.trainingDatasetUri, "trainingDatasetUri");
  const validation =
    spec!.validationDatasetUri === undefined ? undefined : fileAt(spec!.validationDatasetUri, "validationDatasetUri");
  if (training !== undefined) checkSizes(training, validation, kind, say);
  if (training !== undefined && isOpen) checkOpenSizes(training, validation, say);
  if (violations.length > 0 || training === undefined) refuseArguments(violations);
  return {
    request: { ...body, [kind]: { ...spec, ...(spec!.hyperParameters === undefined ? {} : { hyperParameters }) } },
    baseModel,
    training,
    validationExamples: validation?.examples ?? 0,
    inheritedBlobs: parent?.blobs ?? [],
  };
}

type Say = (field: string, description: string) => void;

function unknownFields(value: JsonObject, allowed: readonly string[], prefix: string, say: Say): void {
  for (const key of Object.keys(value)) {
    if (!allowed.includes(key))
      say(`${prefix}${key}`, `Invalid JSON payload received. Unknown name "${prefix}${key}": Cannot find field.`);
  }
}

function earlierModel(state: Transaction, body: JsonObject): TunedModel | undefined {
  const given = objectOf(body.preTunedModel);
  if (given === undefined) return undefined;
  const name = String(given.tunedModelName);
  const model =
    state.get<TunedModel>(MODELS, name) ?? state.list<TunedModel>(MODELS).find((candidate) => candidate.name === name);
  if (model === undefined) refuse(404, `Tuned model ${name} does not exist.`);
  return model;
}

function baseModelOf(body: JsonObject, now: number, say: Say): string {
  if (body.preTunedModel !== undefined && body.baseModel !== undefined)
    say("source_model", "Only one of baseModel and preTunedModel may be set.");
  const name = String(body.baseModel ?? "").replace(/^publishers\/google\/models\//, "");
  if (name === "") {
    say("baseModel", "baseModel is required.");
    return name;
  }
  const model = (facts.models as Record<string, { tunable: boolean; retires?: string }>)[name];
  if (model === undefined || !model.tunable) say("baseModel", `Base model ${name} is not supported for tuning.`);
  else if (model.retires !== undefined && now >= Date.parse(model.retires))
    say("baseModel", `Base model ${name} was retired on ${model.retires}.`);
  return name;
}

function checkHyperParameters(given: JsonObject, kind: string, adapterSizes: readonly string[], say: Say): JsonObject {
  const { epochs, learningRateMultiplier: multiplier } = facts.limits;
  const where = `${kind}.hyperParameters`;
  unknownFields(given, HYPER_FIELDS, `${where}.`, say);
  const result: JsonObject = { ...given };
  if (given.epochCount !== undefined) {
    const count = Number(given.epochCount);
    if (!Number.isInteger(count) || count < epochs.minimum || count > epochs.maximum) {
      say(`${where}.epochCount`, `epochCount must be an integer from ${epochs.minimum} to ${epochs.maximum}.`);
    }
    result.epochCount = String(given.epochCount);
  }
  if (given.learningRateMultiplier !== undefined) {
    const value = given.learningRateMultiplier;
    if (typeof value !== "number" || value <= multiplier.above || value > multiplier.maximum) {
      say(
        `${where}.learningRateMultiplier`,
        `learningRateMultiplier must be above ${multiplier.above} and at most ${multiplier.maximum}.`,
      );
    }
  }
  if (given.adapterSize !== undefined) {
    const size = typeof given.adapterSize === "number" ? ADAPTER_NUMBERS[given.adapterSize] : given.adapterSize;
    if (!adapterSizes.includes(String(size)))
      say(`${where}.adapterSize`, `adapterSize must be one of ${adapterSizes.join(", ")}.`);
    result.adapterSize = size;
  }
  return result;
}

function checkNames(body: JsonObject, say: Say): void {
  if (String(body.tunedModelDisplayName ?? "").length > facts.limits.displayName) {
    say("tunedModelDisplayName", `tunedModelDisplayName may have at most ${facts.limits.displayName} characters.`);
  }
  const labels = objectOf(body.labels) ?? {};
  if (Object.keys(labels).length > facts.limits.labels)
    say("labels", `At most ${facts.limits.labels} labels are allowed.`);
  for (const [key, value] of Object.entries(labels)) {
    const isKey = /^[\p{Ll}\p{Lo}][\p{Ll}\p{Lo}\p{N}_-]{0,62}$/u.test(key);
    const isValue = typeof value === "string" && /^[\p{Ll}\p{Lo}\p{N}_-]{0,63}$/u.test(value);
    if (!isKey || !isValue)
      say(
        `labels.${key}`,
        `Label "${key}" is invalid: lower-case letters, digits, _ and -, at most 63 characters, keys start with a letter.`,
      );
  }
  if (body.serviceAccount !== undefined && !/^[^@\s]+@[^@\s]+$/.test(String(body.serviceAccount))) {
    say("serviceAccount", "serviceAccount must be an e-mail address.");
  }
}

function fileOf(state: Transaction, uri: unknown, field: string, isOpen: boolean, say: Say): TrainingFile | undefined {
  if (typeof uri !== "string" || !uri.startsWith("gs://")) {
    say(field, `${field} must be a Cloud Storage URI (gs://bucket/object).`);
    return undefined;
  }
  const object = openObject(state, uri);
  if (object === undefined) {
    say(field, `Dataset ${uri} does not exist or is not readable.`);
    return undefined;
  }
  const file = isOpen
    ? readTrainingFile(state, object, facts.openModels.tokensPerExample, messageLineProblems)
    : readTrainingFile(state, object, facts.limits.tokensPerExample);
  for (const problem of file.problems) say(field, `Dataset ${uri}, ${problem}.`);
  return file;
}

function checkSizes(training: TrainingFile, validation: TrainingFile | undefined, kind: string, say: Say): void {
  const { trainingExamples, validationExamples: limit, trainingBytes } = facts.limits;
  if (training.examples < trainingExamples.minimum) {
    say(
      `${kind}.trainingDatasetUri`,
      `The training dataset has ${training.examples} examples; at least ${trainingExamples.minimum} are required.`,
    );
  }
  if (training.bytes > trainingBytes) say(`${kind}.trainingDatasetUri`, "The training dataset is larger than 1 GB.");
  if (validation === undefined) return;
  const share = limit.share * training.examples;
  if (validation.examples > limit.maximum || (validation.examples > limit.shareAbove && validation.examples > share)) {
    say(
      `${kind}.validationDatasetUri`,
      `The validation dataset has ${validation.examples} examples; at most ${limit.maximum}, or 30% of the training examples above ${limit.shareAbove}.`,
    );
  }
}

function objectOf(value: unknown): JsonObject | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}
