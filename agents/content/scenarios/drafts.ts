/** Copywriting with one call: find drafts, measure them, write, cut, replace, move on. */
import type { Scenario } from "../../contract";
import { TERMS } from "../words";
import { type ContentWorld, KINDS, STATUSES, TONES } from "../world";
import { answering, listed, once, worded } from "./parts";

const answer = answering([
  "Shall I shorten it?",
  "Tell me what's next.",
  "A review would follow.",
  "Ready for more.",
  "Want another one?",
  "Edits are welcome.",
  "I'm happy to reword it.",
  "That's where it stands.",
]);

type Listed = {
  readonly drafts: readonly { readonly draft_id: string; readonly title: string; readonly words: number }[];
  readonly total: number;
};
type Checked = {
  readonly title: string;
  readonly status: string;
  readonly words: number;
  readonly sentences: number;
  readonly longest_sentence_words: number;
  readonly phrase_count?: number;
};

const draftsByStatus: Scenario<ContentWorld> = {
  family: "drafts_by_status",
  skill: "copywriting",
  shape: "single",
  draw(_, random) {
    const status = random.pick(STATUSES);
    const kind = random.pick(KINDS);
    const filters = { status, kind };
    return {
      slots: { status: worded(status), kind: worded(kind) },
      solve: () =>
        once<Listed>(
          "content_generator_list_drafts",
          filters,
          ({ drafts, total }) =>
            drafts.length === 0
              ? answer([
                  "[None at all|Not a single one]: nothing of that kind is in that state[ right now|].",
                  "I looked, and there is no such text[ at the moment|] in that state.",
                  "The list [comes back|is] empty; no draft fits both of your filters.",
                  "[At present|As things stand] nothing matches, neither old nor new.",
                  "There [aren't any|isn't one]. [Should I drop one of the two filters?|Shall I look in another state?|]",
                ])
              : answer(
                  [
                    "[I found|There are] {total} [on the list|that fit]: {names}.",
                    "{names} - [that makes|in all] {total}.",
                    "Matching [texts|drafts]: {names} ({total} in total).",
                    "[Here you go|This is what we have]: {names}. Count: {total}.",
                    "The filter [leaves|gives] {total}, namely {names}.",
                  ],
                  { total, names: listed(drafts.map((draft) => `${draft.draft_id} "${draft.title}"`)) },
                ),
          {
            reasons: [
              "A [filtered list|list with both filters] answers this[ directly|].",
              "[I'll list|Listing] what is stored and [narrow|narrowing] it by kind and state.",
              "[The draft list|That list] takes kind and state as filters, [so one look is enough|which is all I need here].",
            ],
          },
        ),
    };
  },
  frames: [
    "Which {kind} [texts|pieces|drafts] do we have that are {status}?",
    "[I'm preparing|Getting ready for] the Thursday [meeting|round] and need [every|each] {kind} that is[ currently|] {status}.",
    "{kind}, {status}: what's [on the list|there]?",
    "[Somebody|Our lead] asked how much is waiting. [Can|Could] you pull up anything {status} of the type {kind}?",
    "Show me all [our|the] {status} ones, but only if they are meant as a {kind}.",
  ],
  invalid: [
    {
      slot: "kind",
      tool: "content_generator_list_drafts",
      parameter: "kind",
      draw: (_, random) => ({
        value: random.pick(["podcast script", "press release", "white paper", "billboard text", "case study"]),
      }),
      explain: [
        "[We don't keep|There is no] {kind} among the drafts; the kinds are {allowed}. Which [one|of them] should I list?",
        "Drafts are sorted into {allowed}, so {kind} [isn't a filter I can use|can't be filtered for]. What should I look for instead?",
        "[I can filter by|The choice is between] {allowed}. A {kind} is none of these - which did you mean?",
      ],
      allowed: "blog posts, landing pages, product pages, newsletters and social posts",
    },
  ],
};

