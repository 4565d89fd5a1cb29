/** A sweep is declared as ordinary jobs, priced with everything else, and chosen by validation loss. */
import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, it } from "vitest";
import { budgetOfPlan, buildTuningPlan, loadCatalog } from "../../catalog";
import { Sweep } from "../../components";
import { parseSettings } from "../../config";
import { planInput } from "../../plan-input";
import { planHalving, type SweepDeclaration, specDigest, sweepTrials, type TuningSpec } from "../../tuning";

const spec: TuningSpec = {
  provider: "openai",
  method: "supervised",
  baseModel: "gpt-4.1-mini-2025-04-14",
  hyperparameters: { epochs: 2, learningRateMultiplier: 1 },
  trainDigest: "a".repeat(64),
  generation: 1,
};
const sweep: SweepDeclaration = { agent: "qa_agent", method: "grid", space: { epochs: [1, 2, 3] } };
const trials = sweepTrials(sweep, spec);
const settings = (values: object) =>
  parseSettings(
    { provider: "openai", ledger: "file:///ledger", agents: ["qa_agent"], ...values },
    { pulumiProject: "flanstack", stack: "dev" },
  );

describe("the component", () => {
  const losses = new Map([1, 2, 3].map((epochs) => [epochs, { 1: 0.9, 2: 0.4, 3: 0.6 }[epochs]!]));
  const declared: { type: string; name: string; inputs: Record<string, unknown> }[] = [];
  let made: Sweep;

  beforeAll(async () => {
    await pulumi.runtime.setMocks({
      newResource: ({ type, inputs, name }) => {
        declared.push({ type, name, inputs });
        const epochs = inputs.spec?.hyperparameters.epochs;
        return {
          id: name,
          state: { ...inputs, jobName: name, state: "succeeded", validationLoss: losses.get(epochs) },
        };
      },
      call: () => ({}),
    });
    const file = { path: "train.jsonl", sha256: "a".repeat(64), rows: 480 };
    made = new Sweep("qa_agent-sweep", {
      agent: "qa_agent",
      trials,
      train: file,
      validation: { ...file, path: "validation.jsonl" },
      pulumiProject: "flanstack",
      stack: "dev",
      ledger: "file:///ledger",
      onDelete: "remove",
    });
    await new Promise((done) => made.best.apply(done));
  });

  it("declares one job and one model per trial, each a purchase of its own", () => {
    const jobs = declared.filter(({ type }) => type.endsWith("TuningJob"));
    expect(jobs.map(({ name }) => name)).toEqual([1, 2, 3].map((index) => `qa_agent-sweep-trial-${index}-job`));
    expect(jobs.map(({ inputs }) => inputs.digest)).toEqual(trials.map((trial) => specDigest(trial.spec)));
    expect(declared.filter(({ type }) => type.endsWith("TunedModel"))).toHaveLength(3);
  });

  it("deletes no model when it goes: one of them is the winner's", () => {
    const dynamics = declared.filter(({ inputs }) => "onDelete" in inputs);
    expect(dynamics.map(({ inputs }) => inputs.onDelete)).toEqual(Array(6).fill("cancel"));
  });

  it("chooses the least validation loss", async () => {
    const best = await new Promise((done) => made.best.apply(done));
    expect(best).toBe("trial-2");
    const reason = await new Promise((done) => made.reason.apply(done));
    expect(reason).toBe("Least validation loss of 3: 0.4000.");
  });
});

