import { describe, expect, it } from "vitest";
import type { Prediction } from "../inference";
import { measureSteadiness } from "./steadiness";
import { testAnswer, testRow, wantsCalls } from "./testing-rows";

const RUN = { name: "run_tests", args: { path: "a" } };
const rows = Array.from({ length: 4 }, (_, index) => testRow(`r${index}`, wantsCalls(RUN), { cluster: `c${index}` }));
const answers = (right: string): Prediction[] =>
  [...right].map((each) => testAnswer(each === "1" ? { calls: [RUN] } : { text: "Hm." }));
const arm = (name: string, ...repeats: string[]) => ({ name, repeats: repeats.map(answers) });

describe("measureSteadiness", () => {
  it("counts pass^k without replacement, and rows that waver", () => {
    const { arms } = measureSteadiness(rows, [arm("tuned", "1110", "1100", "1000")]);
    // Right 3, 2, 1 and 0 times of 3.
    expect(arms[0]!.pass[0]).toBeCloseTo((3 + 2 + 1) / 3 / 4, 12);
    expect(arms[0]!.pass[1]).toBeCloseTo((1 + 1 / 3 + 0 + 0) / 4, 12);
    expect(arms[0]!.pass[2]).toBeCloseTo(1 / 4, 12);
    expect(arms[0]!.wavering).toBe(0.5);
  });

  it.each([
    ["a steady comparator", ["1010", "1010"], 0, 1],
    ["one that differs from itself", ["1111", "0000"], -1, 0.125],
  ])("compares %s with itself", (_, repeats, difference, p) => {
    const { againstItself } = measureSteadiness(rows, [arm("tuned", "1111", "1111"), arm("base", ...repeats)]);
    expect(againstItself).toMatchObject({ arm: "base", difference, p });
  });

  it.each([
    ["asked once", [arm("tuned", "1111")]],
    ["asked differently often", [arm("tuned", "1111", "1111"), arm("base", "1111", "1111", "1111")]],
    ["without arms", []],
  ])("refuses arms %s", (_, arms) => {
    expect(() => measureSteadiness(rows, arms)).toThrow(RangeError);
  });
});
