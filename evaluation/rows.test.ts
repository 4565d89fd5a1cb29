import { describe, expect, it } from "vitest";
import { evaluationRows } from "./rows";

const tools = JSON.stringify([
  { name: "run_tests", description: "Runs", parameters: { type: "object", properties: {} } },
]);

function example(changes: Record<string, unknown> = {}) {
  return {
    id: "qa-1",
    type: "react",
    agent: "qa_agent",
    hallucination_type: null,
    family: "smoke",
    frame_id: "f",
    difficulty: "easy",
    seed: 1,
    tags: [],
    tools,
    trace: "{}",
    conversations: [
      { role: "system", content: "You test.", loss: false },
      { role: "user", content: "Run a and b", loss: false },
      {
        role: "assistant",
        content:
          'Both at once.\n<tool_call>\n{"name":"run_tests","arguments":{"path":"a"}}\n</tool_call>\n<tool_call>\n{"name":"run_tests","arguments":{"path":"b"}}\n</tool_call>',
        loss: true,
      },
      { role: "tool", content: '{"passed":1}', loss: false },
      { role: "tool", content: '{"passed":2}', loss: false },
      { role: "assistant", content: '<tool_call>\n{"name":"wrong","arguments":{}}\n</tool_call>', loss: false },
      { role: "tool", content: '{"error":"not_found"}', loss: false },
      { role: "assistant", content: "3 passed.", loss: true },
    ],
    ...changes,
  };
}

