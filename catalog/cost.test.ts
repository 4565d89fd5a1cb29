import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addAmounts, amount, toCents, unknownAmount } from "./amount";
import {
  type AgentCostInput,
  costOfAgent,
  costOfBilledTokens,
  costOfEvaluation,
  trainingTokens,
  tunedTokenPrices,
} from "./cost";
import { resolveEpochs } from "./epochs";
import { estimateTraining } from "./estimate";
import { findModel } from "./find";
import { loadCatalog } from "./load";
import type { TokenTotals } from "./tokens/totals";

const catalog = loadCatalog();
const model = (platform: string, id: string) => findModel(catalog, platform, id)!;

/** 480 rows of about 653 tokens, as the reference's data; each row would be 2.1 records. */
function totals(tokens: number, change: Partial<TokenTotals> = {}): TokenTotals {
  const exact = {
    rows: 480,
    tokens,
    exact: true,
    source: "test",
    band: { low: tokens, high: tokens },
    asRecords: tokens,
  };
  return { ...exact, longest: 900, ...change };
}

function input(platform: string, id: string, change: Partial<AgentCostInput> = {}): AgentCostInput {
  return {
    agent: "qa_agent",
    model: model(platform, id),
    platform: catalog.platforms[platform]!,
    train: totals(313_000, { asRecords: 657_300 }),
    validation: totals(78_000, { rows: 120 }),
    epochs: 3,
    ...change,
  };
}

describe("once, per provider, against a hand-computed table", () => {
  // 313,000 tokens x 3 epochs = 0.939 million; as records 657,300 x 3 = 1.9719 million
  it.each([
    ["gemini", "gemini-3.1-flash-lite", 2.817, 5.9157, "0.939 and 1.9719 million at $3.00"],
    ["gemini", "gemini-3.5-flash", 9.39, 19.719, "0.939 and 1.9719 million at $10.00"],
    ["openai", "gpt-4.1-mini", 4.695, 4.695, "0.939 million at $5.00; no records, validation is free"],
    ["openai", "gpt-4o-mini", 2.817, 2.817, "0.939 million at $3.00"],
    ["openai", "gpt-4.1", 23.475, 23.475, "0.939 million at $25.00"],
    ["vertex-open", "qwen3-8b", 3.92502, 4.90314, "0.939 million at $4.18; 0.234 million validation tokens perhaps"],
    ["local", "Qwen/Qwen3-0.6B", 0, 0, "your own machine"],
  ])("%s %s: $%d to $%d (%s)", (platform, id, low, high) => {
    const { once } = costOfAgent(input(platform, id));
    expect(once.total.unknown).toEqual([]);
    expect(once.total.lowUsd).toBeCloseTo(low, 9);
    expect(once.total.highUsd).toBeCloseTo(high, 9);
  });

  it("six agents of the reference's size cost $17 to $36 on gemini-3.1-flash-lite, not $0.03", () => {
    const agents = Array.from({ length: 6 }, () => costOfAgent(input("gemini", "gemini-3.1-flash-lite")).once.total);
    const total = addAmounts(agents);
    expect(total.lowUsd).toBeCloseTo(16.902, 9);
    expect(total.highUsd).toBeCloseTo(35.4942, 9);
  });

  it.each([
    ["gemini", "gemini-3.5-flash-lite"],
    ["azure-foundry", "gpt-4.1-mini"],
    ["together", "any/model"],
    ["openai-compatible", "any/model"],
  ])("says that the price of %s %s is unknown", (platform, id) => {
    const { training } = costOfAgent(input(platform, id)).once;
    expect(training.unknown[0]).toMatch(/^no training price of .* is known \(checked 2026-11-22\)$/);
    expect(training.highUsd).toBe(0);
  });

  it("takes the user's own price first, and Together's validation tokens with it", () => {
    const { once } = costOfAgent(input("together", "any/model", { usdPerMillionTrainingTokens: 0.48 }));
    expect(once.training.highUsd).toBeCloseTo(0.939 * 0.48, 9);
    expect(once.validation.lowUsd).toBeCloseTo(0.234 * 0.48, 9);
  });

  it("widens the range by the error of an estimated count, on both sides", () => {
    const train = totals(100_000, { exact: false, band: { low: 90_000, high: 115_000 }, asRecords: 200_000 });
    expect(trainingTokens(train, catalog.platforms.gemini!)).toEqual({ low: 90_000, high: 230_000 });
    expect(trainingTokens(train, catalog.platforms.openai!)).toEqual({ low: 90_000, high: 115_000 });
  });

  it("lets an evaluation cost at most its cap, also when a price is unknown", () => {
    const plan = { inputTokens: 20_000_000, outputTokens: 500_000, arms: ["base", "tuned"] as const };
    // base 20 x 0.25 + 0.5 x 1.5 = 5.75; tuned 1.5 times that = 8.625
    expect(costOfEvaluation(model("gemini", "gemini-3.1-flash-lite"), plan).highUsd).toBeCloseTo(14.375, 9);
    expect(costOfEvaluation(model("gemini", "gemini-3.1-flash-lite"), { ...plan, capUsd: 9 })).toEqual(amount(9));
    expect(costOfEvaluation(model("azure-foundry", "gpt-4.1-mini"), { ...plan, capUsd: 9 })).toEqual(amount(0, 9));
    expect(costOfEvaluation(model("azure-foundry", "gpt-4.1-mini"), plan).unknown).toHaveLength(2);
  });
});

