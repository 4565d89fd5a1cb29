/** Set gates over all agents of a block together, computed from the rows as written. */
import { sha256 } from "../../primitives";
import { normaliseText } from "../near-duplicates";
import { parseReactTools } from "../phrase/system-prompt";
import type { FormatName, Row, RowTool, Split } from "../types";
import { type GateResult, limit } from "./gate";
import { hashedGrams, type Labelled, shortcutAuc } from "./shortcut";
import { distinctAt5k } from "./text-metrics";

/** What these gates look at in a row; the row itself can then be let go. */
export interface PooledRow {
  readonly id: string;
  readonly split: Split;
  readonly isTwin: boolean;
  readonly isNegative: boolean;
  /** Negatives that a function could nearly serve, and all positives. */
  readonly isHard: boolean;
  readonly prompt: string;
  /** Digest of all that a model is shown before its first answer. */
  readonly input: string;
  readonly structure: ReadonlyMap<number, number>;
}

/** Whether the rows of a file are looked at. */
export function isPooled({ format, split }: { readonly format: FormatName; readonly split: Split }): boolean {
  return format === "canonical" && split !== "test";
}

/** @param tools how many functions the row declares, where that is known */
export function poolRow(row: Row, split: Split, tools = (JSON.parse(row.tools) as RowTool[]).length): PooledRow {
  const shown = row.conversations.filter((message) => message.role === "system" || message.role === "user");
  return {
    id: row.id,
    split,
    isTwin: row.tags.some((tag) => tag.startsWith("twin:")),
    isNegative: row.type === "negative",
    isHard:
      row.type !== "negative" ||
      row.hallucination_type === "non_existent_tool" ||
      row.hallucination_type === "invalid_parameters",
    prompt: promptOf(row),
    input: sha256(`${row.tools}\n${shown.map((message) => message.content).join("\n")}`),
    structure: structure(row, tools),
  };
}

const POOLED = [
  { n: 1, least: 0.2, aim: 0.25 },
  { n: 2, least: 0.55, aim: 0.65 },
  { n: 3, least: 0.72, aim: 0.82 },
] as const;
const LEAST_NEGATIVES = 30;
/** Pooled figures mean something only when several agents are pooled. */
const LEAST_ROWS = 1800;

/** What the user wrote in a row. */
export function promptOf(row: Row): string {
  return row.conversations
    .filter((message) => message.role === "user" && !message.content.startsWith("Observation: "))
    .map((message) => message.content)
    .join("\n");
}

export function pooledGates(rows: readonly PooledRow[]): GateResult[] {
  const prompts = rows.filter(({ isTwin }) => !isTwin).map(({ prompt }) => prompt);
  const shared = { sample: prompts.length, leastSample: LEAST_ROWS };
  const inputs = rows.map(({ input }) => input);
  const distinct = distinctAt5k(prompts);
  return [
    limit(repeats(prompts), { gate: "duplicate_prompts_over_all_agents", atMost: 0, sample: prompts.length }),
    limit(repeats(prompts.map(normaliseText)), {
      gate: "normalised_duplicates_over_all_agents",
      atMost: 0,
      sample: prompts.length,
    }),
    limit(repeats(inputs), { gate: "duplicate_inputs", atMost: 0, sample: inputs.length }),
    ...POOLED.map(({ n, least, aim }) =>
      limit(distinct?.[n], { gate: `pooled_distinct_${n}`, atLeast: least, aim, ...shared }),
    ),
    ...shortcutGates(rows),
  ];
}

function repeats(texts: readonly string[]): number {
  return texts.length - new Set(texts).size;
}

function shortcutGates(rows: readonly PooledRow[]): GateResult[] {
  const words = new Map(rows.map((row) => [row, hashedGrams(row.prompt)]));
  const guess = (features: (row: PooledRow) => ReadonlyMap<number, number>, isCounted: (row: PooledRow) => boolean) => {
    const labelled = (split: Split): Labelled[] =>
      rows
        .filter((row) => row.split === split && isCounted(row))
        .map((row) => ({ features: features(row), label: !row.isNegative }));
    return shortcutAuc(labelled("train"), labelled("validation"));
  };
  const wordsOf = (row: PooledRow) => words.get(row)!;
  const hard = ({ isHard }: PooledRow) => isHard;
  const negatives = rows.filter(({ split, isNegative }) => split === "validation" && isNegative).length;
  const shared = { sample: negatives, leastSample: LEAST_NEGATIVES };
  return [
    limit(guess(wordsOf, hard), { gate: "shortcut_words_hard_negatives", atMost: 0.7, aim: 0.6, ...shared }),
    limit(
      guess(wordsOf, () => true),
      { gate: "shortcut_words_all_negatives", atMost: 0.85, aim: 0.75, ...shared },
    ),
    limit(
      guess((row) => row.structure, hard),
      { gate: "shortcut_structure", atMost: 0.6, aim: 0.55, ...shared },
    ),
  ];
}

/** What a glance at the input shows: how many tools, how long, how many turns. */
function structure(row: Row, declared: number): Map<number, number> {
  const tools = parseReactTools(row.conversations[0]!.content)?.length ?? declared;
  const request = row.conversations.find((message) => message.role === "user")?.content ?? "";
  // A row in ReAct text lists its functions in the system text; they are counted as functions, not as length.
  const system = row.conversations[0]!.content.split("\n\nFunctions, one JSON")[0]!;
  const words = request.split(/\s+/).length;
  return new Map([
    [0, Math.min(tools, 20) / 20],
    [1, tools === 0 ? 1 : 0],
    [2, tools <= 2 ? 1 : 0],
    [3, Math.min(words, 60) / 60],
    [4, words < 8 ? 1 : 0],
    [5, Math.min(system.length, 3000) / 3000],
    [6, request.includes("\n") ? 1 : 0],
    [7, request.endsWith("?") ? 1 : 0],
  ]);
}
