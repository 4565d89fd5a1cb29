/** content_generator: drafts from a brief to their approval. */
import type { Tool } from "../../contract";
import { type ContentWorld, type Draft, KINDS, STATUSES, TONES, type Tone, writeBody } from "../world";
import { fail, findDraft, integer, objectOf, parameters, text, wordCount } from "./outcome";

const family = "content_generator";
const draftId = { type: "string", description: "Identifier of the draft, such as DR-1234." } as const;

const listDrafts: Tool<ContentWorld> = {
  name: "content_generator_list_drafts",
  family,
  skill: "copywriting",
  task: "list the drafts",
  description: "Lists drafts with their status and length, filtered by status, kind, campaign or product.",
  parameters: parameters(
    {
      status: { type: "string", description: "Only drafts in this state.", enum: STATUSES },
      kind: { type: "string", description: "Only texts of this kind.", enum: KINDS },
      campaign_id: { type: "string", description: "Only drafts of this campaign, such as CMP-123." },
      product: { type: "string", description: "Only drafts about this product, by its full name." },
      order_by: { type: "string", description: "Sort order.", enum: ["title", "words"], default: "title" },
    },
    [],
  ),
  returns: objectOf({
    drafts: {
      type: "array",
      items: objectOf({ draft_id: text, title: text, kind: text, status: text, words: integer }),
    },
    total: integer,
  }),
  effect: "read",
  execute(world, args) {
    const campaign = args.campaign_id;
    if (campaign !== undefined && !world.campaigns.some((each) => each.campaign_id === campaign))
      return fail("not_found", `there is no campaign ${campaign}`);
    const drafts = world.drafts
      .filter(
        (draft) =>
          (args.status === undefined || draft.status === args.status) &&
          (args.kind === undefined || draft.kind === args.kind) &&
          (campaign === undefined || draft.campaign_id === campaign) &&
          (args.product === undefined || draft.product === args.product),
      )
      .map(({ draft_id, title, kind, status, body }) => ({ draft_id, title, kind, status, words: wordCount(body) }))
      .sort((left, right) =>
        args.order_by === "words" && left.words !== right.words
          ? right.words - left.words
          : `${left.title} ${left.draft_id}` < `${right.title} ${right.draft_id}`
            ? -1
            : 1,
      );
    return { ok: true, observation: { drafts, total: drafts.length }, world };
  },
};

const createDraft: Tool<ContentWorld> = {
  name: "content_generator_create_draft",
  family,
  skill: "copywriting",
  task: "write a new draft",
  description:
    "Writes a new draft about a product for an audience. The text has as many sentences as asked for and holds each keyword.",
  parameters: parameters(
    {
      kind: { type: "string", description: "What kind of text to write.", enum: KINDS },
      product: { type: "string", description: "Full name of the product." },
      audience: { type: "string", description: "Who the text is for." },
      tone: { type: "string", description: "Voice of the text.", enum: TONES, default: "friendly" },
      sentences: { type: "integer", description: "Length in sentences.", minimum: 2, maximum: 12, default: 4 },
      keywords: {
        type: "array",
        description: "Search phrases that the text must hold.",
        items: { type: "string" },
        maxItems: 4,
        default: [],
      },
      campaign_id: { type: "string", description: "Campaign that the text belongs to, such as CMP-123." },
    },
    ["kind", "product", "audience"],
  ),
  returns: objectOf({ draft_id: text, title: text, status: text, words: integer, sentences: integer }),
  effect: "write",
  execute(world, args) {
    const keywords = args.keywords as readonly string[];
    const sentences = Number(args.sentences);
    if (keywords.length > sentences)
      return fail("invalid_argument", `${keywords.length} keywords do not fit into ${sentences} sentences`);
    const campaign_id = args.campaign_id === undefined ? "" : String(args.campaign_id);
    if (campaign_id !== "" && !world.campaigns.some((each) => each.campaign_id === campaign_id))
      return fail("not_found", `there is no campaign ${campaign_id}`);
    const [draft_id, ...left] = world.next.drafts;
    if (draft_id === undefined) return fail("rate_limit", "the quota of new drafts for today is used up");
    const product = String(args.product);
    const body = writeBody(args.tone as Tone, product, String(args.audience), sentences).map((sentence, index) =>
      keywords[index] === undefined ? sentence : `${sentence.slice(0, -1)}: ${keywords[index]}.`,
    );
    const draft: Draft = {
      draft_id,
      title: `${product} for ${args.audience}`,
      kind: args.kind as Draft["kind"],
      product,
      status: "draft",
      campaign_id,
      body,
    };
    return {
      ok: true,
      observation: {
        draft_id,
        title: draft.title,
        status: draft.status,
        words: wordCount(body),
        sentences: body.length,
      },
      world: { ...world, drafts: [...world.drafts, draft], next: { ...world.next, drafts: left } },
    };
  },
};

