/** How many calls free running will take, said before the first: gold's own steps, less what the store already answers. */
import { type PredictionClient, type PredictionKey, type PredictionStore, promptDigest } from "../../inference";
import type { FreeCase } from "./free-case";
import { playFreely } from "./play";

class NotStored extends Error {}

/**
 * A case whose stored answers lead to its end needs none; any other needs about as many as gold took. A model may take more
 * (up to the limit of steps per case): a cap holds all the same.
 */
export async function freeCallsExpected(
  cases: readonly FreeCase[],
  arm: { readonly client: Pick<PredictionClient, "model">; readonly modelIdentity?: string },
  store: PredictionStore,
): Promise<number> {
  let expected = 0;
  for (const given of cases) {
    let answered = 0;
    const kept: PredictionClient = {
      model: arm.client.model,
      predict: async (request) => {
        const key: PredictionKey = {
          model: arm.modelIdentity ?? arm.client.model,
          exampleId: request.exampleId,
          promptDigest: promptDigest(request),
          repeat: 0,
        };
        const prediction = store.get(key);
        if (prediction === undefined) throw new NotStored();
        answered += 1;
        return prediction;
      },
    };
    try {
      await playFreely(given, kept);
    } catch (error) {
      if (!(error instanceof NotStored)) throw error;
      expected += Math.max(1, given.gold.answers - answered);
    }
  }
  return expected;
}
