/** The set gates of one agent: computed over all its rows, never over a row. */
import type { Engine } from "../engine";
import { SimilarityIndex } from "../near-duplicates";
import type { NormalSettings } from "../settings";
import type { Example } from "../types";
import type { GateResult } from "./gate";

export function agentGates(_engine: Engine, settings: NormalSettings, examples: readonly Example[]): GateResult[] {
  return [countGate(settings, examples), duplicateGate(examples), leakageGate(examples)];
}

function countGate(settings: NormalSettings, examples: readonly Example[]): GateResult {
  const wrong: string[] = [];
  for (const type of ["tflan", "react", "negative"] as const) {
    const total = settings.counts[type];
    const held = Math.round(total * settings.validationShare);
    for (const [split, wanted] of [
      ["train", total - held],
      ["validation", held],
    ] as const) {
      const found = examples.filter((example) => example.split === split && example.row.type === type).length;
      if (found !== wanted) wrong.push(`${split}/${type}: ${found} instead of ${wanted}`);
    }
  }
  return {
    gate: "counts",
    status: wrong.length === 0 ? "passed" : "failed",
    value: wrong.length,
    limit: "exact",
    sample: examples.length,
    examples: wrong,
  };
}

function twinOf(example: Example): string | undefined {
  return example.row.tags.find((tag) => tag.startsWith("twin:"))?.slice("twin:".length);
}

function duplicateGate(examples: readonly Example[]): GateResult {
  const index = new SimilarityIndex();
  const found: string[] = [];
  for (const example of examples) {
    const twin = twinOf(example);
    const nearest = index.nearest(example.prompt, new Set(twin === undefined ? [] : [twin]));
    if (nearest?.similarity === 1) found.push(`${example.row.id} = ${nearest.id}`);
    index.add(example.row.id, example.prompt);
  }
  return {
    gate: "duplicate_prompts",
    status: found.length === 0 ? "passed" : "failed",
    value: found.length,
    limit: "0",
    sample: examples.length,
    examples: found.slice(0, 3),
  };
}

function leakageGate(examples: readonly Example[]): GateResult {
  const train = new SimilarityIndex();
  for (const example of examples) if (example.split === "train") train.add(example.row.id, example.prompt);
  const found: string[] = [];
  for (const example of examples) {
    if (example.split === "train") continue;
    const nearest = train.nearest(example.prompt);
    if (nearest !== undefined && nearest.similarity >= 0.7) found.push(`${example.row.id} ~ ${nearest.id}`);
  }
  return {
    gate: "validation_in_train",
    status: found.length === 0 ? "passed" : "failed",
    value: found.length,
    limit: "0",
    sample: examples.length,
    examples: found.slice(0, 3),
  };
}
