import { describe, expect, it } from "vitest";
import type { ToolCall } from "../../inference";
import { testAnswer } from "../testing-rows";
import { forgettingSet } from "./forgetting";

/** Rows in the leaderboard's shape; their texts are our own. */
const weather = {
  name: "weather.get",
  description: "Weather of a day",
  parameters: {
    type: "dict",
    required: ["town"],
    properties: {
      town: { type: "string", description: "Name" },
      days: { type: "integer", default: 1 },
      place: { type: "tuple", items: { type: "float" } },
      wants: { type: "dict", properties: { rain: { type: "any" } } },
    },
  },
};
const question = (text: string) => [
  [
    { role: "system", content: "Be brief." },
    { role: "user", content: text },
  ],
];
const simple = { id: "live_simple_4-2-0", question: question("Weather in Bern?"), function: [weather] };
const truth = { id: simple.id, ground_truth: [{ "weather.get": { town: ["Bern", "Berne"], days: ["", 1] } }] };
const idle = { id: "live_irrelevance_7-1-0", question: question("Who wrote it?"), function: [weather] };
const busy = { id: "live_relevance_3-3-0", question: question("Rain?"), function: weather };

const lines = (...rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).join("\n");
const files: { readonly [path: string]: string } = {
  "data/live_simple.json": lines(simple),
  "data/possible_answer/live_simple.json": lines(truth),
  "data/others.json": lines(idle, busy),
};
const read = (path: string) => files[path];
const set = forgettingSet(["data/live_simple.json", "data/others.json"], { read });
const right = (part: string, ...calls: ToolCall[]) =>
  set.isRight(set.rows.find(({ kind }) => kind === part)!, testAnswer({ calls, text: "Well." }));
const bern = { name: "weather_get", args: { town: "Bern" } };

describe("forgettingSet", () => {
  it("shows cases as providers take them: JSON Schema, no dots in names, the system text apart", () => {
    expect(set.rows.map(({ id, cluster }) => [id, cluster])).toEqual([
      ["forgetting/live_simple_4-2-0", "forgetting/live_simple-2"],
      ["forgetting/live_irrelevance_7-1-0", "forgetting/live_irrelevance-1"],
      ["forgetting/live_relevance_3-3-0", "forgetting/live_relevance-3"],
    ]);
    expect(set.rows[0]!.request).toMatchObject({
      system: "Be brief.",
      turns: [{ role: "user", text: "Weather in Bern?" }],
      tools: [
        {
          name: "weather_get",
          parameters: {
            type: "object",
            required: ["town"],
            properties: {
              days: { type: "integer" },
              place: { type: "array", items: { type: "number" } },
              wants: { type: "object", properties: { rain: { type: "string" } } },
            },
          },
        },
      ],
    });
  });

  it.each([
    ["the right call", "live_simple", [bern], true],
    ["an accepted value", "live_simple", [{ ...bern, args: { town: "Berne", days: 1 } }], true],
    ["a wrong value", "live_simple", [{ ...bern, args: { town: "Basel" } }], false],
    ["a missing argument", "live_simple", [{ ...bern, args: {} }], false],
    ["another function", "live_simple", [{ ...bern, name: "weather" }], false],
    ["a call too many", "live_simple", [bern, bern], false],
    ["no call where one is due", "live_simple", [], false],
    ["no call where none fits", "live_irrelevance", [], true],
    ["a call where none fits", "live_irrelevance", [bern], false],
    ["any call where some is due", "live_relevance", [{ ...bern, args: { town: "Rome" } }], true],
    ["no call where some is due", "live_relevance", [], false],
  ])("judges %s", (_, part, calls, expected) => {
    expect(right(part, ...calls)).toBe(expected);
  });

  it("says in the report what was wanted, floats included", () => {
    const float = `{"id": "simple_1", "question": ${JSON.stringify(question("x"))}, "function": ${JSON.stringify(weather)}, "ground_truth": [{"weather.get": {"town": ["Bern"], "days": [2.0]}}]}`;
    const [row] = forgettingSet(["f"], { read: () => float }).rows;
    expect(row!.gold).toMatchObject({ decision: "call", text: '[{"weather.get":{"town":["Bern"],"days":[2]}}]' });
  });

  it("takes the same sample every time", () => {
    const many = lines(...Array.from({ length: 50 }, (_, index) => ({ ...idle, id: `irrelevance_${index}` })));
    const taken = () => forgettingSet(["many"], { read: () => many, rows: 20 }).rows.map(({ id }) => id);
    expect(taken()).toHaveLength(20);
    expect(taken()).toEqual(taken());
  });

  it.each([
    ["no file", undefined, "it cannot be read"],
    ["no JSON", "{", "it is no JSON"],
    ["no question", lines({ id: "irrelevance_1", function: [weather] }), "question"],
    ["several turns", lines({ ...idle, question: [[], []] }), "question"],
    ["another category", lines({ ...idle, id: "multi_turn_base_3" }), "cases of multi_turn_base are not supported"],
    ["Java", lines({ ...idle, id: "simple_java_3" }), "cases of simple_java are not supported"],
    ["no truth", lines(simple), "there is no ground_truth for live_simple_4-2-0"],
    ["an id twice", lines(idle, idle), "stands there twice"],
  ])("refuses %s", (_, text, message) => {
    expect(() => forgettingSet(["f.json"], { read: (path) => (path === "f.json" ? text : undefined) })).toThrow(
      message,
    );
  });
});
