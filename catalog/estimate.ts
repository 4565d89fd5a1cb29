/** What one training run will cost, as a range, from real token counts and a dated price. */
import type { ModelFacts, Price } from "./schema";

/** Tokens of a training file. `low`: as counted; `high`: if the vendor bills each model turn with its prefix. */
export interface TokenRange {
  readonly low: number;
  readonly high: number;
}

export interface TrainingEstimateInput {
  /** Tokens of the file, once: epochs are multiplied here. */
  readonly tokens: number | TokenRange;
  readonly epochs: number;
  readonly model: ModelFacts;
  /** A price of the user's own (`flanstack:priceUsdPerMillionTokens`), per million training tokens; wins over the catalogue's. */
  readonly usdPerMillionTokens?: number;
}

export type TrainingEstimate =
  | {
      readonly known: true;
      readonly lowUsd: number;
      readonly highUsd: number;
      /** Never: only the provider's own count of billed tokens is. */
      readonly exact: false;
      readonly usdPerMillionTokens: number;
      readonly priceSource: string;
      /** The day the price was checked; null for a price from the user's configuration. */
      readonly priceDate: string | null;
      readonly priceConfidence: Price["confidence"];
    }
  | { readonly known: false; readonly reason: string };

/**
 * Training cost in US dollars: tokens x epochs x price / 1,000,000.
 * @throws RangeError when tokens or epochs are negative, or the range is upside down
 */
export function estimateTraining(input: TrainingEstimateInput): TrainingEstimate {
  const tokens = typeof input.tokens === "number" ? { low: input.tokens, high: input.tokens } : input.tokens;
  if (!(tokens.low >= 0 && tokens.high >= tokens.low)) {
    throw new RangeError(`estimateTraining: tokens [${tokens.low}, ${tokens.high}] are no range`);
  }
  if (!(input.epochs > 0)) throw new RangeError(`estimateTraining: ${input.epochs} epochs`);
  const price = input.model.prices.trainingUsdPerMillionTokens;
  const value = input.usdPerMillionTokens ?? price?.value;
  if (value === undefined) {
    return {
      known: false,
      reason: `no training price of ${input.model.id} is known (checked ${input.model.checkedOn})`,
    };
  }
  const own = input.usdPerMillionTokens !== undefined;
  return {
    known: true,
    lowUsd: (tokens.low * input.epochs * value) / 1_000_000,
    highUsd: (tokens.high * input.epochs * value) / 1_000_000,
    exact: false,
    usdPerMillionTokens: value,
    priceSource: own ? "your configuration" : price!.source,
    priceDate: own ? null : price!.checkedOn,
    priceConfidence: own ? "documented" : price!.confidence,
  };
}
