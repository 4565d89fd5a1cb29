import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "./canonical-json";
import { digestOf, hashFraction } from "./digest";

describe("canonicalJson", () => {
  it.each([
    ["key order", { b: 1, a: [true, null] }, '{"a":[true,null],"b":1}'],
    ["3 and 3.0 are one number", { n: 3.0 }, '{"n":3}'],
    ["minus zero is zero (RFC 8785 section 3.2.2.3)", -0, "0"],
    ["an absent property leaves no trace", { a: undefined, b: "x" }, '{"b":"x"}'],
    ["keys sort by UTF-16 code units, not by locale", { ä: 1, z: 2, Z: 3 }, '{"Z":3,"z":2,"ä":1}'],
  ])("%s", (_, value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it.each([
    ["NaN", { a: Number.NaN }, "$.a"],
    ["a function", [() => 1], "$[0]"],
    ["a bigint", 1n, "$"],
    ["undefined in a list", [undefined], "$[0]"],
  ])("refuses %s and says where", (_, value, path) => {
    expect(() => canonicalJson(value)).toThrow(path);
  });

  it("reads back as the same value, and ignores key order", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(value));
        expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value));
      }),
    );
  });
});

describe("digests", () => {
  it("are SHA-256 of the canonical text", () => {
    expect(digestOf({})).toBe("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
  });
  it("spread fractions over [0, 1)", () => {
    const fractions = Array.from({ length: 2000 }, (_, index) => hashFraction("entity", index));
    expect(Math.min(...fractions)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...fractions)).toBeLessThan(1);
    const low = fractions.filter((fraction) => fraction < 0.25).length;
    expect(low).toBeGreaterThan(430);
    expect(low).toBeLessThan(570);
  });
});
