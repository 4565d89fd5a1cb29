import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EvaluationResults } from "../../evaluation";
import { evaluationResults } from "../../test/fixtures/evaluation-results";
import { runCommand } from "../testing/recorded-context";
import { compareCommand } from "./compare";
import { gateCommand } from "./gate";

let folder: string;
let results: EvaluationResults;
const gate = (...args: string[]) => runCommand(gateCommand, ["gate", ...args], { cwd: folder });
const compare = (...args: string[]) => runCommand(compareCommand, ["compare", ...args], { cwd: folder });
const write = (name: string, value: unknown) => writeFileSync(join(folder, name), JSON.stringify(value));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "flanstack-gate-"));
  results = await evaluationResults();
  const only = (agent: string) => ({ ...results, agents: results.agents.filter((each) => each.agent === agent) });
  write("results.json", results);
  write("started.json", { screen: {}, evaluation: results });
  for (const agent of ["qa_agent", "support_agent", "legal_agent"]) write(`${agent}.json`, only(agent));
  write("validation.json", await evaluationResults({ rowsFrom: "validation" }));
  const [first] = results.agents;
  write("old.json", { ...results, agents: [{ ...first, evidence: undefined, outcomes: undefined }] });
  write("broken.json", { version: 1, agents: [] });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("flanstack gate selftest", () => {
  it("ends with 4, and says why, when so few runs cannot tell", async () => {
    const { code, output } = await gate("selftest", "--runs", "40", "--seed", "2");
    expect(code).toBe(4);
    expect(output).toContain("too few runs to tell");
    expect(output).not.toContain("✘");
  });
});

describe("flanstack gate", () => {
  it.each([
    ["a model that is better", ["qa_agent.json"], 0, "qa_agent: PROMOTE"],
    ["one that is not shown to be", ["support_agent.json"], 4, "support_agent: INCONCLUSIVE"],
    ["one that is worse", ["legal_agent.json"], 3, "legal_agent: HOLD"],
    ["all of them: the worst speaks", ["results.json"], 3, "legal_agent: HOLD"],
    ["a file of flanstack start", ["started.json"], 3, "qa_agent: PROMOTE"],
    ["files that are decided together", ["qa_agent.json", "support_agent.json"], 4, "qa_agent: PROMOTE"],
    ["one agent of several", ["results.json", "--agent", "qa_agent"], 0, "qa_agent: PROMOTE"],
    ["a larger gain than there is", ["qa_agent.json", "--minimum-effect", "0.6"], 3, "60.0 points are wanted"],
    ["more rows than there are", ["qa_agent.json", "--minimum-rows", "1000"], 4, "1000 are needed"],
    ["validation rows, which decide nothing", ["validation.json"], 4, "decide nothing"],
  ])("judges %s", async (_, args, code, text) => {
    const run = await gate(...args);
    expect(run.errors).toBe("");
    expect(run.output.replace(/\s+/g, " ")).toContain(text);
    expect(run.code).toBe(code);
    for (const line of run.output.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });

  it("takes the recorded verdicts again from what the file holds", async () => {
    const { output } = await gate("results.json", "--error-rate", "0.05", "--json");
    const { verdicts } = JSON.parse(output);
    expect(verdicts).toEqual(JSON.parse(JSON.stringify(results.agents.map(({ verdict }) => verdict))));
  });

  it("writes the comment for a pull request", async () => {
    const file = join(folder, "comment.md");
    await gate("qa_agent.json", "--markdown", file);
    expect(readFileSync(file, "utf8")).toContain("1 promote");
  });

  it.each([
    ["nothing", [], "There are no results to judge"],
    ["a missing file", ["none.json"], "none.json cannot be read"],
    ["something else", ["broken.json"], "holds no evaluation results: stack"],
    ["an agent that is not there", ["qa_agent.json", "--agent", "hr_agent"], "No results of hr_agent"],
    ["a file without evidence", ["old.json", "--margin", "0.1"], "Evaluate again"],
  ])("refuses %s", async (_, args, message) => {
    const { code, errors } = await gate(...args);
    expect(code).toBe(1);
    expect(errors).toContain(message);
  });

  it("refuses a threshold that is none as wrong usage", async () => {
    expect((await gate("qa_agent.json", "--margin", "5")).code).toBe(2);
  });
});

describe("flanstack compare", () => {
  it("compares arms of one file, row by row", async () => {
    const { code, output } = await compare("qa_agent.json", "--json");
    expect(code).toBe(0);
    const [solved] = JSON.parse(output).metrics;
    const [recorded] = results.agents[0]!.comparisons;
    expect(solved).toMatchObject({
      agent: "qa_agent",
      metric: "solved",
      rows: 240,
      difference: recorded!.difference,
      low: recorded!.low,
      high: recorded!.high,
      mcnemar: recorded!.mcnemar,
      minimumDetectableEffect: recorded!.minimumDetectableEffect,
    });
  });

  it("finds no difference between a file and itself, and says what it could have found", async () => {
    const { output } = await compare("results.json", "results.json");
    expect(output).toContain("qa_agent: 240 rows in 24 clusters");
    expect(output).toContain("can show");
    for (const line of output.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    const again = JSON.parse((await compare("results.json", "results.json", "--json")).output);
    for (const { difference, p } of again.metrics) expect([difference, p]).toEqual([0, 1]);
  });

  it.each([
    ["agents that differ", ["qa_agent.json", "legal_agent.json"], "no agent in common"],
    ["an arm that is not there", ["qa_agent.json", "--arm", "x"], "qa_agent has no arm x"],
    ["answers without rows", ["a.jsonl", "b.jsonl"], "--examples is not given"],
    ["a file without single rows", ["old.json"], "no outcomes of single rows"],
  ])("refuses %s", async (_, args, message) => {
    const { code, errors } = await compare(...args);
    expect(code).toBe(1);
    expect(errors).toContain(message);
  });
});