const campaignDrafts: Scenario<ContentWorld> = {
  family: "campaign_drafts_sorted",
  skill: "campaign_planning",
  shape: "single",
  draw(world, random) {
    const campaign = random.pick(world.campaigns).campaign_id;
    const order = random.pick(["words", "title"]);
    return {
      slots: { campaign: { value: campaign }, order: worded(order) },
      solve: () =>
        once<Listed>("content_generator_list_drafts", { campaign_id: campaign, order_by: order }, ({ drafts, total }) =>
          answer(
            [
              "In {campaign} [you have|there are] {total} texts, {order}: {names}.",
              "{campaign}, {order}: {names}. [That's|Altogether] {total}.",
              "[Sorted as you asked|In that order] ({order}): {names}; {total} [pieces|drafts] belong to {campaign}.",
              "{total} drafts [hang on|sit in] {campaign}. [The order|Order] is {order}: {names}.",
            ],
            {
              campaign,
              total,
              order: order === "words" ? "longest first" : "by title",
              names: listed(drafts.map((draft) => `${draft.title} (${draft.draft_id}, ${draft.words} words)`)),
            },
            { required: ["total", "names"] },
          ),
        ),
    };
  },
  frames: [
    "List [everything|what's] written for {campaign}, {order}.",
    "How far are we with the copy [of|for] {campaign}? [Give me|I'd like] the drafts {order}.",
    "{campaign}: texts so far, {order}, please.",
    "Our editor wants to [read|see] all drafts under {campaign} and has asked for them {order}.",
    "I need an overview. Take {campaign} and put its drafts in order, {order}.",
  ],
  missing: [
    {
      slot: "campaign",
      frames: [
        "List the campaign's drafts for me, {order}.",
        "[Can|Could] I see what's been written for our campaign so far? {order}, if possible.",
        "I need the campaign texts, {order}.",
      ],
      ask: [
        "[Happy to|Gladly] - which campaign[ is it about|]? I need its CMP identifier.",
        "For which campaign should I pull them? [Its number starts with CMP|The CMP number would do].",
        "More than one campaign is running. [What is the identifier of yours|Which one do you mean]?",
      ],
      reply: ["{campaign}", "[It's|That would be] {campaign}.", "the one with {campaign}"],
    },
  ],
};

const draftLength: Scenario<ContentWorld> = {
  family: "draft_length",
  skill: "copywriting",
  shape: "single",
  draw(world, random) {
    const draft = random.pick(world.drafts).draft_id;
    return {
      slots: { draft: { value: draft } },
      solve: () =>
        once<Checked>(
          "content_generator_check_draft",
          { draft_id: draft },
          (checked) =>
            answer(
              [
                "{draft} runs to {words} words in {sentences} sentences[; its longest one has {longest}|, the longest at {longest} words].",
                "[It has|You're at] {words} words and {sentences} sentences, and no sentence is longer than {longest} words.",
                "Length of {draft}: {words} words. [Sentences|Number of sentences]: {sentences}. Longest of them: {longest} words.",
                '[Counting|When counted], "{title}" comes to {words} words over {sentences} sentences with at most {longest} words each.',
                "{words} words, [split|spread] over {sentences} sentences. The biggest [sentence|of these] holds {longest}.",
              ],
              {
                draft,
                title: checked.title,
                words: checked.words,
                sentences: checked.sentences,
                longest: checked.longest_sentence_words,
              },
              { required: ["words", "sentences", "longest"] },
            ),
          {
            reasons: [
              "Measuring {draft} [tells|will tell] how long it is.",
              "[A draft check|The check] counts words and sentences, so I run it on {draft}.",
              "[I'd rather count|Let me count] than guess: checking {draft}.",
            ],
            values: { draft },
          },
        ),
      follow: ([first]) => {
        if (first === undefined || !first.ok) return [];
        const { status, title } = first.value as unknown as Checked;
        return [
          {
            frames: [
              "[And is|Is] it [signed off|approved] yet?",
              "What state is it in[ now|]?",
              "Has anyone [cleared|reviewed] it?",
            ],
            slots: {},
            *solve() {
              return answer(
                [
                  "[Its|The] state is {status}[, as the check showed|].",
                  "[According to|Going by] the same check it is {status}.",
                  "{draft} [stands at|is marked] {status}.",
                ],
                { status, draft },
                { required: ["status"] },
              );
            },
          },
          {
            frames: ["What was the title again?", "[Remind me|And] what is it called?"],
            slots: {},
            *solve() {
              return answer(['[It\'s|The title is] "{title}".', '"{title}" [is how it\'s headed|is the headline].'], {
                title,
              });
            },
          },
        ];
      },
    };
  },
  frames: [
    "How long is {draft}?",
    "The printer [gave us|has given us] a limit. [Word|Sentence and word] count of {draft}?",
    "I'd like to know if {draft} has monster sentences: how many words does the longest have, and how many are there altogether?",
    "[Please measure|Measure] {draft} - words, sentences, and the longest sentence.",
    "Before I send {draft} to layout, can you tell me its length?",
  ],
  missing: [
    {
      slot: "draft",
      frames: [
        "How long is that draft?",
        "[Please count|Can you count] the words in my text?",
        "Is the text too long? Tell me its length.",
      ],
      ask: [
        "Which draft [is it|should I measure]? [Its number looks like DR and four digits|I need the DR number].",
        "I can count that once I know the draft's identifier. [What is it|Do you have it]?",
        "[Sure|Of course], [which one|which text]? Please give me the draft number.",
      ],
      reply: ["{draft}", "[Sorry|Ah], {draft}.", "It is saved as {draft}."],
    },
  ],
};

