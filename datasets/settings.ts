/** What a build may be told: counts, shares, seed, rendering. Defaults, and all problems of a setting at once. */
import { statSync } from "node:fs";
import { FlanstackError, type Problem } from "../primitives";
import { isMixedId } from "./mixed-in/mixed-row";
import { checkMix, describeMix, type MixedFile, type MixSource } from "./mixed-in/source";
import type { FormatName, Rendering, RowType, Split } from "./types";
import { digestOfFile } from "./write";

export interface AgentSettings {
  /** 0 to 2^53 - 1; the same seed gives the same bytes. Default 7. */
  readonly seed?: number;
  /** Rows per type. Default 200, 300, 100. */
  readonly counts?: { readonly [type in RowType]?: number };
  /** Share of validation rows in each type, 0 to 1. Default 0.2. */
  readonly validationShare?: number;
  /** Rows of the held-out test split, made on demand and never uploaded. Default 0. */
  readonly testRows?: number;
  /** How calls are written. Default mixed: 90 % native, 10 % ReAct text. */
  readonly rendering?: Rendering;
  /** Whether call turns may say why. Default true. */
  readonly reasons?: boolean;
  /** `split` writes one call to a turn in formats with native calls, for chat templates that allow no more. Default keep. */
  readonly parallel?: "keep" | "split";
  /** Ids of rows that are left out, of whatever agent and seed: `flanstack data forget`. Default none. */
  readonly forgotten?: readonly string[];
  /** Files of general instruction data whose rows go among the training rows. Default none. */
  readonly mix?: readonly MixSource[];
  /** A file that `flanstack data paraphrase` wrote; its words stand in the training rows that they fit. Default none. */
  readonly paraphrases?: string;
  /** Which splits are written. All of a build are made and judged. Default: train, validation, and test when it has rows. */
  readonly splits?: readonly Split[];
  /** Which formats are written beside the canonical one. Default: gemini, openai. */
  readonly formats?: readonly FormatName[];
}

export interface NormalSettings {
  readonly seed: number;
  readonly counts: { readonly [type in RowType]: number };
  readonly validationShare: number;
  readonly testRows: number;
  readonly rendering: Rendering;
  readonly reasons: boolean;
  readonly formats: readonly FormatName[];
  /** Absent where calls are kept together: settings from before stay the same settings. */
  readonly parallel?: "split";
  /** SHA-256 of the file; absent without one. */
  readonly paraphrases?: string;
  /** Absent: nothing is mixed in. */
  readonly mix?: readonly MixedFile[];
  /** Absent: all. */
  readonly splits?: readonly Split[];
  /** Of this agent and seed, sorted. Absent: none. */
  readonly forgotten?: readonly string[];
}

export const DEFAULT_SETTINGS: NormalSettings = {
  seed: 7,
  counts: { tflan: 200, react: 300, negative: 100 },
  validationShare: 0.2,
  testRows: 0,
  rendering: "mixed",
  reasons: true,
  formats: ["canonical", "gemini", "openai"],
};

export const FORMATS: readonly FormatName[] = [
  "canonical",
  "gemini",
  "gemini_preference",
  "openai",
  "openai_preference",
  "trl",
  "text",
  "messages",
  "anthropic",
  "parquet",
];
export const SPLITS: readonly Split[] = ["train", "validation", "test"];
const RENDERINGS: readonly Rendering[] = ["native", "text", "mixed"];
const TYPES: readonly RowType[] = ["tflan", "react", "negative"];
/** Of one type: a typing error rather than a wish. */
const MAXIMUM_COUNT = 10_000_000;

