/** Evaluation results on a terminal: scores of one model, verdicts, and comparisons of two. Plain text, at most as wide as asked. */
import type { ArmMetrics, EvaluationResults, Proportion, StreamScores, Verdict } from "../evaluation";
import { DECISION_WORDS, NONE, plainName, points, probability, SIMULATED } from "./evaluation-format";
import { freeRunningLine } from "./evaluation-free-running";
import { asText, count, NARROWEST, wrap } from "./text-block";

export interface EvaluationTextOptions {
  readonly width: number;
}

const METRIC_NAMES: readonly (readonly [keyof ArmMetrics, string])[] = [
  ["solved", "solved"],
  ["solvedCalls", "solved, rows that want a call"],
  ["solvedExamples", "solved, whole examples"],
  ["toolAccuracy", "right tool, or rightly none"],
  ["argumentMatch", "right arguments"],
  ["formatAdherence", "format kept"],
  ["formatLeak", "call leaked into text"],
  ["hallucinatedTools", "invented tool"],
  ["facts", "required facts said"],
];

/** One model's answers: metrics with intervals, slices, what went wrong. */
export function renderScores({ all, agents, steps, unanswered }: StreamScores, options: EvaluationTextOptions): string {
  const width = Math.max(options.width, NARROWEST);
  const { falseRefusals, twinAccuracy, macroF1 } = all.decisions;
  const which = { all: "every step", one: "one step per example", examples: "whole examples" }[steps];
  return asText([
    `${all.model === "" ? "answers" : all.model}: ${count(all.rows, "row")} of ${count(all.examples, "example")} (${which})`,
    ...(unanswered > 0 ? wrap("WARNING", `${count(unanswered, "row")} had no answer and are left out.`, width) : []),
    "",
    ` ${"METRIC".padEnd(32)}SHARE    95 % INTERVAL     ROWS`,
    ...METRIC_NAMES.map(([name, label]) => shareLine(label, all.metrics[name])),
    shareLine("false refusals", falseRefusals),
    shareLine("both of a twin pair right", twinAccuracy),
    ` ${"four-way decision, mean F1".padEnd(32)}${macroF1 === null ? `${NONE}  (30 rows of each class are needed)` : macroF1.toFixed(3)}`,
    ...(agents.length < 2
      ? []
      : ["", " AGENT", ...agents.map(({ agent, result }) => shareLine(agent, result.metrics.solved))]),
    ...(all.slices.length === 0 ? [] : ["", ` ${"SLICE, SOLVED"}`]),
    ...all.slices.map(({ by, value, solved }) => shareLine(`${by}: ${plainName(value)}`, solved)),
    ...(all.errors.length === 0 ? [] : ["", " ERRORS, FIRST CAUSE              ROWS"]),
    ...all.errors.map(
      (each) =>
        ` ${plainName(each.kind).padEnd(32)}${String(each.count).padStart(5)}  e.g. ${each.examples[0]?.id ?? ""}`,
    ),
  ]);
}

function shareLine(label: string, share: Proportion): string {
  const { rate, low, high, total } = share;
  const name = label.length > 31 ? `${label.slice(0, 30)}…` : label;
  if (rate === null || low === null || high === null) return ` ${name.padEnd(32)}${NONE}`;
  const interval = `${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)}`;
  return ` ${name.padEnd(32)}${(100 * rate).toFixed(1).padStart(5)} %  ${interval.padEnd(16)} ${String(total).padStart(6)}`;
}

/** Verdicts with their reasons. */
export function renderVerdicts(
  verdicts: readonly Verdict[],
  about: Pick<EvaluationResults, "stack" | "isSimulated" | "rowsFrom" | "agents"> & { readonly decides: boolean },
  options: EvaluationTextOptions,
): string {
  const width = Math.max(options.width, NARROWEST);
  const lines = [`gate of ${about.stack} on ${about.rowsFrom} rows`];
  if (about.isSimulated) lines.push(...wrap("NOTE", SIMULATED, width));
  if (!about.decides)
    lines.push(
      ...wrap(
        "NOTE",
        "Validation rows measure and decide nothing: they may have chosen a checkpoint or a prompt. What test rows like these would say:",
        width,
      ),
    );
  for (const { agent, decision, reasons } of verdicts) {
    lines.push("", ...wrap("VERDICT", `${agent}: ${DECISION_WORDS[decision]}`, width));
    for (const reason of reasons) lines.push(...wrap("", `· ${reason}`, width));
    const played = about.agents.filter((each) => each.agent === agent).flatMap((each) => freeRunningLine(each) ?? []);
    for (const line of played) lines.push(...wrap("PLAYED", line, width));
  }
  return asText(lines);
}

export interface ComparisonLine {
  readonly agent: string;
  readonly metric: string;
  readonly rows: number;
  readonly clusters: number;
  readonly left: Proportion;
  readonly right: Proportion;
  readonly difference: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly p: number;
  readonly adjustedP: number;
  readonly mcnemar: number;
  readonly minimumDetectableEffect: number | null;
}

export interface ValueLine {
  readonly agent: string;
  readonly what: string;
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

/** Two models on the same rows: `left` minus `right`. */
export function renderComparison(
  names: readonly [left: string, right: string],
  lines: readonly ComparisonLine[],
  values: readonly ValueLine[],
  options: EvaluationTextOptions,
): string {
  const width = Math.max(options.width, NARROWEST);
  const text = [`${names[0]} against ${names[1]}`];
  for (const agent of new Set(lines.map((line) => line.agent))) {
    const own = lines.filter((line) => line.agent === agent);
    const [first] = own;
    text.push("", ` ${agent}: ${count(first!.rows, "row")} in ${count(first!.clusters, "cluster")}`);
    text.push(` ${"METRIC".padEnd(22)}  FIRST SECOND   GAIN  95 % INTERVAL         P   HOLM`);
    for (const { metric, left, right, difference, low, high, p, adjustedP } of own) {
      const interval = low === null ? NONE : `${points(low)} to ${points(high)}`;
      text.push(
        ` ${metric.padEnd(22)} ${percentCell(left)} ${percentCell(right)} ${points(difference).padStart(6)}  ${interval.padEnd(16)} ${short(p)} ${short(adjustedP)}`,
      );
    }
    const { mcnemar, minimumDetectableEffect: least } = first!;
    text.push(
      ...wrap(
        "",
        `Exact McNemar on ${first!.metric}: ${probability(mcnemar)} (as if rows were independent). ${least === null ? "These rows can show no difference." : `These rows can show a difference of ${(100 * least).toFixed(1)} points or more; less is not "no difference".`}`,
        width,
      ),
    );
    for (const value of values.filter((each) => each.agent === agent)) {
      text.push(
        ...wrap(
          "",
          `${value.what}: ${signed(value.difference)} (95 % interval ${signed(value.low)} to ${signed(value.high)})`,
          width,
        ),
      );
    }
  }
  return asText(text);
}

function percentCell({ rate }: Proportion): string {
  return (rate === null ? NONE : (100 * rate).toFixed(1)).padStart(6);
}

function short(p: number): string {
  return (p < 0.0001 ? "<.0001" : p.toFixed(4)).padStart(6);
}

function signed(value: number): string {
  return `${value > 0 ? "+" : ""}${Number(value.toPrecision(3))}`;
}
