import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maximumMatching } from "./matching";

/** Every way to pair, tried out. */
function bestByTrying(edges: readonly boolean[][], from = 0, used = new Set<number>()): number {
  if (from === edges.length) return 0;
  let best = bestByTrying(edges, from + 1, used);
  for (const [to, fits] of edges[from]!.entries()) {
    if (!fits || used.has(to)) continue;
    best = Math.max(best, 1 + bestByTrying(edges, from + 1, new Set([...used, to])));
  }
  return best;
}

describe("maximumMatching", () => {
  it("pairs where taking the first that fits would not", () => {
    // 0 fits both, 1 fits only the first: greedy gives it to 0.
    const fits = [
      [true, true],
      [true, false],
    ];
    expect(maximumMatching(2, 2, (left, right) => fits[left]![right]!)).toEqual([1, 0]);
  });

  it("makes as many pairs as trying everything, each from an edge, nobody twice", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5 }),
        fc.integer({ min: 0, max: 5 }),
        fc.infiniteStream(fc.boolean()),
        (left, right, bits) => {
          const edges = Array.from({ length: left }, () => Array.from({ length: right }, () => bits.next().value));
          const partners = maximumMatching(left, right, (from, to) => edges[from]![to]!);
          const paired = partners.filter((partner) => partner !== -1);
          expect(paired.length).toBe(bestByTrying(edges));
          expect(new Set(paired).size).toBe(paired.length);
          partners.forEach((to, from) => {
            if (to !== -1) expect(edges[from]![to]).toBe(true);
          });
        },
      ),
    );
  });
});
