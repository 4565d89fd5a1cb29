import { describe, expect, it } from "vitest";
import { count } from "../../contract";
import { agree } from "./agreement";

describe("agree", () => {
  it.each([
    ["a noun", "{n} tests are red.", { n: 1 }, "{n} test is red."],
    ["more than one", "{n} tests are red.", { n: 2 }, "{n} tests are red."],
    ["none", "{n} tests are red.", { n: 0 }, "{n} tests are red."],
    ["a value between", "{n} {marker} tests fail here.", { n: 1, marker: "smoke" }, "{n} {marker} test fails here."],
    ["a word between", "{n} smoke tests fail here.", { n: 1 }, "{n} smoke test fails here."],
    ["a counted list", "There are {n} gaps.", { n: count(["a"]) }, "There is {n} gap."],
    ["only the number that is one", "{a} errors, {b} passes", { a: 1, b: 3 }, "{a} error, {b} passes"],
    ["a part of a whole", "{n} of tests that ran", { n: 1 }, "{n} of tests that ran"],
    ["groups of choices", "[I count|I see] {n} files[ in all|].", { n: 1 }, "[I count|I see] {n} file[ in all|]."],
    ["text that says one", "{n} tests", { n: "1" }, "{n} tests"],
  ])("fits %s", (_, wording, values, expected) => {
    expect(agree([wording], values)).toEqual([expected]);
  });

  it("prefers a wording that does not say all of two", () => {
    expect(agree(["All {n} pass.", "{n} classes pass."], { n: 2 })).toEqual(["{n} classes pass."]);
    expect(agree(["All {n} pass.", "{n} classes pass."], { n: 3 })).toHaveLength(2);
    expect(agree(["All {n} pass."], { n: 2 })).toEqual(["All {n} pass."]);
  });
});
