import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tunedTokenPrices } from "./cost";
import { findModel } from "./find";
import { loadCatalog } from "./load";
import { type Investment, type ModelArm, returnOnInvestment } from "./return-on-investment";

const catalog = loadCatalog();

/** Three input tokens for each output token, one million in all: the blend that price lists are compared with. */
const blend = { inputTokens: 750_000, outputTokens: 250_000 };

function arm(name: string, input: number, output: number, more: Partial<ModelArm> = {}): ModelArm {
  return { name, usdPerMillionInput: input, usdPerMillionOutput: output, ...blend, ...more };
}

function tunedArm(platform: string, id: string, more: Partial<ModelArm> = {}): ModelArm {
  const prices = tunedTokenPrices(findModel(catalog, platform, id)!)!;
  return arm(`tuned ${id}`, prices.input, prices.output, more);
}

const gpt4o = arm("gpt-4o", 2.5, 10);
const luna = arm("gpt-6-luna, untuned", 0.1, 0.5);
const once: Investment = {
  tasksPerMonth: 100,
  months: 12,
  monthsBetweenRuns: 12,
  trainingUsd: 36,
  evaluationUsd: 9,
  labourUsd: 0,
};

describe("price of a task", () => {
  // hand-computed: 0.75 x input + 0.25 x output, tuned Gemini at 1.5 times the base
  it.each([
    ["gpt-4o", gpt4o, 4.375],
    ["tuned gemini-3.1-flash-lite", tunedArm("gemini", "gemini-3.1-flash-lite"), 0.84375],
    ["tuned gemini-3.5-flash-lite", tunedArm("gemini", "gemini-3.5-flash-lite"), 1.275],
    ["tuned gpt-4.1-mini", tunedArm("openai", "gpt-4.1-mini"), 1.4],
    ["tuned gemini-3.5-flash: dearer than gpt-4o", tunedArm("gemini", "gemini-3.5-flash"), 5.0625],
    ["gpt-6-luna", luna, 0.2],
  ])("%s", (_, model, usd) => {
    expect(returnOnInvestment(model, [gpt4o], once)[0]!.tunedUsdPerTask).toBeCloseTo(usd, 10);
  });

  it("counts cached input at its own price", () => {
    const cached = arm("cached", 2, 0, { cachedInputTokens: 500_000, usdPerMillionCachedInput: 0.2 });
    expect(returnOnInvestment(cached, [gpt4o], once)[0]!.tunedUsdPerTask).toBeCloseTo(0.25 * 2 + 0.5 * 0.2, 10);
  });
});

