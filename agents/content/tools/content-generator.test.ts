import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Checked, Listed, Made } from "../scenarios/seen";
import { KINDS, STATUSES, TONES } from "../world";
import { type Arguments, does, refuses, tiny } from "./tiny-world";

const ids = (args: Arguments, world = tiny) =>
  does<Listed>(world, "content_generator_list_drafts", args).value.drafts.map((draft) => draft.draft_id);
const check = (draft_id: string, phrase?: string, world = tiny) =>
  does<Checked>(world, "content_generator_check_draft", phrase === undefined ? { draft_id } : { draft_id, phrase })
    .value;
const create = (args: Arguments, world = tiny) =>
  does<Made & { sentences: number }>(world, "content_generator_create_draft", {
    kind: "newsletter",
    product: "Acme lamp",
    audience: "readers",
    ...args,
  });
const revise = (draft_id: string, args: Arguments) =>
  does<{ words: number; sentences: number; replacements: number }>(tiny, "content_generator_revise_draft", {
    draft_id,
    ...args,
  });
const setStatus = (draft_id: string, status: string, world = tiny) =>
  does<{ previous_status: string }>(world, "content_generator_set_status", { draft_id, status });

describe("content_generator_list_drafts", () => {
  it("finds each draft under exactly one status and one kind", () => {
    const everything = ids({}).sort();
    expect(STATUSES.flatMap((status) => ids({ status })).sort()).toEqual(everything);
    expect(KINDS.flatMap((kind) => ids({ kind })).sort()).toEqual(everything);
  });
  it("sorts by title, or with the longest first", () => {
    expect(ids({})).toEqual(["DR-3", "DR-1", "DR-2"]);
    expect(ids({ order_by: "words" })).toEqual(["DR-1", "DR-2", "DR-3"]);
  });
  it("narrows with every further filter", () => {
    const one = ids({ campaign_id: "CMP-1" });
    expect(one).toEqual(["DR-1", "DR-2"]);
    expect(ids({ campaign_id: "CMP-1", product: "Acme lamp", status: "draft" })).toEqual(["DR-1"]);
  });
});

describe("content_generator_create_draft", () => {
  it("writes as many sentences as asked for, holding each keyword and the product", () => {
    fc.assert(
      fc.property(fc.constantFrom(...TONES), fc.integer({ min: 2, max: 12 }), (tone, sentences) => {
        const made = create({ tone, sentences, keywords: ["quiet lamp", "small lamp"] });
        const id = made.value.draft_id;
        expect(check(id, undefined, made.world).sentences).toBe(sentences);
        for (const phrase of ["quiet lamp", "small lamp"]) expect(check(id, phrase, made.world).phrase_count).toBe(1);
        expect(check(id, "Acme lamp", made.world).phrase_count).toBeGreaterThanOrEqual(1);
      }),
    );
  });
  it("gives every new draft its own identifier, in state draft, and leaves the others", () => {
    const first = create({});
    const second = create({}, first.world);
    expect(second.value.draft_id).not.toBe(first.value.draft_id);
    expect(ids({ status: "draft" }, second.world)).toHaveLength(3);
    expect(ids({ status: "approved" }, second.world)).toEqual(["DR-3"]);
  });
  it("says the same number of words as a check of the new draft", () => {
    const made = create({ sentences: 5 });
    expect(check(made.value.draft_id, undefined, made.world).words).toBe(made.value.words);
  });
});

describe("content_generator_check_draft", () => {
  it("counts what a person would count", () => {
    expect(check("DR-1", "easy")).toMatchObject({
      words: 11,
      sentences: 3,
      longest_sentence_words: 4,
      phrase_count: 2,
    });
  });
  it("counts whole words only, in upper and lower case", () => {
    expect(check("DR-1", "eas").phrase_count).toBe(0);
    expect(check("DR-1", "THE LAMP").phrase_count).toBe(1);
  });
  it("never has a sentence longer than the text", () => {
    for (const id of ["DR-1", "DR-2", "DR-3"])
      expect(check(id).longest_sentence_words).toBeLessThanOrEqual(check(id).words);
  });
});

describe("content_generator_revise_draft", () => {
  it("keeps the first sentences and no more than there are", () => {
    expect(revise("DR-1", { max_sentences: 1 }).value).toMatchObject({ words: 3, sentences: 1, replacements: 0 });
    expect(revise("DR-1", { max_sentences: 12 }).value.sentences).toBe(3);
  });
  it("leaves no old term, and as many new ones as it says", () => {
    const { value, world } = revise("DR-1", { replace: { from: "easy", to: "simple" } });
    expect(check("DR-1", "easy", world).phrase_count).toBe(0);
    expect(check("DR-1", "simple", world).phrase_count).toBe(value.replacements);
    expect(value.replacements).toBe(2);
  });
  it("counts only what is left after the cut", () => {
    expect(revise("DR-1", { max_sentences: 2, replace: { from: "easy", to: "simple" } }).value.replacements).toBe(1);
  });
  it("touches no other draft", () => {
    expect(revise("DR-1", { max_sentences: 1 }).world.drafts.slice(1)).toEqual(tiny.drafts.slice(1));
  });
});

describe("content_generator_set_status", () => {
  it("reaches approved only through review", () => {
    expect(refuses(tiny, "content_generator_set_status", { draft_id: "DR-1", status: "approved" })).toBe("conflict");
    const reviewed = setStatus("DR-1", "in_review").world;
    expect(check("DR-1", undefined, setStatus("DR-1", "approved", reviewed).world).status).toBe("approved");
  });
  it("names the state it had", () => {
    expect(setStatus("DR-2", "approved").value.previous_status).toBe("in_review");
  });
  it("opens an approved draft for edits again", () => {
    const edit = { draft_id: "DR-3", max_sentences: 1 };
    expect(refuses(tiny, "content_generator_revise_draft", edit)).toBe("conflict");
    expect(refuses(setStatus("DR-3", "draft").world, "content_generator_revise_draft", edit)).toBeUndefined();
  });
});

it.each<[string, string, Arguments, string]>([
  ["a campaign that does not exist", "content_generator_list_drafts", { campaign_id: "CMP-9" }, "not_found"],
  ["a status outside the enum", "content_generator_list_drafts", { status: "gone" }, "invalid_argument"],
  [
    "more keywords than sentences",
    "content_generator_create_draft",
    { kind: "newsletter", product: "P", audience: "A", sentences: 2, keywords: ["a", "b", "c"] },
    "invalid_argument",
  ],
  ["a draft that does not exist", "content_generator_check_draft", { draft_id: "DR-0" }, "not_found"],
  ["a revision that changes nothing", "content_generator_revise_draft", { draft_id: "DR-1" }, "invalid_argument"],
  ["a cut of an approved draft", "content_generator_revise_draft", { draft_id: "DR-3", max_sentences: 1 }, "conflict"],
  ["the state it has already", "content_generator_set_status", { draft_id: "DR-1", status: "draft" }, "conflict"],
  ["a step back to review", "content_generator_set_status", { draft_id: "DR-3", status: "in_review" }, "conflict"],
])("refuses %s", (_, tool, args, code) => {
  expect(refuses(tiny, tool, args)).toBe(code);
});

it("says that the day's drafts are used up", () => {
  const full = create({}, create({}).world).world;
  expect(refuses(full, "content_generator_create_draft", { kind: "newsletter", product: "P", audience: "A" })).toBe(
    "rate_limit",
  );
});