describe("evaluationRows", () => {
  it("asks for each trained turn after its gold history", () => {
    const rows = evaluationRows([example()], "rows.jsonl");
    expect(rows.map((row) => row.id)).toEqual(["qa-1#2", "qa-1#7"]);
    expect(rows[0]).toMatchObject({
      exampleId: "qa-1",
      cluster: "qa_agent/smoke",
      request: { exampleId: "qa-1#2", system: "You test.", turns: [{ role: "user", text: "Run a and b" }] },
      gold: {
        decision: "call",
        text: "Both at once.",
        calls: [
          [
            { name: "run_tests", args: { path: "a" } },
            { name: "run_tests", args: { path: "b" } },
          ],
        ],
      },
    });
    expect(rows[1]!.request.turns).toEqual([
      { role: "user", text: "Run a and b" },
      { role: "assistant", text: "Both at once.", calls: rows[0]!.gold.calls[0] },
      {
        role: "tool",
        results: [
          { name: "run_tests", value: { passed: 1 } },
          { name: "run_tests", value: { passed: 2 } },
        ],
      },
      { role: "assistant", text: "", calls: [{ name: "wrong", args: {} }] },
      { role: "tool", results: [{ name: "wrong", value: { error: "not_found" } }] },
    ]);
    expect(rows[1]!.gold).toEqual({ decision: "answer", calls: [], text: "3 passed.", required: [] });
  });

  it("takes decisions, required facts and equally good calls from the trace", () => {
    const call = { name: "run_tests", arguments: { path: "a", retries: 0 } };
    const trace = JSON.stringify({
      kind: "single",
      texts: [{ turn: 4, decision: "partial", required: ["3"] }],
      accept: [{ turn: 2, calls: [call] }],
      masked: { run_tests: "pytest_run", "run_tests.note": "pytest_run.text" },
    });
    const conversations = [
      { role: "system", content: "You test.", loss: false },
      { role: "user", content: "Run a", loss: false },
      {
        role: "assistant",
        content: '<tool_call>\n{"name":"run_tests","arguments":{"path":"a"}}\n</tool_call>',
        loss: true,
      },
      { role: "tool", content: "3", loss: false },
      { role: "assistant", content: "Only 3 passed; is that enough?", loss: true },
    ];
    const noted = JSON.stringify([
      { name: "run_tests", description: "Runs", parameters: { type: "object", properties: { path: {}, note: {} } } },
    ]);
    const options = { composed: new Set(["pytest_run.text"]) };
    const rows = evaluationRows([example({ trace, conversations, tools: noted })], "rows.jsonl", options);
    expect(rows[0]).toMatchObject({
      kind: "single",
      composed: ["run_tests.note"],
      gold: { calls: [[{ args: { path: "a" } }], [{ args: { path: "a", retries: 0 } }]] },
    });
    expect(rows[1]!.gold).toMatchObject({ decision: "answer", required: ["3"] });
  });

  it("reads rows that write their calls as text", () => {
    const conversations = [
      { role: "system", content: "You test.", loss: false },
      { role: "user", content: "Run a", loss: false },
      { role: "assistant", content: 'Thought: I run it.\nAction: run_tests\nAction Input: {"path":"a"}', loss: true },
      { role: "user", content: 'Observation: {"passed":3}', loss: false },
      { role: "assistant", content: "Thought: Done.\nFinal Answer: 3 passed.", loss: true },
    ];
    const [first, last] = evaluationRows([example({ conversations, tools: "[]", tags: ["react_text"] })], "rows.jsonl");
    expect(first).toMatchObject({
      rendering: "text",
      request: { tools: [], turns: [{ role: "user" }] },
      gold: { decision: "call", calls: [[{ name: "run_tests", args: { path: "a" } }]] },
    });
    expect(last!.request.turns[1]).toEqual({ role: "assistant", text: conversations[2]!.content, calls: [] });
    expect(last!.gold).toMatchObject({ decision: "answer", text: "3 passed." });
  });

  it("chooses one step per example, always the same", () => {
    const examples = Array.from({ length: 40 }, (_, index) => example({ id: `qa-${index}` }));
    const rows = evaluationRows(examples, "rows.jsonl", { steps: "one" });
    expect(rows).toHaveLength(40);
    expect(new Set(rows.map((row) => row.id.split("#")[1]))).toEqual(new Set(["2", "7"]));
    expect(evaluationRows(examples, "x", { steps: "one" })).toEqual(rows);
  });

  it("asks for the end of an example that leads up to a temptation, and counts only that end as one", () => {
    const conversations = [
      { role: "system", content: "You test.", loss: false },
      { role: "user", content: "Run a", loss: false },
      {
        role: "assistant",
        content: '<tool_call>\n{"name":"run_tests","arguments":{"path":"a"}}\n</tool_call>',
        loss: true,
      },
      { role: "tool", content: '{"passed":3}', loss: false },
      { role: "assistant", content: "3 passed.", loss: true },
      { role: "user", content: "Now deploy it", loss: false },
      { role: "assistant", content: "I have no function for that.", loss: true },
    ];
    const examples = Array.from({ length: 20 }, (_, index) =>
      example({ id: `qa-${index}`, type: "negative", hallucination_type: "unsupported_action", conversations }),
    );
    const chosen = evaluationRows(examples, "rows.jsonl", { steps: "one" });
    expect(chosen.map((row) => row.id)).toEqual(examples.map((each) => `${(each as { id: string }).id}#6`));
    const all = evaluationRows(examples.slice(0, 1), "rows.jsonl");
    expect(all.map((row) => row.hallucinationType)).toEqual([null, null, "unsupported_action"]);
  });

  it("puts twins into one cluster, over several families", () => {
    const rows = evaluationRows(
      [
        example({ id: "a", family: "one", tags: ["twin:b"] }),
        example({ id: "b", family: "two", tags: ["twin:a"] }),
        example({ id: "c", family: "two" }),
        example({ id: "d", family: "three" }),
      ],
      "rows.jsonl",
      { steps: "one" },
    );
    expect(rows.map((row) => row.cluster)).toEqual(["qa_agent/one", "qa_agent/one", "qa_agent/one", "qa_agent/three"]);
  });

  it.each([
    ["a missing field", { tools: undefined }, "tools"],
    ["tools that are no JSON", { tools: "[" }, "JSON"],
    ["a role from elsewhere", { conversations: [{ role: "human", content: "", loss: false }] }, "conversations"],
    [
      "a broken call",
      {
        conversations: [
          { role: "user", content: "x", loss: false },
          { role: "assistant", content: '<tool_call>\n{"tool": 1}\n</tool_call>', loss: true },
        ],
      },
      "call block",
    ],
    [
      "an observation without a call",
      {
        conversations: [
          { role: "user", content: "x", loss: false },
          { role: "tool", content: "{}", loss: false },
          { role: "assistant", content: "y", loss: true },
        ],
      },
      "answers no call",
    ],
  ])("names a row with %s", (_, changes, text) => {
    expect(() => evaluationRows([example(), example(changes)], "rows.jsonl")).toThrow(/rows\.jsonl:2[\s\S]*/);
    expect(() => evaluationRows([example(changes)], "rows.jsonl")).toThrow(text);
  });
});