describe("a race", () => {
  const racing = sweepTrials(
    { agent: "qa_agent", method: "halving", trials: 3, space: { learningRateMultiplier: { low: 0.1, high: 10 } } },
    { ...spec, provider: "local", baseModel: "tiny/base" },
  );
  const { halvings } = planHalving(racing, { own: "0".repeat(64), rows: 480 });
  const declared: { type: string; inputs: Record<string, unknown> }[] = [];
  let made: Sweep;

  beforeAll(async () => {
    await pulumi.runtime.setMocks({
      newResource: ({ type, inputs, name }) => {
        declared.push({ type, inputs });
        const isBest = name.includes("trial-2");
        const state = isBest ? "succeeded" : "cancelled";
        return { id: name, state: { ...inputs, jobName: name, state, validationLoss: isBest ? 0.5 : -1 } };
      },
      call: () => ({}),
    });
    const file = { path: "train.jsonl", sha256: "a".repeat(64), rows: 480 };
    const place = { pulumiProject: "flanstack", stack: "dev", ledger: "file:///ledger" };
    made = new Sweep("race", { agent: "qa_agent", trials: racing, halvings, train: file, validation: file, ...place });
    await new Promise((done) => made.best.apply(done));
  });

  it("tells each job its rivals, and each model that being left is no failure", () => {
    const jobs = declared.filter(({ type }) => type.endsWith("TuningJob"));
    expect(jobs.map(({ inputs }) => inputs.halving)).toEqual(Array(3).fill(halvings["trial-1"]));
    const models = declared.filter(({ type }) => type.endsWith("TunedModel"));
    expect(models.map(({ inputs }) => inputs.isRacing)).toEqual([true, true, true]);
  });

  it("leaves identity alone: a race is another way to the same job", () => {
    const digests = declared.filter(({ type }) => type.endsWith("TuningJob")).map(({ inputs }) => inputs.digest);
    expect(digests).toEqual(racing.map((trial) => specDigest(trial.spec)));
  });

  it("chooses the one that came to its end", async () => {
    expect(await new Promise((done) => made.best.apply(done))).toBe("trial-2");
    const reason = await new Promise((done) => made.reason.apply(done));
    expect(reason).toBe("Least validation loss of 1: 0.5000; 2 were left on the way.");
  });
});

describe("the price", () => {
  const tokens = {
    rows: 480,
    tokens: 500_000,
    band: { low: 500_000, high: 500_000 },
    asRecords: 0,
    exact: true,
    longest: 100,
    source: "",
  };
  const file = { name: "train.jsonl", rows: 480, bytes: 1, sha256: "a".repeat(64), tokens };
  const own = { agent: "qa_agent", digest: specDigest(spec), train: file, validation: file };
  const planOf = (values: object) =>
    buildTuningPlan(
      loadCatalog({}),
      planInput(
        settings(values),
        [
          own,
          ...trials.map(({ name, spec: tried, tried: hyperparameters }) => ({
            ...own,
            digest: specDigest(tried),
            trial: { name, hyperparameters },
          })),
        ],
        { today: "2026-11-23", environment: {} },
      ),
    );

  it("is every trial's upper bound, by its own epochs", () => {
    const { agents, once } = planOf({ baseModel: spec.baseModel, epochs: 2 });
    expect(agents.map(({ agent, epochs }) => [agent, epochs])).toEqual([
      ["qa_agent", 2],
      ["qa_agent trial-1", 1],
      ["qa_agent trial-2", 2],
      ["qa_agent trial-3", 3],
    ]);
    const [first, , third] = agents.slice(1).map((agent) => agent.once.training.highUsd);
    expect(third! / first!).toBeCloseTo(3);
    expect(once.highUsd).toBeCloseTo(agents.reduce((sum, agent) => sum + agent.once.total.highUsd, 0));
  });

  it("names a base model once, also one that is no row of the catalogue", () => {
    const plan = planOf({ provider: "local", baseModel: "x/y", epochs: 2 });
    expect(plan.models.map(({ baseModel }) => baseModel)).toEqual(["x/y"]);
  });

  it("stops a sweep that passes the budget, and each job finds itself priced in it", () => {
    const plan = planOf({ baseModel: spec.baseModel, epochs: 2, budgetUsd: 0.01, monthlyBudgetUsd: 1000 });
    expect(plan.problems.map(({ code }) => code)).toContain("budget_exceeded");
    expect(budgetOfPlan(plan).agents.map(({ digest }) => digest)).toEqual(
      expect.arrayContaining(trials.map((trial) => specDigest(trial.spec))),
    );
  });
});

describe("the setting", () => {
  it("is absent by default, and when Pulumi says so with an empty object", () => {
    expect(settings({}).sweep).toBeUndefined();
    expect(settings({ sweep: "{}" }).sweep).toBeUndefined();
    expect(settings({ sweep: JSON.stringify(sweep) }).sweep).toEqual(sweep);
  });

  it.each([
    ["an agent that is not tuned here", { ...sweep, agent: "legal_agent" }, "flanstack:sweep.agent"],
    ["a hyperparameter that does not exist", { ...sweep, space: { rank: [4] } }, "flanstack:sweep.space"],
    ["an empty space", { ...sweep, space: {} }, "flanstack:sweep.space"],
    ["an unknown method", { ...sweep, method: "bayes" }, "flanstack:sweep.method"],
  ])("refuses %s", (_, given, path) => {
    expect(() => settings({ sweep: JSON.stringify(given) })).toThrow(path);
  });
});
