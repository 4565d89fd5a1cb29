import { describe, expect, it } from "vitest";
import { FlanstackError } from "../primitives";
import { compareInvestment, type InvestmentOptions } from "./investment";
import { loadCatalog } from "./load";
import { buildTuningPlan, type PlanAgentInput, type PlanInput, type TuningPlan } from "./plan";
import { sumTokens } from "./tokens/totals";

const catalog = loadCatalog();
const row = { tokens: 1000, exact: true, source: "test", band: { low: 1000, high: 1000 }, asRecords: 1000 };
const file = (rows: number) => ({
  name: "rows.jsonl",
  sha256: "9f".repeat(32),
  rows,
  bytes: rows,
  tokens: sumTokens(Array(rows).fill(row)),
});
const traffic = { requestsPerMonth: 50_000, inputTokensPerRequest: 1200, outputTokensPerRequest: 150 };

function plan(change: Partial<PlanInput> = {}, agent: Partial<PlanAgentInput> = {}): TuningPlan {
  return buildTuningPlan(catalog, {
    provider: "gemini",
    baseModel: "gemini-3.1-flash-lite",
    today: "2026-11-23",
    horizonDays: 30,
    rendering: "text",
    isLoopback: false,
    budget: { onceUsd: 50, monthlyUsd: 50 },
    agents: [{ agent: "qa_agent", train: file(500), validation: file(100), epochs: 2, traffic, ...agent }],
    ...change,
  });
}

const options: InvestmentOptions = { months: 12, monthsBetweenRuns: 3, labourUsd: 0, successRates: {} };

function problemsOf(...[of, change]: [TuningPlan, Partial<InvestmentOptions>?]): string[] {
  try {
    compareInvestment(catalog, of, { ...options, ...change });
    return [];
  } catch (error) {
    if (!FlanstackError.is(error)) throw error;
    return error.problems.map((problem) => problem.code);
  }
}

describe("compareInvestment", () => {
  it("agrees with a hand-computed case", () => {
    const { comparisons, investment } = compareInvestment(catalog, plan(), { ...options, baselines: ["gpt-4o"] });
    // 500 rows x 1,000 tokens x 2 epochs x $3.00 per million = $3.00 a run; four runs in twelve months
    expect(investment).toMatchObject({ trainingUsd: 3, tasksPerMonth: 50_000, monthsBetweenRuns: 3 });
    const [gpt] = comparisons;
    expect(gpt!.baselineUsdPerTask).toBeCloseTo((1200 * 2.5 + 150 * 10) / 1e6, 12);
    expect(gpt!.tunedUsdPerTask).toBeCloseTo((1200 * 0.375 + 150 * 2.25) / 1e6, 12);
    expect(gpt!.investedUsd).toBeCloseTo(12, 9);
    expect(gpt!.savedUsd).toBeCloseTo(12 * 50_000 * (0.0045 - 0.0007875), 6);
    expect(gpt!.breakEvenTasksPerMonth).toBeCloseTo(1 / (0.0045 - 0.0007875), 6);
  });

  it("compares with the untuned base and the cheapest untuned model unless told otherwise", () => {
    const { comparisons } = compareInvestment(catalog, plan(), options);
    expect(comparisons.map((each) => [each.baseline, each.breakEvenTasksPerMonth])).toEqual([
      ["gemini-3.1-flash-lite untuned", "never"],
      ["openai/gpt-6-luna", "never"],
    ]);
  });

  it("counts per solved task only where both rates were measured, and says so where not", () => {
    const report = compareInvestment(catalog, plan(), {
      ...options,
      baselines: ["openai/gpt-6-luna", "gpt-4o"],
      successRates: { tuned: 0.8, "openai/gpt-6-luna": 0.2 },
    });
    expect(report.comparisons.map((each) => each.per)).toEqual(["solved task", "task"]);
    expect(report.notes[0]).toContain("no measured success rate of openai/gpt-4o-2024-08-06");
  });

  it("takes a shorter prompt of the tuned model, people's work, and the hosting into account", () => {
    const { tuned, investment } = compareInvestment(catalog, plan(), {
      ...options,
      tunedInputTokens: 400,
      labourUsd: 250,
    });
    expect(tuned).toMatchObject({ inputTokens: 400, hostingUsdPerMonth: 0 });
    expect(investment.labourUsd).toBe(250);
  });

  it("does not let a tuned model outlive its base", () => {
    const { investment, notes } = compareInvestment(catalog, plan(), { ...options, monthsBetweenRuns: 24 });
    expect(investment.monthsBetweenRuns).toBe(5); // 165 days
    expect(notes.join()).toContain("may end after 5 months");
  });

  it("averages the agents' traffic by their requests", () => {
    const two = plan({
      agents: [
        { agent: "a", train: file(500), validation: file(100), epochs: 2, traffic },
        {
          agent: "b",
          train: file(500),
          validation: file(100),
          epochs: 2,
          traffic: { ...traffic, requestsPerMonth: 150_000, inputTokensPerRequest: 400 },
        },
      ],
    });
    const { tuned, investment } = compareInvestment(catalog, two, options);
    expect(investment).toMatchObject({ tasksPerMonth: 200_000, trainingUsd: 6 });
    expect(tuned.inputTokens).toBe(600);
  });

  it.each([
    ["no traffic: nothing to compute from", plan({}, { traffic: undefined }), {}, ["traffic_missing"]],
    ["a price nobody knows", plan({ baseModel: "gemini-3.5-flash-lite" }), {}, ["price_unknown"]],
    ["a baseline nobody knows", plan(), { baselines: ["gpt-9"] }, ["baseline_without_price"]],
    ["a baseline without prices", plan(), { baselines: ["gemini/gemini-2.5-pro"] }, ["baseline_without_price"]],
    [
      "two bases at once",
      plan({
        agents: ["gemini-3.1-flash-lite", "gemini-3.5-flash"].map((baseModel) => ({
          agent: baseModel,
          baseModel,
          train: file(500),
          validation: file(100),
          epochs: 2,
          traffic,
        })),
      }),
      {},
      ["several_bases"],
    ],
    ["a model that cannot be tuned", plan({ baseModel: "gemini-3.8-flash" }), {}, ["model_not_tunable"]],
    ["a limit that is too low is no reason not to compute", plan({ budget: { onceUsd: 0, monthlyUsd: 0 } }), {}, []],
  ])("refuses %s", (_, of, change, codes) => {
    expect(problemsOf(of, change)).toEqual(codes);
  });
});
