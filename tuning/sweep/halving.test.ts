import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { specDigest } from "../digest";
import type { TuningSpec } from "../job";
import { checkStepBudget, planHalving, rungShares } from "./halving";
import type { SweepTrial } from "./trials";

const base: TuningSpec = {
  provider: "local",
  method: "supervised",
  baseModel: "tiny/base",
  hyperparameters: { epochs: 4, batchSize: 10 },
  trainDigest: "a".repeat(64),
  generation: 1,
};
const trials = (count: number, changes: object = {}): SweepTrial[] =>
  Array.from({ length: count }, (_, index) => {
    const tried = { learningRateMultiplier: index + 1 };
    const hyperparameters = { ...base.hyperparameters, ...tried, ...changes };
    return { name: `trial-${index + 1}`, tried, spec: { ...base, hyperparameters } };
  });
const nobody = "0".repeat(64);

describe("rungShares", () => {
  it.each([
    [1, 2, []],
    [2, 2, [0.5]],
    [4, 2, [0.25, 0.5]],
    [5, 2, [0.125, 0.25, 0.5]],
    [9, 3, [1 / 9, 1 / 3]],
    [3, 4, [0.25]],
  ])("of %i trials by %i", (count, reduction, shares) => {
    expect(rungShares(count, reduction)).toEqual(shares);
  });
});

describe("planHalving", () => {
  it("counts what all trials train, and what they would train without halving", () => {
    // 100 rows by 10, 4 epochs: 40 steps each. 4 trials to step 10, 2 on to 20, 1 on to 40.
    expect(planHalving(trials(4), { own: nobody, rows: 100 }).steps).toEqual({ planned: 40 + 20 + 20, whole: 160 });
  });

  it("gives every trial the same rungs and the same rivals", () => {
    const { halvings } = planHalving(trials(4), { own: nobody, rows: 100 });
    expect(Object.keys(halvings)).toEqual(["trial-1", "trial-2", "trial-3", "trial-4"]);
    expect(new Set(Object.values(halvings).map((each) => JSON.stringify(each))).size).toBe(1);
    expect(halvings["trial-1"]!.trials).toEqual(trials(4).map(({ spec }) => specDigest(spec)));
  });

  it("lets the agent's own job train to its end, outside the race", () => {
    const all = trials(3);
    const { halvings, steps } = planHalving(all, { own: specDigest(all[0]!.spec), rows: 100 });
    expect(Object.keys(halvings)).toEqual(["trial-2", "trial-3"]);
    expect(halvings["trial-2"]!.trials).not.toContain(specDigest(all[0]!.spec));
    expect(steps).toEqual({ planned: 40 + 2 * 20 + 20, whole: 120 });
  });

  it("never plans more than a grid does, and never less than one whole training", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 64 }),
        fc.integer({ min: 2, max: 8 }),
        fc.integer({ min: 1, max: 3000 }),
        (count, reduction, rows) => {
          const { planned, whole } = planHalving(trials(count), { reduction, own: nobody, rows }).steps;
          expect(planned).toBeLessThanOrEqual(whole);
          expect(planned).toBeGreaterThanOrEqual(whole / count);
        },
      ),
    );
  });
});

describe("checkStepBudget", () => {
  it.each([
    ["no budget", undefined, []],
    ["just enough", 80, []],
    ["one too few", 79, ["sweep_steps"]],
  ])("%s", (_, budget, codes) => {
    expect(checkStepBudget({ planned: 80, whole: 160 }, budget).map(({ code }) => code)).toEqual(codes);
  });
});
