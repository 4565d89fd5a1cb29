/** What a request for a job must hold; what is wrong inside the files is found later, by the job's own validation. */
import type { Transaction } from "../store/transaction";
import facts from "./base-models.json";
import { refuse } from "./errors";
import { findFile, type StoredFile } from "./files";
import { OPENAI_MODELS, type OpenAiJob, type OpenAiModel } from "./job";
import { checkFile } from "./training-file";
import { isObject, type JsonObject } from "./wire";

const FIELDS = [
  "model",
  "training_file",
  "validation_file",
  "suffix",
  "seed",
  "method",
  "hyperparameters",
  "integrations",
  "metadata",
  "trainingType",
];
const { limits } = facts;

export type AcceptedJob = Omit<OpenAiJob, "id" | "createdAt" | "startJobTime">;

export function acceptJob(state: Transaction, body: JsonObject, now: number): AcceptedJob {
  const unknown = Object.keys(body).find((key) => !FIELDS.includes(key));
  if (unknown !== undefined)
    refuse(400, `Unrecognized request argument supplied: ${unknown}`, "unknown_parameter", unknown);
  const { model, blobs } = sourceModel(state, body.model, now);
  const training = trainingFile(state, body.training_file, "training_file", now);
  const validation =
    body.validation_file == null ? undefined : trainingFile(state, body.validation_file, "validation_file", now);
  const method = methodOf(body);
  const suffix = body.suffix ?? null;
  if (suffix !== null && (typeof suffix !== "string" || suffix.length < 1 || suffix.length > limits.suffix)) {
    refuse(400, `suffix must have 1 to ${limits.suffix} characters.`, "invalid_value", "suffix");
  }
  const seed = body.seed ?? 42;
  if (!Number.isInteger(seed) || Number(seed) < 0 || Number(seed) > limits.seed)
    refuse(400, "seed must be an integer from 0 to 2147483647.", "invalid_value", "seed");

  const check = checkFile(state.readBlob(training.blob), method.kind === "dpo");
  const validationCheck =
    validation === undefined ? undefined : checkFile(state.readBlob(validation.blob), method.kind === "dpo");
  return {
    model,
    trainingFile: training.id,
    validationFile: validation?.id ?? null,
    suffix,
    seed: Number(seed),
    metadata: metadataOf(body.metadata),
    method: method.kind,
    hyperparameters: fill(method.given, check.examples),
    examples: check.examples,
    tokens: check.tokens,
    ...invalidFile(check, validationCheck),
    blobs: [...blobs, training.blob],
  };
}

/** A base model or an earlier fine-tune of one. */
function sourceModel(state: Transaction, given: unknown, now: number): { model: string; blobs: readonly string[] } {
  if (typeof given !== "string") refuse(400, "you must provide a model parameter", null, "model");
  const tuned = state.get<OpenAiModel>(OPENAI_MODELS, given);
  const base = tuned?.baseModel ?? (facts.aliases as Record<string, string>)[given] ?? given;
  const model = (facts.models as Record<string, { tunable: boolean; shutdown?: string }>)[base];
  const isGone = model?.shutdown !== undefined && now >= Date.parse(model.shutdown);
  if (model === undefined || isGone)
    refuse(404, `The model '${given}' does not exist or you do not have access to it.`, "model_not_found", "model");
  if (!model.tunable)
    refuse(400, `Model ${given} is not available for fine-tuning or does not exist.`, "model_not_available", "model");
  if (now >= Date.parse(facts.newJobsUntil))
    refuse(403, "Creating new fine-tuning jobs is no longer available.", "fine_tuning_unavailable");
  return { model: tuned === undefined ? base : given, blobs: tuned?.blobs ?? [] };
}

function trainingFile(state: Transaction, id: unknown, param: string, now: number): StoredFile {
  if (typeof id !== "string" || id === "") refuse(400, `'${param}' is a required property`, null, param);
  const file = findFile(state, id, now);
  if (file === undefined) refuse(400, `invalid ${param}: ${id}`, null, param);
  if (file.purpose !== "fine-tune")
    refuse(400, `File '${id}' has purpose '${file.purpose}', it must be 'fine-tune'.`, "invalid_file_purpose", param);
  return file;
}

interface Method {
  readonly kind: "supervised" | "dpo";
  readonly given: JsonObject;
}

