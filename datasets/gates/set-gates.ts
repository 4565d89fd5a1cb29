/** The set gates of one agent: computed over all its rows, never over a row. */
import type { Engine } from "../engine";
import { SimilarityIndex } from "../near-duplicates";
import type { NormalSettings } from "../settings";
import type { Example, Rendering } from "../types";
import { contentGates } from "./content-gates";
import { type GateResult, limit } from "./gate";
import { withoutTwins, wordingGates } from "./wording-gates";

/** @param forgotten rows that were asked for and left out on purpose: they are not missed */
export function agentGates(
  engine: Engine,
  settings: NormalSettings,
  examples: readonly Example[],
  forgotten: readonly Example[] = [],
): GateResult[] {
  const gates = [
    countGate(settings, examples, forgotten),
    ...duplicateGates(examples),
    ...wordingGates(examples),
    ...contentGates(engine, examples),
  ];
  return settings.rendering === "mixed" ? gates : gates.map((gate) => asRendered(gate, settings.rendering));
}

/** Gates on the mix of both renderings, and those that rows of text cannot meet: one call a turn, and a thought before each, of which most are stock phrases. */
const OF_THE_MIX: Readonly<Record<Rendering, readonly string[]>> = {
  mixed: [],
  native: ["react_text_share"],
  text: [
    "react_text_share",
    "parallel_share",
    "react_with_parallel_step",
    "call_turns_with_reason",
    "reason_skeletons",
    "masked_share_of_train",
    "easy_share",
    "hard_share",
    "tokens_per_row",
  ],
};

/** Asked for one rendering alone: what only the mix of both can meet is not applicable, and says so. */
function asRendered(gate: GateResult, rendering: Rendering): GateResult {
  if (!OF_THE_MIX[rendering].includes(gate.gate)) return gate;
  return { ...gate, status: "not_evaluated", examples: [], note: `not applicable to rendering ${rendering}` };
}

function countGate(settings: NormalSettings, examples: readonly Example[], forgotten: readonly Example[]): GateResult {
  const wrong: string[] = [];
  const countOf = (among: readonly Example[], split: string, type: string) =>
    among.filter((example) => example.split === split && example.row.type === type).length;
  for (const type of ["tflan", "react", "negative"] as const) {
    const total = settings.counts[type];
    const held = Math.round(total * settings.validationShare);
    for (const [split, asked] of [
      ["train", total - held],
      ["validation", held],
    ] as const) {
      const wanted = asked - countOf(forgotten, split, type);
      const found = countOf(examples, split, type);
      if (found !== wanted) wrong.push(`${split}/${type}: ${found} instead of ${wanted}`);
    }
  }
  return limit(wrong.length, { gate: "counts_not_as_asked", atMost: 0, sample: examples.length, examples: wrong });
}

function duplicateGates(all: readonly Example[]): GateResult[] {
  const examples = withoutTwins(all);
  const index = new SimilarityIndex();
  const same: string[] = [];
  const near: string[] = [];
  for (const example of examples) {
    const nearest = index.nearest(example.prompt);
    if (nearest !== undefined && nearest.similarity >= 0.7)
      near.push(`${example.row.id} ~ ${nearest.id}: ${example.prompt.slice(0, 80)}`);
    if (nearest?.similarity === 1) same.push(`${example.row.id} = ${nearest.id}: ${example.prompt.slice(0, 80)}`);
    index.add(example.row.id, example.prompt);
  }
  const sample = examples.length;
  return [
    limit(same.length, { gate: "duplicate_prompts", atMost: 0, sample, examples: same.slice(0, 3) }),
    limit(near.length / Math.max(1, sample), {
      gate: "near_duplicate_prompts",
      atMost: 0.02,
      aim: 0,
      sample,
      leastSample: 100,
      examples: near.slice(0, 3),
    }),
  ];
}