const phraseCount: Scenario<ContentWorld> = {
  family: "phrase_count",
  skill: "seo_optimization",
  shape: "single",
  draw(world, random) {
    const draft = random.pick(world.drafts);
    const phrase = random.pick([draft.product, ...TERMS.map(([from]) => from)]);
    return {
      slots: { draft: { value: draft.draft_id }, phrase: { value: phrase } },
      solve: () =>
        once<Checked>(
          "content_generator_check_draft",
          { draft_id: draft.draft_id, phrase },
          ({ phrase_count, words }) =>
            (phrase_count ?? 0) === 0
              ? answer(
                  [
                    '"{phrase}" [doesn\'t occur|is nowhere] in {draft}.',
                    'Not once: {draft} [goes without|never says] "{phrase}".',
                    '[I found no|There is no] "{phrase}" anywhere in the text of {draft}.',
                    '{draft} has {words} words, [but none of them is|and not one is] "{phrase}".',
                  ],
                  { phrase, draft: draft.draft_id, words },
                  { required: ["phrase"] },
                )
              : answer(
                  [
                    '"{phrase}" count in {draft}: {times}[, capital letters or not|].',
                    'Number of times "{phrase}" [occurs|stands] in {draft}: {times}.',
                    '[I count|There is a count of] {times} for "{phrase}" among the {words} words of {draft}.',
                    '"{phrase}": {times} in {draft}[, upper and lower case together|].',
                  ],
                  { phrase, draft: draft.draft_id, times: phrase_count ?? 0, words },
                  { required: ["times"] },
                ),
        ),
    };
  },
  frames: [
    'How often does {draft} say "{phrase}"?',
    'I have a feeling that we overuse "{phrase}". [Count|Would you count] it in {draft}[ for me|]?',
    'Is "{phrase}" in {draft} at all, and if so how many times?',
    '{draft}, phrase "{phrase}": [number of hits|hits], please.',
    'Check {draft} for me. I want the number of places where it reads "{phrase}".',
  ],
};

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
                '[Done|It\'s done]: "{title}" is {after} now[; before it was {before}|].',
                "[The state of|State of] {draft}: {after} ([was|until now] {before}).",
                "I [moved|set] {draft} to {after}. [It had been|Until then it was] {before}.",
                '"{title}" has left {before} behind and [counts as|is now] {after}.',
              ],
              { draft: draft.draft_id, title: moved.title, before: moved.previous_status, after: moved.status },
              { required: ["after"] },
            ),
        ),
    };
  },
  frames: [
    "Mark {draft} as {status}.",
    "I've read {draft} twice; [please set|set] it to {status}.",
    "Would you mind changing the state of {draft}? It should be {status}[ from now on|].",
    "{draft} -> {status}[, please|. Thanks].",
    "The team agreed this morning that {draft} ought to be {status}, so [change|update] it accordingly.",
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
        "To what? {draft} can be draft, in review or approved.",
        "[Sure|Sure thing], which state should {draft} get: draft, in review, or approved?",
        "[I can do that|Will do]. What is the new state of {draft} [going to be|meant to be]?",
      ],
      reply: ["{status}", "Make it {status}.", "It should be {status} now."],
    },
  ],
  invalid: [
    {
      slot: "status",
      tool: "content_generator_set_status",
      parameter: "status",
      draw: (_, random) => ({ value: random.pick(["archived", "published", "frozen", "rejected", "on hold"]) }),
      explain: [
        "{status} [isn't a state|is no state] a draft can have; [there are only|the states are] {allowed}. Which one for {draft}?",
        "For {draft} I can choose between {allowed}, [but not|not] {status}. What would fit?",
        "Drafts know {allowed}. Since {status} is not among them, [how|as what] should I mark {draft}?",
      ],
      allowed: "draft, in review and approved",
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
                "[Only|Now only] the first {sentences} sentences are left. The length of {draft} is {words} words[ now|].",
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
      world.keywords.filter((each) => campaign.product.endsWith(each.keyword.split(" ").at(-1)!)),
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
              "[All|Everything] that a draft needs is in the request[ already|]: kind, product, readers, voice and length.",
              "With {product} and the readers given, [writing|I can start writing] needs nothing else.",
            ],
            values: { product: campaign.product },
          },
        ),
    };
  },
  frames: [
    'Write a {tone} {kind} about the {product} for {audience}: {sentences}, with "{keyword}" in it, filed under {campaign}.',
    'New brief for {campaign}. Product is the {product}, readers are {audience}, format {kind}, voice {tone}, length {sentences}; the phrase "{keyword}" must appear.',
    '{audience} still have nothing to read about our {product}. Could you draft a {kind} in {sentences}? Keep it {tone}, use "{keyword}", and attach it to {campaign}.',
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
        "Who is it for? [Tell me the readers|Once I know the readers] and I can write about the {product}[ at once|].",
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
        "{tone} isn't a voice [the generator|that tool] knows. The choice: {allowed}. [What shall I use|Which do you prefer] for the {product}?",
        "For {audience} I'd have {allowed} to choose from, [though not|but not] {tone}. Please pick one.",
      ],
      allowed: "friendly, formal, playful or direct",
    },
  ],
};

