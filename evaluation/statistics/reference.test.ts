import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../primitives";
import type { Decision } from "../row";
import { createDecisionTally } from "../scorers/decisions";
import { scoreStep } from "../scorers/step";
import { testAnswer, testRow, wantsWords } from "../testing-rows";
import { meanDifference, pairedBootstrap, quantile } from "./bootstrap";
import { mcnemarPower, minimumDetectableEffect, nonInferiorityRows } from "./detectable-effect";
import { holm } from "./holm";
import { mcnemarExact } from "./mcnemar";
import { pairedDifference } from "./paired-difference";
import { countPairs } from "./pairs";
import { clusteredProportion, wilson } from "./proportion";
import { signFlipTest } from "./sign-flip";

type Numbers<Names extends string> = readonly { readonly [name in Names]: number }[];

interface Reference {
  readonly wilson: Numbers<"successes" | "total" | "level" | "low" | "high">;
  readonly mcnemar_exact: Numbers<"first" | "second" | "p">;
  readonly holm: readonly { readonly p: number[]; readonly adjusted: number[] }[];
  readonly sign_flip: readonly {
    readonly differences: number[];
    readonly one_sided: number;
    readonly two_sided: number;
  }[];
  readonly clusters: readonly { readonly rows: [number, boolean][]; readonly effective_total: number }[];
  readonly paired_difference: Numbers<"rows" | "onlyTuned" | "onlyOther" | "low" | "high">;
  readonly mcnemar_power: Numbers<"rows" | "discordant" | "difference" | "power">;
  readonly non_inferiority_rows: Numbers<"margin" | "discordant" | "alpha" | "power" | "rows">;
  readonly clustered_difference: readonly {
    readonly rows: [number, boolean, boolean][];
    readonly difference: number;
    readonly design_effect: number;
  }[];
  readonly bootstrap: readonly {
    readonly values: number[];
    readonly low: number;
    readonly high: number;
    readonly standard_error: number;
  }[];
  readonly f1: readonly {
    readonly gold: Decision[];
    readonly decided: Decision[];
    readonly f1: { readonly [decision in Decision]: number };
    readonly macro: number;
  }[];
  readonly quantiles: readonly { readonly sorted: number[]; readonly share: number; readonly quantile: number }[];
}

const reference: Reference = JSON.parse(
  readFileSync(join(__dirname, "../../test/conformance/statistics.json"), "utf8"),
);

const SCORE = scoreStep(testRow("r", wantsWords("answer", "Done.")), testAnswer({ text: "Done." }));

describe("the same values as SciPy and statsmodels", () => {
  it.each(reference.wilson)("Wilson: $successes of $total at $level", ({ successes, total, level, low, high }) => {
    const interval = wilson(successes, total, level);
    expect(interval.low).toBeCloseTo(low, 10);
    expect(interval.high).toBeCloseTo(high, 10);
  });

  it.each(reference.mcnemar_exact)("exact McNemar: $first against $second", ({ first, second, p }) => {
    expect(mcnemarExact(first, second)).toBeCloseTo(p, 10);
  });

  it.each(reference.holm)("Holm: $p", ({ p, adjusted }) => {
    for (const [index, value] of holm(p).entries()) expect(value).toBeCloseTo(adjusted[index]!, 10);
  });

  it.each(reference.sign_flip)("sign flips of $differences", ({ differences, one_sided, two_sided }) => {
    const test = signFlipTest(differences);
    expect(test.oneSided).toBeCloseTo(one_sided, 10);
    expect(test.twoSided).toBeCloseTo(two_sided, 10);
  });

  it.each(reference.clusters)("cluster-robust effective size $effective_total", ({ rows, effective_total }) => {
    const given = rows.map(([cluster, value]) => ({ cluster: String(cluster), value }));
    expect(clusteredProportion(given).effectiveTotal).toBeCloseTo(effective_total, 6);
  });

  it.each(reference.paired_difference)("paired difference $onlyTuned against $onlyOther of $rows", (item) => {
    const { rows, onlyTuned, onlyOther, low, high } = item;
    const clusters = Array.from({ length: rows }, (_, index) => ({
      rows: 1,
      difference: index < onlyTuned ? 1 : index < onlyTuned + onlyOther ? -1 : 0,
    }));
    const result = pairedDifference({ rows, onlyTuned, onlyOther, clusters });
    // Every row is its own cluster: what is left of the design effect is the factor rows / (rows - 1).
    expect(result.designEffect).toBeCloseTo(onlyTuned + onlyOther === 0 ? 1 : rows / (rows - 1), 10);
    const middle = (low + high) / 2;
    expect(result.low).toBeCloseTo(middle + (low - middle) * Math.sqrt(result.designEffect), 6);
    expect(result.high).toBeCloseTo(middle + (high - middle) * Math.sqrt(result.designEffect), 6);
  });

  it.each(reference.mcnemar_power)("power with $rows rows, $discordant discordant, $difference apart", (item) => {
    expect(mcnemarPower(item.rows, item.discordant, item.difference)).toBeCloseTo(item.power, 8);
  });

  it.each(reference.non_inferiority_rows)("rows for a margin of $margin at $discordant", (item) => {
    expect(nonInferiorityRows(item.margin, item.discordant, item)).toBe(item.rows);
  });

  it.each(reference.quantiles)("quantile $share of $sorted", ({ sorted, share, quantile: expected }) => {
    expect(quantile(sorted, share)).toBeCloseTo(expected, 10);
  });
});

