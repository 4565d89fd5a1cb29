/** The messages of training rows that a model is asked to word anew, with the rows that hold them; and whether what it wrote will do. */
import { hashFraction } from "../../primitives";
import type { Engine } from "../engine";
import { readRow } from "../parse-row";
import { rebuild } from "../rebuild";
import type { Row } from "../types";
import { judgeRows, type Refusal } from "./apply";
import { paraphraseKey } from "./paraphrase-file";
import { requestsOf, valuesOf, withParaphrase } from "./requests";

export interface WantedParaphrase {
  readonly key: string;
  readonly text: string;
  /** Rows that say it: a row and its twins. */
  readonly places: readonly { readonly row: Row; readonly index: number }[];
}

/**
 * Messages by their words, each once, in the order of the rows.
 * @param share of messages, 0 to 1, chosen by a fixed hash of their words: a larger share has those of a smaller one
 */
export function wantedParaphrases(rows: readonly Row[], share: number): WantedParaphrase[] {
  const wanted = new Map<string, { readonly row: Row; readonly index: number }[]>();
  for (const row of rows) {
    for (const { index, text } of requestsOf(row)) {
      if (hashFraction("paraphrase", text) >= share) continue;
      const places = wanted.get(text);
      if (places === undefined) wanted.set(text, [{ row, index }]);
      else places.push({ row, index });
    }
  }
  return [...wanted].map(([text, places]) => ({ key: paraphraseKey(text), text, places }));
}

/** What a paraphrase has to say letter by letter. */
export function valuesToKeep(engine: Engine, { places }: WantedParaphrase): string[] {
  const values = places.flatMap(({ row, index }) => {
    const { read } = readRow(row);
    const rebuilt = rebuild(engine, row);
    return read === undefined || !("trajectory" in rebuilt) ? [] : valuesOf(read, rebuilt.trajectory, index);
  });
  return [...new Set(values)];
}

/** Why it cannot stand in the rows; undefined when all of them pass every gate with it. */
export function judgeParaphrase(engine: Engine, { places }: WantedParaphrase, paraphrase: string): Refusal | undefined {
  return judgeRows(
    engine,
    places.map(({ row, index }) => withParaphrase(row, index, paraphrase)),
  );
}