const replaceTerm: Scenario<ContentWorld> = {
  family: "replace_term",
  skill: "copywriting",
  shape: "complex",
  draw(world, random) {
    const open = world.drafts.filter((draft) => draft.status !== "approved");
    if (open.length === 0) return undefined;
    const draft = random.pick(open).draft_id;
    const [from, to] = random.pick(TERMS);
    const limit = random.int(2, 6);
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
                '{draft} now has {sentences} sentences and {words} words. [Places changed to|Replaced by] "{to}": {n}.',
                '[Both edits are|Both changes are] in. "{from}" was swapped as often as it occurred ({n}), and {draft} is {sentences} sentences ({words} words) long.',
                'I cut first, to {sentences} sentences, and then [replaced|looked for] "{from}". Hits: {n}. {draft} counts {words} words.',
                'Replacements of "{from}" [with|by] "{to}": {n}. Sentences left: {sentences}, which makes {words} words in {draft}.',
              ],
              { draft, from, to, n: replacements, sentences, words },
              { required: ["n", "words"] },
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

export const draftScenarios: readonly Scenario<ContentWorld>[] = [
  draftsByStatus,
  campaignDrafts,
  draftLength,
  phraseCount,
  moveStatus,
  shorten,
  brief,
  replaceTerm,
];