function methodOf(body: JsonObject): Method {
  const deprecated = isObject(body.hyperparameters) ? body.hyperparameters : {};
  if (body.method === undefined || body.method === null)
    return { kind: "supervised", given: checked(deprecated, "hyperparameters", false) };
  if (!isObject(body.method)) refuse(400, "method must be an object.", "invalid_type", "method");
  const { type } = body.method;
  if (type !== "supervised" && type !== "dpo") {
    refuse(400, `Method '${String(type)}' is not supported; use supervised or dpo.`, "invalid_value", "method.type");
  }
  const inner = body.method[type];
  const given = isObject(inner) && isObject(inner.hyperparameters) ? inner.hyperparameters : {};
  return { kind: type, given: checked(given, `method.${type}.hyperparameters`, type === "dpo") };
}

function checked(given: JsonObject, path: string, isPreference: boolean): JsonObject {
  const known = ["n_epochs", "batch_size", "learning_rate_multiplier", ...(isPreference ? ["beta"] : [])];
  for (const [key, value] of Object.entries(given)) {
    if (!known.includes(key))
      refuse(400, `Unrecognized request argument supplied: ${path}.${key}`, "unknown_parameter", `${path}.${key}`);
    if (value === "auto") continue;
    const bounds = key === "n_epochs" ? limits.epochs : key === "batch_size" ? limits.batchSize : undefined;
    const isFine =
      bounds === undefined
        ? typeof value === "number" && value > 0
        : Number.isInteger(value) && Number(value) >= bounds.minimum && Number(value) <= bounds.maximum;
    if (!isFine) refuse(400, `Invalid ${key}: ${JSON.stringify(value)}`, "invalid_value", `${path}.${key}`);
  }
  return given;
}

/** "auto" as the cookbook describes it: three epochs, more for few examples, fewer for many. */
function fill(given: JsonObject, examples: number): OpenAiJob["hyperparameters"] {
  const few = Math.min(25, Math.ceil(100 / Math.max(1, examples)));
  const many = Math.max(1, Math.floor(25_000 / Math.max(1, examples)));
  const epochs = examples * 3 < 100 ? few : examples * 3 > 25_000 ? many : 3;
  const number = (value: unknown, automatic: number) => (typeof value === "number" ? value : automatic);
  return {
    n_epochs: number(given.n_epochs, epochs),
    batch_size: number(given.batch_size, Math.min(256, Math.max(1, Math.round(examples * 0.002)))),
    learning_rate_multiplier: number(given.learning_rate_multiplier, 1.8),
    ...(given.beta === undefined ? {} : { beta: number(given.beta, 0.1) }),
  };
}

function metadataOf(given: unknown): Record<string, string> | null {
  if (given === undefined || given === null) return null;
  const { pairs, key: longestKey, value: longestValue } = limits.metadata;
  if (!isObject(given)) refuse(400, "metadata must be an object.", "invalid_type", "metadata");
  const entries = Object.entries(given);
  if (entries.length > pairs)
    refuse(400, `metadata may have at most ${pairs} keys.`, "object_above_max_properties", "metadata");
  for (const [key, value] of entries) {
    if (key.length > longestKey || typeof value !== "string" || value.length > longestValue) {
      refuse(
        400,
        `metadata.${key.slice(0, 64)}: keys up to ${longestKey} and texts up to ${longestValue} characters.`,
        "invalid_value",
        "metadata",
      );
    }
  }
  return given as Record<string, string>;
}

function invalidFile(
  training: ReturnType<typeof checkFile>,
  validation: ReturnType<typeof checkFile> | undefined,
): Pick<OpenAiJob, "invalid"> {
  for (const [param, check] of [
    ["training_file", training],
    ["validation_file", validation],
  ] as const) {
    if (check === undefined || check.problems.length === 0) continue;
    const name = param.replace("_", " ");
    return {
      invalid: {
        code: `invalid_${param}`,
        param,
        message: `The job failed due to an invalid ${name}. Invalid file format. ${check.problems.join(" ")}`,
      },
    };
  }
  if (training.examples >= limits.trainingExamples) return {};
  const message = `The job failed due to an invalid training file. Training file has ${training.examples} example(s), but must have at least ${limits.trainingExamples} examples`;
  return { invalid: { code: "invalid_n_examples", param: "training_file", message } };
}
