import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clusteredProportion, proportion, wilson } from "./proportion";

describe("wilson", () => {
  it.each([
    // 84/120 and 101/120: the intervals overlap, so 120 rows cannot tell 70 % from 84 % by eye.
    [84, 120, 0.6128, 0.7747],
    [101, 120, 0.7661, 0.8963],
    [0, 20, 0, 0.1611],
    [0, 120, 0, 0.031],
    [20, 20, 0.8389, 1],
    [1, 1, 0.2065, 1],
  ])("%i of %i lies in [%f, %f]", (successes, total, low, high) => {
    const interval = wilson(successes, total);
    expect(interval.low).toBeCloseTo(low, 3);
    expect(interval.high).toBeCloseTo(high, 3);
  });

  it("knows nothing about no rows", () => {
    expect(wilson(0, 0)).toEqual({ low: null, high: null });
    expect(proportion(0, 0).rate).toBeNull();
  });

  it.each([
    [5, 4],
    [-1, 4],
    [Number.NaN, 4],
    [1, Number.NaN],
  ])("refuses %d of %d", (successes, total) => {
    expect(() => wilson(successes, total)).toThrow(RangeError);
  });

  it.each([0, 1, Number.NaN])("refuses the level %d", (level) => {
    expect(() => wilson(1, 2, level)).toThrow(RangeError);
  });

  it("holds the share, narrows with rows, widens with the level, and mirrors", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }), (total, share) => {
        const successes = Math.round(total * share);
        const { low, high } = wilson(successes, total);
        expect(low).toBeLessThanOrEqual(successes / total);
        expect(high).toBeGreaterThanOrEqual(successes / total);
        const larger = wilson(successes * 4, total * 4);
        expect(larger.high! - larger.low!).toBeLessThan(high! - low!);
        const wider = wilson(successes, total, 0.99);
        expect(wider.high! - wider.low!).toBeGreaterThan(high! - low!);
        expect(wilson(total - successes, total).high).toBeCloseTo(1 - low!, 10);
      }),
    );
  });
});

describe("clusteredProportion", () => {
  const rows = (clusters: readonly boolean[][]) =>
    clusters.flatMap((values, index) => values.map((value) => ({ cluster: String(index), value })));

  it("is Wilson's own when every row stands alone", () => {
    const alone = Array.from({ length: 40 }, (_, index) => [index % 4 !== 0]);
    // The robust variance carries the factor clusters / (clusters - 1), so the effective size is a little smaller.
    const result = clusteredProportion(rows(alone));
    expect(result.effectiveTotal).toBeCloseTo(39, 6);
    expect(result.rate).toBe(0.75);
  });

  it("counts copies once: ten families that always agree are worth ten rows", () => {
    const copies = Array.from({ length: 10 }, (_, index) => new Array<boolean>(12).fill(index < 7));
    const result = clusteredProportion(rows(copies));
    expect(result).toMatchObject({ successes: 84, total: 120, rate: 0.7 });
    expect(result.effectiveTotal).toBeCloseTo(9, 6);
    expect(result.high! - result.low!).toBeGreaterThan(3 * (0.7747 - 0.6128) - 0.02);
  });

  it("knows little from one cluster", () => {
    expect(clusteredProportion(rows([[true, true, false]])).effectiveTotal).toBe(1);
  });

  it("is never narrower than independent rows would be", () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }), { minLength: 1 }), (clusters) => {
        const given = rows(clusters);
        const result = clusteredProportion(given);
        const plain = wilson(result.successes, result.total);
        expect(result.high! - result.low!).toBeGreaterThanOrEqual(plain.high! - plain.low! - 1e-12);
      }),
    );
  });
});
