import { describe, expect, it } from "vitest";
import { simulatorFor, type World } from "../../agents/contract";
import { memoryPredictionStore, type Prediction, type PredictionClient, type PredictionRequest } from "../../inference";
import { libraryAgent } from "../../test/fixtures/library-agent";
import type { LibraryWorld } from "../../test/fixtures/library-agent/world";
import { parseExample } from "../rows";
import { testAnswer } from "../testing-rows";
import { compareFree, evaluateFree } from "./evaluate-free";
import { scoreFreeRun } from "./final-state";
import { freeCase } from "./free-case";
import { playFreely } from "./play";

const WORLD: LibraryWorld = {
  today: "2026-11-20",
  books: [{ id: "BK-1", title: "The Silent River", copies: 2 }],
  members: ["M-1"],
  loans: [{ loan_id: "LN-1", book_id: "BK-1", member_id: "M-1", due: "2026-12-01", renewals: 0 }],
};

type Call = { name: string; arguments: Record<string, string | number> };
type Step =
  | { calls: Call[]; event?: "fault" }
  | { text: string; decision: "answer" | "ask" | "refuse"; required?: string[] }
  | { user: string };

/** A canonical row out of gold's steps, executed in the library. */
function example(steps: Step[], id = "row") {
  const simulator = simulatorFor<World>(libraryAgent as never);
  let world: World = WORLD;
  const conversations: { role: string; content: string; loss: boolean }[] = [
    { role: "system", content: "You lend books.", loss: false },
  ];
  const calls: object[] = [];
  const texts: object[] = [];
  for (const step of steps) {
    const turn = conversations.length;
    if ("user" in step) conversations.push({ role: "user", content: step.user, loss: false });
    else if ("text" in step) {
      conversations.push({ role: "assistant", content: step.text, loss: true });
      texts.push({ turn, decision: step.decision, required: step.required ?? [] });
    } else {
      const blocks = step.calls.map((call) => `<tool_call>\n${JSON.stringify(call)}\n</tool_call>`);
      conversations.push({ role: "assistant", content: blocks.join("\n"), loss: true });
      for (const call of step.calls) {
        let observation: unknown = { error: { code: "timeout", message: "try again" } };
        if (step.event === undefined) {
          const { outcome } = simulator.execute(world, { tool: call.name, args: call.arguments });
          if (outcome.ok) world = outcome.world;
          observation = outcome.ok ? outcome.observation : { error: outcome.error };
        }
        conversations.push({ role: "tool", content: JSON.stringify(observation), loss: false });
        calls.push({ ...call, turn, observation, event: step.event });
      }
    }
  }
  const tools = libraryAgent.tools.map(({ name, description, parameters }) => ({ name, description, parameters }));
  return parseExample({
    id,
    type: "react",
    agent: "library_agent",
    hallucination_type: null,
    conversations,
    tools: JSON.stringify(tools),
    trace: JSON.stringify({ kind: "short_chain", calls, texts }),
    tags: [],
    family: "renew",
    difficulty: "easy",
  });
}

const prepare = (steps: Step[]) => freeCase(example(steps), libraryAgent as never, WORLD, "renew");

/** Says the given answers one after the other, then stays silent. */
function saying(...answers: Partial<Prediction>[]): PredictionClient & { requests: PredictionRequest[] } {
  const requests: PredictionRequest[] = [];
  return {
    model: "scripted",
    requests,
    predict: async (request) => {
      requests.push(request);
      return testAnswer(answers[requests.length - 1] ?? {});
    },
  };
}

const call = (name: string, args: Record<string, string | number>) => ({ calls: [{ name, args }] });
const LOOK = call("loans_list", { member_id: "M-1" });
const RENEW = call("loans_renew", { loan_id: "LN-1", weeks: 1 });
const DONE = { text: "LN-1 is now due on 2026-12-08." };

const RENEWAL = prepare([
  { user: "Renew what M-1 has by a week." },
  { calls: [{ name: "loans_list", arguments: { member_id: "M-1" } }] },
  { calls: [{ name: "loans_renew", arguments: { loan_id: "LN-1", weeks: 1 } }] },
  { text: "LN-1 is due on 2026-12-08 now.", decision: "answer", required: ["LN-1", "2026-12-08"] },
]);

const QUESTION = prepare([
  { user: "Renew my loan." },
  { text: "Which loan is it?", decision: "ask" },
  { user: "LN-1, by one week." },
  { calls: [{ name: "loans_renew", arguments: { loan_id: "LN-1", weeks: 1 } }] },
  { text: "LN-1 is due on 2026-12-08.", decision: "answer", required: ["2026-12-08"] },
]);

