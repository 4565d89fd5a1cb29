import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gramsOf, normaliseText, SimilarityIndex, shingles } from "./near-duplicates";

const anyText = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc
    .array(fc.constantFrom("a", "B", "it's", "#", "12", "1.5", " ", "  ", "\n", "-", ", ", "é", "İ", "K", "ſ"), {
      maxLength: 14,
    })
    .map((parts) => parts.join("")),
);

describe("normaliseText", () => {
  it.each([
    ["Close TCK-13, please!", "close tck # please"],
    ["3.50 EUR on 2026-01-02", "# # eur on # # #"],
    ["it's  #4\n", "it's ##"],
    ["Où est l'état?", "où est l'état"],
    ["...", ""],
  ])("reads %j as %j", (text, normalised) => {
    expect(normaliseText(text)).toBe(normalised);
  });

  it("says of every text what the regular expressions say", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const wanted = text
          .toLowerCase()
          .replace(/\d+/g, "#")
          .replace(/[^\p{L}#\s']+/gu, " ")
          .replace(/\s+/g, " ")
          .trim();
        expect(normaliseText(text)).toBe(wanted);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("gramsOf", () => {
  it("gives the runs of words that splitting and joining gives", () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 7 }), (text, size) => {
        const normalised = normaliseText(text);
        const words = normalised.split(" ");
        const wanted = Array.from({ length: Math.max(0, words.length - size + 1) }, (_, at) =>
          words.slice(at, at + size).join(" "),
        );
        expect(gramsOf(normalised, size)).toEqual(wanted);
      }),
    );
  });
});

describe("SimilarityIndex", () => {
  it("finds what comparing with every text finds, search after search", () => {
    const word = fc.constantFrom("open", "the", "ticket", "now", "close");
    const text = fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(" "));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 8 }), fc.array(text, { maxLength: 3 }), (known, wanted) => {
        const index = new SimilarityIndex();
        known.forEach((each, at) => {
          index.add(`${at}`, each);
        });
        for (const each of [...wanted, ...wanted]) {
          const similarities = known.map((other) => jaccard(shingles(each), shingles(other)));
          const best = Math.max(...similarities);
          expect(index.nearest(each)?.similarity ?? 0).toBeCloseTo(best, 12);
          const [first] = known;
          const others = similarities.filter((_, at) => known[at] !== first);
          const except = new Set(known.flatMap((other, at) => (other === first ? [`${at}`] : [])));
          expect(index.nearest(each, except)?.similarity ?? 0).toBeCloseTo(Math.max(0, ...others), 12);
        }
      }),
    );
  });
});

function jaccard(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  const shared = [...left].filter((gram) => right.has(gram)).length;
  return shared / (left.size + right.size - shared);
}
