/** Evaluating is declared for the same model, rows and price as planned, and never changes what is tuned. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Evaluation } from "../../components";
import { parseSettings } from "../../config";
import { threeSteps } from "../../evaluation/testing-examples";
import { evaluationArgs } from "../../evaluation-args";
import { lockRows, ownRows } from "../../locked-rows";
import type { AgentPlan } from "../../plan";

// The program loads rooms by `require`, when something is to be evaluated.
createRequire(__filename)("../../bin/load-typescript.cjs");

const folder = mkdtempSync(join(tmpdir(), "flanstack-evaluation-args-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(join(folder, "own.jsonl"), `${JSON.stringify(threeSteps("e1"))}\n`);
writeFileSync(join(folder, "judge.ts"), "export default () => true;");
const OWN = { evaluationRows: '{"qa_agent":"own.jsonl"}' };

const file = (path: string, rows: number) => ({ path, rows, sha256: path[0]!.repeat(64) });
const plan: AgentPlan = {
  agent: "qa_agent",
  spec: {
    provider: "gemini",
    method: "supervised",
    baseModel: "gemini-3.1-flash-lite",
    hyperparameters: { epochs: 3 },
    trainDigest: "a".repeat(64),
    generation: 1,
  },
  digest: "d".repeat(64),
  train: file("train.jsonl", 480),
  validation: file("val.jsonl", 120),
  canonicalTrain: file("train.jsonl", 480),
  canonicalValidation: file("cval.jsonl", 120),
  canonicalTest: file("etest.jsonl", 400),
  tokensPerEpoch: 1,
  tokensExact: false,
  displayName: undefined,
};
const settings = (values: Record<string, unknown>) =>
  parseSettings(
    { project: "acme", ledger: "gs://ledger/flanstack", ...values },
    { pulumiProject: "flanstack", stack: "dev" },
  );
const argsOf = (values: Record<string, unknown>, changes: Partial<AgentPlan> = {}) =>
  evaluationArgs(settings(values), { ...plan, ...changes }, "", { root: folder });

describe("what is declared", () => {
  it.each([
    ["nothing by default", {}, {}],
    [
      "nothing for a model that nobody serves",
      { evaluate: "test" },
      { spec: { ...plan.spec, provider: "local" as const } },
    ],
  ])("is %s", (_, values, changes) => {
    expect(argsOf(values, changes)).toBeUndefined();
  });

  it("counts every call: rows of all models, sixty of them twice again, and test rows played in at most 12 answers", () => {
    expect(argsOf({ evaluate: "test" })).toMatchObject({
      maxCalls: 3 * (400 * 13 + 120) + 2 * (31 + 204),
      shots: { path: "train.jsonl" },
      rows: { from: "test", path: "etest.jsonl" },
      caseSets: [
        { name: "hand-written", cases: 31 },
        { name: "safety", cases: 204 },
      ],
    });
    const own = argsOf({ evaluate: "test" }, { agent: "own_agent" });
    expect(own).toMatchObject({ maxCalls: 3 * (400 * 13 + 120) });
    expect(own).not.toHaveProperty("caseSets");
    expect(argsOf({ evaluate: "validation" })).toMatchObject({
      maxCalls: 2 * (120 + 120),
      rows: { from: "validation" },
    });
  });

  it("is the user's own rows first, with generated ones beside them, their scorer and the incumbent", () => {
    expect(argsOf(OWN)).toMatchObject({
      rows: { from: "own", path: "own.jsonl", isLocked: false },
      maxCalls: 3 * (1 + 2) + 2 * (31 + 204),
    });
    const all = { ...OWN, evaluate: "test", evaluationScorer: "judge.ts", incumbents: '{"qa_agent":"projects/p/x"}' };
    expect(argsOf(all)).toMatchObject({
      rows: { from: "own" },
      beside: { path: "etest.jsonl" },
      scorer: { name: "judge.ts" },
      incumbent: "projects/p/x",
      ledger: "gs://ledger/flanstack",
      maxCalls: 4 * (401 + 120) + 2 * (31 + 204),
    });
  });

  it.each([
    ["rows that are not there", { evaluationRows: '{"qa_agent":"none.jsonl"}' }, "none.jsonl cannot be read"],
    ["a scorer that is not there", { ...OWN, evaluationScorer: "none.ts" }, "The scorer none.ts cannot be read"],
  ])("refuses %s", (_, values, message) => {
    expect(() => argsOf(values)).toThrow(message);
  });

  it("refuses rows that are not the locked ones, and generated rows in place of locked ones", () => {
    const locked = mkdtempSync(join(folder, "locked-"));
    writeFileSync(join(locked, "own.jsonl"), `${JSON.stringify(threeSteps("e1"))}\n`);
    lockRows(locked, ownRows([threeSteps("e1")], "own.jsonl"));
    const args = (values: Record<string, unknown>) => evaluationArgs(settings(values), plan, "", { root: locked });
    expect(args(OWN)).toMatchObject({ rows: { isLocked: true } });
    expect(() => args({ evaluate: "test" })).toThrow("has locked evaluation rows of its own");
    expect(args({ evaluate: "validation" })).toMatchObject({ rows: { from: "validation" } });
    writeFileSync(join(locked, "own.jsonl"), `${JSON.stringify(threeSteps("e2"))}\n`);
    expect(() => args(OWN)).toThrow("not the locked evaluation rows");
  });

  it("carries the cap, and prices as the catalogue knows them", () => {
    const args = argsOf({ evaluate: "test", evaluationCapUsd: "9" });
    expect(args).toMatchObject({ maxUsd: 9, project: "acme", location: "us-central1" });
    expect(args!.prices!.tuned.inputUsdPerMillion).toBeCloseTo(1.5 * args!.prices!.base.inputUsdPerMillion, 12);
    expect(argsOf({ evaluate: "test" })).not.toHaveProperty("maxUsd");
  });
});

describe("the digest", () => {
  const digests = new Map<string, string>();
  const variants: Readonly<Record<string, [Record<string, unknown>, Partial<AgentPlan>]>> = {
    plain: [{ evaluate: "test" }, {}],
    cap: [{ evaluate: "test", evaluationCapUsd: "9" }, {}],
    labels: [{ evaluate: "test", labels: '{"owner":"quality"}' }, {}],
    job: [{ evaluate: "test" }, { digest: "0".repeat(64) }],
    incumbent: [{ evaluate: "test", incumbents: '{"qa_agent":"projects/p/x"}' }, {}],
    scorer: [{ evaluate: "test", evaluationScorer: "judge.ts" }, {}],
    "row of one's own": [{ ...OWN, evaluate: "test" }, {}],
    rows: [{ evaluate: "test" }, { canonicalTest: file("ftest.jsonl", 400) }],
    region: [{ evaluate: "test", region: "europe-west4" }, {}],
  };

  beforeAll(async () => {
    await pulumi.runtime.setMocks({
      newResource: ({ inputs, name }) => {
        digests.set(name, inputs.digest);
        return { id: name, state: inputs };
      },
      call: () => ({}),
    });
    const made = Object.entries(variants).map(
      ([name, [values, changes]]) => new Evaluation(name, argsOf(values, changes)!),
    );
    await new Promise((done) => pulumi.all(made.map(({ urn }) => urn)).apply(done));
  });

  it.each(["cap", "labels"])("stays with another %s", (name) => {
    expect(digests.get(name)).toBe(digests.get("plain"));
  });

  it.each(["job", "rows", "region", "incumbent", "scorer", "row of one's own"])("changes with another %s", (name) => {
    expect(digests.get(name)).toMatch(/^[0-9a-f]{64}$/);
    expect(digests.get(name)).not.toBe(digests.get("plain"));
  });
});
