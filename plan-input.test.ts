import { describe, expect, it } from "vitest";
import { buildTuningPlan, loadCatalog, type PlanFile, sumTokens, type TuningPlan } from "./catalog";
import { parseSettings } from "./config";
import { nothingCanBill, planInput, platformOfSettings } from "./plan-input";
import { isOpenModel } from "./tuning";

const place = { pulumiProject: "flanstack", stack: "dev", purpose: "plan" } as const;
const base = {
  agents: ["qa_agent"],
  rendering: "text",
  labels: { owner: "quality" },
  budgetUsd: 50,
  monthlyBudgetUsd: 100,
};

function file(name: string, rows: number): PlanFile {
  const row = { tokens: 600, exact: false, source: "test", band: { low: 540, high: 660 }, asRecords: 1000 };
  return { name, sha256: "9f".repeat(32), rows, bytes: rows * 3000, tokens: sumTokens(Array(rows).fill(row)) };
}

function planWith(values: Record<string, unknown>, environment: Record<string, string> = {}): TuningPlan {
  const settings = parseSettings({ ...base, ...values }, place);
  const files = [{ agent: "qa_agent", train: file("train.jsonl", 480), validation: file("val.jsonl", 120) }];
  return buildTuningPlan(loadCatalog(), planInput(settings, files, { today: "2026-11-23", environment }));
}

const plain = planWith({});

describe("planInput", () => {
  it("counts hosting alone and no evaluation where nothing else is declared", () => {
    expect(plain.problems).toEqual([]);
    expect(plain.monthly.highUsd).toBe(0);
    expect(plain.agents[0]!.once.evaluation.highUsd).toBe(0);
    expect(plain.agents[0]!.owner).toBe("quality");
    expect(plain.budget.limits).toEqual({ onceUsd: 50, monthlyUsd: 100 });
  });

  it("prices the user's own traffic by the month, an agent's own before the stack's", () => {
    const traffic = { requestsPerMonth: 10_000, inputTokensPerRequest: 1000, outputTokensPerRequest: 100 };
    // 10,000 x (1,000 x $0.375 + 100 x $2.25) / 1,000,000 = $6.00
    expect(planWith({ traffic: JSON.stringify(traffic) }).monthly.highUsd).toBeCloseTo(6, 6);
    const own = { qa_agent: { traffic: { ...traffic, requestsPerMonth: 20_000 } } };
    expect(planWith({ traffic, overrides: own }).monthly.highUsd).toBeCloseTo(12, 6);
  });

  it("counts the evaluation's cap in what is paid once, and what is planned below it", () => {
    const { agents, once } = planWith({ evaluationCapUsd: 9 });
    expect(agents[0]!.once.evaluation.highUsd).toBe(9);
    // tuned (120,000 x 0.375 + 72,000 x 2.25) + base (120,000 x 0.25 + 72,000 x 1.50), per million
    expect(agents[0]!.once.evaluation.lowUsd).toBeCloseTo(0.345, 6);
    expect(once.highUsd).toBeCloseTo(plain.once.highUsd + 9, 6);
  });

  it.each([
    ["its own owner's limit", { quality: { onceUsd: 0.01 } }, ["budget_exceeded"]],
    ["another owner's limit", { support: { onceUsd: 0.01 } }, []],
    ["limits that are enough", { quality: { onceUsd: 40, monthlyUsd: 0 } }, []],
  ])("compares with %s", (_, ownerBudgets, codes) => {
    const { problems } = planWith({ ownerBudgets });
    expect(problems.map((problem) => problem.code)).toEqual(codes);
    if (codes.length > 0) expect(problems[0]!.message).toContain("owner quality");
  });

  it.each([
    ["inside", { residency: "eu", region: "europe-west4" }, []],
    ["tuned elsewhere", { residency: "eu", region: "us-central1" }, ["residency_violated"]],
    [
      "a vendor that does not say where",
      { residency: "eu", provider: "openai", baseModel: "gpt-4.1-mini" },
      ["residency_unproven"],
    ],
  ])("holds the plan to its residency: %s", (_, values, codes) => {
    expect(planWith(values).problems.map((problem) => problem.code)).toEqual(codes);
  });
});

