import { expect, it } from "vitest";
import type { EvaluationRow } from "../../evaluation";
import type { Prediction } from "../../inference";
import { efficacyTables } from "./efficacy-table";

const rows = Array.from({ length: 40 }, (_, index) => rowOf(index));

function rowOf(index: number): EvaluationRow {
  const id = `row-${index}`;
  const tools = [
    { name: "find", description: "Finds.", parameters: { type: "object", properties: { at: { type: "integer" } } } },
  ];
  return {
    id,
    exampleId: id,
    cluster: id,
    agent: "a",
    type: "tflan",
    kind: "",
    hallucinationType: null,
    family: "f",
    tags: [],
    difficulty: "easy",
    rendering: "native",
    tools,
    composed: [],
    request: { exampleId: id, turns: [{ role: "user", text: "?" }], tools },
    gold: { decision: "call", calls: [[{ name: "find", args: { at: index } }]], text: "", required: [] },
  };
}

function answers(name: string, right: number): { name: string; predictions: Prediction[] } {
  const predictions = rows.map(
    ({ id }, index): Prediction => ({
      exampleId: id,
      model: name,
      calls: [{ name: "find", args: { at: index < right ? index : -1 } }],
      malformed: [],
      text: "",
      finish: "stop",
      latencyMs: 1,
      inputTokens: 1,
      outputTokens: 1,
      servedBy: name,
      fallbackReason: null,
    }),
  );
  return { name, predictions };
}

it("shows shares and differences with their intervals", () => {
  const tables = efficacyTables(rows, [answers("ours", 30), answers("shuffled", 2)]);
  const solved = tables.split("**solved**")[1]!;
  expect(solved).toContain("| ours | 30/40 | 75.0 % [");
  expect(solved).toMatch(/\| shuffled \| 2\/40 \| 5\.0 % \[.*\] \| \+70\.0 \[\+\d+\.\d, \+\d+\.\d\] \|/);
  expect(tables.split("**right tool")[1]).toContain("| shuffled | 40/40 |");
});

it("refuses to score rows that nobody answered", () => {
  const { predictions } = answers("ours", 1);
  expect(() => efficacyTables(rows, [{ name: "ours", predictions: predictions.slice(1) }])).toThrow(
    "no answer to row-0",
  );
});
