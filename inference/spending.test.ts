import { describe, expect, it } from "vitest";
import type { Prediction, PredictionClient } from "./prediction";
import { runPredictions } from "./run-predictions";
import { createSpending } from "./spending";

const PRICE = { inputUsdPerMillion: 10, outputUsdPerMillion: 100 };
const requests = Array.from({ length: 20 }, (_, index) => ({ exampleId: String(index), turns: [], tools: [] }));

/** Each call costs 1000 x 10 + 100 x 100 per million: two cents. */
function client(tokens: Partial<Prediction> = {}): PredictionClient & { calls: () => number } {
  let calls = 0;
  return {
    model: "m",
    calls: () => calls,
    predict: async ({ exampleId }) => {
      calls += 1;
      await new Promise((done) => setImmediate(done));
      return {
        exampleId,
        model: "m",
        calls: [],
        malformed: [],
        text: "x",
        finish: "stop",
        latencyMs: 1,
        inputTokens: 1000,
        outputTokens: 100,
        servedBy: "m",
        fallbackReason: null,
        ...tokens,
      };
    },
  };
}

describe("createSpending", () => {
  it.each([
    ["as expected", {}, 0.02, 10],
    ["dearer than expected: calls under way are the most by which the limit is passed", {}, 0.001, 10],
    ["not counted by the provider", { inputTokens: null }, 0.02, 10],
  ])("stops calls that are %s", async (_, tokens, expected, calls) => {
    const spending = createSpending(0.2);
    const asked = client(tokens);
    await expect(
      runPredictions({ client: spending.limit(asked, PRICE, expected), requests, concurrency: 1 }),
    ).rejects.toThrow("the limit of $0.2 is reached");
    expect(asked.calls()).toBe(calls);
    expect(spending.spentUsd()).toBeCloseTo(0.2, 9);
  });

  it("counts calls under way, and all clients together", async () => {
    const spending = createSpending(0.1);
    const [first, second] = [client(), client()];
    const run = (asked: PredictionClient) =>
      runPredictions({ client: spending.limit(asked, PRICE, 0.02), requests, concurrency: 8 }).catch(() => undefined);
    await Promise.all([run(first), run(second)]);
    expect(first.calls() + second.calls()).toBe(5);
  });
});
