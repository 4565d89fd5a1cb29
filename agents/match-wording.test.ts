import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../primitives";
import { expandWording, matchesWording } from "./contract";
import { parseWording, type WordingNode } from "./wording";

const values: { readonly [slot: string]: readonly string[] } = {
  suite: ["checkout", "the login suite"],
  count: ["3", "an"],
  path: ["src/a (copy).ts"],
  empty: [""],
};
const texts = (slot: string) => values[slot] ?? [];

describe("matchesWording", () => {
  it.each([
    ["run {suite}", "run checkout", true, "the value stands there"],
    ["run {suite}", " run  checkout\n", true, "spaces are flexible"],
    ["{suite} fails", "Checkout fails", true, "a value may begin a sentence"],
    ["{path} fails", "src/a (copy).ts fails", true, "signs stand for themselves"],
    ["{path} fails", "src/a (copy)xts fails", false, "a dot is no other sign"],
    ["run [all |]{suite}", "run all the login suite", true, "an alternative"],
    ["run [all |]{suite}", "run the login suite", true, "the empty alternative"],
    ["run[ now]?", "run now?", true, "one alternative alone"],
    ["run a {count} times", "run an 3 times", true, "an article agrees with its value"],
    ["run a {count} times", "run a 3 times", true, "or stands as it is written"],
    ["run a {count}", "run aan", true, "spaces may go, and the article stays short"],
    ["visa {count}", "visan 3", false, "the end of a word is no article"],
    ["run {suite}", "run payment", false, "another value"],
    ["run {suite}", "please run checkout", false, "something stands before it"],
    ["run {nothing}", "run ", false, "a slot without texts cannot be said"],
    ["run [{nothing}|all]", "run all", true, "but the alternative beside it can"],
    ["run {empty}", "run ", false, "nor can a slot whose text is empty"],
  ])("%j and %j: %s, since %s", (wording, text, expected) => {
    expect(matchesWording(wording, text, texts)).toBe(expected);
  });

  it("finds a wording inside other text when asked to", () => {
    expect(matchesWording("run {suite}", "Hi! Please run checkout today.", texts, { inside: true })).toBe(true);
    expect(matchesWording("run {suite}", "Hi! Please run payment today.", texts, { inside: true })).toBe(false);
  });

  it("accepts what the wording gives", () => {
    const wording = "[Could you |Please |]run [a full|a {count}] pass of {suite}[, and {path}]?";
    for (let draw = 0; draw < 200; draw += 1) {
      const random = createRandom("match", draw);
      const text = expandWording(wording, random, (slot) => random.fork(slot).pick(texts(slot)));
      expect(matchesWording(wording, text, texts), text).toBe(true);
    }
  });

  it("says what the regular expression of a wording says", () => {
    const piece = fc.constantFrom(
      "a",
      "A",
      "n",
      "an ",
      " ",
      "  ",
      "\n",
      "x.",
      "{suite}",
      "{count}",
      "{empty}",
      "[a |]",
      "[n|an |{count}]",
      "[]",
    );
    const heard = fc.constantFrom(
      "a",
      "A",
      "n",
      "an",
      " ",
      "\u00a0",
      "x.",
      "checkout",
      "Checkout",
      "the login suite",
      "3",
      "?",
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 6 }),
        fc.array(heard, { maxLength: 8 }),
        fc.string({ maxLength: 2 }),
        (pieces, said, end) => {
          const wording = pieces.join("");
          const text = said.join("") + end;
          const source = patternOf(parseWording(wording));
          expect(matchesWording(wording, text, texts)).toBe(new RegExp(`^\\s*${source}\\s*$`, "u").test(text));
          expect(matchesWording(wording, text, texts, { inside: true })).toBe(new RegExp(source, "u").test(text));
        },
      ),
      { numRuns: 3000 },
    );
  });
});

function patternOf(nodes: readonly WordingNode[]): string {
  return nodes
    .map((node) => {
      if (typeof node === "string") return literalPattern(node);
      if ("slot" in node) return `(?:${texts(node.slot).map(valuePattern).join("|") || "(?!)"})`;
      return `(?:${node.choices.map(patternOf).join("|")})`;
    })
    .join("");
}

function literalPattern(text: string): string {
  return text
    .replace(/[.*+?^${}()|[\]\\/]/gu, "\\$&")
    .replace(/(^|[^\p{L}])([Aa])n? $/u, "$1$2n? ")
    .replace(/\s+/g, "\\s*");
}

function valuePattern(text: string): string {
  const first = /^[a-z]/.exec(text)?.[0];
  const rest = literalPattern(first === undefined ? text : text.slice(1));
  return first === undefined ? rest : `[${first}${first.toUpperCase()}]${rest}`;
}
