import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { failure, succeed, tinyWorld } from "./tiny-world";

interface Compared {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
  readonly unchanged: number;
}
const compare = (left: string, right: string) =>
  succeed<Compared>("document_parser_compare_documents", { old_document_id: left, new_document_id: right }).value;
const find = (phrase: string, more: object = {}) =>
  succeed<{ total: number; hits: { heading: string }[] }>("document_parser_find_text", {
    document_id: "DOC-1",
    phrase,
    ...more,
  }).value;
const redact = (kinds: readonly string[]) =>
  succeed<{ document_id: string; redactions: number }>("document_parser_redact_document", {
    document_id: "DOC-1",
    kinds,
  });

describe("document_parser_parse_document", () => {
  it("makes a scan readable once recognition and language are right", () => {
    expect(failure("document_parser_get_section", { document_id: "DOC-3", heading: "Fees" })).toContain(
      "conflict: DOC-3 has not been parsed",
    );
    expect(failure("document_parser_parse_document", { document_id: "DOC-3" })).toBe(
      "conflict: DOC-3 is a scan; it needs ocr",
    );
    expect(failure("document_parser_parse_document", { document_id: "DOC-3", ocr: true })).toContain(
      "is written in German, not English",
    );
    const { world, value } = succeed<{ headings: string[] }>("document_parser_parse_document", {
      document_id: "DOC-3",
      ocr: true,
      language: "german",
    });
    expect(value.headings).toEqual(["Fees", "Delivery"]);
    expect(
      succeed<{ page: number }>("document_parser_get_section", { document_id: "DOC-3", heading: "fees" }, world).value
        .page,
    ).toBe(1);
  });
  it("changes nothing when done again, and no other document", () => {
    const args = { document_id: "DOC-1" };
    const once = succeed("document_parser_parse_document", args).world;
    expect(once).toEqual(tinyWorld);
    expect(succeed("document_parser_parse_document", args, once).world).toEqual(once);
  });
});

describe("document_parser_find_text", () => {
  it("ignores case unless told otherwise, and counts beyond the limit", () => {
    expect(find("storage").total).toBe(1);
    expect(find("storage", { match_case: true })).toEqual({ total: 0, hits: [] });
    expect(find("fennwell", { limit: 1 })).toMatchObject({ total: 2, hits: [{ heading: "Fees" }] });
  });
  it("finds every phrase that stands in a section, and a longer phrase no more often", () => {
    const { text, heading } = tinyWorld.documents[0]!.sections[1]!;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: text.length - 8 }), fc.integer({ min: 1, max: 7 }), (start, length) => {
        const phrase = text.slice(start, start + length);
        expect(find(phrase).hits.map((hit) => hit.heading)).toContain(heading);
        expect(find(text.slice(start, start + length + 1)).total).toBeLessThanOrEqual(find(phrase).total);
      }),
    );
  });
});

describe("document_parser_compare_documents", () => {
  it("names what is added and changed", () => {
    expect(compare("DOC-1", "DOC-2")).toEqual({ added: ["Audit"], removed: [], changed: ["Delivery"], unchanged: 1 });
  });
  it("turns additions into removals when the two change places", () => {
    const { added, removed, changed } = compare("DOC-1", "DOC-2");
    expect(compare("DOC-2", "DOC-1")).toEqual({ added: removed, removed: added, changed, unchanged: 1 });
  });
  it("finds nothing between a document and itself", () => {
    expect(compare("DOC-1", "DOC-1")).toEqual({ added: [], removed: [], changed: [], unchanged: 2 });
  });
});

describe("document_parser_redact_document", () => {
  it.each([
    ["amounts", ["amounts"], 2, /EUR \d/],
    ["dates", ["dates"], 1, /\d{4}-\d{2}/],
    ["parties", ["parties"], 2, /Fennwell/],
    ["all", ["amounts", "dates", "parties"], 5, /EUR \d|\d{4}-\d{2}|Fennwell/],
  ])("blacks out %s in a copy", (_, kinds, redactions, gone) => {
    const { value, world } = redact(kinds);
    expect(value.redactions).toBe(redactions);
    const copy = world.documents.find((document) => document.document_id === value.document_id)!;
    expect(copy.sections.map(({ text }) => text).join(" ")).not.toMatch(gone);
    expect(world.documents.slice(0, 3)).toEqual(tinyWorld.documents);
  });
  it("does the same whatever the order of kinds, a repeated one included", () => {
    const texts = (kinds: readonly string[]) => redact(kinds).world.documents.at(-1)!.sections;
    expect(texts(["dates", "amounts", "dates"])).toEqual(texts(["amounts", "dates"]));
  });
  it("gives a second copy a number of its own", () => {
    const first = redact(["dates"]);
    const second = succeed<{ document_id: string }>(
      "document_parser_redact_document",
      { document_id: "DOC-1", kinds: ["dates"] },
      first.world,
    );
    expect(second.value.document_id).not.toBe(first.value.document_id);
  });
});

describe("errors of documents", () => {
  it.each([
    [
      "an unknown document",
      "document_parser_get_section",
      { document_id: "DOC-9", heading: "Fees" },
      "not_found: there is no document DOC-9",
    ],
    [
      "an unknown heading",
      "document_parser_get_section",
      { document_id: "DOC-1", heading: "Tax" },
      'not_found: DOC-1 has no section "Tax"; it has Fees, Delivery',
    ],
    [
      "a search in an unread document",
      "document_parser_find_text",
      { document_id: "DOC-3", phrase: "a" },
      "conflict: DOC-3 has not been parsed",
    ],
    [
      "a comparison with an unread document",
      "document_parser_compare_documents",
      { old_document_id: "DOC-1", new_document_id: "DOC-3" },
      "conflict",
    ],
    [
      "a language nobody reads",
      "document_parser_parse_document",
      { document_id: "DOC-1", language: "latin" },
      "invalid_argument",
    ],
    [
      "a kind that cannot be blacked out",
      "document_parser_redact_document",
      { document_id: "DOC-1", kinds: ["logos"] },
      "invalid_argument",
    ],
    [
      "a redaction of nothing",
      "document_parser_redact_document",
      { document_id: "DOC-1", kinds: [] },
      "invalid_argument",
    ],
    [
      "more hits than allowed",
      "document_parser_find_text",
      { document_id: "DOC-1", phrase: "a", limit: 50 },
      "invalid_argument",
    ],
  ])("refuses %s", (_, tool, args, message) => {
    expect(failure(tool, args)).toContain(message);
  });
});
