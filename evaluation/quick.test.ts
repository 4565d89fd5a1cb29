import { describe, expect, it } from "vitest";
import { memoryPredictionStore, type Prediction, type PredictionClient } from "../inference";
import { evaluateQuick } from "./quick";
import type { EvaluationRow } from "./row";

const TOOL = {
  name: "run_tests",
  description: "",
  parameters: { type: "object", properties: { path: { type: "string" } } },
};

const rows: EvaluationRow[] = Array.from({ length: 60 }, (_, index) => {
  const isCall = index % 3 !== 0;
  return {
    id: `row-${index}#1`,
    exampleId: `row-${index}`,
    agent: "qa_agent",
    type: isCall ? "tflan" : "negative",
    hallucinationType: null,
    family: `family-${index % 12}`,
    cluster: `family-${index % 12}`,
    tags: [],
    difficulty: "easy",
    kind: "single",
    rendering: "native",
    tools: [TOOL],
    composed: [],
    request: { exampleId: `row-${index}#1`, turns: [{ role: "user", text: `test ${index}` }], tools: [TOOL] },
    gold: isCall
      ? { decision: "call", calls: [[{ name: "run_tests", args: { path: `p${index}` } }]], text: "", required: [] }
      : { decision: "refuse", calls: [], text: "I can't.", required: [] },
  };
});

function policy(model: string, act: (row: EvaluationRow) => Partial<Prediction>): PredictionClient & { asked: number } {
  const client = {
    model,
    asked: 0,
    predict: async ({ exampleId }: { exampleId: string }) => {
      client.asked += 1;
      return {
        exampleId,
        model,
        calls: [],
        malformed: [],
        text: "",
        finish: "stop" as const,
        latencyMs: 10,
        inputTokens: 5,
        outputTokens: 2,
        servedBy: model,
        fallbackReason: null,
        ...act(rows.find((row) => row.id === exampleId)!),
      };
    },
  };
  return client;
}

const oracle = () => policy("oracle", (row) => ({ calls: row.gold.calls[0] ?? [], text: row.gold.text }));
const neverCalls = () => policy("never-calls", () => ({ text: "I can't do that." }));
const silent = () => policy("silent", () => ({}));
const alwaysCalls = () => policy("always-calls", () => ({ calls: [{ name: "run_tests", args: { path: "p1" } }] }));
const inventor = () => policy("inventor", () => ({ calls: [{ name: "run_everything", args: {} }] }));

async function rates(client: PredictionClient) {
  const { tuned } = await evaluateQuick({ rows, tuned: { client }, base: { client: oracle() } });
  return {
    tool: tuned.toolAccuracy.rate,
    argument: tuned.argumentMatch.rate,
    format: tuned.formatAdherence.rate,
    hallucinated: tuned.hallucinatedTools.rate,
    restraint: tuned.restraint.rate,
  };
}

describe("evaluateQuick", () => {
  it.each([
    ["an oracle is perfect", oracle, { tool: 1, argument: 1, format: 1, hallucinated: 0, restraint: 1 }],
    // A policy that never calls must score 0 on call rows, however polite it is.
    ["never calling", neverCalls, { tool: 20 / 60, argument: 0, format: 1, hallucinated: 0, restraint: 1 }],
    ["saying nothing is not restraint", silent, { tool: 0, argument: 0, format: 0, hallucinated: 0, restraint: 0 }],
    ["always calling", alwaysCalls, { tool: 40 / 60, argument: 1 / 40, format: 1, hallucinated: 0, restraint: 0 }],
    ["inventing tools", inventor, { tool: 0, argument: 0, format: 0, hallucinated: 1, restraint: 0 }],
  ])("%s", async (_, client, expected) => {
    expect(await rates(client())).toEqual(expected);
  });

  it("compares both arms on the same rows, and says who answered", async () => {
    const seen: number[] = [];
    const result = await evaluateQuick({
      rows,
      tuned: { client: oracle() },
      base: { client: policy("base", () => ({ text: "hi", servedBy: "other", fallbackReason: "tuned model failed" })) },
      onProgress: ({ done, total }) => seen.push(done / total),
    });
    expect(result).toMatchObject({
      rows: 60,
      examples: 60,
      tuned: { servedBy: { oracle: 60 }, fallbacks: 0, inputTokens: 300, outputTokens: 120, medianLatencyMs: 10 },
      base: { servedBy: { other: 60 }, fallbacks: 60 },
    });
    expect(result.tuned.toolAccuracy.low).toBeGreaterThan(result.base.toolAccuracy.high!);
    expect(seen.at(-1)).toBe(1);
  });

  it("makes no call when both arms together need more than the cap, and none at all the second time", async () => {
    const store = memoryPredictionStore();
    const [tuned, base] = [oracle(), neverCalls()];
    const run = (maxCalls: number) =>
      evaluateQuick({ rows, tuned: { client: tuned }, base: { client: base }, store, maxCalls });
    await expect(run(119)).rejects.toMatchObject({ code: "call_cap_exceeded" });
    expect(tuned.asked + base.asked).toBe(0);
    await run(120);
    await run(0);
    expect(tuned.asked + base.asked).toBe(120);
  });
});
