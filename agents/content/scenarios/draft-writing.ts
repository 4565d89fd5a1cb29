/** Drafts with one call that changes something: state, length, terms, a new text. */
import { answer, type Scenario } from "../../contract";
import { TERMS } from "../words";
import { type ContentWorld, KINDS, TONES } from "../world";
import { once, says, spaced, worded } from "./parts";

const moveStatus: Scenario<ContentWorld> = {
  family: "draft_status_change",
  skill: "campaign_planning",
  shape: "single",
  draw(world, random) {
    const draft = random.pick(world.drafts);
    const status =
      draft.status === "draft"
        ? "in_review"
        : draft.status === "in_review"
          ? random.pick(["approved", "draft"])
          : "draft";
    return {
      slots: { draft: { value: draft.draft_id }, status: worded(status) },
      solve: () =>
        once<{ title: string; previous_status: string; status: string }>(
          "content_generator_set_status",
          { draft_id: draft.draft_id, status },
          (moved) =>
            answer(
              [
                "{draft} went from {before} to {after}.",
                '[Done|It\'s done]: "{title}" now has the status {after}[; before, the status was {before}|].',
                "[The state of|State of] {draft}: {after} ([was|until now] {before}).",
                "I [moved|set] {draft} to {after}. Its status was {before} [until then|before that].",
                '"{title}" has moved [from {before} to {after}|to {after}; until now its status was {before}].',
              ],
              {
                draft: draft.draft_id,
                title: moved.title,
                before: spaced(moved.previous_status),
                after: spaced(moved.status),
              },
              { required: ["after"] },
            ),
        ),
    };
  },
  frames: [
    "Mark {draft} as {status}.",
    "I've read {draft} twice; [please set|set] its status to {status}.",
    "Would you mind changing the state of {draft}? The new one is {status}.",
    "{draft} -> {status}[, please|].",
    "The team agreed this morning that {draft} ought to have the status {status}, so [change|update] it accordingly.",
  ],
  missing: [
    {
      slot: "status",
      frames: [
        "[Please change|Change] the state of {draft}.",
        "{draft} needs a new status.",
        "Can you update where {draft} stands[ in the workflow|]?",
      ],
      ask: [
        "To which state? The choice for {draft} is draft, in review or approved.",
        "[Sure|Sure thing], which state should {draft} get: draft, in review, or approved?",
        "[I can do that|Will do]. What is the new state of {draft} [going to be|meant to be]?",
      ],
      reply: ["{status}", "Set it to {status}.", "The new one is {status}."],
    },
  ],
  invalid: [
    {
      slot: "status",
      tool: "content_generator_set_status",
      parameter: "status",
      draw: (_, random) => ({ value: random.pick(["archived", "published", "frozen", "rejected", "on hold"]) }),
      explain: [
        "[There is no state|A draft has no state] called {status}; [it can only be|the choice is] {allowed}. Which one for {draft}?",
        "For {draft} the choice is {allowed}, [but not|not] {status}. What would fit?",
        "A draft can be {allowed}, but not {status}. Which should it be?",
      ],
      allowed: "draft, in review or approved",
    },
  ],
};

