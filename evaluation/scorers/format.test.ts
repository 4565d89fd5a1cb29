import { describe, expect, it } from "vitest";
import type { Prediction, ToolDeclaration } from "../../inference";
import { formatFaults, hasFormatLeak } from "./format";

const TOOLS: ToolDeclaration[] = [
  {
    name: "run_tests",
    description: "",
    parameters: {
      type: "object",
      properties: { path: { type: "string" }, level: { type: "string", enum: ["low", "high"] } },
      required: ["path"],
      additionalProperties: false,
    },
  },
];

const answer = (given: Partial<Prediction>) => ({
  calls: [],
  malformed: [],
  text: "",
  finish: "stop" as const,
  ...given,
});

describe("formatFaults", () => {
  it.each<[string, Partial<Prediction>]>([
    ["words", { text: "All 12 passed." }],
    ["a call", { calls: [{ name: "run_tests", args: { path: "a" } }] }],
    [
      "a call with a reason",
      { text: "I run them.", calls: [{ name: "run_tests", args: { path: "a", level: "low" } }] },
    ],
    ["words about actions and JSON", { text: 'My action plan: set "name": "x" in the file.' }],
  ])("lets %s pass", (_, given) => {
    expect(formatFaults(answer(given), TOOLS)).toEqual([]);
  });

  it.each<[string, Partial<Prediction>, string]>([
    ["silence", {}, "empty_answer"],
    ["blanks", { text: " \n" }, "empty_answer"],
    ["a tool that is not there", { calls: [{ name: "run_test", args: {} }] }, "unknown_tool"],
    ["a call without a name", { calls: [{ name: "", args: {} }] }, "unknown_tool"],
    ["a missing argument", { calls: [{ name: "run_tests", args: {} }] }, "invalid_arguments"],
    ["an argument of another type", { calls: [{ name: "run_tests", args: { path: 1 } }] }, "invalid_arguments"],
    [
      "a value outside the enum",
      { calls: [{ name: "run_tests", args: { path: "a", level: "mid" } }] },
      "invalid_arguments",
    ],
    [
      "an argument that is not there",
      { calls: [{ name: "run_tests", args: { path: "a", x: 1 } }] },
      "invalid_arguments",
    ],
    ["arguments that are no JSON", { malformed: ["{'path': 1}"], finish: "malformed" }, "malformed_call"],
    ["a call the provider could not read", { finish: "malformed", text: "x" }, "malformed_call"],
    ["an answer cut short", { text: "All", finish: "length" }, "cut_off"],
    ["a filtered answer", { finish: "filtered" }, "filtered"],
    ["ReAct text", { text: "Thought: x\nAction: run_tests\nAction Input: {}" }, "format_leak"],
    ["an invented observation", { text: "Observation: 12 passed" }, "format_leak"],
    ["a template's tag", { text: '<tool_call>{"name":"run_tests"}</tool_call>' }, "format_leak"],
    ["a call as JSON", { text: '{"name": "run_tests", "arguments": {"path": "a"}}' }, "format_leak"],
    ["a call as JSON, the other way round", { text: '{"args": {"path": "a"}, "tool": "run_tests"}' }, "format_leak"],
  ])("faults %s", (_, given, kind) => {
    expect(formatFaults(answer(given), TOOLS).map((fault) => fault.kind)).toEqual([kind]);
  });

  it("finds several faults at once", () => {
    const given = answer({ calls: [{ name: "x", args: {} }], text: "Action: x", finish: "length" });
    expect(formatFaults(given, TOOLS).map((fault) => fault.kind)).toEqual(["cut_off", "unknown_tool", "format_leak"]);
  });

  it("does not take every JSON for a call", () => {
    expect(hasFormatLeak('The report is {"name": "login", "passed": 12}.')).toBe(false);
  });
});
