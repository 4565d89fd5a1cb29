import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { type ScoreStreamOptions, scoreStream } from "./score-stream";
import { refusal, threeSteps } from "./testing-examples";
import { readTwins } from "./twin-ties";

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

const LIST = { name: "list_suites", args: {} };
const RUN = { name: "run_tests", args: { path: "a" } };
const NO = { text: "I can't do that." };
const examples = [threeSteps("e1"), refusal("e2"), threeSteps("e3", { family: "other" })];
const right = [
  { id: "e1#1", calls: [LIST] },
  { id: "e1#3", calls: [RUN] },
  { id: "e1#5", text: "3 passed." },
  { id: "e2#1", ...NO },
  { id: "e3#1", calls: [LIST] },
  { id: "e3#3", calls: [RUN] },
  { id: "e3#5", text: "3 passed." },
];

async function score(
  answers: readonly (object | string)[],
  options: Partial<ScoreStreamOptions> & { rows?: readonly object[] } = {},
) {
  const { rows = examples, ...rest } = options;
  const lines = rows.map((row) => JSON.stringify(row));
  return scoreStream({
    examples: { source: "rows.jsonl", lines },
    predictions: {
      source: "answers.jsonl",
      lines: answers.map((each) => (typeof each === "string" ? each : JSON.stringify(each))),
    },
    twins: await readTwins(lines),
    ...rest,
  });
}
const solved = async (answers: readonly object[], options = {}) => {
  const { successes, total } = (await score(answers, options)).all.metrics.solved;
  return `${successes}/${total}`;
};

describe("scoreStream", () => {
  it("scores every step, in any order, and counts examples whole", async () => {
    const { steps, all, agents } = await score(right.toReversed());
    expect(steps).toBe("all");
    expect(all).toMatchObject({ rows: 7, examples: 3, metrics: { solvedExamples: { successes: 3, total: 3 } } });
    expect(agents.map(({ agent }) => agent)).toEqual(["qa_agent"]);
  });

  it("gives a policy that never calls 0 on rows that want a call", async () => {
    const { all } = await score(right.map(({ id }) => ({ id, ...NO })));
    expect(all.metrics.solvedCalls).toMatchObject({ successes: 0, total: 4 });
    expect(all.metrics.solved.successes).toBe(1);
  });

  it("reads chat messages, stored predictions and `exampleId` alike", async () => {
    const [first, ...others] = right;
    const chat = {
      id: first!.id,
      content: null,
      tool_calls: [{ function: { name: "list_suites", arguments: "{}" } }],
    };
    const stored = others.map(({ id, ...answer }) => ({
      key: { model: "m", exampleId: id, promptDigest: "x", repeat: 0 },
      prediction: { exampleId: id, model: "m", calls: [], ...answer },
    }));
    expect(await solved([chat, ...stored])).toBe("7/7");
    expect(await solved(right.map(({ id, ...answer }) => ({ exampleId: id, ...answer })))).toBe("7/7");
  });

  it.each([
    ["the first step", [LIST], "3/3"],
    ["all of its calls", [LIST, RUN], "3/3"],
    ["half of its calls, twice", [LIST, LIST], "1/3"],
    ["its calls and one more", [LIST, RUN, RUN], "1/3"],
    ["its last call alone", [RUN], "1/3"],
    ["no call", [], "1/3"],
  ])("judges an answer to a whole example by %s", async (_, calls, expected) => {
    const answers = ["e1", "e2", "e3"].map((id) => (id === "e2" ? { id, ...NO } : { id, calls, text: "3 passed." }));
    expect(await solved(answers)).toBe(expected);
  });

  it("leaves unanswered rows out only when told, and says how many", async () => {
    await expect(score(right.slice(1))).rejects.toThrow("e1#1 has no answer");
    expect(await score(right.slice(1), { isPartial: true, steps: "all" })).toMatchObject({
      unanswered: 1,
      all: { rows: 6 },
    });
  });

  it.each<[string, readonly (object | string)[], string]>([
    ["no JSON", [...right, "{"], "answers.jsonl:8: The line is no JSON"],
    ["no id", [...right, { text: "x" }], "answers.jsonl:8: id"],
    ["an unknown row", [...right, { id: "z#1", text: "x" }], "No row has the id z#1"],
    ["two answers", [...right, right[0]!], "e1#1 is answered twice"],
    ["calls that are none", [...right.slice(1), { id: "e1#1", calls: ["f"] }], "answers.jsonl:7: calls.0"],
    ["two models", right.map((each, index) => ({ ...each, model: `m${index % 2}` })), "Name one of them with --model"],
  ])("names %s", async (_, answers, message) => {
    await expect(score(answers)).rejects.toThrow(message);
  });

  it("names an example that cannot be read, and all problems together", async () => {
    const broken = { ...refusal("e4"), tools: "{" };
    await expect(score([...right, { id: "z" }], { rows: [...examples, broken] })).rejects.toThrow(
      /rows\.jsonl:4[\s\S]*id z/,
    );
  });

  it("takes one model of several, and no repetitions", async () => {
    const both = right.flatMap((each) => [
      { ...each, model: "good" },
      { id: each.id, model: "bad", text: "Hm." },
      { id: each.id, model: "good", repeat: 1, text: "Hm." },
    ]);
    expect(await solved(both, { model: "good" })).toBe("7/7");
  });

  it("ties families by twins, as scoring at once does, whichever twin comes first", async () => {
    const twins = [threeSteps("e1", { family: "a" }), refusal("e2", { family: "b", tags: ["twin:e1"] })];
    const half = [right[0]!, { id: "e1#3", ...NO }, right[2]!, right[3]!];
    for (const rows of [twins, twins.toReversed()]) {
      const { all } = await score(half, { rows });
      // One cluster: its rows are worth one.
      expect(all.metrics.solved).toMatchObject({ successes: 3, total: 4, effectiveTotal: 1 });
      expect(all.decisions.twinAccuracy).toMatchObject({ successes: 0, total: 1 });
    }
  });

  it("holds nothing of rows that are done", async () => {
    const [row, answer] = [JSON.stringify(refusal("e")), JSON.stringify({ id: "e#1", ...NO })];
    const count = 50_000;
    function* numbered(text: string, id: string, next: string) {
      for (let index = 0; index < count; index += 1) yield text.replace(id, next.replace("*", String(index)));
    }
    collectGarbage();
    const before = process.memoryUsage().heapUsed / 2 ** 20;
    const held: number[] = [];
    const { all } = await scoreStream({
      examples: { source: "rows", lines: numbered(row, '"id":"e"', '"id":"e*"') },
      predictions: { source: "answers", lines: numbered(answer, '"e#1"', '"e*#1"') },
      twins: new Set(),
      onScore: (each) => {
        if (!each.exampleId.endsWith("9999")) return;
        collectGarbage();
        held.push(process.memoryUsage().heapUsed / 2 ** 20);
      },
    });
    expect(all.rows).toBe(count);
    expect(held).toHaveLength(5);
    expect(held.at(-1)! - held[0]!).toBeLessThan(8);
    // All examples at once would be some seventy.
    expect(held[0]! - before).toBeLessThan(30);
  });
});
