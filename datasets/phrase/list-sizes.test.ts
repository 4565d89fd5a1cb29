import { describe, expect, it } from "vitest";
import { createRandom } from "../../primitives";
import { type ListNeeds, ListSizes } from "./list-sizes";

const NEEDS = {
  type: "negative",
  split: "train",
  needed: 1,
  allowed: 20,
  all: 20,
  willLack: false,
  declines: true,
} as const;

/** Sizes of so many lists, each kept. */
function drawn(rows: number, needs: Partial<ListNeeds>): number[] {
  const sizes = new ListSizes();
  const random = createRandom("sizes");
  return Array.from({ length: rows }, () => {
    const size = sizes.choose({ ...NEEDS, ...needs }, random);
    sizes.keep(needs.type ?? "negative", "train", size, 20);
    return size;
  });
}

describe("how many functions a row shows", () => {
  it("keeps the shares of all classes", () => {
    const shown = drawn(200, {});
    const share = (least: number, most: number) => shown.filter((size) => size >= least && size <= most).length / 200;
    expect(share(1, 2)).toBeCloseTo(0.05, 1);
    expect(share(3, 8)).toBeGreaterThan(0.625);
    expect(share(9, 15)).toBeGreaterThan(0.125);
    expect(share(20, 20)).toBeGreaterThan(0.125);
    expect(share(16, 19)).toBe(0);
  });
  it("shows as many to a row of one call or none as chains need", () => {
    const atLeast = (size: number, type: "negative" | "react") => {
      const short = drawn(600, { type }).filter((each) => each >= 3 && each <= 8);
      return short.filter((each) => each >= size).length / short.length;
    };
    expect(atLeast(4, "negative")).toBeGreaterThan(0.35);
    expect(atLeast(5, "negative")).toBeGreaterThan(0.12);
    expect(atLeast(4, "react")).toBeLessThan(0.25);
    expect(atLeast(5, "react")).toBeLessThan(0.06);
  });
  it("shows the whole list more often where others of the kind cannot", () => {
    const sizes = new ListSizes();
    const random = createRandom("near");
    const whole = { near: 0, other: 0 };
    for (let row = 0; row < 300; row += 1) {
      const isNear = row % 4 === 0;
      const size = sizes.choose({ ...NEEDS, isNear }, random);
      sizes.keep("negative", "train", size, 20);
      if (size === 20) whole[isNear ? "near" : "other"] += 1;
    }
    expect(whole.near / 75).toBeGreaterThan(whole.other / 225);
    expect((whole.near + whole.other) / 300).toBeCloseTo(0.14, 1);
  });
  it("leaves the whole list to rows that keep it", () => {
    expect(drawn(60, { willLack: true })).not.toContain(20);
    expect(drawn(60, { allowed: 17 })).not.toContain(20);
  });
});
