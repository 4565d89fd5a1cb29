/** A limit on what calls may cost together, counted as they are answered: no call starts once the limit would be passed. */
import { FlanstackError } from "../primitives";
import type { Prediction, PredictionClient } from "./prediction";

/** US dollars per million tokens. */
export interface CallPrice {
  readonly inputUsdPerMillion: number;
  readonly outputUsdPerMillion: number;
}

export interface Spending {
  /** The same client, whose calls are paid from this purse. */
  limit(client: PredictionClient, price: CallPrice, expectedUsdPerCall: number): PredictionClient;
  readonly spentUsd: () => number;
}

/** @param limitUsd the most that all calls together may cost */
export function createSpending(limitUsd: number): Spending {
  let spent = 0;
  let underWay = 0;
  return {
    spentUsd: () => spent,
    limit: (client, price, expectedUsdPerCall) => ({
      model: client.model,
      async predict(request, options): Promise<Prediction> {
        if (spent + underWay + expectedUsdPerCall > limitUsd) {
          throw new FlanstackError(
            `${client.model}: the limit of $${limitUsd} is reached; $${spent.toFixed(4)} are spent`,
            {
              code: "cost_cap_reached",
              path: client.model,
              fix: "Raise the limit and run again: answers so far are kept.",
            },
          );
        }
        underWay += expectedUsdPerCall;
        try {
          const prediction = await client.predict(request, options);
          const { inputTokens, outputTokens } = prediction;
          // A provider that does not count is taken at what was expected.
          spent +=
            inputTokens === null || outputTokens === null
              ? expectedUsdPerCall
              : (inputTokens * price.inputUsdPerMillion + outputTokens * price.outputUsdPerMillion) / 1e6;
          return prediction;
        } finally {
          underWay -= expectedUsdPerCall;
        }
      },
    }),
  };
}
