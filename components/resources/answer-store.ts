/**
 * Answers on this machine and beside the ledger. An answer counts as kept once both have it: a run that is killed, on a machine
 * that is gone afterwards, is continued anywhere without paying an answer twice.
 */
import pLimit from "p-limit";
import {
  openPredictionFile,
  type Prediction,
  type PredictionKey,
  type PredictionStore,
  parsePredictions,
  renderPrediction,
} from "../../inference";
import { sha256 } from "../../primitives";
import type { AnswerFolder } from "./answer-folder";

const READ_AT_ONCE = 16;

interface Waiting {
  readonly line: string;
  readonly kept: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * @param path   the file on this machine
 * @param folder where every machine looks
 * @param prefix of its files there, one per group of answers
 */
export async function openAnswerStore(path: string, folder: AnswerFolder, prefix: string): Promise<PredictionStore> {
  const local = await openPredictionFile(path);
  const limit = pLimit(READ_AT_ONCE);
  const names = await folder.list(prefix);
  const texts = await Promise.all(names.map((name) => limit(() => folder.read(name))));
  for (const [index, text] of texts.entries()) {
    for (const { key, prediction } of parsePredictions(text ?? "", names[index]!))
      if (local.get(key) === undefined) await local.put(key, prediction);
  }
  let waiting: Waiting[] = [];
  let isWriting = false;

  /** Answers that come while a file is written go into the next one together. */
  async function write(): Promise<void> {
    if (isWriting) return;
    isWriting = true;
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      const text = group.map(({ line }) => line).join("");
      try {
        await folder.write(`${prefix}${sha256(text)}.jsonl`, text);
        for (const { kept } of group) kept();
      } catch (error) {
        for (const { failed } of group) failed(error);
      }
    }
    isWriting = false;
  }

  return {
    get: local.get,
    put: async (key: PredictionKey, prediction: Prediction) => {
      await local.put(key, prediction);
      await new Promise<void>((kept, failed) => {
        waiting.push({ line: renderPrediction({ key, prediction }), kept, failed });
        void write();
      });
    },
  };
}