/** All that is wrong with an agent's settings; empty when nothing is. */
export function checkSettings(agent: string, settings: AgentSettings): Problem[] {
  const problems: Problem[] = [];
  const report = (setting: string, message: string, fix: string) =>
    problems.push({ code: "bad_setting", path: `${agent}.${setting}`, message, fix });

  const seed = settings.seed ?? DEFAULT_SETTINGS.seed;
  if (!Number.isSafeInteger(seed) || seed < 0)
    report("seed", `${seed} is no seed`, "Use an integer from 0 to 2^53 - 1.");
  for (const [type, count] of Object.entries(settings.counts ?? {})) {
    if (!TYPES.includes(type as RowType)) report(`counts.${type}`, "is no row type", `Use ${TYPES.join(", ")}.`);
    else if (!Number.isInteger(count) || count < 0 || count > MAXIMUM_COUNT)
      report(`counts.${type}`, `${count} is no count`, `Use an integer from 0 to ${MAXIMUM_COUNT}.`);
  }
  const counts = { ...DEFAULT_SETTINGS.counts, ...settings.counts };
  if (problems.length === 0 && counts.tflan + counts.react + counts.negative === 0)
    report("counts", "all are 0: there is nothing to train on", "Ask for at least one row.");
  const share = settings.validationShare ?? DEFAULT_SETTINGS.validationShare;
  if (!(share >= 0 && share < 1))
    report("validationShare", `${share} is no share`, "Use a number from 0 to below 1, such as 0.2.");
  const testRows = settings.testRows ?? DEFAULT_SETTINGS.testRows;
  if (!Number.isInteger(testRows) || testRows < 0)
    report("testRows", `${testRows} is no count`, "Use an integer, 0 or more.");
  if (settings.rendering !== undefined && !RENDERINGS.includes(settings.rendering))
    report("rendering", `${settings.rendering} is no rendering`, `Use ${RENDERINGS.join(", ")}.`);
  if (settings.parallel !== undefined && !["keep", "split"].includes(settings.parallel))
    report("parallel", `${settings.parallel} is no way to write parallel calls`, "Use keep or split.");
  for (const split of settings.splits ?? []) {
    if (!SPLITS.includes(split)) report("splits", `${split} is no split`, `Use ${SPLITS.join(", ")}.`);
  }
  if (settings.splits?.length === 0) report("splits", "none is wanted", `Use some of ${SPLITS.join(", ")}.`);
  for (const format of settings.formats ?? []) {
    if (!FORMATS.includes(format)) report("formats", `${format} is no format`, `Use ${FORMATS.join(", ")}.`);
  }
  if (
    settings.paraphrases !== undefined &&
    statSync(settings.paraphrases, { throwIfNoEntry: false })?.isFile() !== true
  )
    report(
      "paraphrases",
      `${settings.paraphrases} is not there`,
      "Write it with `flanstack data paraphrase`, commit it, and name it from here.",
    );
  problems.push(...checkMix(agent, settings.mix ?? []));
  if ((settings.mix ?? []).length > 0 && settings.splits?.includes("train") && !settings.splits.includes("validation"))
    report(
      "mix",
      "wants validation too: rows that resemble held-out ones are left out",
      "Write train and validation, or mix nothing in.",
    );
  return problems;
}

/** Fills in defaults. @throws FlanstackError with all problems */
export function normaliseSettings(agent: string, settings: AgentSettings): NormalSettings {
  const problems = checkSettings(agent, settings);
  if (problems.length > 0) throw FlanstackError.fromProblems(`Data settings of ${agent}`, problems);
  const formats = new Set<FormatName>(["canonical", ...(settings.formats ?? DEFAULT_SETTINGS.formats)]);
  const seed = settings.seed ?? DEFAULT_SETTINGS.seed;
  const mix = describeMix(settings.mix ?? []);
  const forgotten = ownForgotten(agent, seed, settings.forgotten ?? [], mix.length > 0);
  return {
    seed,
    counts: { ...DEFAULT_SETTINGS.counts, ...settings.counts },
    validationShare: settings.validationShare ?? DEFAULT_SETTINGS.validationShare,
    testRows: settings.testRows ?? DEFAULT_SETTINGS.testRows,
    rendering: settings.rendering ?? DEFAULT_SETTINGS.rendering,
    reasons: settings.reasons ?? DEFAULT_SETTINGS.reasons,
    formats: FORMATS.filter((format) => formats.has(format)),
    ...(settings.parallel === "split" ? { parallel: "split" as const } : {}),
    ...(settings.splits === undefined || SPLITS.every((split) => settings.splits!.includes(split))
      ? {}
      : { splits: SPLITS.filter((split) => settings.splits!.includes(split)) }),
    ...(settings.paraphrases === undefined ? {} : { paraphrases: digestOfFile(settings.paraphrases) }),
    ...(mix.length === 0 ? {} : { mix }),
    ...(forgotten.length === 0 ? {} : { forgotten }),
  };
}

/** Only rows that this build would have: forgetting a row of one agent never touches another's data. */
function ownForgotten(agent: string, seed: number, ids: readonly string[], isMixed: boolean): string[] {
  const own = ids.filter(
    (id) => id.startsWith(`${agent}-${seed}-`) || id.startsWith(`${agent}-${seed}.`) || (isMixed && isMixedId(id)),
  );
  return [...new Set(own)].sort();
}
