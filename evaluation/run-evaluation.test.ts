import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { memoryPredictionStore, type Prediction, type PredictionClient } from "../inference";
import { parseAssistant } from "./canonical-turns";
import { freeCases } from "./free-running/free-cases";
import { type EvaluationRow, GENERATED_ROW, OWN_ROW } from "./row";
import { evaluationRows, parseExample } from "./rows";
import { type EvaluationRun, runEvaluation } from "./run-evaluation";
import { testAnswer } from "./testing-rows";

// The generator loads itself by `require`, as it does in a program.
const load = createRequire(__filename);
load("../bin/load-typescript.cjs");
const { libraryAgent } = load("../test/fixtures/library-agent") as typeof import("../test/fixtures/library-agent");
const { prepareEngine } = load("../datasets/engine") as typeof import("../datasets/engine");
const { generateBlock } = load("../datasets/pipeline") as typeof import("../datasets/pipeline");
const { normaliseSettings } = load("../datasets/settings") as typeof import("../datasets/settings");

const settings = normaliseSettings("library_agent", { seed: 5, counts: { tflan: 20, react: 30, negative: 10 } });
const examples: unknown[] = generateBlock(prepareEngine(libraryAgent), settings, 0).examples.map(({ row }) => row);
const rows = evaluationRows(examples, "library", { steps: "one" });
const playground = { agent: libraryAgent, others: [] };
const { cases, unplayable } = freeCases(examples, rows, () => playground);
const byId = new Map(examples.map((value) => [(value as { id: string }).id, parseExample(value)]));

interface Counting extends PredictionClient {
  asked: number;
}

/** Says what gold says: at the turn a step names, or at the n-th answer of a run. */
function gold(failAfter = Number.POSITIVE_INFINITY): Counting {
  const client: Counting = {
    model: "gold",
    asked: 0,
    predict: async ({ exampleId }): Promise<Prediction> => {
      client.asked += 1;
      if (client.asked > failAfter) throw new DOMException("killed", "AbortError");
      const [, id, mark, position] = /^(.*)([#~])(\d+)$/.exec(exampleId)!;
      const { messages, rendering } = byId.get(id!)!;
      const assistant = messages.filter(({ role }) => role === "assistant");
      const { content } = mark === "#" ? messages[Number(position)]! : assistant[Number(position)]!;
      return testAnswer(rendering === "native" ? parseAssistant(content, "native") : { text: content });
    },
  };
  return client;
}

function never(): Counting {
  const client: Counting = {
    model: "never",
    asked: 0,
    predict: async () => {
      client.asked += 1;
      return testAnswer({ text: "I can't do that." });
    },
  };
  return client;
}

function evaluate(changes: Partial<EvaluationRun> = {}) {
  return runEvaluation({
    rows,
    cases,
    arms: [
      { name: "tuned", by: { client: gold() } },
      { name: "base", by: { client: never() } },
    ],
    store: memoryPredictionStore(),
    repeatedRows: [],
    repeats: 1,
    stack: "dev",
    evaluatedAt: "2026-11-23T00:00:00.000Z",
    isSimulated: false,
    rowsFrom: "test",
    costs: () => [],
    lineage: [],
    ...changes,
  });
}

describe("an evaluation with free running", () => {
  const react = examples.filter((value) => (value as { type: string }).type === "react").length;

  it("plays every ReAct example, and decides on those runs in place of single steps", async () => {
    expect(unplayable).toEqual([]);
    expect(cases).toHaveLength(react);
    const [agent] = (await evaluate()).agents;
    const [best, worst] = agent!.freeRunning!.arms;
    expect(agent!.freeRunning).toMatchObject({ cases: react, decides: true });
    expect(best!.solved).toMatchObject({ successes: react, total: react });
    expect(worst!.solvedCalls.successes).toBe(0);
    expect(worst!.unsolved[0]!.why).toBe("nothing was called");
    // One pair per example, played or not.
    expect(agent!.comparisons[0]!.rows).toBe(examples.length);
    expect(agent!.comparisons[0]!.shares!.tuned).toBe(1);
    expect(agent!.evidence!.comparisons[0]!.pairs.tuned).toHaveLength(examples.length);
  });

  it("lets single steps decide where every step is asked and nothing is played", async () => {
    const all = evaluationRows(examples, "library", { steps: "all" });
    const [agent] = (await evaluate({ rows: all, cases: [] })).agents;
    expect(agent!.freeRunning).toBeUndefined();
    expect(agent!.comparisons[0]!.rows).toBe(all.length);
    const [mixed] = (await evaluate({ rows: all })).agents;
    const steps = all.filter(({ type }) => type !== "react").length;
    expect(mixed!.comparisons[0]!.rows).toBe(steps + react);
  });

  it("shows runs and lets the user's own scorer decide", async () => {
    const judge: EvaluationRun["judge"] = async (asked) => new Map(asked.map(({ id }) => [id, true]));
    const [agent] = (await evaluate({ judge })).agents;
    expect(agent!.freeRunning).toMatchObject({ decides: false });
    expect(agent!.comparisons[0]!).toMatchObject({ rows: rows.length, shares: { tuned: 1, other: 1 } });
  });
});

describe("calls are paid once", () => {
  const total = rows.length + cases.reduce((sum, given) => sum + given.gold.answers, 0);

  it.each([1, 7, rows.length + 5, total - 1])("after it was killed at call %i", async (failAfter) => {
    const store = memoryPredictionStore();
    const dying = gold(failAfter);
    const controller = new AbortController();
    const killed = {
      ...dying,
      predict: (...question: Parameters<PredictionClient["predict"]>) =>
        dying.predict(...question).catch((error: unknown) => {
          controller.abort(error);
          throw error;
        }),
    };
    const arms = (client: PredictionClient) => [
      { name: "tuned", by: { client, modelIdentity: "job" } },
      { name: "base", by: { client: never() } },
    ];
    await expect(evaluate({ store, arms: arms(killed), signal: controller.signal })).rejects.toThrow();
    const again = gold();
    const resumed = await evaluate({ store, arms: arms(again) });
    expect(failAfter + again.asked).toBe(total);
    const third = gold();
    expect((await evaluate({ store, arms: arms(third) })).agents).toEqual(resumed.agents);
    expect(third.asked).toBe(0);
  });

  it("and none is made when all together are more than allowed", async () => {
    const client = gold();
    const arms = [
      { name: "tuned", by: { client } },
      { name: "base", by: { client: never() } },
    ];
    await expect(evaluate({ arms, maxCalls: total })).rejects.toMatchObject({ code: "call_cap_exceeded" });
    expect(client.asked).toBe(0);
  });
});

describe("rows of the user's own", () => {
  it("decide, and generated rows beside them are a slice and count in the guardrails", async () => {
    const tagged = rows.map((row, index): EvaluationRow => {
      return { ...row, tags: [...row.tags, index < 20 ? OWN_ROW : GENERATED_ROW] };
    });
    const [agent] = (await evaluate({ rows: tagged, cases: [] })).agents;
    expect(agent!.comparisons[0]!.rows).toBe(20);
    expect(agent!.evidence!.guardrails[0]!.pairs.of).toHaveLength(rows.length);
    const slices = agent!.arms[0]!.slices.filter(({ by }) => by === "rows");
    expect(slices.map(({ value, solved }) => [value, solved.total])).toEqual([
      ["own", 20],
      ["generated", rows.length - 20],
    ]);
  });
});
