/** Set gates about words: prompts are varied, and so is what is trained on. */
import type { Example, SpokenClass } from "../types";
import { type GateResult, limit } from "./gate";
import {
  boilerplateShare,
  commonestOpening,
  distinctAt5k,
  functionWordShare,
  gzipRatio,
  uniqueSkeletonShare,
} from "./text-metrics";

const DISTINCT = [
  { n: 1, least: 0.14, aim: 0.18 },
  { n: 2, least: 0.44, aim: 0.52 },
  { n: 3, least: 0.62, aim: 0.7 },
] as const;
const LEAST_PROMPTS = 300;
const CLASSES: readonly SpokenClass[] = ["answer", "clarification", "refusal", "reason"];
const LEAST_SPOKEN: { readonly [spoken in SpokenClass]: number } = {
  answer: 200,
  clarification: 20,
  refusal: 30,
  reason: 80,
};

/** One member per twin pair: the negative repeats its host's words on purpose. */
export function withoutTwins(examples: readonly Example[]): Example[] {
  return examples.filter((example) => !example.row.tags.some((tag) => tag.startsWith("twin:")));
}

export function wordingGates(all: readonly Example[]): GateResult[] {
  const examples = withoutTwins(all.filter((example) => example.split !== "test"));
  const prompts = examples.map((example) => example.prompt);
  const masked = examples.map((example) => example.maskedPrompt.replaceAll("_", " "));
  const sample = prompts.length;
  const shared = { sample, leastSample: LEAST_PROMPTS };
  const boilerplate = boilerplateShare(prompts);
  const distinct = distinctAt5k(prompts);
  const withoutValues = distinctAt5k(masked);
  return [
    limit(boilerplate.share, {
      gate: "prompt_boilerplate",
      atMost: 0.15,
      aim: 0.05,
      ...shared,
      examples: boilerplate.commonest,
    }),
    limit(uniqueSkeletonShare(prompts), { gate: "prompt_skeletons", atLeast: 0.7, aim: 0.85, ...shared }),
    limit(functionWordShare(prompts), { gate: "prompt_function_words", atLeast: 0.25, atMost: 0.45, ...shared }),
    ...DISTINCT.map(({ n, least, aim }) =>
      limit(distinct?.[n], { gate: `prompt_distinct_${n}`, atLeast: least, aim, ...shared }),
    ),
    ...DISTINCT.map(({ n }) => ({
      ...limit(withoutValues?.[n], { gate: `prompt_distinct_${n}_without_values`, atLeast: 0, ...shared }),
      limit: "printed",
    })),
    limit(gzipRatio(prompts), { gate: "prompt_gzip_ratio", atMost: 5.5, aim: 4, ...shared }),
    ...frameGates(examples),
    ...noiseGates(examples),
    ...CLASSES.flatMap((spoken) => spokenGates(all, spoken)),
  ];
}

function frameGates(examples: readonly Example[]): GateResult[] {
  const counts = new Map<string, number>();
  for (const example of examples) counts.set(example.row.frame_id, (counts.get(example.row.frame_id) ?? 0) + 1);
  const ranked = [...counts].sort(([, left], [, right]) => right - left);
  const shared = { sample: examples.length, leastSample: LEAST_PROMPTS };
  const train = new Set(examples.filter((example) => example.split === "train").map((example) => example.row.frame_id));
  return [
    limit(counts.size, { gate: "frames", atLeast: 120, aim: 200, ...shared }),
    limit(train.size, { gate: "frames_in_train", atLeast: 100, ...shared }),
    limit((ranked[0]?.[1] ?? 0) / Math.max(1, examples.length), {
      gate: "largest_frame_share",
      atMost: 0.01,
      aim: 0.007,
      ...shared,
      examples: ranked.slice(0, 3).map(([frame, count]) => `${frame} ${count} times`),
    }),
  ];
}

function noiseGates(examples: readonly Example[]): GateResult[] {
  const noisy = examples.filter((example) => example.noiseEdits > 0);
  const worst = Math.max(0, ...noisy.map((example) => (example.noiseEdits * 8) / example.prompt.split(/\s+/).length));
  const shared = { sample: examples.length, leastSample: LEAST_PROMPTS };
  return [
    limit(noisy.length / Math.max(1, examples.length), { gate: "noisy_prompts", atMost: 0.15, ...shared }),
    limit(worst, { gate: "noise_edits_per_8_words", atMost: 1, ...shared }),
  ];
}

function spokenGates(examples: readonly Example[], spoken: SpokenClass): GateResult[] {
  const texts = examples.flatMap((example) =>
    example.spoken.filter((each) => each.class === spoken).map((each) => each.masked),
  );
  const shared = { sample: texts.length, leastSample: LEAST_SPOKEN[spoken] };
  const boilerplate = boilerplateShare(texts);
  const opening = commonestOpening(texts);
  return [
    limit(uniqueSkeletonShare(texts), { gate: `${spoken}_skeletons`, atLeast: 0.6, aim: 0.8, ...shared }),
    limit(boilerplate.share, {
      gate: `${spoken}_boilerplate`,
      atMost: 0.25,
      aim: 0.1,
      ...shared,
      examples: boilerplate.commonest,
    }),
    limit(opening.share, {
      gate: `${spoken}_opening`,
      atMost: 0.05,
      aim: 0.03,
      ...shared,
      examples: [`"${opening.opening}"`],
    }),
  ];
}
