import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { specDigest } from "../digest";
import type { TuningSpec } from "../job";
import { bestTrial, checkSweep, type SweepDeclaration, sweepTrials, type TrialResult } from "./index";

const base: TuningSpec = {
  provider: "local",
  method: "supervised",
  baseModel: "tiny/base",
  hyperparameters: { epochs: 3, adapterSize: 8 },
  trainDigest: "a".repeat(64),
  generation: 1,
};
const grid: SweepDeclaration = {
  agent: "qa_agent",
  method: "grid",
  space: { learningRateMultiplier: [0.5, 1], epochs: [1, 2, 3] },
};
const random: SweepDeclaration = {
  agent: "qa_agent",
  method: "random",
  trials: 6,
  space: { learningRateMultiplier: { low: 0.1, high: 10 }, batchSize: [4, 8] },
};
const halving: SweepDeclaration = {
  agent: "qa_agent",
  method: "halving",
  trials: 4,
  space: { learningRateMultiplier: { low: 0.1, high: 10 } },
};

describe("sweepTrials", () => {
  it("tries every combination of a grid on top of the agent's own values", () => {
    const trials = sweepTrials(grid, base);
    expect(trials.map(({ tried }) => [tried.epochs, tried.learningRateMultiplier])).toEqual([
      [1, 0.5],
      [1, 1],
      [2, 0.5],
      [2, 1],
      [3, 0.5],
      [3, 1],
    ]);
    expect(trials[0]!.spec).toEqual({
      ...base,
      hyperparameters: { epochs: 1, adapterSize: 8, learningRateMultiplier: 0.5 },
    });
  });

  it("is the same whatever the order in which the space is written", () => {
    const turned = { ...grid, space: { epochs: grid.space.epochs!, learningRateMultiplier: [0.5, 1] } };
    expect(sweepTrials(turned, base)).toEqual(sweepTrials(grid, base));
  });

  it("holds the agent's own purchase where the grid does, so that nothing is paid twice for it", () => {
    const own = { ...base, hyperparameters: { ...base.hyperparameters, learningRateMultiplier: 1 } };
    expect(sweepTrials(grid, own).map(({ spec }) => specDigest(spec))).toContain(specDigest(own));
  });

  it("draws different trials within the ends, the same ones for the same seed", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 20 }), (seed, count) => {
        const sweep = { ...random, seed, trials: count };
        const trials = sweepTrials(sweep, base);
        expect(sweepTrials(sweep, base)).toEqual(trials);
        expect(new Set(trials.map(({ spec }) => specDigest(spec))).size).toBe(count);
        for (const { tried } of trials) {
          expect(tried.learningRateMultiplier).toBeGreaterThanOrEqual(0.1);
          expect(tried.learningRateMultiplier).toBeLessThanOrEqual(10);
          expect([4, 8]).toContain(tried.batchSize);
        }
      }),
    );
  });

  it("draws no more than there is, and other ones for another seed", () => {
    expect(sweepTrials({ ...random, space: { epochs: { low: 1, high: 3 } }, trials: 10 }, base)).toHaveLength(3);
    expect(sweepTrials({ ...random, seed: 2 }, base)).not.toEqual(sweepTrials(random, base));
  });
});

