/** Drafts with one call: which there are, how long they are, what they say. */
import { answer, type Scenario } from "../../contract";
import { TERMS } from "../words";
import { type ContentWorld, KINDS, STATUSES } from "../world";
import { listed, once, spaced, worded } from "./parts";
import type { Checked, Listed } from "./seen";

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
                  "I looked, and no text of that kind is in that state[ at the moment|].",
                  "The list [comes back|is] empty; no draft fits both of your filters.",
                  "[At present|As things stand] nothing matches.",
                  "There [aren't any|isn't one]. [Should I drop one of the two filters?|Shall I look in another state?|]",
                ])
              : answer(
                  [
                    "I found {total} {unit} of that kind[ in that state|]: {names}.",
                    "[That makes|I get|The list holds] {total} {unit}: {names}.",
                    "Matching [texts|drafts]: {names} ({total} in total).",
                    "[Here you go|This is what we have]: {names}. Count: {total}.",
                    "The filter [leaves|gives] {total} {unit}, namely {names}.",
                  ],
                  {
                    total,
                    unit: total === 1 ? "text" : "texts",
                    names: listed(drafts.map((draft) => `${draft.draft_id} "${draft.title}"`)),
                  },
                  { required: ["total", "names"] },
                ),
          {
            reasons: [
              "A [filtered list|list with both filters] answers this[ directly|].",
              "I list what is stored and narrow it by kind and state.",
              "[The draft list|That list] takes kind and state as filters, [so one look is enough|which is all I need here].",
            ],
          },
        ),
      follow: ([first]) => {
        if (first === undefined || !first.ok) return [];
        const got = first.value as unknown as Listed;
        const [longest, next] = [...got.drafts].sort((left, right) => right.words - left.words);
        if (longest === undefined || next === undefined || longest.words === next.words) return [];
        return [
          {
            frames: ["Which of these is the longest?", "And the longest one?", "What is the longest text among them?"],
            slots: {},
            *solve() {
              return answer(
                [
                  "{draft} with {words} words.",
                  "The longest is {draft}, {words} words.",
                  "That would be {draft} ({words} words).",
                ],
                { draft: longest.draft_id, words: longest.words },
                { required: ["draft"] },
              );
            },
          },
        ];
      },
    };
  },
  frames: [
    "[Do we have|Is there] any {kind} with the status {status}? [List all you find|I want to see what there is].",
    "[I'm preparing|Getting ready for] the weekly [meeting|round] and need [every|each] {kind} whose status is {status}.",
    "Draft list, please: {kind}, status {status}[, all of them|].",
    "[Somebody|Our lead] asked how much is waiting. [Can|Could] you pull up every {kind} with the status {status}?",
    "Show me [what|whatever] we have as a {kind} with the status {status}, [please|nothing else].",
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
        "[No draft is a {kind}|There is no {kind} among the drafts]; the kinds are {allowed}. Which [kind|of them] should I list?",
        "Drafts are sorted into {allowed}; [there's no filter|I have no filter] for a {kind}. What should I look for instead?",
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
              "{total} drafts belong to {campaign}, here {order}: {names}.",
            ],
            {
              campaign,
              total,
              order: order === "words" ? "longest first" : "by title",
              names: listed(
                drafts.map(
                  (draft) => `"${draft.title}" (${draft.draft_id}, ${draft.words} words, ${spaced(draft.status)})`,
                ),
              ),
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
    "I need an overview. Take {campaign} and [list|show me] its drafts, {order}.",
  ],
  missing: [
    {
      slot: "campaign",
      frames: [
        "List the drafts of the [trade fair|anniversary] campaign for me, {order}.",
        "[Can|Could] I see what's been written for our [trade fair|anniversary] campaign so far? {order}, if possible.",
        "I need the texts of the [trade fair|anniversary] campaign, {order}.",
      ],
      ask: [
        "[Happy to|Gladly] - what's the campaign's identifier? It starts with CMP.",
        "I [can't|am unable to] find a campaign by its occasion. [Please give me its CMP number|The CMP number would do].",
        "I can list its drafts once I know the campaign's identifier. [What is it|Do you have it]?",
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
                "{draft} runs to {words} words in {sentences} sentences[; the longest one has {longest} words|, the longest at {longest} words].",
                "[It has|You're at] {words} words and {sentences} sentences, and no sentence is longer than {longest} words.",
                "Length of {draft}: {words} words. [Sentences|Number of sentences]: {sentences}. Longest of them: {longest} words.",
                '"{title}" comes to {words} words over {sentences} sentences with at most {longest} words each.',
                "{words} words, [split|spread] over {sentences} sentences. The longest [sentence|of these] holds {longest} words.",
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
              "[I'd rather count|Better to count] than guess: checking {draft}.",
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
                  "[According to|Going by] the same check its status is {status}.",
                  "{draft} has the status {status}.",
                ],
                { status: spaced(status), draft },
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
        "How long is the draft for the [fair|anniversary]?",
        "[Please count the words in my text for the fair.|Can you count the words in my text for the fair?]",
        "I fear that the [trade fair|anniversary] text is too long. Tell me its length.",
      ],
      ask: [
        "What's the number of the draft? It [looks like|would be] DR and four digits.",
        "I can count that once I know the draft's identifier. [What is it|Do you have it]?",
        "[Sure|Of course]. I only need the number of the draft; please give me that.",
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
                    '{draft} has {words} words, [but nowhere does it say|and nowhere do they say] "{phrase}".',
                  ],
                  { phrase, draft: draft.draft_id, words },
                  { required: ["phrase"] },
                )
              : answer(
                  [
                    '"{phrase}" [occurs|appears] {often} in {draft}[, capital letters or not|].',
                    'Number of times "{phrase}" [occurs|is found] in {draft}: {times}.',
                    '{draft}[, {words} words long,|] says "{phrase}" {often}[ in all|].',
                    '{draft} has "{phrase}" in {times} {places}[, upper and lower case together|].',
                  ],
                  {
                    phrase,
                    draft: draft.draft_id,
                    times: phrase_count ?? 0,
                    often: phrase_count === 1 ? "once" : `${phrase_count} times`,
                    places: phrase_count === 1 ? "place" : "places",
                    words,
                  },
                  { required: ["phrase", "draft"] },
                ),
        ),
    };
  },
  frames: [
    'How often does {draft} say "{phrase}"?',
    'I have a feeling that we overuse "{phrase}". [Could|Would] you count it in {draft}[ for me|]?',
    'Is "{phrase}" in {draft} at all, and if so how many times?',
    '{draft}, phrase "{phrase}": [number of occurrences|occurrences], please.',
    'Check {draft} for me. I want the number of places where it reads "{phrase}".',
  ],
};

export const draftReadingScenarios: readonly Scenario<ContentWorld>[] = [
  draftsByStatus,
  campaignDrafts,
  draftLength,
  phraseCount,
];
