import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Audit, Compared, Keywords, Ranking } from "../scenarios/seen";
import { INTENTS } from "../world";
import { type Arguments, BAD, does, GOOD, refuses, SLOW, tiny } from "./tiny-world";

const CHECKS = ["title", "description", "headings", "images", "links", "speed"];
const audit = (url: string, checks?: readonly string[], world = tiny) =>
  does<Audit>(world, "seo_analyzer_audit_page", checks === undefined ? { url } : { url, checks }).value;
const find = (args: Arguments = {}) =>
  does<Keywords>(tiny, "seo_analyzer_find_keywords", { topic: "lamp", ...args }).value;
const names = (args: Arguments = {}) => find(args).keywords.map((each) => each.keyword);
const compare = (urls: readonly string[], metric: string) =>
  does<Compared>(tiny, "seo_analyzer_compare_pages", { urls, metric }).value.pages;
const update = (url: string, fields: Arguments) => does(tiny, "seo_analyzer_update_metadata", { url, fields });

describe("seo_analyzer_audit_page", () => {
  it("finds nothing on a good page and everything on a bad one", () => {
    expect(audit(GOOD)).toMatchObject({ score: 100, issues: [] });
    expect(
      audit(BAD)
        .issues.map((issue) => issue.check)
        .sort(),
    ).toEqual([...CHECKS].sort());
  });
  it("finds with single checks what all of them find together", () => {
    expect(CHECKS.flatMap((check) => audit(BAD, [check]).issues)).toEqual(audit(BAD).issues);
  });
  it("takes off what the description of the tool says", () => {
    const cost = { high: 20, medium: 10, low: 5 } as Record<string, number>;
    for (const url of [GOOD, BAD, SLOW]) {
      const off = audit(url).issues.reduce((sum, issue) => sum + cost[issue.severity]!, 0);
      expect(audit(url).score).toBe(100 - off);
    }
  });
});

describe("seo_analyzer_find_keywords", () => {
  it("keeps exactly what lies within both limits", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 400 }),
        fc.integer({ min: 0, max: 100 }),
        (min_searches, max_difficulty) => {
          const expected = find({ limit: 20 }).keywords.filter(
            (each) => each.searches >= min_searches && each.difficulty <= max_difficulty,
          );
          expect(find({ limit: 20, min_searches, max_difficulty }).keywords).toEqual(expected);
        },
      ),
      {
        examples: [
          [100, 50],
          [101, 49],
          [300, 80],
        ],
      },
    );
  });
  it("puts the most searched, or the easiest, first", () => {
    expect(names()).toEqual(["cheap lamp", "quiet lamp", "small lamp"]);
    expect(names({ sort_by: "difficulty" })).toEqual(["quiet lamp", "small lamp", "cheap lamp"]);
  });
  it("counts all matches although it names only so many", () => {
    expect(find({ limit: 1 })).toMatchObject({ total: 3, keywords: [{ keyword: "cheap lamp" }] });
  });
  it("finds each phrase under exactly one intent, and none about another topic", () => {
    expect(INTENTS.flatMap((intent) => names({ intent })).sort()).toEqual(names().sort());
    expect(names({ topic: "sofa" })).toEqual([]);
  });
});

describe("seo_analyzer_get_ranking", () => {
  const rank = (keyword: string) => does<Ranking>(tiny, "seo_analyzer_get_ranking", { keyword }).value;
  it("gives both places and the page", () => {
    expect(rank("small lamp")).toEqual({ keyword: "small lamp", position: 4, previous_position: 2, url: GOOD });
  });
  it("does not mind capital letters", () => {
    expect(rank("Small Lamp")).toEqual(rank("small lamp"));
  });
  it("never gives a place below the first", () => {
    for (const keyword of ["small lamp", "cheap lamp"]) expect(rank(keyword).position).toBeGreaterThanOrEqual(1);
  });
});

describe("seo_analyzer_compare_pages", () => {
  it("does not depend on the order in which pages are named", () => {
    for (const metric of ["score", "word_count", "internal_links", "load_ms"]) {
      expect(compare([GOOD, BAD, SLOW], metric)).toEqual(compare([SLOW, BAD, GOOD], metric));
    }
  });
  it("calls the quickest page best, but otherwise the highest", () => {
    expect(compare([BAD, SLOW, GOOD], "load_ms").map((page) => page.url)).toEqual([GOOD, BAD, SLOW]);
    expect(compare([BAD, GOOD, SLOW], "word_count")[0]).toEqual({ url: SLOW, value: 900 });
  });
  it("uses the score of an audit", () => {
    for (const { url, value } of compare([GOOD, BAD], "score")) expect(value).toBe(audit(url).score);
  });
});

describe("seo_analyzer_update_metadata", () => {
  it("mends what the audit found", () => {
    const { world } = update(BAD, { title: "A new title, long enough", description: "Something." });
    const left = audit(BAD, undefined, world).issues.map((issue) => issue.check);
    expect(left).not.toContain("title");
    expect(left).not.toContain("description");
    expect(audit(BAD, undefined, world).score).toBe(audit(BAD).score + 30);
  });
  it("leaves the field that is not named", () => {
    expect(update(GOOD, { description: "New." }).value).toMatchObject({
      title: "A title that is long enough",
      description: "New.",
    });
  });
  it("takes titles of 20 to 60 characters and no others", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }), (length) => {
        const code = refuses(tiny, "seo_analyzer_update_metadata", {
          url: GOOD,
          fields: { title: "t".repeat(length) },
        });
        expect(code).toBe(length >= 20 && length <= 60 ? undefined : "invalid_argument");
      }),
      { examples: [[19], [20], [60], [61]] },
    );
  });
});

it.each<[string, string, Arguments, string]>([
  ["a page that is not in the index", "seo_analyzer_audit_page", { url: "https://www.example.com/none" }, "not_found"],
  ["a check that does not exist", "seo_analyzer_audit_page", { url: GOOD, checks: ["fonts"] }, "invalid_argument"],
  [
    "a difficulty off the scale",
    "seo_analyzer_find_keywords",
    { topic: "lamp", max_difficulty: 101 },
    "invalid_argument",
  ],
  ["a phrase that is known but not tracked", "seo_analyzer_get_ranking", { keyword: "quiet lamp" }, "not_found"],
  [
    "a page compared with itself",
    "seo_analyzer_compare_pages",
    { urls: [GOOD, GOOD], metric: "score" },
    "invalid_argument",
  ],
  [
    "a comparison with an unknown page",
    "seo_analyzer_compare_pages",
    { urls: [GOOD, "x"], metric: "score" },
    "not_found",
  ],
  ["an update without a field", "seo_analyzer_update_metadata", { url: GOOD, fields: {} }, "invalid_argument"],
  [
    "a description that is too long",
    "seo_analyzer_update_metadata",
    { url: GOOD, fields: { description: "d".repeat(156) } },
    "invalid_argument",
  ],
])("refuses %s", (_, tool, args, code) => {
  expect(refuses(tiny, tool, args)).toBe(code);
});