const REFUSAL = prepare([
  { user: "Delete the library." },
  { text: "I can't do that: no tool deletes anything.", decision: "refuse" },
]);

async function play(given: typeof RENEWAL, ...answers: Partial<Prediction>[]) {
  const run = await playFreely(given, saying(...answers));
  return { run, score: scoreFreeRun(given, run) };
}

describe("a free run is solved", () => {
  it.each([
    ["by gold's own way", RENEWAL, [LOOK, RENEW, DONE]],
    ["by another order of looking", RENEWAL, [call("catalog_get_book", { book_id: "BK-1" }), LOOK, RENEW, DONE]],
    ["with a call that fails in between", RENEWAL, [LOOK, call("loans_renew", { loan_id: "LN-9" }), RENEW, DONE]],
    ["with an invented tool in between, which fails", RENEWAL, [LOOK, call("loans_extend", {}), RENEW, DONE]],
    ["by asking, and using the answer", QUESTION, [{ text: "Which loan?" }, RENEW, DONE]],
    ["by asking twice", QUESTION, [{ text: "Which loan?" }, { text: "Are you sure?" }, RENEW, DONE]],
    ["by refusing what cannot be done", REFUSAL, [{ text: "I cannot do that." }]],
  ])("%s", async (_, given, answers) => {
    expect((await play(given, ...answers)).score).toMatchObject({ solved: true, state: true, extraWrites: false });
  });
});

describe("a free run is not solved", () => {
  it.each([
    ["by never calling, however right it sounds", RENEWAL, [DONE], { state: false }],
    ["without looking, even with the right end", RENEWAL, [RENEW, DONE], { state: true, observations: false }],
    ["without the facts", RENEWAL, [LOOK, RENEW, { text: "Done." }], { state: true, facts: false }],
    ["with a wrong date", RENEWAL, [LOOK, RENEW, { text: "LN-1 is due on 2026-12-18." }], { facts: false }],
    [
      "with another number of weeks",
      RENEWAL,
      [LOOK, call("loans_renew", { loan_id: "LN-1", weeks: 2 }), DONE],
      { state: false },
    ],
    [
      "with a default where one week was asked",
      RENEWAL,
      [LOOK, call("loans_renew", { loan_id: "LN-1" }), DONE],
      { state: false },
    ],
    ["by renewing twice", RENEWAL, [LOOK, RENEW, RENEW, DONE], { state: false, extraWrites: true }],
    ["by reading only", RENEWAL, [LOOK, DONE], { state: false }],
    ["by going on for ever", RENEWAL, new Array(20).fill(LOOK), { state: false }],
    ["by falling silent", RENEWAL, [LOOK, RENEW], { facts: false }],
    [
      "by guessing what it should have asked",
      QUESTION,
      [call("loans_renew", { loan_id: "LN-2", weeks: 1 }), DONE],
      { state: false },
    ],
    ["by acting on what must be refused", REFUSAL, [RENEW, { text: "I cannot do that." }], { state: false }],
    ["by looking around before refusing", REFUSAL, [LOOK, { text: "I cannot do that." }], { state: true }],
    ["by promising what cannot be done", REFUSAL, [{ text: "It is deleted." }], { closing: false }],
  ])("%s", async (_, given, answers, expected) => {
    expect((await play(given, ...answers)).score).toMatchObject({ solved: false, ...expected });
  });
});

describe("each part of a free run's score counts alone", () => {
  it.each([
    ["a change too many, though the end is right", RENEWAL, [LOOK, RENEW, DONE], { writes: 2 }],
    ["another end", RENEWAL, [LOOK, RENEW, DONE], { state: "0".repeat(64) }],
    ["an observation less", RENEWAL, [LOOK, RENEW, DONE], { observations: [] }],
    ["other last words", RENEWAL, [LOOK, RENEW, DONE], { answer: "Done." }],
    ["no call at all, though the end is right", RENEWAL, [LOOK, RENEW, DONE], { calls: 0 }],
    ["no end", RENEWAL, [LOOK, RENEW, DONE], { ended: "steps" as const }],
    ["a call before a refusal", REFUSAL, [{ text: "I cannot do that." }], { calls: 1 }],
    ["a promise in place of a refusal", REFUSAL, [{ text: "I cannot do that." }], { answer: "It is deleted." }],
  ])("%s", async (_, given, answers, changes) => {
    const { run, score } = await play(given, ...answers);
    expect(score.solved).toBe(true);
    expect(scoreFreeRun(given, { ...run, ...changes }).solved).toBe(false);
  });
});

