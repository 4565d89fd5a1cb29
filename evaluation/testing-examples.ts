/** Canonical rows for tests, small and whole. */

const call = (name: string, args: object) => `<tool_call>\n${JSON.stringify({ name, arguments: args })}\n</tool_call>`;

const TOOLS = JSON.stringify(
  ["run_tests", "list_suites"].map((name) => ({
    name,
    description: name,
    parameters: { type: "object", properties: { path: { type: "string" } } },
  })),
);

type Message = readonly [role: "system" | "user" | "assistant" | "tool", content: string];

/** A canonical row with these messages; every assistant turn is trained on. */
export function testExample(id: string, messages: readonly Message[], changes: Record<string, unknown> = {}) {
  return {
    id,
    type: "react",
    agent: "qa_agent",
    hallucination_type: null,
    family: "smoke",
    frame_id: "f",
    difficulty: "easy",
    seed: 1,
    tags: [] as string[],
    tools: TOOLS,
    trace: "{}",
    conversations: messages.map(([role, content]) => ({ role, content, loss: role === "assistant" })),
    ...changes,
  };
}

/** Lists, runs, reports: steps at #1, #3 and #5. */
export const threeSteps = (id: string, changes: Record<string, unknown> = {}) =>
  testExample(
    id,
    [
      ["user", `Run the first suite of ${id}`],
      ["assistant", call("list_suites", {})],
      ["tool", '{"suites":["a"]}'],
      ["assistant", call("run_tests", { path: "a" })],
      ["tool", '{"passed":3}'],
      ["assistant", "3 passed."],
    ],
    changes,
  );

/** One step at #1, in words. */
export const refusal = (id: string, changes: Record<string, unknown> = {}) =>
  testExample(
    id,
    [
      ["user", `Delete ${id}`],
      ["assistant", "I can't do that: there is no tool for it."],
    ],
    { type: "negative", hallucination_type: "unsupported_action", ...changes },
  );