describe("checkSweep", () => {
  it("takes each method", () => {
    expect(checkSweep(grid, "openai")).toEqual([]);
    expect(checkSweep(random, "local")).toEqual([]);
    expect(checkSweep({ ...halving, reduction: 3, maxSteps: 100 }, "local")).toEqual([]);
  });

  it.each([
    ["halving that a vendor would bill anew", halving, "openai", ["sweep_halving_paid"]],
    [
      "halving that rations what it tries",
      { ...halving, space: { epochs: [1, 2] } },
      "local",
      ["sweep_halving_epochs"],
    ],
    ["a race of one", { ...halving, trials: 1 }, "local", ["sweep_halving_one"]],
    ["a race without a number of trials", { ...halving, trials: undefined }, "local", ["sweep_trials"]],
    ["keeping all", { ...halving, reduction: 1 }, "local", ["sweep_reduction"]],
    ["half a step", { ...halving, maxSteps: 0.5 }, "local", ["sweep_steps"]],
    ["a step budget where none is counted", { ...random, maxSteps: 10 }, "local", ["sweep_halving_only"]],
    ["Vertex, which tells no loss", grid, "gemini", ["sweep_without_loss"]],
    ["an empty space", { ...grid, space: {} }, "local", ["sweep_empty"]],
    ["an adapter size at OpenAI", { ...grid, space: { adapterSize: [4] } }, "openai", ["sweep_unknown"]],
    ["half an epoch", { ...grid, space: { epochs: [0.5] } }, "local", ["sweep_values"]],
    ["no value", { ...grid, space: { epochs: [] } }, "local", ["sweep_values"]],
    ["a learning rate of 0", { ...grid, space: { learningRateMultiplier: [0, 1] } }, "local", ["sweep_values"]],
    ["a value twice", { ...grid, space: { epochs: [2, 2] } }, "local", ["sweep_repeated"]],
    ["ends in a grid", { ...grid, space: { epochs: { low: 1, high: 2 } } }, "local", ["sweep_grid_range"]],
    ["turned ends", { ...random, space: { epochs: { low: 3, high: 1 } } }, "local", ["sweep_range"]],
    [
      "an end of 0, from which no ratio leads up",
      { ...random, space: { learningRateMultiplier: { low: 0, high: 1 } } },
      "local",
      ["sweep_range"],
    ],
    ["random without a number of trials", { ...random, trials: undefined }, "local", ["sweep_trials"]],
    ["a grid with a number of trials", { ...grid, trials: 2 }, "local", ["sweep_trials"]],
    ["more jobs than anybody wants", { ...random, trials: 65 }, "local", ["sweep_too_large"]],
    [
      "all of it at once",
      { ...grid, trials: 2, space: { epochs: [0] } },
      "gemini",
      ["sweep_without_loss", "sweep_values", "sweep_trials"],
    ],
  ] as [string, SweepDeclaration, TuningSpec["provider"], string[]][])("refuses %s", (_, sweep, provider, codes) => {
    expect(checkSweep(sweep, provider).map(({ code }) => code)).toEqual(codes);
  });
});

describe("bestTrial", () => {
  const trial = (name: string, state: TrialResult["state"], validationLoss: number) => ({
    name,
    tried: {},
    state,
    validationLoss,
  });

  it.each([
    ["the least loss", [trial("a", "succeeded", 2), trial("b", "succeeded", 1)], "b"],
    ["the earlier of equals", [trial("a", "succeeded", 1), trial("b", "succeeded", 1)], "a"],
    ["a loss of 0", [trial("a", "succeeded", 0), trial("b", "succeeded", 1)], "a"],
    ["none while one runs", [trial("a", "succeeded", 1), trial("b", "running", -1)], ""],
    ["none while one waits for quota", [trial("a", "succeeded", 1), trial("b", "waiting", -1)], ""],
    ["what did not fail, whatever it told before", [trial("a", "failed", 0.1), trial("b", "succeeded", 1)], "b"],
    ["none without a loss", [trial("a", "succeeded", -1)], ""],
  ])("takes %s", (_, trials, best) => {
    expect(bestTrial(trials).best).toBe(best);
  });

  it("says how many were left on the way, apart from failures", () => {
    const left = { ...trial("b", "cancelled", 0.1), isLeft: true };
    const choice = bestTrial([trial("a", "succeeded", 0.5), left, trial("c", "failed", -1)]);
    expect(choice).toEqual({
      best: "a",
      reason: "Least validation loss of 1: 0.5000; 1 were left on the way; 1 without a loss could not be compared.",
    });
  });

  it("says how many could not be compared", () => {
    expect(bestTrial([trial("a", "succeeded", 0.5), trial("b", "failed", -1)]).reason).toBe(
      "Least validation loss of 1: 0.5000; 1 without a loss could not be compared.",
    );
  });
});
