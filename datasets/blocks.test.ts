import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BLOCK_ROWS, blockSettings, countBlocks, rowsOf, unitsOf, unitsOfShard } from "./blocks";
import { DEFAULT_SETTINGS, type NormalSettings } from "./settings";

const settings = (counts: NormalSettings["counts"], testRows = 0): NormalSettings => ({
  ...DEFAULT_SETTINGS,
  counts,
  testRows,
});
const anyCounts = fc
  .record({ tflan: fc.nat(3000), react: fc.nat(3000), negative: fc.nat(3000) })
  .filter((counts) => counts.tflan + counts.react + counts.negative > 0);

describe("blocks", () => {
  it.each([
    ["the default is one block", 200, 300, 100, 1],
    ["one row more begins another", 200, 301, 100, 2],
    ["a single row is a block", 1, 0, 0, 1],
    ["ten times the default", 2000, 3000, 1000, 10],
  ])("%s", (_, tflan, react, negative, blocks) => {
    expect(countBlocks(settings({ tflan, react, negative }))).toBe(blocks);
  });

  it("add up to what was asked, none larger than a block but for rounding", () => {
    fc.assert(
      fc.property(anyCounts, fc.nat(2000), (counts, testRows) => {
        const whole = settings(counts, testRows);
        const parts = Array.from({ length: countBlocks(whole) }, (_, block) => blockSettings(whole, block));
        const sum = (of: (part: NormalSettings) => number) => parts.reduce((total, part) => total + of(part), 0);
        expect({
          tflan: sum((part) => part.counts.tflan),
          react: sum((part) => part.counts.react),
          negative: sum((part) => part.counts.negative),
          testRows: sum((part) => part.testRows),
        }).toEqual({ ...counts, testRows });
        for (const part of parts) expect(rowsOf(part)).toBeLessThanOrEqual(BLOCK_ROWS + 2);
      }),
    );
  });

  it("begin a larger build with the rows of the default one", () => {
    expect(blockSettings(settings({ tflan: 2000, react: 3000, negative: 1000 }), 0).counts).toEqual(
      DEFAULT_SETTINGS.counts,
    );
    expect(blockSettings(settings({ tflan: 333, react: 500, negative: 167 }), 0).counts).toEqual(
      DEFAULT_SETTINGS.counts,
    );
  });
});

describe("shards", () => {
  it("hold every unit once, in order, whatever their number", () => {
    fc.assert(
      fc.property(fc.array(anyCounts, { minLength: 1, maxLength: 7 }), fc.integer({ min: 1, max: 40 }), (all, of) => {
        const units = unitsOf(all.map((counts) => settings(counts)));
        const parts = Array.from({ length: of }, (_, index) => unitsOfShard(units, { index, of }));
        expect(parts.flat()).toEqual(units);
        const sizes = parts.map((part) => part.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("keep an agent's blocks in one run, so that its files can be put one after the other", () => {
    const units = unitsOf(
      [{ tflan: 900, react: 600, negative: 300 }, DEFAULT_SETTINGS.counts].map((each) => settings(each)),
    );
    expect(units).toEqual([
      { agent: 0, block: 0 },
      { agent: 1, block: 0 },
      { agent: 0, block: 1 },
      { agent: 0, block: 2 },
    ]);
  });
});
