/** A model that is no endpoint: this process has its answers, at no time and no tokens. */
import type { Prediction, PredictionClient } from "./prediction";

type Answer = Pick<Prediction, "calls" | "text">;

/** @param answerOf the answer to one example; may throw for an example it does not know */
export function createInProcessClient(model: string, answerOf: (exampleId: string) => Answer): PredictionClient {
  return {
    model,
    predict: async ({ exampleId }) => ({
      exampleId,
      model,
      ...answerOf(exampleId),
      malformed: [],
      finish: "stop",
      latencyMs: 0,
      inputTokens: null,
      outputTokens: null,
      servedBy: model,
      fallbackReason: null,
    }),
  };
}
