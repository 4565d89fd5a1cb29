/**
 * Open models: other regions and adapter sizes, lines of chat messages, an output folder in the user's bucket, and weights
 * there in place of a model that is served.
 */
import { BUCKETS, type Bucket } from "../storage/bucket-resource";
import { writeObject } from "../storage/object-resource";
import type { Transaction } from "../store/transaction";
import facts from "./base-models.json";
import type { TuningJob } from "./job";
import type { TrainingFile } from "./training-file";

type JsonObject = Record<string, unknown>;
type Say = (field: string, description: string) => void;

const { openModels } = facts;
const OUTPUT = /^gs:\/\/([^/]+)\/(.+?)\/*$/;

/** Whether a request names an open model: publishers' models are written `publisher/model@version`. */
export function namesOpenModel(baseModel: unknown): boolean {
  return typeof baseModel === "string" && /^[^/]+\/[^/@]+@[^/@]+$/.test(baseModel);
}

/** What is wrong with a request for an open model, its files apart. */
export function checkOpenRequest(state: Transaction, body: JsonObject, spec: JsonObject | undefined, say: Say): void {
  const name = String(body.baseModel);
  const modes = (openModels.models as Record<string, readonly string[]>)[name];
  if (modes === undefined) say("baseModel", `Base model ${name} is not supported for tuning.`);
  const bucket = OUTPUT.exec(String(body.outputUri ?? ""))?.[1];
  if (bucket === undefined) say("outputUri", "outputUri is required for open models: gs://bucket/folder.");
  else if (state.get<Bucket>(BUCKETS, bucket) === undefined)
    say("outputUri", `Bucket ${bucket} does not exist or is not writable.`);
  if (body.supervisedTuningSpec === undefined) say("tuning_spec", `${name} takes supervised tuning only.`);
  const mode = String(spec?.tuningMode ?? "TUNING_MODE_FULL");
  if (modes !== undefined && !modes.includes(mode))
    say("supervisedTuningSpec.tuningMode", `${name} cannot be tuned with ${mode}; use ${modes.join(" or ")}.`);
  const { adapterSize } = (spec?.hyperParameters ?? {}) as { adapterSize?: unknown };
  if (adapterSize !== undefined && mode === "TUNING_MODE_FULL")
    say("supervisedTuningSpec.hyperParameters.adapterSize", "Full tuning has no adapter.");
}

/** Validation data is measured in bytes of the training file. */
export function checkOpenSizes(training: TrainingFile, validation: TrainingFile | undefined, say: Say): void {
  if (validation === undefined || validation.bytes <= openModels.validationBytesShare * training.bytes) return;
  const share = Math.round(openModels.validationBytesShare * 100);
  say(
    "supervisedTuningSpec.validationDatasetUri",
    `The validation dataset has ${validation.bytes} bytes; at most ${share}% of the training dataset's ${training.bytes} bytes.`,
  );
}

/** What is wrong with one line of chat messages; empty when it is an example. */
export function messageLineProblems(line: string): string[] {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return ["not valid JSON"];
  }
  const { messages } = (value ?? {}) as { messages?: unknown };
  if (!Array.isArray(messages) || messages.length === 0) return ["messages must be a list with at least one message"];
  for (const [index, message] of (messages as (JsonObject | null)[]).entries()) {
    const where = `messages[${index}]`;
    if (!["system", "user", "assistant"].includes(String(message?.role)))
      return [`${where}.role must be system, user or assistant`];
    if (typeof message!.content !== "string" || message!.content === "")
      return [`${where}.content must be a text that is not empty`];
  }
  return (messages.at(-1) as JsonObject).role === "assistant" ? [] : ["the last message must have the role assistant"];
}

/** Writes what stands for the weights; nothing else is left, and nothing serves it. */
export function writeWeights(state: Transaction, job: TuningJob, at: number): void {
  const [, bucket, folder] = OUTPUT.exec(String(job.request.outputUri))!;
  const place = state.get<Bucket>(BUCKETS, bucket!);
  // A bucket that was deleted while the job ran takes nothing.
  if (place === undefined) return;
  const note = JSON.stringify({ simulated: true, baseModel: job.baseModel, examples: job.training.examples });
  const name = `${folder}/${openModels.finalCheckpoint}/model-00001-of-00001.safetensors`;
  writeObject(state, place, { name }, Buffer.from(note), at);
}
