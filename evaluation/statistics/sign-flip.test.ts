import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../primitives";
import { meanDifference, pairedBootstrap, type ValuePair } from "./bootstrap";
import { holm } from "./holm";
import { mcnemarExact } from "./mcnemar";
import { pairedDifference } from "./paired-difference";
import { countPairs } from "./pairs";
import { signFlipTest } from "./sign-flip";

describe("signFlipTest", () => {
  it("is the exact McNemar test when every row is its own cluster", () => {
    fc.assert(
      fc.property(fc.nat(30), fc.nat(30), (won, lost) => {
        const differences = [...new Array<number>(won).fill(1), ...new Array<number>(lost).fill(-1), 0, 0];
        expect(signFlipTest(differences).twoSided).toBeCloseTo(mcnemarExact(won, lost), 9);
      }),
    );
  });

  it("trusts copies no more than one row", () => {
    // Eight rows of one family that all improved are one observation, not eight.
    expect(signFlipTest([8]).oneSided).toBe(0.5);
    expect(signFlipTest(new Array<number>(8).fill(1)).oneSided).toBeCloseTo(1 / 256, 12);
  });

  it("gives both directions together at least everything", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -6, max: 6 }), { maxLength: 40 }), (differences) => {
        const up = signFlipTest(differences).oneSided;
        const down = signFlipTest(differences.map((difference) => -difference)).oneSided;
        expect(up + down).toBeGreaterThanOrEqual(1 - 1e-9);
        expect(signFlipTest(differences.toReversed()).oneSided).toBeCloseTo(up, 9);
      }),
    );
  });

  it("rejects what is no count", () => {
    expect(() => signFlipTest([0.5])).toThrow(RangeError);
    expect(() => mcnemarExact(-1, 2)).toThrow(RangeError);
    expect(() => mcnemarExact(1.5, 2)).toThrow(RangeError);
    expect(() => holm([0.1, 1.2])).toThrow(RangeError);
    expect(() => holm([Number.NaN])).toThrow(RangeError);
  });
});

describe("pairedDifference", () => {
  const counts = (pairs: readonly (readonly [string, boolean, boolean])[]) =>
    countPairs(pairs.map(([cluster, tuned, other]) => ({ cluster, tuned, other })));

  it("still has a width when the models never disagree", () => {
    const agree = counts(Array.from({ length: 100 }, (_, index) => [String(index), true, true]));
    const { difference, low, high } = pairedDifference(agree);
    expect(difference).toBe(0);
    expect(high).toBeGreaterThan(0.01);
    expect(low).toBeLessThan(-0.01);
  });

  it("widens when clusters agree within themselves", () => {
    const alone = Array.from({ length: 120 }, (_, index) => [String(index), index % 4 === 0, index % 8 === 1] as const);
    const together = alone.map(([cluster, tuned, other]) => [String(Number(cluster) % 4), tuned, other] as const);
    const width = (pairs: typeof alone) => {
      const { low, high } = pairedDifference(counts(pairs));
      return high! - low!;
    };
    expect(width(together)).toBeGreaterThan(2 * width(alone));
  });

  it("knows nothing about no rows", () => {
    expect(pairedDifference(counts([]))).toMatchObject({ difference: null, low: null, high: null });
  });
});

describe("pairedBootstrap", () => {
  const random = createRandom("bootstrap");
  const rows = Array.from({ length: 200 }, (_, index) => ({
    cluster: String(index % 50),
    tuned: 100 + random.int(0, 40),
    other: 110 + random.int(0, 40),
  }));

  it("covers the difference and repeats itself", () => {
    const first = pairedBootstrap(rows, meanDifference, createRandom("seed"))!;
    expect(first.low).toBeLessThan(-10 + 3);
    expect(first.high).toBeGreaterThan(-10 - 3);
    expect(first.low).toBeLessThan(first.estimate);
    expect(pairedBootstrap(rows, meanDifference, createRandom("seed"))).toEqual(first);
  });

  it("covers the truth about as often as it says", () => {
    let covered = 0;
    for (let run = 0; run < 200; run += 1) {
      const stream = createRandom("coverage", run);
      const sample = Array.from({ length: 60 }, (_, index) => {
        const value = stream.float() + stream.float() - stream.float() - stream.float();
        return { cluster: String(index), tuned: value, other: 0 };
      });
      const { low, high } = pairedBootstrap(sample, meanDifference, stream.fork("draws"), { draws: 300 })!;
      if (low <= 0 && high >= 0) covered += 1;
    }
    expect(covered / 200).toBeGreaterThan(0.89);
    expect(covered / 200).toBeLessThan(0.99);
  });

  it("has nothing to say about no rows, and widens to infinity where a ratio has no base", () => {
    expect(pairedBootstrap([], meanDifference, createRandom(1))).toBeNull();
    const ratio = (sample: readonly ValuePair[]) =>
      sample.reduce((sum, row) => sum + row.tuned, 0) / sample.reduce((sum, row) => sum + row.other, 0);
    const few = [
      { cluster: "a", tuned: 1, other: 0 },
      { cluster: "b", tuned: 1, other: 1 },
    ];
    expect(pairedBootstrap(few, ratio, createRandom(1))!.high).toBe(Number.POSITIVE_INFINITY);
  });
});
