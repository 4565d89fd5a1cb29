/**
 * Puts paraphrases into the training rows of a block. Rows with the same words (twins) get the same ones, and a paraphrase is kept
 * only when every row that would hold it still passes every gate.
 */
import type { Engine } from "../engine";
import { checkWords } from "../gates/words-gate";
import { SimilarityIndex } from "../near-duplicates";
import { type Finding, readRow } from "../parse-row";
import { rebuild } from "../rebuild";
import type { Example, Row, Trace } from "../types";
import { checkPlayed } from "../verify-row";
import { paraphraseKey } from "./paraphrase-file";
import { promptOf, requestsOf, valuesOf, withParaphrase } from "./requests";

export interface Refusal {
  /** `values`, `meaning`, `answer` ... or the row gate that refused. */
  readonly rule: string;
  readonly reason: string;
}

/** As near as generated rows may come to each other. */
const NEAR = 0.6;

/** @param refuse told of each paraphrase that is not kept */
export function applyParaphrases(
  engine: Engine,
  made: readonly Example[],
  paraphrases: ReadonlyMap<string, string>,
  refuse: (refusal: Refusal) => void,
): Example[] {
  if (paraphrases.size === 0) return [...made];
  const rows = made.map(({ row }) => row);
  const prompts = new SimilarityIndex();
  for (const row of rows) prompts.add(row.id, promptOf(row));
  for (const [text, places] of placesOf(made, paraphrases)) {
    const paraphrase = paraphrases.get(paraphraseKey(text))!;
    const changed = places.map(({ at, index }) => ({ at, row: withParaphrase(rows[at]!, index, paraphrase) }));
    const ids = new Set(changed.map(({ row }) => row.id));
    const refusal = judgeRows(
      engine,
      changed.map(({ row }) => row),
    );
    const near = changed
      .map(({ row }) => prompts.nearest(promptOf(row), ids))
      .find((each) => (each?.similarity ?? 0) >= NEAR);
    if (refusal !== undefined) refuse(refusal);
    else if (near !== undefined) refuse({ rule: "near-duplicate", reason: `${paraphrase.slice(0, 80)} | ${near.id}` });
    else
      for (const { at, row } of changed) {
        rows[at] = row;
        prompts.add(row.id, promptOf(row));
      }
  }
  return made.map((example, at) => (rows[at] === example.row ? example : reworded(engine, example, rows[at]!)));
}

/** Why rows with a paraphrase cannot be kept; undefined when all pass every gate. */
export function judgeRows(engine: Engine, rows: readonly Row[]): Refusal | undefined {
  for (const row of rows) {
    const finding = firstFinding(engine, row);
    if (finding === undefined) continue;
    const [, rule, reason] = /^(\w+): (.*)$/s.exec(finding.message) ?? [];
    return finding.gate === "paraphrase" && rule !== undefined
      ? { rule, reason: reason! }
      : { rule: finding.gate, reason: finding.message };
  }
  return undefined;
}

/** The words first: what is wrong with them says more than what follows from it. */
function firstFinding(engine: Engine, row: Row): Finding | undefined {
  const rebuilt = rebuild(engine, row);
  if ("findings" in rebuilt) return rebuilt.findings[0];
  const { read } = readRow(row);
  const ofWords = read === undefined ? [] : checkWords(engine, read, rebuilt.trajectory);
  return [...ofWords, ...checkPlayed(engine, row, rebuilt.trajectory)][0];
}

/** Training rows alone: what is held out stays in the grammar's words, so that scores compare. */
function placesOf(made: readonly Example[], paraphrases: ReadonlyMap<string, string>) {
  const places = new Map<string, { readonly at: number; readonly index: number }[]>();
  for (const [at, { row, split }] of made.entries()) {
    if (split !== "train") continue;
    for (const { index, text } of requestsOf(row))
      if (paraphrases.has(paraphraseKey(text))) places.set(text, [...(places.get(text) ?? []), { at, index }]);
  }
  return places;
}

function reworded(engine: Engine, example: Example, row: Row): Example {
  const trace = JSON.parse(row.trace) as Trace;
  const prompt = promptOf(row);
  return {
    ...example,
    row,
    messages: row.conversations,
    trace,
    prompt,
    maskedPrompt: blankValues(engine, row, prompt),
  };
}

function blankValues(engine: Engine, row: Row, prompt: string): string {
  const { read } = readRow(row);
  const rebuilt = rebuild(engine, row);
  if (read === undefined || !("trajectory" in rebuilt)) return prompt;
  const values = requestsOf(row).flatMap(({ index }) => valuesOf(read, rebuilt.trajectory, index));
  const longestFirst = [...new Set(values)].sort((left, right) => right.length - left.length);
  return longestFirst.reduce((text, value) => text.replaceAll(value, "_"), prompt);
}