describe("nothingCanBill", () => {
  const loopback = "http://127.0.0.1:8471/v1";
  it.each([
    ["the machine's own trainer", "local", {}, true],
    ["Vertex by default", "gemini", {}, false],
    ["Vertex in the sandbox", "gemini", { FLANSTACK_VERTEX_BASE_URL: loopback }, true],
    ["OpenAI by default", "openai", {}, false],
    ["OpenAI in the sandbox", "openai", { OPENAI_BASE_URL: loopback }, true],
    ["an address of another provider", "openai", { FLANSTACK_VERTEX_BASE_URL: loopback }, false],
    [
      "the address that submissions really take, whatever the other says",
      "openai",
      { FLANSTACK_OPENAI_BASE_URL: "https://api.openai.com/v1", OPENAI_BASE_URL: loopback },
      false,
    ],
  ] as const)("%s", (_, provider, environment, expected) => {
    expect(nothingCanBill({ provider }, environment)).toBe(expected);
  });

  it("knows Microsoft Foundry by its address", () => {
    const environment = { OPENAI_BASE_URL: "https://acme.openai.azure.com/openai/v1/" };
    expect(platformOfSettings({ provider: "openai", baseModel: "gpt-4.1" }, environment)).toBe("azure-foundry");
    expect(platformOfSettings({ provider: "gemini", baseModel: "gemini-3.5-flash" }, environment)).toBe("gemini");
  });

  it.each([
    "gemini-3.1-flash-lite",
    "qwen/qwen3@qwen3-8b",
    "publishers/google/models/gemini-3.5-flash",
    "a@b",
    "a/b@c",
  ])("tells %s as an open model by the same rule as its tuning", (baseModel) => {
    const isPriced = platformOfSettings({ provider: "gemini", baseModel }, {}) === "vertex-open";
    expect(isPriced).toBe(isOpenModel(baseModel));
  });
});

describe("an open model's plan", () => {
  const open = (values: Record<string, unknown> = {}) =>
    planWith({ rendering: "mixed", baseModel: "qwen/qwen3@qwen3-32b", ...values });

  it("has its own price, and texts whatever the rendering", () => {
    const plan = open();
    expect(plan.provider).toBe("vertex-open");
    // 480 rows of 600 tokens, three epochs, at $6.57; the band is the rows' own, validation perhaps billed too
    expect(plan.agents[0]!.once.training.lowUsd).toBeGreaterThan(4.9);
    expect([...plan.problems, ...plan.warnings].map(({ code }) => code)).not.toContain("function_calls_unproven");
  });

  it.each<[string, Record<string, unknown>, string]>([
    ["an adapter of a model that is tuned as a whole", { baseModel: "qwen/qwen3@qwen3-8b" }, "tuning_mode_not_offered"],
    ["an adapter size that is Gemini's alone", { adapterSize: 2 }, "adapter_size_not_offered"],
    ["a region without open models", { region: "europe-west1" }, "region_not_tunable"],
    ["a model that nobody listed", { baseModel: "qwen/qwen2@qwen2-7b" }, "model_not_in_catalog"],
    [
      "a price that nobody knows, where a budget is set",
      { baseModel: "qwen/qwen3-5@qwen3.5-9b", tuningMode: "full" },
      "price_unknown",
    ],
  ])("is stopped by %s", (_, values, code) => {
    expect(open(values).problems.map((problem) => problem.code)).toContain(code);
  });

  it("may promise a residency, because the user serves it where the user likes", () => {
    const within = open({ residency: "eu", region: "europe-west4" });
    expect(within.problems.map(({ code }) => code)).not.toContain("residency_unproven");
    expect(open({ residency: "eu", region: "us-west1" }).problems.map(({ code }) => code)).toContain(
      "residency_violated",
    );
  });

  it("takes all weights of a model that has no adapter", () => {
    const plan = open({ baseModel: "qwen/qwen3@qwen3-8b", tuningMode: "full" });
    expect(plan.problems.map(({ code }) => code)).not.toContain("tuning_mode_not_offered");
    expect(plan.agents[0]!.adapterSize).toBeNull();
  });
});
