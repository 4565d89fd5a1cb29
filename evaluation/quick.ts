/** The quick evaluation: two models on the same rows, teacher-forced, with intervals. No verdict: that takes the test split. */
import type { Prediction, PredictionClient, PredictionStore, Sampling } from "../inference";
import { askArms } from "./evaluate-arms";
import type { EvaluationRow } from "./row";
import { type StepScore, scoreStep } from "./scorers/step";
import { clusteredProportion, type Proportion } from "./statistics/proportion";

export interface QuickArm {
  readonly client: PredictionClient;
  readonly sampling?: Sampling;
  /** Under which name answers are stored and reused; see `PredictionRun`. */
  readonly modelIdentity?: string;
}

export interface QuickEvaluationOptions {
  readonly rows: readonly EvaluationRow[];
  readonly tuned: QuickArm;
  readonly base: QuickArm;
  readonly store?: PredictionStore;
  /** The most calls both arms together may make. */
  readonly maxCalls?: number;
  readonly concurrency?: number;
  /** Called after each answer: both arms counted together. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  readonly signal?: AbortSignal;
}

/** What is measured on each arm. Intervals are clustered by family. */
export interface QuickMetrics {
  /** The right tools, or rightly no call: over all rows. */
  readonly toolAccuracy: Proportion;
  /** Right tools with right arguments: over rows whose gold is a call. */
  readonly argumentMatch: Proportion;
  /** Kept to the format: over all rows. */
  readonly formatAdherence: Proportion;
  /** Called a tool that the row does not have: over all rows. */
  readonly hallucinatedTools: Proportion;
  /** Rightly no call: over rows whose gold is no call. */
  readonly restraint: Proportion;
}

export interface QuickArmResult extends QuickMetrics {
  readonly model: string;
  /** Who answered, and how often: more than one name means that something fell back. */
  readonly servedBy: { readonly [model: string]: number };
  readonly fallbacks: number;
  readonly medianLatencyMs: number | null;
  /** `null` when the provider did not count for every row. */
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly scores: readonly StepScore[];
}

export interface QuickEvaluation {
  readonly rows: number;
  readonly examples: number;
  readonly tuned: QuickArmResult;
  readonly base: QuickArmResult;
}

/**
 * Asks both models (answers in the store are free), scores both, and counts.
 * @throws FlanstackError when the cap is below what is missing, or when an endpoint failed; what was answered is kept
 */
export async function evaluateQuick(options: QuickEvaluationOptions): Promise<QuickEvaluation> {
  const [tuned, base] = await askArms({
    ...options,
    arms: [
      { name: "tuned", ...options.tuned },
      { name: "base", ...options.base },
    ],
  });
  return {
    rows: options.rows.length,
    examples: new Set(options.rows.map((row) => row.exampleId)).size,
    tuned: scoreArm(options.tuned.client.model, options.rows, tuned!.predictions),
    base: scoreArm(options.base.client.model, options.rows, base!.predictions),
  };
}

/** Scores one arm's answers; `predictions[i]` answers `rows[i]`. */
export function scoreArm(
  model: string,
  rows: readonly EvaluationRow[],
  predictions: readonly Prediction[],
): QuickArmResult {
  const scores = rows.map((row, index) => scoreStep(row, predictions[index]!));
  const servedBy: Record<string, number> = {};
  for (const prediction of predictions) servedBy[prediction.servedBy] = (servedBy[prediction.servedBy] ?? 0) + 1;
  return {
    model,
    ...summarise(scores),
    servedBy,
    fallbacks: predictions.filter((prediction) => prediction.fallbackReason !== null).length,
    medianLatencyMs: median(predictions.map((prediction) => prediction.latencyMs)),
    inputTokens: total(predictions.map((prediction) => prediction.inputTokens)),
    outputTokens: total(predictions.map((prediction) => prediction.outputTokens)),
    scores,
  };
}

function summarise(scores: readonly StepScore[]): QuickMetrics {
  const share = (value: (score: StepScore) => boolean, over: (score: StepScore) => boolean = () => true) =>
    clusteredProportion(scores.filter(over).map((score) => ({ cluster: score.cluster, value: value(score) })));
  return {
    toolAccuracy: share((score) => score.tools),
    argumentMatch: share(
      (score) => score.calls,
      (score) => score.isCall,
    ),
    formatAdherence: share((score) => score.format),
    hallucinatedTools: share((score) => score.hallucinatedTool),
    restraint: share(
      (score) => score.calls,
      (score) => !score.isCall,
    ),
  };
}

function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function total(values: readonly (number | null)[]): number | null {
  let sum = 0;
  for (const value of values) {
    if (value === null) return null;
    sum += value;
  }
  return sum;
}
