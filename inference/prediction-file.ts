/**
 * Predictions on disk, so that nothing is asked twice: one JSON line per answer, appended as it arrives.
 * A run that was interrupted leaves at most one torn line, which reading skips and writing closes.
 */
import { appendFile, mkdir, open, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { digestOf, FlanstackError } from "../primitives";
import type { Prediction, PredictionRequest } from "./prediction";

/** What a stored answer is the answer to. */
export interface PredictionKey {
  readonly model: string;
  readonly exampleId: string;
  /** SHA-256 over what the model saw and how it was sampled. */
  readonly promptDigest: string;
  /** 0 for the first time, 1 for the next … (repeats measure how steady a model is). */
  readonly repeat: number;
}

export interface PredictionStore {
  get(key: PredictionKey): Prediction | undefined;
  put(key: PredictionKey, prediction: Prediction): Promise<void>;
}

/** The digest of a prompt: everything the model sees, and the settings that shape its answer. */
export function promptDigest(request: PredictionRequest, sampling: unknown = {}): string {
  const { exampleId: _, ...seen } = request;
  return digestOf({ seen, sampling });
}

/**
 * Opens a predictions file, made when absent.
 * @throws FlanstackError when a line other than the last cannot be read
 */
export async function openPredictionFile(path: string): Promise<PredictionStore> {
  await mkdir(dirname(path), { recursive: true });
  const stored = new Map<string, Prediction>();
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  for (const { key, prediction } of parsePredictions(text, path)) stored.set(nameOf(key), prediction);
  if (text !== "" && !text.endsWith("\n")) await appendFile(path, "\n");
  let tail = Promise.resolve();

  return {
    get: (key) => stored.get(nameOf(key)),
    put: (key, prediction) => {
      stored.set(nameOf(key), prediction);
      tail = tail.then(() => append(path, renderPrediction({ key, prediction })));
      return tail;
    },
  };
}

export interface KeptPrediction {
  readonly key: PredictionKey;
  readonly prediction: Prediction;
}

/** Reads what a store has written. @throws FlanstackError when a line that is whole cannot be read */
export function parsePredictions(text: string, path: string): KeptPrediction[] {
  return text.split("\n").flatMap((line, index): KeptPrediction[] => {
    if (line === "") return [];
    const record = parseLine(line);
    if (record !== undefined) return [record];
    // A torn line can only be the end of an interrupted write: the last, or one that a later run closed with a new line.
    if (looksWhole(line)) throw unreadable(path, index + 1);
    return [];
  });
}

/** One line of a predictions file. */
export function renderPrediction(kept: KeptPrediction): string {
  return `${JSON.stringify(kept)}\n`;
}

/** A store that forgets when the process ends. */
export function memoryPredictionStore(): PredictionStore {
  const stored = new Map<string, Prediction>();
  return {
    get: (key) => stored.get(nameOf(key)),
    put: async (key, prediction) => void stored.set(nameOf(key), prediction),
  };
}

async function append(path: string, line: string): Promise<void> {
  const file = await open(path, "a");
  try {
    await file.write(line);
  } finally {
    await file.close();
  }
}

function nameOf(key: PredictionKey): string {
  return JSON.stringify([key.model, key.exampleId, key.promptDigest, key.repeat]);
}

function parseLine(line: string): KeptPrediction | undefined {
  try {
    const record = JSON.parse(line);
    return typeof record?.key?.model === "string" && typeof record?.prediction?.exampleId === "string"
      ? record
      : undefined;
  } catch {
    return undefined;
  }
}

function looksWhole(line: string): boolean {
  return !line.startsWith('{"key":') || line.endsWith("}}");
}

function unreadable(path: string, line: number): FlanstackError {
  return new FlanstackError(`${path}:${line} is not a stored prediction`, {
    code: "bad_predictions_file",
    path: `${path}:${line}`,
    fix: "Remove the line, or the file: what is missing is asked again.",
  });
}
