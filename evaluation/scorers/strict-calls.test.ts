import { describe, expect, it } from "vitest";
import type { Arguments, ToolCall, ToolDeclaration } from "../../inference";
import type { Gold } from "../row";
import { matchCalls } from "./strict-calls";

const TOOLS: ToolDeclaration[] = [
  {
    name: "run_tests",
    description: "",
    parameters: {
      type: "object",
      properties: {
        path: { type: "string" },
        retries: { type: "integer", default: 0 },
        options: { type: "object", properties: { verbose: { type: "boolean", default: false } } },
        tags: { type: "array", items: { type: "string" } },
      },
      required: ["path"],
    },
  },
  { name: "list_suites", description: "", parameters: { type: "object", properties: {} } },
];

const run = (args: Arguments): ToolCall => ({ name: "run_tests", args });
const list: ToolCall = { name: "list_suites", args: {} };
const gold = (...calls: ToolCall[][]): Gold => ({
  decision: calls.length > 0 ? "call" : "answer",
  calls,
  text: "",
  required: [],
});
const kinds = (predicted: ToolCall[], expected: Gold) =>
  matchCalls(predicted, expected, TOOLS).faults.map((fault) => `${fault.kind} ${fault.at}`);

describe("the strict comparison accepts", () => {
  it.each<[string, ToolCall[], Gold]>([
    ["the same call", [run({ path: "a" })], gold([run({ path: "a" })])],
    ["no call where none is due", [], gold()],
    ["a default that is spelled out", [run({ path: "a", retries: 0 })], gold([run({ path: "a" })])],
    ["a default that is left out", [run({ path: "a" })], gold([run({ path: "a", retries: 0 })])],
    ["a nested default", [run({ path: "a", options: { verbose: false } })], gold([run({ path: "a", options: {} })])],
    ["another order of keys", [run({ retries: 2, path: "a" })], gold([run({ path: "a", retries: 2 })])],
    ["parallel calls in another order", [list, run({ path: "a" })], gold([run({ path: "a" }), list])],
    ["the second of two accepted alternatives", [list], gold([run({ path: "a" })], [list])],
    [
      "two calls of one tool where pairing in order would fail",
      [run({ path: "b" }), run({ path: "a" })],
      gold([run({ path: "a" }), run({ path: "b" })]),
    ],
  ])("%s", (_, predicted, expected) => {
    expect(matchCalls(predicted, expected, TOOLS)).toEqual({ tools: true, calls: true, faults: [] });
  });
});

describe("the strict comparison rejects", () => {
  it.each<[string, ToolCall[], Gold, string[]]>([
    ["no call", [], gold([run({ path: "a" })]), ["missing_call run_tests"]],
    ["a call where none is due", [list], gold(), ["needless_call list_suites"]],
    ["another tool", [list], gold([run({ path: "a" })]), ["wrong_tool list_suites"]],
    ["a missing argument", [run({})], gold([run({ path: "a" })]), ["missing_argument run_tests.path"]],
    [
      "no arguments where some are due",
      [run({})],
      gold([run({ path: "a", retries: 1 })]),
      ["missing_argument run_tests.path", "missing_argument run_tests.retries"],
    ],
    [
      "an argument too many",
      [run({ path: "a", extra: 1 })],
      gold([run({ path: "a" })]),
      ["unexpected_argument run_tests.extra"],
    ],
    [
      "a value that is off by a letter",
      [run({ path: "A" })],
      gold([run({ path: "a" })]),
      ["wrong_value run_tests.path"],
    ],
    ["an empty text", [run({ path: "" })], gold([run({ path: "a" })]), ["wrong_value run_tests.path"]],
    [
      "zero written as text",
      [run({ path: "a", retries: "1" })],
      gold([run({ path: "a", retries: 1 })]),
      ["wrong_type run_tests.retries"],
    ],
    [
      "true for one",
      [run({ path: "a", retries: true })],
      gold([run({ path: "a", retries: 1 })]),
      ["wrong_type run_tests.retries"],
    ],
    ["null for a value", [run({ path: null })], gold([run({ path: "a" })]), ["wrong_type run_tests.path"]],
    [
      "a list in another order",
      [run({ path: "a", tags: ["y", "x"] })],
      gold([run({ path: "a", tags: ["x", "y"] })]),
      ["wrong_value run_tests.tags"],
    ],
    [
      "a value other than the default",
      [run({ path: "a", retries: 1 })],
      gold([run({ path: "a" })]),
      ["unexpected_argument run_tests.retries"],
    ],
    ["the same call twice", [list, list], gold([list]), ["needless_call list_suites"]],
    ["one call where the same is due twice", [list], gold([list, list]), ["missing_call list_suites"]],
    ["one of two parallel calls", [list], gold([run({ path: "a" }), list]), ["missing_call run_tests"]],
    [
      "half of one alternative and half of another",
      [list, run({ path: "a" })],
      gold([list], [run({ path: "a" })]),
      ["needless_call run_tests"],
    ],
    [
      "one call for two golds of the same tool",
      [run({ path: "a" }), run({ path: "a" })],
      gold([run({ path: "a" }), run({ path: "b" })]),
      ["wrong_value run_tests.path"],
    ],
  ])("%s", (_, predicted, expected, faults) => {
    expect(kinds(predicted, expected)).toEqual(faults);
    expect(matchCalls(predicted, expected, TOOLS).calls).toBe(false);
  });

  it("tells right tools from right arguments", () => {
    expect(matchCalls([run({ path: "b" })], gold([run({ path: "a" })]), TOOLS)).toMatchObject({
      tools: true,
      calls: false,
    });
    expect(matchCalls([list], gold([run({ path: "a" })]), TOOLS)).toMatchObject({ tools: false, calls: false });
  });

  it("blank text in a parameter that the model composes; other words there are its own", () => {
    const composed = ["run_tests.path"];
    const judge = (path: string | number) =>
      matchCalls([run({ path })], gold([run({ path: "a" })]), TOOLS, composed).calls;
    expect([judge("something else"), judge("  "), judge(3)]).toEqual([true, false, false]);
  });
});
