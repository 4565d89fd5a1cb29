import { describe, expect, it } from "vitest";
import { loadCatalog } from "./load";
import { buildTuningPlan, type PlanFile, type PlanInput, planFileName, renderPlanFile } from "./plan";
import { countTokens } from "./tokens/count";
import { sumTokens, type TokenTotals } from "./tokens/totals";

const catalog = loadCatalog();

function file(name: string, rows: number, tokens: number, asRecords = tokens): PlanFile {
  const totals: TokenTotals = {
    rows,
    tokens,
    exact: true,
    source: "test",
    band: { low: tokens, high: tokens },
    asRecords,
    longest: 900,
  };
  return { name, sha256: "ab".repeat(32), rows, bytes: tokens * 4, tokens: totals };
}

/** Six agents, as in the specification: thousands of tokens per epoch, one file each. */
const sizes = {
  qa_agent: 313,
  support_agent: 298,
  analyst_agent: 305,
  legal_agent: 331,
  content_agent: 287,
  security_agent: 303,
};

function input(provider: string, baseModel: string, change: Partial<PlanInput> = {}): PlanInput {
  return {
    provider,
    baseModel,
    rendering: "text",
    today: "2026-11-23",
    horizonDays: 30,
    agents: Object.entries(sizes).map(([agent, thousands]) => ({
      agent,
      train: file(`${agent}_${provider}_train.jsonl`, 480, thousands * 1000, thousands * 2100),
      validation: file(`${agent}_${provider}_val.jsonl`, 120, thousands * 250),
      epochs: 3,
    })),
    budget: { onceUsd: 1000, monthlyUsd: 10_000 },
    isLoopback: false,
    ...change,
  };
}

describe("a plan for six agents, against a hand-computed table", () => {
  // 1,837 thousand tokens x 3 epochs = 5.511 million; as records (Gemini only) 2.1 times that = 11.5731 million
  it.each([
    ["gemini", "gemini-3.1-flash-lite", [2.817, 2.682, 2.745, 2.979, 2.583, 2.727], 16.533, 34.7193, 0],
    ["gemini", "gemini-3.5-flash", [9.39, 8.94, 9.15, 9.93, 8.61, 9.09], 55.11, 115.731, 0],
    ["openai", "gpt-4.1-mini", [4.695, 4.47, 4.575, 4.965, 4.305, 4.545], 27.555, 27.555, 0],
    ["openai", "gpt-4o-mini", [2.817, 2.682, 2.745, 2.979, 2.583, 2.727], 16.533, 16.533, 0],
    ["local", "Qwen/Qwen3-0.6B", [0, 0, 0, 0, 0, 0], 0, 0, 0],
  ])("%s %s", (provider, baseModel, perAgent, low, high, monthly) => {
    const plan = buildTuningPlan(catalog, input(provider, baseModel));
    const lows = plan.agents.map((agent) => Math.round(agent.once.total.lowUsd * 1e9) / 1e9);
    expect(lows).toEqual(perAgent);
    expect(plan.once.lowUsd).toBeCloseTo(low, 9);
    expect(plan.once.highUsd).toBeCloseTo(high, 9);
    expect(plan.monthly.highUsd).toBeCloseTo(monthly, 9);
    expect(plan.problems).toEqual([]);
  });

  it.each([
    ["azure-foundry", "gpt-4.1-mini", 7446],
    ["azure-foundry", "gpt-4o", 7446],
  ])("%s %s: training unknown, hosting $%d a month", (provider, baseModel, monthly) => {
    const plan = buildTuningPlan(catalog, input(provider, baseModel));
    expect(plan.monthly.highUsd).toBeCloseTo(monthly, 6);
    expect(plan.problems.map((problem) => problem.code)).toEqual(["price_unknown"]);
  });

  it("is refused by a budget one cent below it, and allowed by one that meets it", () => {
    // 34.7193: the started cent counts
    const budget = (onceUsd: number) => ({ budget: { onceUsd, monthlyUsd: 0 } });
    const plan = (onceUsd: number) =>
      buildTuningPlan(catalog, input("gemini", "gemini-3.1-flash-lite", budget(onceUsd)));
    expect(plan(34.72).problems).toEqual([]);
    expect(plan(34.71).problems.map((problem) => problem.code)).toEqual(["budget_exceeded"]);
    expect(plan(34.71).problems[0]!.message).toContain("qa_agent");
  });

  it("multiplies billable tokens by epochs", () => {
    const [first] = buildTuningPlan(catalog, input("gemini", "gemini-3.1-flash-lite")).agents;
    expect(first!.billableTokens).toEqual({ low: 939_000, high: 1_971_900 });
  });
});

