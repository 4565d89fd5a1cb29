import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../primitives";
import { sameJson } from "./same-json";

describe("sameJson", () => {
  it.each<[string, unknown, unknown, boolean]>([
    ["key order", { a: 1, b: [2] }, { b: [2], a: 1 }, true],
    ["an absent property and an undefined one", { a: 1, b: undefined }, { a: 1 }, true],
    ["minus zero and zero", [-0], [0], true],
    ["one key more", { a: 1 }, { a: 1, b: 1 }, false],
    ["another key, undefined here", { a: 1, b: undefined }, { a: 1, c: 2 }, false],
    ["a list and an object with its keys", [1], { 0: 1 }, false],
    ["null and an empty object", null, {}, false],
    ["a longer list", [1], [1, 2], false],
    ["a number and its text", { a: 1 }, { a: "1" }, false],
  ])("%s", (_, left, right, same) => {
    expect(sameJson(left, right)).toBe(same);
    expect(sameJson(right, left)).toBe(same);
  });

  it("says what canonical texts say", () => {
    const value = fc.jsonValue({ maxDepth: 2 });
    fc.assert(
      fc.property(value, value, (left, right) => {
        expect(sameJson(left, right)).toBe(canonicalJson(left) === canonicalJson(right));
        expect(sameJson(left, JSON.parse(canonicalJson(left)))).toBe(true);
      }),
    );
  });
});