const shorten: Scenario<ContentWorld> = {
  family: "cut_draft",
  skill: "copywriting",
  shape: "single",
  draw(world, random) {
    const open = world.drafts.filter((draft) => draft.status !== "approved" && draft.body.length >= 4);
    if (open.length === 0) return undefined;
    const draft = random.pick(open);
    const limit = random.int(2, draft.body.length - 1);
    return {
      slots: { draft: { value: draft.draft_id }, limit: { value: limit, text: [`${limit} sentences`] } },
      solve: () =>
        once<{ words: number; sentences: number }>(
          "content_generator_revise_draft",
          { draft_id: draft.draft_id, max_sentences: limit },
          ({ words, sentences }) =>
            answer(
              [
                "{draft} is down to {sentences} sentences and {words} words.",
                "[Cut|I've cut it]: {sentences} sentences remain in {draft}, {words} words in all.",
                "[Only|Now only] the first {sentences} sentences are left. The length of {draft} is {words} words.",
                "After the cut {draft} [has|holds] {words} words in {sentences} sentences.",
              ],
              { draft: draft.draft_id, words, sentences },
            ),
        ),
    };
  },
  frames: [
    "Cut {draft} to {limit}.",
    "{draft} is too wordy. Keep [just|only] the first {limit}.",
    "Can we trim {draft} so that it has no more than {limit}?",
    "There is room for {limit} [on the card|in the box] and {draft} [has more|is longer]; shorten it[ for us|].",
    "Nobody reads that far: {limit} of {draft} will do, drop the rest.",
  ],
  invalid: [
    {
      slot: "limit",
      tool: "content_generator_revise_draft",
      parameter: "max_sentences",
      draw: (_, random) => {
        const limit = random.int(15, 60);
        return { value: limit, text: [`${limit} sentences`] };
      },
      explain: [
        "A cut can keep {allowed} sentences, so {limit} is [out of range|too many]. How many should stay in {draft}?",
        "[I can't|It's not possible to] set {draft} to {limit}; the limit has to be {allowed}. What number do you want?",
        "{limit}? [That's more than the cut allows|The cut doesn't take that]: {allowed} is the range. Which length shall {draft} have?",
      ],
      allowed: "one to twelve",
    },
  ],
};

const brief: Scenario<ContentWorld> = {
  family: "new_draft_from_brief",
  skill: "copywriting",
  shape: "complex",
  draw(world, random) {
    const campaign = random.pick(world.campaigns);
    const audience = random.pick(world.ideas.audiences);
    const keyword = random.pick(
      world.keywords.filter(({ keyword: phrase }) =>
        world.topics.some((topic) => phrase.endsWith(topic) && campaign.product.endsWith(topic)),
      ),
    ).keyword;
    const [kind, tone, sentences] = [random.pick(KINDS), random.pick(TONES), random.int(3, 10)];
    return {
      slots: {
        kind: worded(kind),
        tone: { value: tone },
        product: { value: campaign.product },
        audience: { value: audience },
        sentences: { value: sentences, text: [`${sentences} sentences`] },
        keyword: { value: keyword },
        campaign: { value: campaign.campaign_id },
      },
      solve: () =>
        once<{ draft_id: string; title: string; words: number }>(
          "content_generator_create_draft",
          {
            kind,
            tone,
            product: campaign.product,
            audience,
            sentences,
            keywords: [keyword],
            campaign_id: campaign.campaign_id,
          },
          (made) =>
            answer(
              [
                '{draft} is written: "{title}", {words} words.',
                '[Your|The] new text is {draft}. [It\'s called|Title:] "{title}"; length: {words} words.',
                '"{title}" [now exists|has been created] as {draft} with {words} words[, and is still a draft|].',
                'I [wrote|created] {draft}, {words} words under the title "{title}". [It has not been reviewed yet|Nobody has reviewed it yet].',
              ],
              { draft: made.draft_id, title: made.title, words: made.words },
              { required: ["draft"] },
            ),
          {
            reasons: [
              "The brief [is complete|names everything], so the text can be [written|created] straight away.",
              "[All|Everything] that a draft needs is known[ now|]: kind, product, readers, voice and length.",
              "With the {product} and the readers given, [writing needs nothing else|I can start writing].",
            ],
            values: { product: campaign.product },
          },
        ),
    };
  },
  frames: [
    'Write a {tone} {kind} about the {product} for {audience}: {sentences}, with "{keyword}" in it, filed under {campaign}.',
    'New brief for {campaign}. Product is the {product}, readers are {audience}, format {kind}, voice {tone}, length {sentences}; the phrase "{keyword}" must appear.',
    'There is still nothing to read about our {product} for {audience}. Could you draft a {kind} in {sentences}? Keep it {tone}, use "{keyword}", and attach it to {campaign}.',
    'For {campaign} we want {sentences} on the {product}, {tone} in tone, meant for {audience}. It\'s a {kind} and it should rank for "{keyword}".',
    "Client call just ended: they'd love a {kind} for {audience}. {product}, {tone} style, {sentences}, don't forget \"{keyword}\" - book it on {campaign}.",
  ],
  missing: [
    {
      slot: "audience",
      frames: [
        'Write a {tone} {kind} about the {product}, {sentences} long, with "{keyword}" in it, for campaign {campaign}.',
        '{campaign} needs a {kind} on the {product}: {tone}, {sentences}, and "{keyword}" somewhere in the text.',
      ],
      ask: [
        "Who is it for? [Tell me the readers and|Once I know the readers,] I can write about the {product}[ at once|].",
        "[One thing is missing|I lack one detail]: the audience. Whom should the {kind} speak to?",
        "[Before I start|First]: which audience do you have in mind for the {product}?",
      ],
      reply: ["{audience}", "[It's for|For] {audience}.", "Mostly {audience}, I'd say."],
    },
  ],
  invalid: [
    {
      slot: "tone",
      tool: "content_generator_create_draft",
      parameter: "tone",
      draw: (_, random) => ({ value: random.pick(["sarcastic", "poetic", "apologetic", "mysterious", "academic"]) }),
      explain: [
        "I can write [about|on] the {product} in a {allowed} tone; {tone} [isn't on offer|is not among them]. Which one suits {audience}?",
        "There is no {tone} voice in [the generator|that tool]. The choice: {allowed}. [What shall I use|Which do you prefer] for the {product}?",
        "For {audience} the tone can be {allowed}, [though not|but not] {tone}. Please pick one.",
      ],
      allowed: "friendly, formal, playful or direct",
    },
  ],
};