describe("returnOnInvestment", () => {
  it("agrees with a hand-computed year", () => {
    const tuned = tunedArm("gemini", "gemini-3.1-flash-lite");
    const [comparison] = returnOnInvestment(tuned, [gpt4o], once);
    // saved 12 x 100 x (4.375 - 0.84375) = 4237.5; invested 36 + 9 = 45
    expect(comparison!.savedUsd).toBeCloseTo(4237.5, 8);
    expect(comparison!.investedUsd).toBe(45);
    expect(comparison!.returnRatio).toBeCloseTo((4237.5 - 45) / 45, 8);
    expect(comparison!.breakEvenTasksPerMonth).toBeCloseTo(45 / 12 / 3.53125, 8);
    expect(comparison!.per).toBe("task");
  });

  it("never pays against a model that is cheaper without tuning", () => {
    const [comparison] = returnOnInvestment(tunedArm("gemini", "gemini-3.1-flash-lite"), [luna], once);
    expect(comparison!.breakEvenTasksPerMonth).toBe("never");
    expect(comparison!.returnRatio).toBeLessThan(-1);
  });

  it("can turn the answer around when success was measured", () => {
    const tuned = tunedArm("gemini", "gemini-3.1-flash-lite", { successRate: 0.84 });
    const [comparison] = returnOnInvestment(tuned, [{ ...luna, successRate: 0.1 }], once);
    expect(comparison!.per).toBe("solved task");
    expect(comparison!.baselineUsdPerTask).toBeCloseTo(2, 10);
    expect(comparison!.breakEvenTasksPerMonth).not.toBe("never");
  });

  it("leaves quality out, and says so, when only one side was measured", () => {
    const tuned = tunedArm("gemini", "gemini-3.1-flash-lite", { successRate: 0.84 });
    expect(returnOnInvestment(tuned, [luna], once)[0]!.per).toBe("task");
  });

  it("needs volume to carry a deployment that is billed by the hour", () => {
    const idle = tunedArm("openai", "gpt-4.1-mini", { hostingUsdPerMonth: 1241 });
    const [comparison] = returnOnInvestment(idle, [gpt4o], { ...once, trainingUsd: 0, evaluationUsd: 0 });
    expect(comparison!.breakEvenTasksPerMonth).toBeCloseTo(1241 / (4.375 - 1.4), 8);
    expect(comparison!.returnRatio).toBeLessThan(0);
  });

  it("starts paying with the first task when the baseline's hosting alone is dearer", () => {
    const hosted = { ...gpt4o, hostingUsdPerMonth: 500 };
    expect(returnOnInvestment(luna, [hosted], once)[0]!.breakEvenTasksPerMonth).toBe(0);
  });

  it("counts a model that never succeeds as infinitely dear", () => {
    const useless = tunedArm("gemini", "gemini-3.1-flash-lite", { successRate: 0 });
    const [comparison] = returnOnInvestment(useless, [{ ...luna, successRate: 0.5 }], once);
    expect(comparison!.tunedUsdPerTask).toBe(Number.POSITIVE_INFINITY);
    expect(comparison!.breakEvenTasksPerMonth).toBe("never");
    expect(comparison!.returnRatio).toBe(Number.NEGATIVE_INFINITY);
  });

  it("does not divide by nothing", () => {
    const free = { ...once, trainingUsd: 0, evaluationUsd: 0 };
    expect(returnOnInvestment(luna, [gpt4o], free)[0]!.returnRatio).toBeNull();
  });

  it("pays each retraining: quarterly for five years is twenty runs", () => {
    const [comparison] = returnOnInvestment(luna, [gpt4o], { ...once, months: 60, monthsBetweenRuns: 3 });
    expect(comparison!.investedUsd).toBe(20 * 45);
  });

  it("pays a second run for the month that the first no longer covers", () => {
    expect(returnOnInvestment(luna, [gpt4o], { ...once, months: 13 })[0]!.investedUsd).toBe(2 * 45);
  });

  it.each([
    ["a success rate in per cent", () => returnOnInvestment({ ...luna, successRate: 84 }, [gpt4o], once)],
    ["a negative price", () => returnOnInvestment({ ...luna, usdPerMillionInput: -1 }, [gpt4o], once)],
    ["a price that is no number", () => returnOnInvestment({ ...luna, usdPerMillionInput: Number.NaN }, [gpt4o], once)],
    ["more cached tokens than tokens", () => returnOnInvestment({ ...luna, cachedInputTokens: 1e9 }, [gpt4o], once)],
    ["no months", () => returnOnInvestment(luna, [gpt4o], { ...once, months: 0 })],
    ["negative labour", () => returnOnInvestment(luna, [gpt4o], { ...once, labourUsd: -5 })],
  ])("refuses %s", (_, act) => {
    expect(act).toThrow(RangeError);
  });
});

/**
 * The reference claimed a return of 42,000 % from 1,260 dollars saved a year and 0.03 dollars of training.
 * Its own two numbers give a hundred times more; its training price is 500 to 1,000 times too low; it left out retraining,
 * evaluation and labour, called the gross ratio a return, and compared with one dear baseline only.
 */
describe("the reference's 42,000 %", () => {
  const savedPerYear = 1260;
  // its saving as a flow: 100 tasks a month, each 1.05 dollars cheaper
  const baseline = arm("the reference's baseline", 1.05 + 0.84375, 1.05 + 0.84375);
  const tuned = arm("tuned", 0.84375, 0.84375);
  const claimed: Investment = { ...once, trainingUsd: 0.03, evaluationUsd: 0 };

  it("is not even what its own numbers give: those say 4,200,000 %", () => {
    const [comparison] = returnOnInvestment(tuned, [baseline], claimed);
    expect(comparison!.savedUsd).toBeCloseTo(savedPerYear, 8);
    expect((comparison!.savedUsd / comparison!.investedUsd) * 100).toBeCloseTo(4_200_000, 2);
    expect(Math.round(comparison!.returnRatio! * 100)).toBe(4_199_900);
  });

  it("calls a gross ratio a return: 1,260 on 200 is 530 % net, not 630 %", () => {
    const [comparison] = returnOnInvestment(tuned, [baseline], { ...claimed, trainingUsd: 200 });
    expect((comparison!.savedUsd / comparison!.investedUsd) * 100).toBeCloseTo(630, 8);
    expect(comparison!.returnRatio! * 100).toBeCloseTo(530, 8);
  });

  it("shrinks to 200 % with the real training price, quarterly runs, evaluation and an hour of work each", () => {
    const honest = { ...claimed, trainingUsd: 36, evaluationUsd: 9, labourUsd: 60, monthsBetweenRuns: 3 };
    const [comparison] = returnOnInvestment(tuned, [baseline], honest);
    expect(comparison!.investedUsd).toBe(420);
    expect(comparison!.returnRatio! * 100).toBeCloseTo(200, 8);
  });

  it("vanishes against a cheap untuned model", () => {
    const [comparison] = returnOnInvestment(tuned, [luna], claimed);
    expect(comparison!.breakEvenTasksPerMonth).toBe("never");
    expect(comparison!.returnRatio).toBeLessThan(0);
  });
});

