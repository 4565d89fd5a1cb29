/** Counts of rows by everything a row says about itself. */
import type { RowCounts } from "./manifest";
import type { Example } from "./types";

export function countRows(examples: readonly Pick<Example, "row" | "split" | "kind">[]): RowCounts {
  return {
    rows: examples.length,
    splits: tally(examples, (each) => each.split),
    types: tally(examples, (each) => each.row.type),
    hallucinationTypes: tally(
      examples.filter((each) => each.row.hallucination_type !== null),
      (each) => each.row.hallucination_type!,
    ),
    kinds: tally(examples, (each) => each.kind),
    difficulties: tally(examples, (each) => each.row.difficulty),
    strata: tally(examples, (each) => `${each.split}/${each.row.hallucination_type ?? each.row.type}`),
  };
}

function tally<T, K extends string>(items: readonly T[], keyOf: (item: T) => K): { [key in K]?: number } {
  const counts: { [key in K]?: number } = {};
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).sort(([left], [right]) => (left < right ? -1 : 1))) as {
    [key in K]?: number;
  };
}
