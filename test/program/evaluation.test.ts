/** Evaluating is declared for the same model, rows and price as planned, and never changes what is tuned. */
import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, it } from "vitest";
import { Evaluation } from "../../components";
import { parseSettings } from "../../config";
import { evaluationArgs } from "../../evaluation-args";
import type { AgentPlan } from "../../plan";

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
  evaluationArgs(settings(values), { ...plan, ...changes }, "");

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

  it("counts every call: rows of two models, sixty of them twice again, and test rows played in at most 12 answers", () => {
    expect(argsOf({ evaluate: "test" })).toMatchObject({
      maxCalls: 2 * (400 * 13 + 120),
      rows: { from: "test", path: "etest.jsonl" },
    });
    expect(argsOf({ evaluate: "validation" })).toMatchObject({
      maxCalls: 2 * (120 + 120),
      rows: { from: "validation" },
    });
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

  it.each(["job", "rows", "region"])("changes with another %s", (name) => {
    expect(digests.get(name)).toMatch(/^[0-9a-f]{64}$/);
    expect(digests.get(name)).not.toBe(digests.get("plain"));
  });
});