describe("buildTuningPlan", () => {
  it("lets an agent have a base model of its own", () => {
    const mixed = input("gemini", "gemini-3.1-flash-lite");
    const agents = mixed.agents.map((agent, index) =>
      index === 0 ? { ...agent, baseModel: "gemini-3.5-flash" } : agent,
    );
    const plan = buildTuningPlan(catalog, { ...mixed, agents });
    expect(plan.models.map((model) => model.baseModel)).toEqual(["gemini-3.5-flash", "gemini-3.1-flash-lite"]);
    expect(plan.agents[0]!.once.training.lowUsd).toBeCloseTo(9.39, 9);
    expect(plan.agents[1]!.once.training.lowUsd).toBeCloseTo(2.682, 9);
  });

  it("says a problem that all agents share once, and an agent's own beside it", () => {
    const plan = input("gemini", "gemini-3.1-flash-lite", { location: "us-east1" });
    const agents = plan.agents.map((agent, index) => (index === 2 ? { ...agent, adapterSize: 32 } : agent));
    expect(buildTuningPlan(catalog, { ...plan, agents }).problems.map((problem) => problem.code)).toEqual([
      "region_not_tunable",
      "adapter_size_not_offered",
    ]);
  });

  it.each([
    ["an unknown model", "gemini", "gemini-9", "model_not_in_catalog"],
    ["a vendor without tuning", "anthropic", "claude", "provider_has_no_tuning"],
    ["an unknown provider", "acme", "x", "provider_unknown"],
  ])("plans nothing for %s, and says why", (_, provider, baseModel, code) => {
    const plan = buildTuningPlan(catalog, input(provider, baseModel));
    expect(plan.problems.map((problem) => problem.code)).toEqual([code]);
    expect(plan.agents).toEqual([]);
    expect(plan.once.highUsd).toBe(0);
  });

  it("refuses a file that the provider would refuse after its upload", () => {
    const plan = input("openai", "gpt-4.1-mini");
    const long = file("long.jsonl", 480, 313_000);
    const agents = [
      { ...plan.agents[0]!, train: { ...file("few.jsonl", 9, 5000), bytes: 600 * 1024 * 1024 } },
      { ...plan.agents[1]!, train: { ...long, tokens: { ...long.tokens, longest: 65_537 } } },
    ];
    const { problems } = buildTuningPlan(catalog, { ...plan, agents });
    expect(problems.map((problem) => [problem.code, problem.path])).toEqual([
      ["too_few_examples", "few.jsonl"],
      ["file_too_large", "few.jsonl"],
      ["example_too_long", "long.jsonl"],
    ]);
  });

  it("holds validation to its share of bytes, at whatever number of rows", () => {
    const plan = input("vertex-open", "qwen/qwen3@qwen3-32b");
    const of = (bytes: number) =>
      buildTuningPlan(catalog, {
        ...plan,
        agents: [
          {
            ...plan.agents[0]!,
            train: { ...file("t.jsonl", 480, 9000), bytes: 1000 },
            validation: { ...file("v.jsonl", 100, 900), bytes },
          },
        ],
      }).problems.filter((problem) => problem.code === "validation_too_large");
    expect(of(250)).toEqual([]);
    expect(of(251)).toMatchObject([{ path: "v.jsonl", fix: expect.stringContaining("flanstack:validationShare") }]);
  });

  it("holds validation to its share above 1,000 training rows, and advises 100 examples", () => {
    const plan = input("gemini", "gemini-3.5-flash");
    const of = (train: number, validation: number) =>
      buildTuningPlan(catalog, {
        ...plan,
        agents: [
          { ...plan.agents[0]!, train: file("t.jsonl", train, 9000), validation: file("v.jsonl", validation, 900) },
        ],
      });
    expect(of(1001, 301).problems.map((problem) => problem.code)).toEqual(["validation_too_large"]);
    expect(of(1001, 300).problems).toEqual([]);
    expect(of(1000, 301).problems).toEqual([]);
    expect(of(99, 10).warnings.map((warning) => warning.code)).toContain("few_examples");
  });

  it("shows the user's own price as the one that counts", () => {
    const own = input("gemini", "gemini-3.5-flash-lite", { usdPerMillionTrainingTokens: 4 });
    const plan = buildTuningPlan(catalog, own);
    expect(plan.once.lowUsd).toBeCloseTo(5.511 * 4, 9);
    expect(plan.models[0]!.prices[0]).toMatchObject({ value: 4, source: "your configuration" });
    expect(plan.problems).toEqual([]);
  });
});

