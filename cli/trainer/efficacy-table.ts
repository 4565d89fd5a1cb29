/** Scores of the efficacy experiment's arms, each with its difference from our data and the interval around it. */
import {
  countPairs,
  type EvaluationRow,
  pairedDifference,
  proportion,
  type StepScore,
  scoreStep,
} from "../../evaluation";
import type { Prediction } from "../../inference";

export interface AnsweredRows {
  readonly name: string;
  readonly predictions: readonly Prediction[];
}

const MEASURES: readonly {
  readonly title: string;
  readonly of: (score: StepScore) => boolean;
  readonly on?: "calls";
}[] = [
  { title: "call or not", of: (score) => score.decision },
  { title: "right tool (rows that call)", of: (score) => score.tools, on: "calls" },
  { title: "right call (rows that call)", of: (score) => score.calls, on: "calls" },
  { title: "solved", of: (score) => score.solved },
];

/** One Markdown table per measure. @param arms the first is what the others are compared with */
export function efficacyTables(rows: readonly EvaluationRow[], arms: readonly AnsweredRows[]): string {
  const scored = arms.map(({ name, predictions }) => ({ name, scores: scoresOf(rows, predictions) }));
  return MEASURES.map(({ title, of, on }) => {
    const counted = (scores: readonly StepScore[]) => scores.filter((score) => on === undefined || score.isCall);
    const ours = counted(scored[0]!.scores);
    const lines = scored.map(({ name, scores }, index) => {
      const mine = counted(scores);
      const right = mine.filter(of).length;
      const share = proportion(right, mine.length);
      const pairs = mine.map((score, at) => ({ cluster: score.cluster, tuned: of(ours[at]!), other: of(score) }));
      const { difference, low, high } = pairedDifference(countPairs(pairs));
      const compared = index === 0 ? "" : `${points(difference)} [${points(low)}, ${points(high)}]`;
      return `| ${name} | ${right}/${mine.length} | ${percent(right / mine.length)} [${percent(share.low)}, ${percent(share.high)}] | ${compared} |`;
    });
    return [
      `**${title}**`,
      "",
      "| arm | right | share [95 %] | ours minus it, points [95 %] |",
      "|---|--:|--:|--:|",
      ...lines,
    ].join("\n");
  }).join("\n\n");
}

function scoresOf(rows: readonly EvaluationRow[], predictions: readonly Prediction[]): StepScore[] {
  const byId = new Map(predictions.map((prediction) => [prediction.exampleId, prediction]));
  return rows.map((row) => {
    const prediction = byId.get(row.id);
    if (prediction === undefined) throw new RangeError(`no answer to ${row.id}`);
    return scoreStep(row, prediction);
  });
}

function percent(value: number | null): string {
  return value === null ? "-" : `${(100 * value).toFixed(1)} %`;
}

function points(value: number | null): string {
  return value === null ? "-" : `${value >= 0 ? "+" : ""}${(100 * value).toFixed(1)}`;
}
