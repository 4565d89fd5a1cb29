import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { exportInspect, exportPromptfoo } from "./export-rows";
import { evaluationRows } from "./rows";
import { refusal, threeSteps } from "./testing-examples";

const rows = evaluationRows([threeSteps("e1"), refusal("e2")], "rows");
const [config, check] = exportPromptfoo(rows);

function judge(output: unknown, row: number): boolean {
  const scope: { module: { exports?: (output: unknown, context: object) => boolean } } = { module: {} };
  runInNewContext(check!.text, scope);
  return scope.module.exports!(output, { vars: { gold: JSON.parse(JSON.stringify(rows[row]!.gold)) } });
}
const call = (name: string, args: object) => ({
  id: "1",
  type: "function",
  function: { name, arguments: JSON.stringify(args) },
});

describe("the export for promptfoo", () => {
  it("holds messages, tools and gold of every row, results paired with their calls", () => {
    const { tests } = JSON.parse(config!.text);
    expect(tests.map(({ vars }: { vars: { id: string } }) => vars.id)).toEqual(rows.map(({ id }) => id));
    const [, called, result] = tests[1].vars.messages;
    expect(result).toEqual({ role: "tool", tool_call_id: called.tool_calls[0].id, content: '{"suites":["a"]}' });
    expect(tests[0].options.tools[0].function.name).toBe("run_tests");
  });

  it.each<[string, unknown, number, boolean]>([
    ["the right call", [call("run_tests", { path: "a" })], 1, true],
    ["the right call as text of JSON", JSON.stringify([call("run_tests", { path: "a" })]), 1, true],
    ["a message with calls", { content: null, tool_calls: [call("run_tests", { path: "a" })] }, 1, true],
    ["another value", [call("run_tests", { path: "b" })], 1, false],
    ["another tool", [call("list_suites", { path: "a" })], 1, false],
    ["the call twice", [call("run_tests", { path: "a" }), call("run_tests", { path: "a" })], 1, false],
    ["words where a call is due", "I can't.", 1, false],
    ["words where words are due", "3 passed.", 2, true],
    ["a call where words are due", [call("list_suites", {})], 2, false],
  ])("judges %s", (_, output, row, right) => {
    expect(judge(output, row)).toBe(right);
  });
});

describe("the export for inspect_ai", () => {
  it("holds one sample per row and the task that reads them", () => {
    const [samples, task] = exportInspect(rows);
    const read = samples!.text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(read.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
    expect(read[1].gold.calls[0][0]).toEqual({ name: "run_tests", args: { path: "a" } });
    expect(task).toMatchObject({ name: "flanstack_task.py", text: expect.stringContaining("rows.jsonl") });
  });
});