const checkDraft: Tool<ContentWorld> = {
  name: "content_generator_check_draft",
  family,
  skill: "copywriting",
  task: "check the text of a draft",
  taskFor: ({ phrase }) => (phrase === undefined ? "count the words of a draft" : "search a draft for the phrase"),
  description: "Measures a draft: words, sentences, the longest sentence, and how often a phrase occurs in it.",
  parameters: parameters(
    {
      draft_id: draftId,
      phrase: { type: "string", description: "Word or phrase to count, upper and lower case alike." },
    },
    ["draft_id"],
  ),
  returns: {
    type: "object",
    properties: {
      draft_id: text,
      title: text,
      status: text,
      words: integer,
      sentences: integer,
      longest_sentence_words: integer,
      phrase_count: integer,
    },
    required: ["draft_id", "title", "status", "words", "sentences", "longest_sentence_words"],
  },
  effect: "read",
  execute(world, args) {
    const draft = findDraft(world, args.draft_id);
    if (draft === undefined) return fail("not_found", `there is no draft ${args.draft_id}`);
    const observation = {
      draft_id: draft.draft_id,
      title: draft.title,
      status: draft.status,
      words: wordCount(draft.body),
      sentences: draft.body.length,
      longest_sentence_words: Math.max(0, ...draft.body.map((sentence) => wordCount([sentence]))),
    };
    if (args.phrase === undefined) return { ok: true, observation, world };
    return {
      ok: true,
      observation: { ...observation, phrase_count: occurrences(draft.body, String(args.phrase)) },
      world,
    };
  },
};

const reviseDraft: Tool<ContentWorld> = {
  name: "content_generator_revise_draft",
  family,
  skill: "copywriting",
  task: "edit a draft",
  description:
    "Edits a draft that is not approved: cuts it to its first sentences, replaces a term everywhere, or both (the cut comes first).",
  parameters: parameters(
    {
      draft_id: draftId,
      max_sentences: { type: "integer", description: "Keep at most this many sentences.", minimum: 1, maximum: 12 },
      replace: {
        type: "object",
        description: "A term to replace wherever it stands as a whole word.",
        properties: { from: { type: "string" }, to: { type: "string" } },
        required: ["from", "to"],
        additionalProperties: false,
      },
    },
    ["draft_id"],
  ),
  returns: objectOf({ draft_id: text, words: integer, sentences: integer, replacements: integer }),
  effect: "write",
  execute(world, args) {
    const draft = findDraft(world, args.draft_id);
    if (draft === undefined) return fail("not_found", `there is no draft ${args.draft_id}`);
    const replace = args.replace as { readonly from: string; readonly to: string } | undefined;
    if (args.max_sentences === undefined && replace === undefined)
      return fail("invalid_argument", "give max_sentences, replace, or both");
    if (draft.status === "approved")
      return fail("conflict", `draft ${draft.draft_id} is approved and locked; set it back to draft first`);
    const kept = draft.body.slice(0, args.max_sentences === undefined ? undefined : Number(args.max_sentences));
    const replacements = replace === undefined ? 0 : occurrences(kept, replace.from);
    const body =
      replace === undefined ? kept : kept.map((sentence) => sentence.replace(word(replace.from), replace.to));
    return {
      ok: true,
      observation: { draft_id: draft.draft_id, words: wordCount(body), sentences: body.length, replacements },
      world: withDraft(world, { ...draft, body }),
    };
  },
};

const setStatus: Tool<ContentWorld> = {
  name: "content_generator_set_status",
  family,
  skill: "campaign_planning",
  task: "change the status of a draft",
  description:
    "Moves a draft on: from draft to in_review, from in_review to approved, or from either later state back to draft.",
  parameters: parameters(
    { draft_id: draftId, status: { type: "string", description: "The new state.", enum: STATUSES } },
    ["draft_id", "status"],
  ),
  returns: objectOf({ draft_id: text, title: text, previous_status: text, status: text }),
  effect: "write",
  execute(world, args) {
    const draft = findDraft(world, args.draft_id);
    if (draft === undefined) return fail("not_found", `there is no draft ${args.draft_id}`);
    const status = args.status as Draft["status"];
    if (draft.status === status)
      return fail("conflict", `draft ${draft.draft_id} is ${status.replaceAll("_", " ")} already`);
    if (status === "approved" && draft.status === "draft")
      return fail("conflict", `draft ${draft.draft_id} has to be in_review before it can be approved`);
    if (status === "in_review" && draft.status === "approved")
      return fail("conflict", `draft ${draft.draft_id} is approved; set it back to draft first`);
    return {
      ok: true,
      observation: { draft_id: draft.draft_id, title: draft.title, previous_status: draft.status, status },
      world: withDraft(world, { ...draft, status }),
    };
  },
};

export const contentGenerator = [listDrafts, createDraft, checkDraft, reviseDraft, setStatus] as const;

function withDraft(world: ContentWorld, changed: Draft): ContentWorld {
  return { ...world, drafts: world.drafts.map((draft) => (draft.draft_id === changed.draft_id ? changed : draft)) };
}

function word(term: string): RegExp {
  return new RegExp(`\\b${term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}\\b`, "gi");
}

function occurrences(sentences: readonly string[], term: string): number {
  return sentences.reduce((total, sentence) => total + (sentence.match(word(term))?.length ?? 0), 0);
}
