import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refusal, threeSteps } from "../../evaluation/testing-examples";
import { runCommand } from "../testing/recorded-context";
import { scoreCommand } from "./score";

let folder: string;
const OWN = { agent: "own_agent" };
const jsonl = (rows: readonly unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");
const run = (...args: string[]) => runCommand(scoreCommand, ["score", ...args], { cwd: folder });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "flanstack-score-"));
  writeFileSync(join(folder, "rows.jsonl"), jsonl([threeSteps("e1", OWN), refusal("e2", OWN)]));
  writeFileSync(
    join(folder, "answers.jsonl"),
    jsonl([
      { exampleId: "e1#1", model: "m", calls: [{ name: "list_suites", args: {} }] },
      { exampleId: "e1#3", model: "m", calls: [{ name: "run_tests", args: { path: "b" } }] },
      { exampleId: "e1#5", model: "m", calls: [], text: "3 passed." },
      { exampleId: "e2#1", model: "m", calls: [], text: "I can't." },
    ]),
  );
  const functions = [
    {
      name: "f",
      description: "",
      parameters: { type: "dict", properties: { n: { type: "integer" } }, required: ["n"] },
    },
  ];
  const parity = (id: number, n: string) =>
    `{"id":${id},"category":"simple_python","functions":${JSON.stringify(functions)},"calls":[{"f":{"n":${n}}}],"ground_truth":[{"f":{"n":[5]}}]}`;
  writeFileSync(
    join(folder, "parity.jsonl"),
    `${parity(1, "5")}\r\n\n${parity(2, "5.0")}\ngarbage\n${parity(3, "true")}`,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("flanstack score", () => {
  it("scores our answers as JSON, with intervals and the first cause of each error", async () => {
    const { code, output } = await run("--predictions", "answers.jsonl", "--examples", "rows.jsonl", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(output)).toMatchObject({
      version: 1,
      model: "m",
      steps: "all",
      rows: 4,
      examples: 2,
      metrics: {
        solved: { successes: 3, total: 4 },
        solvedCalls: { successes: 1, total: 2, rate: 0.5 },
        toolAccuracy: { rate: 1 },
      },
      errors: [{ kind: "wrong_value", count: 1 }],
      agents: [{ agent: "own_agent", rows: 4 }],
    });
  });

  it("prints a table that fits 80 columns", async () => {
    const { code, output } = await run("--predictions", "answers.jsonl", "--examples", "rows.jsonl");
    expect(code).toBe(0);
    expect(output).toContain("solved                           75.0 %");
    for (const line of output.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });

  it("tells 5 from 5.0 by the leaderboard's rules, and goes on after a line that is no case", async () => {
    const { code, output, errors } = await run("--parity", "parity.jsonl");
    expect(output.split("\n").map((line) => JSON.parse(line))).toEqual([
      { id: 1, valid: true, error_type: null },
      { id: 2, valid: false, error_type: "type_error:simple" },
      { id: 3, valid: false, error_type: "type_error:simple" },
    ]);
    expect(code).toBe(1);
    expect(errors).toContain("Line 4");
  });

  it.each([
    ["nothing", [], "What is to be scored?"],
    ["half", ["--predictions", "answers.jsonl"], "Give --predictions FILE and --examples FILE"],
    ["both kinds", ["--predictions", "a", "--examples", "b", "--parity", "c"], "What is to be scored?"],
    ["a missing file", ["--predictions", "none.jsonl", "--examples", "rows.jsonl"], "none.jsonl cannot be read"],
    ["a folder", ["--parity", "."], ". cannot be read"],
    ["examples from standard input", ["--predictions", "answers.jsonl", "--examples", "-"], "read twice"],
  ])("refuses %s", async (_, args, message) => {
    const { code, errors } = await run(...args);
    expect(code).toBe(1);
    expect(errors).toContain(message);
  });
});
