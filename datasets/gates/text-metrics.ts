/**
 * Numbers that tell varied text from templates. One script for ours and for published prompts of people, so that both
 * values can stand side by side.
 */
import { gzipSync } from "node:zlib";
import { createRandom } from "../../primitives";
import { gramsOf, normaliseText } from "../near-duplicates";
import { FUNCTION_WORDS } from "./function-words";

/** `[A-Za-z0-9_']+` or one symbol, lower case. */
export function tokensOf(text: string): string[] {
  return text.toLowerCase().match(/[a-z0-9_']+|[^\sa-z0-9_']/g) ?? [];
}

const SAMPLE_TOKENS = 5000;
const SAMPLES = 5;

/** Runs of one, two and three tokens. */
const SIZES = [1, 2, 3] as const;

/** Distinct n-grams over n-grams in samples of 5,000 tokens, mean of five, by n; undefined when there is too little text. */
export function distinctAt5k(texts: readonly string[]): Readonly<Record<(typeof SIZES)[number], number>> | undefined {
  const known: string[][] = []; // a sample takes a few hundred texts of thousands
  const tokensAt = (place: number) => {
    known[place] ??= tokensOf(texts[place]!);
    return known[place];
  };
  let total = 0;
  for (let place = 0; place < texts.length && total < SAMPLE_TOKENS; place += 1) total += tokensAt(place).length;
  if (total < SAMPLE_TOKENS) return undefined;
  const sums = { 1: 0, 2: 0, 3: 0 };
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    const tokens: string[] = [];
    for (const each of createRandom("distinct", sample).shuffle([...texts.keys()])) {
      tokens.push(...tokensAt(each));
      if (tokens.length >= SAMPLE_TOKENS) break;
    }
    tokens.length = SAMPLE_TOKENS;
    for (const n of SIZES) sums[n] += distinctGrams(tokens, n) / (tokens.length - n + 1);
  }
  return { 1: sums[1] / SAMPLES, 2: sums[2] / SAMPLES, 3: sums[3] / SAMPLES };
}

function distinctGrams(tokens: readonly string[], n: number): number {
  const grams = new Set<string>();
  for (let at = 0; at + n <= tokens.length; at += 1) {
    let gram = tokens[at]!;
    for (let more = 1; more < n; more += 1) gram += ` ${tokens[at + more]}`;
    grams.add(gram);
  }
  return grams.size;
}

/** Bytes over compressed bytes, prompts in shuffled order. */
export function gzipRatio(texts: readonly string[]): number {
  const joined = Buffer.from(createRandom("gzip").shuffle(texts).join("\n"));
  return joined.length / gzipSync(joined, { level: 9 }).length;
}

/** Share of texts that hold a word 6-gram which occurs in over 1 % of them (at least in three). */
export function boilerplateShare(texts: readonly string[]): {
  readonly share: number;
  readonly commonest: readonly string[];
} {
  const grams = texts.map((text) => new Set(gramsOf(normaliseText(text), 6)));
  const counts = new Map<string, number>();
  for (const set of grams) for (const gram of set) counts.set(gram, (counts.get(gram) ?? 0) + 1);
  const limit = Math.max(2, texts.length * 0.01);
  const common = new Set([...counts].filter(([, count]) => count > limit).map(([gram]) => gram));
  const touched = grams.filter((set) => [...set].some((gram) => common.has(gram))).length;
  const commonest = [...counts]
    .filter(([gram]) => common.has(gram))
    .sort(([, left], [, right]) => right - left)
    .slice(0, 5);
  return {
    share: texts.length === 0 ? 0 : touched / texts.length,
    commonest: commonest.map(([gram, count]) => `"${gram}" ${count} times`),
  };
}

const WORD = /[\p{L}\p{N}_'#/.@-]*[\p{L}\p{N}_]/gu;
/** The same for texts of ASCII characters, as almost all are, in a quarter of the time. */
const ASCII_WORD = /[a-z0-9_'#/.@-]*[a-z0-9_]/g;
const OTHER = /[^\0-\x7f]/;

/** Function words kept, every other run of words as `_`. */
export function skeletonOf(text: string): string {
  const lower = text.toLowerCase();
  const words = lower.match(OTHER.test(lower) ? WORD : ASCII_WORD) ?? [];
  const parts: string[] = [];
  for (const word of words) {
    if (FUNCTION_WORDS.has(word)) parts.push(word);
    else if (parts.at(-1) !== "_") parts.push("_");
  }
  return parts.join(" ");
}

export function uniqueSkeletonShare(texts: readonly string[]): number {
  return texts.length === 0 ? 1 : new Set(texts.map(skeletonOf)).size / texts.length;
}

export function functionWordShare(texts: readonly string[]): number {
  let all = 0;
  let kept = 0;
  for (const text of texts) {
    for (const word of text.toLowerCase().match(/[a-z0-9_']+/g) ?? []) {
      all += 1;
      if (FUNCTION_WORDS.has(word)) kept += 1;
    }
  }
  return all === 0 ? 0 : kept / all;
}

/** The commonest first four words, and its share. */
export function commonestOpening(texts: readonly string[]): { readonly share: number; readonly opening: string } {
  const counts = new Map<string, number>();
  for (const text of texts) {
    const opening = normaliseText(text).split(" ").slice(0, 4).join(" ");
    counts.set(opening, (counts.get(opening) ?? 0) + 1);
  }
  const [opening, count] = [...counts].sort(([, left], [, right]) => right - left)[0] ?? ["", 0];
  return { share: texts.length === 0 ? 0 : count / texts.length, opening };
}

/** Entropy over its maximum, 0 to 1. */
export function normalisedEntropy(counts: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0 || counts.length < 2) return 0;
  const entropy = counts.reduce(
    (sum, count) => (count === 0 ? sum : sum - (count / total) * Math.log2(count / total)),
    0,
  );
  return entropy / Math.log2(counts.length);
}
