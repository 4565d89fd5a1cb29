/** What went wrong, sorted: each failed row gets one kind, its first cause, and the worst are shown whole. */
import type { Prediction, Turn } from "../../inference";
import { canonicalJson } from "../../primitives";
import type { EvaluationRow } from "../row";
import type { FormatFaultKind } from "./format";
import type { StepScore } from "./step";
import type { CallFaultKind } from "./strict-calls";

export type ErrorKind =
  | FormatFaultKind
  | CallFaultKind
  | "false_refusal"
  | "needless_question"
  | "wrong_decision"
  | "missing_fact";

export interface ErrorExample {
  readonly id: string;
  readonly prompt: string;
  readonly expected: string;
  readonly got: string;
}

export interface ErrorClass {
  readonly kind: ErrorKind;
  readonly count: number;
  /** Of all rows. */
  readonly share: number;
  readonly examples: readonly ErrorExample[];
}

const SHOWN = 5;
const LONGEST = 600;

/** The kind of a failed row's first cause; `undefined` when it is solved. */
export function errorKind(score: StepScore): ErrorKind | undefined {
  if (score.solved) return undefined;
  const format = score.formatFaults.find(({ kind }) => kind !== "invalid_arguments");
  if (format !== undefined) return format.kind;
  if (score.isCall && score.decided === "refuse") return "false_refusal";
  if (score.isCall && score.decided === "ask") return "needless_question";
  const [fault] = score.callFaults;
  if (fault !== undefined) return fault.kind;
  return score.decisionKind && score.facts === false ? "missing_fact" : "wrong_decision";
}

/** Failed rows by kind, most frequent first. `scores[i]` and `predictions[i]` belong to `rows[i]`. */
export function errorTaxonomy(
  rows: readonly EvaluationRow[],
  scores: readonly StepScore[],
  predictions: readonly Prediction[],
): ErrorClass[] {
  const tally = createErrorTally();
  for (const [index, row] of rows.entries()) tally.add(row, scores[index]!, predictions[index]!);
  return tally.result();
}

/** Counts as rows come; the first five of each kind are kept. */
export function createErrorTally() {
  const classes = new Map<ErrorKind, { count: number; examples: ErrorExample[] }>();
  let rows = 0;
  return {
    add(row: EvaluationRow, score: StepScore, prediction: Prediction): void {
      rows += 1;
      const kind = errorKind(score);
      if (kind === undefined) return;
      const known = classes.get(kind) ?? { count: 0, examples: [] };
      classes.set(kind, known);
      known.count += 1;
      if (known.examples.length < SHOWN) known.examples.push(errorExample(row, prediction));
    },
    result: (): ErrorClass[] =>
      [...classes]
        .map(([kind, { count, examples }]) => ({ kind, count, share: count / rows, examples }))
        .sort((left, right) => right.count - left.count || (left.kind < right.kind ? -1 : 1)),
  };
}

/** A wrong answer beside what was wanted, each shortened. */
export function errorExample(row: EvaluationRow, prediction: Prediction): ErrorExample {
  const { gold } = row;
  return {
    id: row.id,
    prompt: shorten(lastUserText(row.request.turns)),
    expected: shorten(gold.decision === "call" ? renderCalls(gold.calls[0] ?? []) : `${gold.decision}: ${gold.text}`),
    got: shorten(
      [renderCalls(prediction.calls), ...prediction.malformed, prediction.text]
        .filter((part) => part !== "")
        .join("\n") || "(nothing)",
    ),
  };
}

function lastUserText(turns: readonly Turn[]): string {
  for (const turn of turns.toReversed()) if (turn.role === "user") return turn.text;
  return "";
}

function renderCalls(calls: readonly { readonly name: string; readonly args: unknown }[]): string {
  return calls.map((call) => `${call.name}(${canonicalJson(call.args)})`).join("\n");
}

function shorten(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