describe("the scripted user", () => {
  it("tells what was hidden when asked, and does not know otherwise, three times", async () => {
    const client = saying(...new Array(8).fill({ text: "Which one?" }));
    const run = await playFreely(QUESTION, client);
    const said = run.turns.filter((turn) => turn.role === "user").map((turn) => turn.text);
    expect(said).toEqual(["Renew my loan.", "LN-1, by one week.", "I don't know.", "I don't know."]);
    expect(run).toMatchObject({ questions: 4, ended: "closed" });
  });

  it("shows the model what its calls did", async () => {
    const client = saying(LOOK, RENEW, DONE);
    await playFreely(RENEWAL, client);
    expect(client.requests[2]!.turns.at(-1)).toMatchObject({
      role: "tool",
      results: [{ name: "loans_renew", value: { loan_id: "LN-1", due: "2026-12-08", renewals: 1 } }],
    });
    expect(client.requests.map(({ exampleId }) => exampleId)).toEqual(["row~0", "row~1", "row~2"]);
  });

  it("lets a service fail once where it failed for gold", async () => {
    const loans = { name: "loans_list", arguments: { member_id: "M-1" } };
    const flaky = prepare([
      { user: "What does M-1 have?" },
      { calls: [loans], event: "fault" },
      { calls: [loans] },
      { text: "LN-1.", decision: "answer", required: ["LN-1"] },
    ]);
    const patient = await play(flaky, LOOK, LOOK, { text: "LN-1." });
    expect(patient.score.solved).toBe(true);
    expect(patient.run.turns[2]).toMatchObject({ results: [{ value: { error: { code: "timeout" } } }] });
    expect((await play(flaky, LOOK, { text: "LN-1." })).score.solved).toBe(false);
  });
});

describe("evaluateFree", () => {
  const cases = [RENEWAL, QUESTION, REFUSAL].map((given, index) => ({
    ...given,
    id: `case-${index}`,
    cluster: `c${index}`,
  }));

  /** Does what gold does in each case, told apart by the first words of the user. */
  function gold(): PredictionClient & { asked: number } {
    const ways: Record<string, Partial<Prediction>[]> = {
      Renew: [LOOK, RENEW, DONE],
      "Renew my": [{ text: "Which loan?" }, RENEW, DONE],
      Delete: [{ text: "I cannot do that." }],
    };
    const client = {
      model: "gold",
      asked: 0,
      predict: async ({ turns }: PredictionRequest) => {
        client.asked += 1;
        const first = turns[0] as { text: string };
        const way = first.text.startsWith("Renew my") ? "Renew my" : first.text.split(" ")[0]!;
        return testAnswer(ways[way]![turns.filter(({ role }) => role === "assistant").length] ?? {});
      },
    };
    return client;
  }
  const never: PredictionClient = { model: "never", predict: async () => testAnswer({ text: "I can't do that." }) };

  it("counts cases, and gives a policy that never calls nothing on those that want a call", async () => {
    const best = await evaluateFree({ cases, name: "gold", client: gold() });
    const worst = await evaluateFree({ cases, name: "never", client: never });
    expect([best.solved.successes, best.solvedCalls.successes, best.solvedCalls.total]).toEqual([3, 2, 2]);
    expect([worst.solved.successes, worst.solvedCalls.successes]).toEqual([1, 0]);
    expect(compareFree(best, worst).pairs.map(({ tuned, other }) => [tuned, other])).toEqual([
      [true, false],
      [true, false],
      [true, true],
    ]);
    expect(() => compareFree(best, { ...worst, scores: worst.scores.slice(1) })).toThrow("same cases");
  });

  it("stops at the cap, and asks only the rest the next time", async () => {
    const store = memoryPredictionStore();
    const client = gold();
    const run = (left: number) =>
      evaluateFree({ cases, name: "gold", client, store, allowance: { left }, concurrency: 1 });
    await expect(run(4)).rejects.toMatchObject({ code: expect.stringMatching(/call_cap_exceeded|several_problems/) });
    expect(client.asked).toBe(4);
    expect((await run(3)).solved.successes).toBe(3);
    expect(client.asked).toBe(7);
  });
});

describe("freeCase", () => {
  it("refuses a row whose gold does not come out again", () => {
    const row = example([
      { user: "What does M-1 have?" },
      { calls: [{ name: "loans_list", arguments: { member_id: "M-1" } }] },
      { text: "LN-1.", decision: "answer" },
    ]);
    const other = { ...WORLD, loans: [] };
    expect(() => freeCase(row, libraryAgent as never, other, "c")).toThrow(
      expect.objectContaining({ code: "gold_not_reproducible" }),
    );
  });
});
