/** One model's answers counted as they come: memory grows with families and tools, not with rows. */
import type { Prediction } from "../inference";
import type { ArmMetrics, ArmResult, ToolConfusion } from "./arm";
import type { EvaluationRow } from "./row";
import { createDecisionTally } from "./scorers/decisions";
import { createEconomyTally, referencePerplexity, type TokenPrice } from "./scorers/economy";
import { type StepScore, scoreStep } from "./scorers/step";
import { createErrorTally } from "./scorers/taxonomy";
import { createAgentHTally } from "./scorers/words";
import { createSliceTally } from "./slices";
import { createShareTally } from "./statistics/proportion";

export interface ArmFacts {
  readonly name: string;
  readonly model: string;
  readonly price?: TokenPrice | null;
  readonly validationLoss?: number | null;
}

export interface ArmTally {
  /**
   * Scores an answer and counts it. Rows of one example follow each other.
   * @param judged the user's own judgement, which decides in place of ours
   */
  add(row: EvaluationRow, prediction: Prediction, judged?: boolean): StepScore;
  /** @param nameOf clusters that turned out to belong together get one name */
  result(nameOf?: (cluster: string) => string): ArmResult;
}

/** @param isTwin see `createDecisionTally` */
export function createArmTally(arm: ArmFacts, isTwin?: (exampleId: string) => boolean): ArmTally {
  const shares = Object.fromEntries(METRICS.map((name) => [name, createShareTally()])) as Record<
    keyof ArmMetrics,
    ReturnType<typeof createShareTally>
  >;
  const decisions = createDecisionTally(isTwin);
  const plain = createAgentHTally();
  const economy = createEconomyTally();
  const errors = createErrorTally();
  const slices = createSliceTally();
  const confusion = new Map<string, ToolConfusion>();
  const servedBy = new Map<string, number>();
  let [rows, examples, fallbacks] = [0, 0, 0];
  let open: { id: string; cluster: string; solved: boolean } | undefined;
  const closeExample = () => {
    if (open !== undefined) shares.solvedExamples.add(open.cluster, open.solved);
    open = undefined;
  };

  return {
    add(row, prediction, judged) {
      const own = scoreStep(row, prediction);
      const score = judged === undefined ? own : { ...own, solved: judged };
      rows += 1;
      for (const [name, over, value] of ROW_METRICS) if (over(score)) shares[name].add(score.cluster, value(score));
      if (open?.id === row.exampleId) open.solved &&= score.solved;
      else {
        closeExample();
        examples += 1;
        open = { id: row.exampleId, cluster: score.cluster, solved: score.solved };
      }
      decisions.add(row, score);
      if (!score.isCall && row.rendering === "native") plain.add(prediction.text);
      economy.add(prediction);
      errors.add(row, score, prediction);
      slices.add(row, score.solved);
      addConfusion(confusion, row, prediction);
      servedBy.set(prediction.servedBy, (servedBy.get(prediction.servedBy) ?? 0) + 1);
      if (prediction.fallbackReason !== null) fallbacks += 1;
      return score;
    },
    result(nameOf) {
      closeExample();
      const metrics = Object.fromEntries(
        METRICS.map((name) => [name, shares[name].result(undefined, nameOf)]),
      ) as unknown as ArmMetrics;
      return {
        name: arm.name,
        model: arm.model,
        rows,
        examples,
        metrics,
        decisions: decisions.result(nameOf),
        agentH: plain.result(),
        economy: economy.result(metrics.solved.successes, arm.price ?? null),
        referencePerplexity: referencePerplexity(arm.validationLoss ?? null),
        confusion: [...confusion.values()].sort(
          (left, right) => right.count - left.count || (left.expected < right.expected ? -1 : 1),
        ),
        errors: errors.result(),
        slices: slices.result(nameOf),
        servedBy: Object.fromEntries(servedBy),
        fallbacks,
      };
    },
  };
}

const METRICS: readonly (keyof ArmMetrics)[] = [
  "solved",
  "solvedCalls",
  "solvedExamples",
  "toolAccuracy",
  "argumentMatch",
  "formatAdherence",
  "formatLeak",
  "hallucinatedTools",
  "facts",
];

const all = () => true;
const calls = ({ isCall }: StepScore) => isCall;

/** Which rows a share is over, and what counts in it. */
const ROW_METRICS: readonly (readonly [
  name: Exclude<keyof ArmMetrics, "solvedExamples">,
  over: (score: StepScore) => boolean,
  value: (score: StepScore) => boolean,
])[] = [
  ["solved", all, ({ solved }) => solved],
  ["solvedCalls", calls, ({ solved }) => solved],
  ["toolAccuracy", all, ({ tools }) => tools],
  ["argumentMatch", calls, ({ calls: right }) => right],
  ["formatAdherence", all, ({ format }) => format],
  ["formatLeak", all, ({ formatLeak }) => formatLeak],
  ["hallucinatedTools", all, ({ hallucinatedTool }) => hallucinatedTool],
  ["facts", ({ facts }) => facts !== null, ({ facts }) => facts === true],
];

/** Rows with one expected and at most one made call, so that who stood for whom is certain. */
function addConfusion(counts: Map<string, ToolConfusion>, row: EvaluationRow, prediction: Prediction): void {
  const expected = row.gold.calls[0] ?? [];
  const called = prediction.calls;
  if (row.rendering === "text" || expected.length > 1 || called.length > 1) return;
  const pair = { expected: expected[0]?.name ?? "none", called: called[0]?.name ?? "none" };
  const key = `${pair.expected}\n${pair.called}`;
  counts.set(key, { ...pair, count: (counts.get(key)?.count ?? 0) + 1 });
}
