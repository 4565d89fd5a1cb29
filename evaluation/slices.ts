/** The same score over parts of the rows: where a model is good, and where it only seems to be. */
import { NOVELTIES, NOVELTY } from "./novelty";
import type { EvaluationRow } from "./row";
import { createShareTally, type Proportion, type ShareTally } from "./statistics/proportion";

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
  ["rows", prefixed("rows:")],
  ["type", (row) => row.type],
  [NOVELTY, prefixed(`${NOVELTY}:`)],
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

/** Counts as rows come. */
export function createSliceTally() {
  const groups = new Map<string, { by: string; value: string; solved: ShareTally }>();
  return {
    add(row: EvaluationRow, solved: boolean): void {
      for (const [by, reading] of READINGS) {
        const value = reading(row);
        if (value === undefined) continue;
        const key = `${by}\n${value}`;
        const group = groups.get(key) ?? { by, value, solved: createShareTally() };
        groups.set(key, group);
        group.solved.add(row.cluster, solved);
      }
    },
    /** In the order of `READINGS`, and within each in the order in which values came; novelty from near to far. */
    result: (nameOf?: (cluster: string) => string): Slice[] =>
      [...new Set(READINGS.map(([by]) => by))].flatMap((by) =>
        [...groups.values()]
          .filter((group) => group.by === by)
          .sort((left, right) => (by === NOVELTY ? NOVELTIES.indexOf(left.value) - NOVELTIES.indexOf(right.value) : 0))
          .map((group) => ({ by, value: group.value, solved: group.solved.result(undefined, nameOf) })),
      ),
  };
}
