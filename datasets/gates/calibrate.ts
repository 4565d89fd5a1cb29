/** The measures of the wording gates on any prompts, so that people's prompts and ours stand side by side. */
import { createRandom } from "../../primitives";
import { SimilarityIndex } from "../near-duplicates";
import type { Row } from "../types";
import { promptOf } from "./pooled-gates";
import {
  boilerplateShare,
  commonestOpening,
  distinctAt5k,
  functionWordShare,
  gzipRatio,
  uniqueSkeletonShare,
} from "./text-metrics";

export interface Calibration {
  readonly prompts: number;
  /** Gate → value; undefined where there is too little text. */
  readonly values: { readonly [gate: string]: number | undefined };
}

/** What each measure is held to in generated data. */
export const CALIBRATED_LIMITS: { readonly [gate: string]: string } = {
  prompt_boilerplate: "<= 0.15",
  prompt_skeletons: ">= 0.7",
  prompt_function_words: ">= 0.25, <= 0.45",
  prompt_distinct_1: ">= 0.14",
  prompt_distinct_2: ">= 0.44",
  prompt_distinct_3: ">= 0.62",
  prompt_gzip_ratio: "<= 5.5",
  near_duplicate_prompts: "<= 0.02",
  commonest_opening: "printed",
};

const NEAR = 0.7;

/**
 * Measures prompts by the gates' own code.
 * @param sample at most so many prompts, drawn with a fixed seed: several measures depend on how many there are
 */
export function calibrate(all: readonly string[], sample: number): Calibration {
  const prompts = all.length <= sample ? all : createRandom("calibrate").sample(all, sample);
  const index = new SimilarityIndex();
  let near = 0;
  prompts.forEach((prompt, at) => {
    if ((index.nearest(prompt)?.similarity ?? 0) >= NEAR) near += 1;
    index.add(String(at), prompt);
  });
  const distinct = distinctAt5k(prompts);
  return {
    prompts: prompts.length,
    values: {
      prompt_boilerplate: boilerplateShare(prompts).share,
      prompt_skeletons: uniqueSkeletonShare(prompts),
      prompt_function_words: functionWordShare(prompts),
      prompt_distinct_1: distinct?.[1],
      prompt_distinct_2: distinct?.[2],
      prompt_distinct_3: distinct?.[3],
      prompt_gzip_ratio: gzipRatio(prompts),
      near_duplicate_prompts: near / Math.max(1, prompts.length),
      commonest_opening: commonestOpening(prompts).share,
    },
  };
}

interface Spoken {
  readonly role?: unknown;
  readonly content?: unknown;
}

/** What a person wrote in one parsed line: our rows, chat rows (`messages`), and the leaderboard's cases (`question`). */
export function promptOfLine(line: unknown): string | undefined {
  if (typeof line !== "object" || line === null) return undefined;
  const { conversations, messages, question, tags } = line as { readonly [key: string]: unknown };
  if (Array.isArray(conversations)) {
    const isTwin = Array.isArray(tags) && tags.some((tag) => String(tag).startsWith("twin:"));
    return isTwin ? undefined : promptOf(line as Row);
  }
  const turns = [messages, question].find(Array.isArray) as readonly unknown[] | undefined;
  const said = (turns ?? []).flat().filter((turn) => (turn as Spoken | null)?.role === "user") as Spoken[];
  const text = said.map((turn) => (typeof turn.content === "string" ? turn.content : "")).join("\n");
  return text.trim() === "" ? undefined : text;
}
