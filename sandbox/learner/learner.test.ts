import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Situation, Tool } from "./conversation";
import { trainLearner } from "./learner";
import type { TrainingExample } from "./memory";
import { readReactText, writeReactText } from "./react-text";

const text = (description: string) => ({ type: "string", description });
const TOOLS: Tool[] = [
  {
    name: "wms_get",
    description: "Reads one record of the warehouse.",
    parameters: { type: "object", properties: { order_id: text("Order number.") }, required: ["order_id"] },
  },
  {
    name: "ledger_put",
    description: "Writes an entry to the ledger.",
    parameters: {
      type: "object",
      properties: {
        order_id: text("Order number."),
        amount: { type: "number" },
        reason: { type: "string", enum: ["damaged", "late", "wrong_item"] },
      },
      required: ["order_id", "amount", "reason"],
    },
  },
  {
    name: "send_mail",
    description: "Sends an e-mail.",
    parameters: { type: "object", properties: { address: text("Recipient.") }, required: ["address"] },
  },
];

const REASONS = ["damaged", "late", "wrong item"];

/** Three kinds of rows: look up and tell, refund at once, and a wish that no tool fulfils. */
function row(index: number): TrainingExample {
  const order = `ORD-${1000 + index}`;
  const user = (words: string) => ({ role: "user" as const, text: words });
  if (index % 3 === 0) {
    const call = { name: "wms_get", args: { order_id: order } };
    return {
      system: "You help.",
      tools: TOOLS,
      turns: [
        user(`Where is my order ${order}?`),
        { role: "model", text: "", calls: [call], isTrained: true },
        {
          role: "tool",
          results: [{ name: call.name, value: { order_id: order, status: "shipped", eta_days: 2 + (index % 5) } }],
        },
        {
          role: "model",
          text: `Order ${order} is shipped and arrives in ${2 + (index % 5)} days.`,
          calls: [],
          isTrained: true,
        },
      ],
    };
  }
  if (index % 3 === 1) {
    const reason = REASONS[index % 2]!;
    const args = { order_id: order, amount: 10 + index, reason };
    return {
      system: "You help.",
      tools: TOOLS,
      turns: [
        user(`Refund ${10 + index} dollars for ${order}, it was ${reason}`),
        { role: "model", text: "", calls: [{ name: "ledger_put", args }], isTrained: true },
      ],
    };
  }
  return {
    system: "You help.",
    tools: TOOLS,
    turns: [
      user(`What will the weather be tomorrow in town ${index}?`),
      { role: "model", text: "I cannot look up the weather.", calls: [], isTrained: true },
    ],
  };
}

const DATA = Array.from({ length: 90 }, (_, index) => row(index));
const ask = (words: string, fields: Partial<Situation> = {}): Situation => ({
  system: "You help.",
  tools: TOOLS,
  turns: [{ role: "user", text: words }],
  mode: "auto",
  ...fields,
});

/** Share of trained turns whose calls are exactly right, on rows that were not trained. */
function score(examples: readonly TrainingExample[]): number {
  const learner = trainLearner(examples);
  let right = 0;
  let all = 0;
  for (let index = 300; index < 360; index += 1) {
    const { turns, ...rest } = row(index);
    turns.forEach((turn, position) => {
      if (turn.role !== "model") return;
      all += 1;
      const { calls } = learner.answer({ ...rest, turns: turns.slice(0, position), mode: "auto" });
      if (JSON.stringify(calls) === JSON.stringify(turn.calls)) right += 1;
    });
  }
  return right / all;
}

/** Hands each row's targets to another row. */
function ruin(examples: readonly TrainingExample[], share: number): TrainingExample[] {
  return examples.map((example, index) => {
    if (index % 100 >= share * 100) return example;
    const donor = examples[(index * 7 + 31) % examples.length]!;
    const target = donor.turns.find((turn) => turn.role === "model")!;
    return { ...example, turns: example.turns.map((turn) => (turn.role === "model" ? target : turn)) };
  });
}