describe("monthly", () => {
  it.each([
    ["azure-foundry", "gpt-4.1-mini", 1241, "1.70 x 730 hours, used or not"],
    ["gemini", "gemini-3.1-flash-lite", 0, "idle costs nothing"],
    ["openai", "gpt-4.1-mini", 0, "idle costs nothing"],
  ])("hosting of %s %s: $%d (%s)", (platform, id, usd) => {
    expect(costOfAgent(input(platform, id)).monthly.hosting.highUsd).toBeCloseTo(usd, 9);
  });

  it("does not take unknown hosting for free", () => {
    expect(costOfAgent(input("together", "any/model")).monthly.hosting.unknown).toHaveLength(1);
  });

  const traffic = { requestsPerMonth: 10_000, inputTokensPerRequest: 2_000, outputTokensPerRequest: 300 };
  it.each([
    ["gemini", "gemini-3.1-flash-lite", 20 * 0.375 + 3 * 2.25, "1.5 times the base price"],
    ["openai", "gpt-4.1-mini", 20 * 0.8 + 3 * 3.2, "the published tuned price"],
  ])("tokens of %s %s: $%d (%s)", (platform, id, usd) => {
    expect(costOfAgent(input(platform, id, { traffic })).monthly.tokens.highUsd).toBeCloseTo(usd, 9);
  });

  it("does not price a tuned model like its base when neither price nor factor is known", () => {
    const untold = model("gemini", "gemini-3.1-flash-lite");
    expect(tunedTokenPrices({ ...untold, prices: { ...untold.prices, tunedFactor: null } })).toBeUndefined();
  });
});

describe("estimateTraining", () => {
  it("cites where the price comes from and when it was checked", () => {
    expect(estimateTraining({ tokens: 313_000, epochs: 3, model: model("gemini", "gemini-3.1-flash-lite") })).toEqual({
      known: true,
      lowUsd: 2.817,
      highUsd: 2.817,
      exact: false,
      usdPerMillionTokens: 3,
      priceSource: "google-tuning-prices",
      priceDate: "2026-09-24",
      priceConfidence: "secondary",
    });
  });

  it("takes a price of 0 for a price", () => {
    const free = estimateTraining({ tokens: 1000, epochs: 1, model: model("local", "x") });
    expect(free).toMatchObject({ known: true, highUsd: 0 });
  });

  it.each([
    ["negative tokens", { tokens: -1, epochs: 1 }],
    ["an upside-down range", { tokens: { low: 2, high: 1 }, epochs: 1 }],
    ["no epochs", { tokens: 1, epochs: 0 }],
    ["tokens that are no number", { tokens: Number.NaN, epochs: 1 }],
  ])("refuses %s", (_, wrong) => {
    expect(() => estimateTraining({ ...wrong, model: model("local", "x") })).toThrow(RangeError);
  });

  it("grows with tokens and epochs", () => {
    fc.assert(
      fc.property(fc.nat(1e9), fc.nat(1e9), fc.integer({ min: 1, max: 50 }), (tokens, more, epochs) => {
        const cost = (count: number, times: number) => {
          const result = estimateTraining({ tokens: count, epochs: times, model: model("openai", "gpt-4.1") });
          return result.known ? result.highUsd : Number.NaN;
        };
        expect(cost(tokens + more, epochs)).toBeGreaterThanOrEqual(cost(tokens, epochs));
        expect(cost(tokens, epochs + 1)).toBeGreaterThanOrEqual(cost(tokens, epochs));
      }),
    );
  });
});

describe("costOfBilledTokens", () => {
  it("is a point, not a range: epochs are already in trained_tokens", () => {
    expect(costOfBilledTokens(model("openai", "gpt-4.1-mini"), 939_000)).toEqual(amount(4.695));
  });
});

describe("resolveEpochs", () => {
  it.each([
    ["a given number", "gemini", 4, 480, 4],
    ["OpenAI's default", "openai", "auto", 480, 3],
    ["few rows: more epochs", "openai", "auto", 20, 5],
    ["ten rows", "openai", "auto", 10, 10],
    ["never above 25", "openai", "auto", 2, 25],
    ["many rows: fewer epochs", "openai", "auto", 12_000, 2],
    ["never below 1", "openai", "auto", 100_000, 1],
    ["Gemini's choice is not published", "gemini", "auto", 480, undefined],
  ] as const)("%s", (_, platform, epochs, rows, expected) => {
    expect(resolveEpochs(platform, epochs, rows)).toBe(expected);
  });
});

describe("amounts", () => {
  it("keeps every unknown part of a sum, each once", () => {
    const sum = addAmounts([amount(1, 2), unknownAmount("no price of a"), unknownAmount("no price of a"), amount(3)]);
    expect(sum).toEqual({ lowUsd: 4, highUsd: 5, unknown: ["no price of a"] });
  });

  it.each([
    [7446.000000000001, 744600, "dust of binary fractions"],
    [1.001, 101, "a started cent is a cent"],
    [0.1 + 0.2, 30, "0.30000000000000004"],
    [0, 0, "nothing"],
  ])("%d dollars are %d cents (%s)", (usd, cents) => {
    expect(toCents(usd)).toBe(cents);
  });

  it("refuses an upside-down range", () => {
    expect(() => amount(2, 1)).toThrow(RangeError);
    expect(() => amount(Number.NaN)).toThrow(RangeError);
  });
});
