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
  const tally = createEconomyTally();
  for (const prediction of predictions) tally.add(prediction);
  return tally.result(successes, price);
}

/** Sums as answers come; of each only its latency is kept, eight bytes. */
export function createEconomyTally() {
  let latencies = new Float64Array(1024);
  let count = 0;
  let inputTokens: number | null = 0;
  let outputTokens: number | null = 0;
  return {
    add(prediction: Pick<Prediction, "latencyMs" | "inputTokens" | "outputTokens">): void {
      if (count === latencies.length) {
        const larger = new Float64Array(2 * count);
        larger.set(latencies);
        latencies = larger;
      }
      latencies[count] = prediction.latencyMs;
      count += 1;
      inputTokens = sum(inputTokens, prediction.inputTokens);
      outputTokens = sum(outputTokens, prediction.outputTokens);
    },
    result(successes: number, price: TokenPrice | null = null): Economy {
      const sorted = latencies.subarray(0, count).slice().sort();
      const costUsd =
        price === null || inputTokens === null || outputTokens === null
          ? null
          : (inputTokens * price.inputUsdPerMillion + outputTokens * price.outputUsdPerMillion) / 1e6;
      return {
        medianLatencyMs: count === 0 ? null : quantile(sorted, 0.5),
        p95LatencyMs: count === 0 ? null : quantile(sorted, 0.95),
        inputTokens,
        outputTokens,
        costUsd,
        costPerSuccessUsd: costUsd === null || successes === 0 ? null : costUsd / successes,
      };
    },
  };
}

/** Unknown as soon as one is. */
function sum(so: number | null, value: number | null): number | null {
  return so === null || value === null ? null : so + value;
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