describe("properties", () => {
  const money = fc.double({ min: 0, max: 100, noNaN: true });
  const anyArm = fc
    .record({
      input: money,
      output: money,
      inputTokens: fc.nat(100_000),
      outputTokens: fc.nat(10_000),
      successRate: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
      hostingUsdPerMonth: money,
    })
    .map(({ input, output, ...rest }) => ({
      name: "arm",
      usdPerMillionInput: input,
      usdPerMillionOutput: output,
      ...rest,
    }));
  const anyInvestment = fc.record({
    tasksPerMonth: fc.nat(1_000_000),
    months: fc.integer({ min: 1, max: 60 }),
    monthsBetweenRuns: fc.integer({ min: 1, max: 24 }),
    trainingUsd: money,
    evaluationUsd: money,
    labourUsd: money,
  });
  const compareOne = (tuned: ModelArm, baseline: ModelArm, investment: Investment) =>
    returnOnInvestment(tuned, [baseline], investment)[0]!;

  it("break-even is never negative, and 'never' exactly when the tuned model is not cheaper", () => {
    fc.assert(
      fc.property(anyArm, anyArm, anyInvestment, (tuned, baseline, investment) => {
        const result = compareOne(tuned, baseline, investment);
        const isCheaper = result.tunedUsdPerTask < result.baselineUsdPerTask;
        expect(result.breakEvenTasksPerMonth === "never").toBe(!isCheaper);
        if (result.breakEvenTasksPerMonth !== "never") expect(result.breakEvenTasksPerMonth).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("a dearer baseline never lowers the return, a dearer tuned model never raises it", () => {
    fc.assert(
      fc.property(anyArm, anyArm, anyInvestment, money, (tuned, baseline, investment, more) => {
        const dearer = (one: ModelArm) => ({ ...one, usdPerMillionInput: one.usdPerMillionInput + more });
        const before = compareOne(tuned, baseline, investment).returnRatio ?? 0;
        const slack = 1e-9 * (1 + Math.abs(before));
        const baselineDearer = compareOne(tuned, dearer(baseline), investment).returnRatio ?? 0;
        const tunedDearer = compareOne(dearer(tuned), baseline, investment).returnRatio ?? 0;
        if (Number.isFinite(before)) {
          expect(baselineDearer).toBeGreaterThanOrEqual(before - slack);
          expect(tunedDearer).toBeLessThanOrEqual(before + slack);
        }
      }),
    );
  });

  it("more volume raises the return where a task is cheaper, and lowers it where it is dearer", () => {
    fc.assert(
      fc.property(anyArm, anyArm, anyInvestment, fc.nat(1000), (tuned, baseline, investment, more) => {
        const before = compareOne(tuned, baseline, investment);
        const after = compareOne(tuned, baseline, { ...investment, tasksPerMonth: investment.tasksPerMonth + more });
        if (before.returnRatio === null || !Number.isFinite(before.returnRatio)) return;
        const slack = 1e-9 * (1 + Math.abs(before.returnRatio));
        if (before.breakEvenTasksPerMonth === "never")
          expect(after.returnRatio!).toBeLessThanOrEqual(before.returnRatio + slack);
        else expect(after.returnRatio!).toBeGreaterThanOrEqual(before.returnRatio - slack);
      }),
    );
  });

  it("at the break-even volume the money just comes back", () => {
    fc.assert(
      fc.property(anyArm, anyArm, anyInvestment, (tuned, baseline, investment) => {
        const { breakEvenTasksPerMonth: volume } = compareOne(tuned, baseline, investment);
        fc.pre(volume !== "never" && volume > 0 && Number.isFinite(volume));
        const there = compareOne(tuned, baseline, { ...investment, tasksPerMonth: volume as number });
        fc.pre(there.returnRatio !== null && Number.isFinite(there.savedUsd));
        expect(Math.abs(there.savedUsd - there.investedUsd)).toBeLessThan(1e-6 * (1 + there.investedUsd));
      }),
    );
  });
});