describe("the learner", () => {
  const learner = trainLearner(DATA);

  it("does what the examples do, with the values of the request", () => {
    expect(learner.answer(ask("Where is my order ORD-7777?")).calls).toEqual([
      { name: "wms_get", args: { order_id: "ORD-7777" } },
    ]);
    expect(learner.answer(ask("Refund 55 dollars for ORD-7777, it was late")).calls).toEqual([
      { name: "ledger_put", args: { order_id: "ORD-7777", amount: 55, reason: "late" } },
    ]);
    expect(learner.answer(ask("What will the weather be tomorrow in town 12?")).calls).toEqual([]);
  });

  it("goes on after a result, and puts the new values into the sentence", () => {
    const answer = learner.answer(
      ask("", {
        turns: [
          { role: "user", text: "Where is my order ORD-7777?" },
          { role: "model", text: "", calls: [{ name: "wms_get", args: { order_id: "ORD-7777" } }], isTrained: true },
          {
            role: "tool",
            results: [{ name: "wms_get", value: { order_id: "ORD-7777", status: "shipped", eta_days: 4 } }],
          },
        ],
      }),
    );
    expect(answer).toEqual({ text: "Order ORD-7777 is shipped and arrives in 4 days.", calls: [] });
  });

  it("scores far above the untrained model, and falls when the data are ruined", () => {
    const scores = [score(DATA), score(ruin(DATA, 0.5)), score(ruin(DATA, 1)), score([])];
    expect(scores[0]).toBeGreaterThan(0.9);
    expect(scores[1]).toBeLessThan(scores[0]! - 0.1);
    expect(scores[2]).toBeLessThan(0.5);
    expect(scores[3]).toBeLessThan(scores[0]! - 0.2);
  });

  it("calls only what is offered, whatever is asked", () => {
    const words = fc.constantFrom(
      "Where is my order ORD-1?",
      "Refund 5 dollars for ORD-2, it was damaged",
      "Mail a@b.example",
      "",
    );
    fc.assert(
      fc.property(words, fc.subarray(TOOLS), fc.constantFrom("auto", "any", "none"), (request, tools, mode) => {
        const { calls } = learner.answer(ask(request, { tools, mode: mode as Situation["mode"] }));
        for (const call of calls) expect(tools.map((tool) => tool.name)).toContain(call.name);
        if (mode === "none") expect(calls).toEqual([]);
        if (mode === "any" && tools.length > 0) expect(calls.length).toBeGreaterThan(0);
      }),
    );
  });

  it("knows a tool by its description when its name is masked", () => {
    const masked = TOOLS.map((tool, index) => ({ ...tool, name: `fn_${index}` }));
    expect(learner.answer(ask("Where is my order ORD-7777?", { tools: masked })).calls[0]?.name).toBe("fn_0");
  });

  it("gives the same answers each time it is trained", () => {
    const again = trainLearner(DATA);
    for (let index = 300; index < 330; index += 1) {
      const situation = ask((row(index).turns[0] as { text: string }).text);
      expect(again.answer(situation)).toEqual(learner.answer(situation));
    }
  });
});

describe("the written form of steps", () => {
  const system =
    'Functions:\n{"name":"lookup","description":"Finds.","parameters":{"type":"object","properties":{"id":{"type":"string"}}}}\nAction: name\nAction Input: JSON';
  const turns = [
    { role: "user" as const, text: "Find A-1" },
    {
      role: "model" as const,
      text: 'Thought: I look.\nAction: lookup\nAction Input: {"id":"A-1"}',
      calls: [],
      isTrained: true,
    },
    { role: "user" as const, text: 'Observation: {"found":true}' },
    { role: "model" as const, text: "Thought: Enough.\nFinal Answer: A-1 is there.", calls: [], isTrained: true },
  ];

  it("is read as calls and results", () => {
    const read = readReactText({ system, tools: [], turns });
    expect(read.tools.map((tool) => tool.name)).toEqual(["lookup"]);
    expect(read.turns).toMatchObject([
      { role: "user" },
      { role: "model", calls: [{ name: "lookup", args: { id: "A-1" } }], thought: "I look." },
      { role: "tool", results: [{ name: "lookup", value: { found: true } }] },
      { role: "model", text: "A-1 is there.", calls: [] },
    ]);
  });

  it("is answered in kind by a learner that saw it, and only by that", () => {
    const situation: Situation = { system, tools: [], turns: [{ role: "user", text: "Find B-2" }], mode: "none" };
    const trained = trainLearner(Array.from({ length: 12 }, () => ({ system, tools: [], turns })));
    expect(trained.answer(situation).text).toBe('Thought: I look.\nAction: lookup\nAction Input: {"id":"B-2"}');
    expect(trainLearner([]).answer(situation).text).not.toContain("Action Input:");
  });

  it("writes one action per step", () => {
    expect(
      writeReactText(
        "t",
        [
          { name: "a", args: {} },
          { name: "b", args: {} },
        ],
        "",
      ),
    ).toBe("Thought: t\nAction: a\nAction Input: {}");
  });
});
