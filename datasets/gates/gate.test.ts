import { describe, expect, it } from "vitest";
import { limit } from "./gate";

describe("limit", () => {
  const base = { gate: "share", sample: 10 };

  it.each([
    ["at the upper limit", 0.5, { atMost: 0.5 }, "passed", "<= 0.5"],
    ["above it", 0.51, { atMost: 0.5 }, "failed", "<= 0.5"],
    ["at the lower limit", 0.5, { atLeast: 0.5 }, "passed", ">= 0.5"],
    ["below it", 0.49, { atLeast: 0.5 }, "failed", ">= 0.5"],
    ["between two", 0.5, { atLeast: 0.4, atMost: 0.6 }, "passed", ">= 0.4, <= 0.6"],
    ["below both", 0.3, { atLeast: 0.4, atMost: 0.6 }, "failed", ">= 0.4, <= 0.6"],
    ["above both", 0.7, { atLeast: 0.4, atMost: 0.6 }, "failed", ">= 0.4, <= 0.6"],
    ["a limit of 0", 0, { atMost: 0 }, "passed", "<= 0"],
    ["just above a limit of 0", 0.00001, { atMost: 0 }, "failed", "<= 0"],
    ["no limit: it is printed", 0.5, {}, "passed", ""],
  ])("%s", (_label, value, bounds, status, words) => {
    expect(limit(value, { ...base, ...bounds })).toMatchObject({ gate: "share", status, limit: words, sample: 10 });
  });

  it("rounds what is shown and not what is judged", () => {
    expect(limit(0.500_04, { ...base, atMost: 0.5 })).toMatchObject({ status: "failed", value: 0.5 });
    expect(limit(0.123_456, { ...base, atMost: 0.5 }).value).toBe(0.1235);
  });

  it("shows examples where it fails, and nowhere else", () => {
    const examples = ["row 1"];
    expect(limit(1, { ...base, atMost: 0, examples }).examples).toEqual(examples);
    expect(limit(0, { ...base, atMost: 0, examples }).examples).toEqual([]);
    expect(limit(1, { ...base, atMost: 0, leastSample: 11, examples }).examples).toEqual([]);
  });

  it.each([
    ["no value", undefined, 10, {}, null, "10 is too few, wants 1"],
    ["a sample one too small", 1, 9, { leastSample: 10 }, 1, "9 is too few, wants 10"],
    ["no sample at all", 1, 0, {}, 1, "0 is too few, wants 1"],
  ])("does not judge %s, whatever the value", (_label, value, sample, more, shown, note) => {
    expect(limit(value, { ...base, sample, atMost: 0, ...more })).toMatchObject({
      status: "not_evaluated",
      value: shown,
      note,
    });
  });

  it("judges a sample that is just large enough", () => {
    expect(limit(1, { ...base, sample: 10, leastSample: 10, atMost: 0 }).status).toBe("failed");
    expect(limit(1, { ...base, sample: 1, atMost: 0 }).status).toBe("failed");
  });

  it("prints an aim where there is one", () => {
    expect(limit(0, { ...base, aim: 0 }).aim).toBe("0");
    expect(limit(0, base)).not.toHaveProperty("aim");
    expect(limit(0, base)).not.toHaveProperty("note");
  });
});
