/** The same score over parts of the rows: where a model is good, and where it only seems to be. */
import type { EvaluationRow } from "./row";
import type { StepScore } from "./scorers/step";
import { clusteredProportion, type Proportion } from "./statistics/proportion";

export interface Slice {
  /** What rows are told apart by: "type", "skill", "tools shown" … */
  readonly by: string;
  readonly value: string;
  readonly solved: Proportion;
}

type Reading = (row: EvaluationRow) => string | undefined;

const tagged =
  (tag: string, name: string): Reading =>
  (row) =>
    row.tags.includes(tag) ? name : undefined;
const prefixed =
  (prefix: string): Reading =>
  (row) =>
    row.tags.find((tag) => tag.startsWith(prefix))?.slice(prefix.length);

/** In the order they are reported. A row without a value is in no slice of that kind. */
const READINGS: readonly (readonly [by: string, reading: Reading])[] = [
  ["type", (row) => row.type],
  ["novelty", prefixed("novelty:")],
  ["negative", (row) => row.hallucinationType ?? undefined],
  ["kind", (row) => (row.kind === "" ? undefined : row.kind)],
  ["skill", prefixed("skill:")],
  ["difficulty", (row) => row.difficulty],
  ["special", tagged("all_tools", "full tool set")],
  ["special", tagged("masked", "renamed tools")],
  ["special", tagged("long_context", "long context")],
  ["special", tagged("system:minimal", "minimal system prompt")],
  ["special", tagged("system:serving", "system prompt of serving")],
  ["special", tagged("noise", "typing noise")],
  ["special", (row) => (row.rendering === "text" ? "calls as text" : undefined)],
];

/** `scores[i]` belongs to `rows[i]`. */
export function slicesOf(rows: readonly EvaluationRow[], scores: readonly StepScore[]): Slice[] {
  const groups = new Map<string, { by: string; value: string; rows: { cluster: string; value: boolean }[] }>();
  for (const [by, reading] of READINGS) {
    for (const [index, row] of rows.entries()) {
      const value = reading(row);
      if (value === undefined) continue;
      const key = `${by}\n${value}`;
      const group = groups.get(key) ?? { by, value, rows: [] };
      groups.set(key, group);
      group.rows.push({ cluster: row.cluster, value: scores[index]!.solved });
    }
  }
  return [...groups.values()].map(({ by, value, rows: members }) => ({
    by,
    value,
    solved: clusteredProportion(members),
  }));
}