describe("renderPlanFile", () => {
  const plan = buildTuningPlan(catalog, input("gemini", "gemini-3.1-flash-lite"));

  it("is the same text for the same plan, and reads back", () => {
    const again = buildTuningPlan(catalog, input("gemini", "gemini-3.1-flash-lite"));
    expect(renderPlanFile(again)).toBe(renderPlanFile(plan));
    expect(JSON.parse(renderPlanFile(plan)).agents).toHaveLength(6);
    expect(renderPlanFile(plan).endsWith("}\n")).toBe(true);
  });

  it("differs in few lines when one agent's data differs", () => {
    const changed = input("gemini", "gemini-3.1-flash-lite");
    const agents = changed.agents.map((agent, index) =>
      index === 0 ? { ...agent, train: { ...agent.train, sha256: "cd".repeat(32) } } : agent,
    );
    const lines = (text: string) => text.split("\n");
    const before = lines(renderPlanFile(plan));
    const after = lines(renderPlanFile(buildTuningPlan(catalog, { ...changed, agents })));
    expect(after.filter((line, index) => line !== before[index])).toEqual([
      `          "sha256": "${"cd".repeat(32)}",`,
    ]);
  });

  it("carries no dust of binary fractions", () => {
    expect(renderPlanFile(plan)).not.toMatch(/\d\.\d{5,}/);
  });

  it("has the name the specification gives it", () => {
    expect(planFileName("gemini")).toBe("finetuning_plan_gemini.json");
  });
});

describe("countTokens and sumTokens", () => {
  const chat = { messages: [{ role: "user", content: "What is the capital of Mexico?" }] };
  const gemini = {
    contents: [
      { role: "user", parts: [{ text: "What is the capital of France?" }] },
      { role: "model", parts: [{ text: "Paris." }] },
    ],
  };

  it.each([
    ["openai", chat, true],
    ["azure-foundry", chat, true],
    ["gemini", gemini, false],
    ["local", chat, false],
    ["anthropic", { system: "You help.", messages: [{ role: "user", content: "Hello" }] }, false],
  ])("%s: exact %#", (provider, row, isExact) => {
    const count = countTokens(provider, row);
    expect(count.exact).toBe(isExact);
    expect(count.source).not.toBe("");
    expect(count.band.low).toBeLessThanOrEqual(count.tokens);
    expect(count.band.high).toBeGreaterThanOrEqual(count.tokens);
    if (isExact) expect(count.band).toEqual({ low: count.tokens, high: count.tokens });
    else expect(count.band.high).toBeGreaterThan(count.band.low);
  });

  it("counts both answers of a preference row, each with its prompt", () => {
    const answer = [{ role: "assistant", content: "Mexico City." }];
    const row = { input: chat, preferred_output: answer, non_preferred_output: answer };
    const one = countTokens("openai", { messages: [...chat.messages, ...answer] }).tokens;
    expect(countTokens("openai", row).tokens).toBe(2 * one);
  });

  it("refuses a row that is none, instead of counting it as nothing", () => {
    for (const row of [null, 7, "text", {}, [], { messages: "no list" }]) {
      expect(() => countTokens("openai", row)).toThrow("neither messages nor contents");
    }
  });

  it("adds up to nothing without rows, and is exact only if every row is", () => {
    expect(sumTokens([])).toMatchObject({ rows: 0, tokens: 0, exact: true, longest: 0 });
    const mixed = sumTokens([countTokens("openai", chat), countTokens("gemini", gemini)]);
    expect(mixed).toMatchObject({ rows: 2, exact: false });
    expect(mixed.tokens).toBe(14 + countTokens("gemini", gemini).tokens);
  });
});