describe("the same values as SciPy, statsmodels and scikit-learn", () => {
  it.each(reference.clustered_difference)("paired difference of $difference in clusters", (item) => {
    const pairs = item.rows.map(([cluster, tuned, other]) => ({ cluster: String(cluster), tuned, other }));
    const result = pairedDifference(countPairs(pairs));
    expect(result.difference).toBeCloseTo(item.difference, 10);
    expect(result.designEffect).toBeCloseTo(item.design_effect, 8);
  });

  it.each(reference.bootstrap)("bootstrap of a mean: $low to $high", ({ values, low, high, standard_error }) => {
    const rows = values.map((value, index) => ({ cluster: String(index), tuned: value, other: 0 }));
    const interval = pairedBootstrap(rows, meanDifference, createRandom("reference"), { draws: 20_000 })!;
    // Two sets of draws agree to a few hundredths of a standard error.
    expect(Math.abs(interval.low - low)).toBeLessThan(0.08 * standard_error);
    expect(Math.abs(interval.high - high)).toBeLessThan(0.08 * standard_error);
  });

  it.each(reference.f1)("F1 over four decisions: $macro", ({ gold, decided, f1, macro }) => {
    const tally = createDecisionTally();
    for (const [index, decision] of gold.entries()) {
      const row = { exampleId: `e${index}`, cluster: "c", tags: [], gold: { ...wantsWords("answer", ""), decision } };
      const answer = decided[index]!;
      tally.add(row, { ...SCORE, id: `e${index}`, decided: answer, decisionKind: answer === decision });
    }
    const result = tally.result();
    for (const [decision, value] of Object.entries(f1)) expect(result.f1[decision as Decision]).toBeCloseTo(value, 10);
    expect(result.macroF1).toBeCloseTo(macro, 10);
  });
});

describe("published and measured values", () => {
  it.each([
    // 30 % discordant, 80 % power, one-sided 5 %, independent rows.
    [0.05, 742],
    [0.07, 379],
  ])("a margin of %d needs %i rows", (margin, rows) => {
    expect(nonInferiorityRows(margin, 0.3)).toBe(rows);
  });

  it.each([
    [120, 0.1, 8.5],
    [120, 0.2, 12],
    [120, 0.3, 14.5],
    [240, 0.1, 6],
    [240, 0.2, 8.5],
    [240, 0.3, 10.5],
    [400, 0.1, 5],
    [400, 0.2, 6.5],
    [400, 0.3, 8],
    [720, 0.3, 6],
  ])("%i rows with a share of %d discordant show about %d points", (rows, discordant, points) => {
    expect(100 * minimumDetectableEffect(rows, discordant)!).toBeGreaterThan(points - 0.6);
    expect(100 * minimumDetectableEffect(rows, discordant)!).toBeLessThan(points + 0.3);
  });

  it("changes little where the exact sum gives way to its approximation", () => {
    for (const discordant of [0.1, 0.3]) {
      const [exact, approximate] = [1000, 1001].map((rows) => minimumDetectableEffect(rows, discordant)!);
      expect(Math.abs(exact! - approximate!)).toBeLessThan(0.002);
    }
  });

  it("says when nothing can be shown", () => {
    expect(minimumDetectableEffect(5, 0.2)).toBeNull();
    expect(minimumDetectableEffect(400, 0)).toBeNull();
    expect(() => nonInferiorityRows(0, 0.3)).toThrow(RangeError);
  });
});
