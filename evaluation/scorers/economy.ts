/** Latency, tokens, and what a success costs; loss and confidence under names that do not mix them up. */
import type { Prediction } from "../../inference";
import { quantile } from "../statistics/bootstrap";

/** USD per million tokens, with the date the price was checked. */
export interface TokenPrice {
  readonly inputUsdPerMillion: number;
  readonly outputUsdPerMillion: number;
  readonly source: string;
  readonly checkedOn: string;
}

export interface Economy {
  readonly medianLatencyMs: number | null;
  readonly p95LatencyMs: number | null;
  /** `null` when the provider did not count for every answer. */
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** `null` when tokens or price are unknown. */
  readonly costUsd: number | null;
  /** Cost of all answers per success; `null` without a success: then no price buys one. */
  readonly costPerSuccessUsd: number | null;
}

export function economy(
  predictions: readonly Prediction[],
  successes: number,
  price: TokenPrice | null = null,
): Economy {
  const latencies = predictions.map(({ latencyMs }) => latencyMs).sort((left, right) => left - right);
  const inputTokens = total(predictions.map((prediction) => prediction.inputTokens));
  const outputTokens = total(predictions.map((prediction) => prediction.outputTokens));
  const costUsd =
    price === null || inputTokens === null || outputTokens === null
      ? null
      : (inputTokens * price.inputUsdPerMillion + outputTokens * price.outputUsdPerMillion) / 1e6;
  return {
    medianLatencyMs: latencies.length === 0 ? null : quantile(latencies, 0.5),
    p95LatencyMs: latencies.length === 0 ? null : quantile(latencies, 0.95),
    inputTokens,
    outputTokens,
    costUsd,
    costPerSuccessUsd: costUsd === null || successes === 0 ? null : costUsd / successes,
  };
}

/** exp(mean loss) of the provider's validation loss: how well the model expects the reference answers. Lower is better. */
export function referencePerplexity(validationLoss: number | null): number | null {
  return validationLoss === null ? null : Math.exp(validationLoss);
}

/** exp(mean log probability) of the tokens a model wrote itself: how sure it was, right or wrong. Never a quality measure. */
export function outputConfidence(logProbabilities: readonly number[]): number | null {
  if (logProbabilities.length === 0) return null;
  return Math.exp(logProbabilities.reduce((sum, value) => sum + value, 0) / logProbabilities.length);
}

function total(values: readonly (number | null)[]): number | null {
  let sum = 0;
  for (const value of values) {
    if (value === null) return null;
    sum += value;
  }
  return sum;
}
