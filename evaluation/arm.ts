/** Everything measured on one model over one set of rows. */
import type { Prediction } from "../inference";
import type { Judgement } from "./own-scorer";
import type { EvaluationRow } from "./row";
import { type DecisionQuality, decisionQuality } from "./scorers/decisions";
import { type Economy, economy, referencePerplexity, type TokenPrice } from "./scorers/economy";
import { type StepScore, scoreStep } from "./scorers/step";
import { type ErrorClass, errorTaxonomy } from "./scorers/taxonomy";
import { type AgentH, agentH } from "./scorers/words";
import { type Slice, slicesOf } from "./slices";
import { clusteredProportion, type Proportion } from "./statistics/proportion";

/** Shares over rows; each says over which. */
export interface ArmMetrics {
  /** The right calls, or the right kind of words with their facts: over all rows (steps). What the gate compares. */
  readonly solved: Proportion;
  /** The same over rows that want a call: a model that never calls scores 0. */
  readonly solvedCalls: Proportion;
  /** Every step of the example right: over examples. */
  readonly solvedExamples: Proportion;
  /** The right tools, or rightly no call: over all rows. */
  readonly toolAccuracy: Proportion;
  /** Right tools with right arguments: over rows that want a call. */
  readonly argumentMatch: Proportion;
  /** Over all rows. */
  readonly formatAdherence: Proportion;
  readonly formatLeak: Proportion;
  readonly hallucinatedTools: Proportion;
  /** Required facts are in the words: over rows that require some. */
  readonly facts: Proportion;
}

/** How often a tool was called where another was expected; `none` for no call. */
export interface ToolConfusion {
  readonly expected: string;
  readonly called: string;
  readonly count: number;
}

export interface ArmResult {
  /** Its part in the comparison: "tuned", "base", "incumbent", "base with three examples". */
  readonly name: string;
  readonly model: string;
  readonly rows: number;
  readonly examples: number;
  readonly metrics: ArmMetrics;
  readonly decisions: DecisionQuality;
  readonly agentH: AgentH;
  readonly economy: Economy;
  readonly referencePerplexity: number | null;
  readonly confusion: readonly ToolConfusion[];
  readonly errors: readonly ErrorClass[];
  readonly slices: readonly Slice[];
  /** Who answered, and how often. */
  readonly servedBy: { readonly [model: string]: number };
  readonly fallbacks: number;
}

export interface ArmInput {
  readonly name: string;
  readonly model: string;
  readonly rows: readonly EvaluationRow[];
  /** `predictions[i]` answers `rows[i]`. */
  readonly predictions: readonly Prediction[];
  readonly price?: TokenPrice | null;
  readonly validationLoss?: number | null;
  /** The user's own judgement of what is solved: it decides in place of ours. */
  readonly judged?: Judgement;
}

/** One example's outcome: right when each of its rows is. */
export interface ExampleScore {
  readonly exampleId: string;
  readonly cluster: string;
  readonly solved: boolean;
  /** At least one of its rows wants a call. */
  readonly wantsCall: boolean;
}

/** Scores an arm; the scores come back beside the result for comparisons with other arms. */
export function measureArm(input: ArmInput): { result: ArmResult; scores: StepScore[]; examples: ExampleScore[] } {
  const { rows, predictions } = input;
  if (rows.length !== predictions.length) {
    throw new RangeError(`${input.name}: ${predictions.length} answers for ${rows.length} rows`);
  }
  const scores = rows.map((row, index) => {
    const score = scoreStep(row, predictions[index]!);
    return input.judged === undefined ? score : { ...score, solved: input.judged.get(row.id) === true };
  });
  const examples = exampleScores(scores);
  const plain = predictions.filter((_, index) => !scores[index]!.isCall && rows[index]!.rendering === "native");
  const servedBy: Record<string, number> = {};
  for (const prediction of predictions) servedBy[prediction.servedBy] = (servedBy[prediction.servedBy] ?? 0) + 1;
  const metrics = metricsOf(scores, examples);
  return {
    scores,
    examples,
    result: {
      name: input.name,
      model: input.model,
      rows: rows.length,
      examples: examples.length,
      metrics,
      decisions: decisionQuality(rows, scores),
      agentH: agentH(plain.map(({ text }) => text)),
      economy: economy(predictions, metrics.solved.successes, input.price ?? null),
      referencePerplexity: referencePerplexity(input.validationLoss ?? null),
      confusion: confusionOf(rows, predictions),
      errors: errorTaxonomy(rows, scores, predictions),
      slices: slicesOf(rows, scores),
      servedBy,
      fallbacks: predictions.filter((prediction) => prediction.fallbackReason !== null).length,
    },
  };
}

/** Examples out of steps, in the order of their first step. */
export function exampleScores(scores: readonly StepScore[]): ExampleScore[] {
  const examples = new Map<string, ExampleScore>();
  for (const { exampleId, cluster, solved, isCall } of scores) {
    const known = examples.get(exampleId);
    examples.set(exampleId, {
      exampleId,
      cluster,
      solved: solved && (known?.solved ?? true),
      wantsCall: isCall || (known?.wantsCall ?? false),
    });
  }
  return [...examples.values()];
}

function metricsOf(scores: readonly StepScore[], examples: readonly ExampleScore[]): ArmMetrics {
  const share = (value: (score: StepScore) => boolean, over: (score: StepScore) => boolean = () => true) =>
    clusteredProportion(scores.filter(over).map((score) => ({ cluster: score.cluster, value: value(score) })));
  return {
    solved: share(({ solved }) => solved),
    solvedCalls: share(
      ({ solved }) => solved,
      ({ isCall }) => isCall,
    ),
    solvedExamples: clusteredProportion(examples.map(({ cluster, solved }) => ({ cluster, value: solved }))),
    toolAccuracy: share(({ tools }) => tools),
    argumentMatch: share(
      ({ calls }) => calls,
      ({ isCall }) => isCall,
    ),
    formatAdherence: share(({ format }) => format),
    formatLeak: share(({ formatLeak }) => formatLeak),
    hallucinatedTools: share(({ hallucinatedTool }) => hallucinatedTool),
    facts: share(
      ({ facts }) => facts === true,
      ({ facts }) => facts !== null,
    ),
  };
}

/** Rows with one expected and at most one made call, so that who stood for whom is certain. */
function confusionOf(rows: readonly EvaluationRow[], predictions: readonly Prediction[]): ToolConfusion[] {
  const counts = new Map<string, ToolConfusion>();
  for (const [index, row] of rows.entries()) {
    const expected = row.gold.calls[0] ?? [];
    const called = predictions[index]!.calls;
    if (row.rendering === "text" || expected.length > 1 || called.length > 1) continue;
    const pair = { expected: expected[0]?.name ?? "none", called: called[0]?.name ?? "none" };
    const key = `${pair.expected}\n${pair.called}`;
    counts.set(key, { ...pair, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort(
    (left, right) => right.count - left.count || (left.expected < right.expected ? -1 : 1),
  );
}