/** What an edit is told with when the text has the length asked for, and when it is seen to be shorter anyway. */
const CUT = [
  '[Both edits are|Both changes are] in. "{from}" was swapped wherever it occurred ({places}), and {draft} is {sentences} sentences ({words} words) long.',
  'I set the length to {sentences} sentences first and then [changed|replaced] "{from}" in {places}. {draft} counts {words} words.',
  '"{from}" [became|was changed to] "{to}" in {places}. {draft} has {sentences} sentences and {words} words now.',
];
const UNCUT = [
  'No cut was needed. "{from}" was swapped wherever it occurred ({places}), and {draft} is {sentences} sentences ({words} words) long.',
  'With {sentences} sentences, {draft} needed no cut; "{from}" was replaced in {places}. The text counts {words} words.',
  '"{from}" [became|was changed to] "{to}" in {places}. The length was fine: {sentences} sentences, {words} words in {draft}.',
];

const replaceTerm: Scenario<ContentWorld> = {
  family: "replace_term",
  skill: "copywriting",
  shape: "complex",
  draw(world, random) {
    const open = world.drafts.filter((draft) => draft.status !== "approved");
    if (open.length === 0) return undefined;
    const limit = random.int(2, 6);
    const usable = open.flatMap((each) =>
      TERMS.filter(([term]) => says(each.body.slice(0, limit), term)).map((pair) => [each.draft_id, pair] as const),
    );
    if (usable.length === 0) return undefined;
    const [draft, [from, to]] = random.pick(usable);
    return {
      slots: {
        draft: { value: draft },
        from: { value: from },
        to: { value: to },
        limit: { value: limit, text: [`${limit} sentences`] },
      },
      solve: () =>
        once<{ words: number; sentences: number; replacements: number }>(
          "content_generator_revise_draft",
          { draft_id: draft, max_sentences: limit, replace: { from, to } },
          ({ words, sentences, replacements }) =>
            answer(
              [
                '"{to}" [now replaces|has replaced] "{from}" in {places} of {draft}, which has {sentences} sentences and {words} words.',
                ...(sentences < limit ? UNCUT : CUT),
              ],
              { draft, from, to, places: replacements === 1 ? "1 place" : `${replacements} places`, sentences, words },
              { required: ["places", "words"] },
            ),
        ),
    };
  },
  frames: [
    'In {draft}, replace "{from}" with "{to}" and keep at most {limit}.',
    'House style says "{to}", not "{from}". Fix that in {draft} and, while you\'re there, shorten it to {limit}.',
    '{draft}: max {limit}, and "{from}" becomes "{to}".',
    'Could {draft} be brought down to {limit}? I would also like to read "{to}" wherever it says "{from}".',
    'Two things on {draft} from legal: they dislike the word "{from}" (use "{to}"), and it must not be longer than {limit}.',
  ],
};

export const draftWritingScenarios: readonly Scenario<ContentWorld>[] = [moveStatus, shorten, brief, replaceTerm];
