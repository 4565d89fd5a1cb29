/** Search phrases in several steps: from a phrase to a text, and where we are missing. */
import { all, answer, call, partial, type Scenario } from "../../contract";
import { type ContentWorld, KINDS } from "../world";
import { listed, seen, stuck, worded } from "./parts";
import type { Keywords, Made, Ranking } from "./seen";

const bestKeywordDraft: Scenario<ContentWorld> = {
  family: "draft_for_best_keyword",
  skill: "seo_optimization",
  shape: "chain",
  draw(world, random) {
    const topic = random.pick(world.topics);
    const product = world.products.find((each) => each.endsWith(topic));
    if (product === undefined) return undefined;
    const difficulty = random.int(45, 90);
    const fitting = world.keywords.filter((each) => each.keyword.endsWith(topic) && each.difficulty <= difficulty);
    const most = Math.max(...fitting.map((each) => each.searches));
    if (fitting.filter((each) => each.searches === most).length !== 1) return undefined;
    const audience = random.pick(world.ideas.audiences);
    const kind = random.pick(KINDS);
    return {
      slots: {
        topic: { value: topic },
        product: { value: product },
        difficulty: { value: difficulty },
        audience: { value: audience },
        kind: worded(kind),
      },
      *solve() {
        const found = yield* call(
          "seo_analyzer_find_keywords",
          { topic, max_difficulty: difficulty },
          {
            reasons: [
              "[The text|The draft] needs a phrase: the most searched one that is not too hard.",
              'I look for one phrase about "{topic}" within the difficulty [limit|you gave].',
              "To write it I need a keyword, so [I search for one|here is the search].",
              'Search volume decides, within your limit for "{topic}".',
              "What do people type when they want a {topic}?",
              'No text without a phrase, so "{topic}" is researched.',
            ],
            values: { topic },
          },
        );
        if (!found.ok) return stuck(found);
        const best = seen<Keywords>(found).keywords[0];
        if (best === undefined) return partial(["No phrase about {topic} is that easy."], { topic });
        const made = yield* call(
          "content_generator_create_draft",
          { kind, product, audience, keywords: [best.keyword] },
          {
            reasons: [
              '"{keyword}" has {searches} searches at difficulty {hard}, so the text is written around it.',
              '[Best choice|The best one]: "{keyword}". Now the draft [itself|can be made].',
              'With "{keyword}" chosen ({searches} searches), [writing is next|I can write].',
              '{searches} searches a month go to "{keyword}". That\'s the phrase.',
              'I settle on "{keyword}" and write.',
              '"{keyword}" comes first with {searches} searches; on to the text.',
            ],
            values: { keyword: best.keyword, searches: best.searches, hard: best.difficulty },
          },
        );
        if (!made.ok) return stuck(made);
        const { draft_id, title, words } = seen<Made>(made);
        return answer(
          [
            '{draft} is written around "{keyword}" ({searches} searches a month, difficulty {hard}).',
            '[I chose|The choice was] "{keyword}" with {searches} searches; the text is {draft}, {words} words.',
            '"{title}" ({draft}) now [targets|goes for] "{keyword}". It is searched {searches} times a month at difficulty {hard}.',
            'Keyword: "{keyword}", {searches} searches. [Draft|New draft]: {draft}, "{title}".',
          ],
          { draft: draft_id, title, words, keyword: best.keyword, searches: best.searches, hard: best.difficulty },
          { required: ["draft", "keyword"] },
        );
      },
    };
  },
  frames: [
    'Write a {kind} on the {product} for {audience}, built around the most searched "{topic}" phrase with difficulty up to {difficulty}.',
    "What do people look for when they want a {topic}? Take the top phrase that isn't harder than {difficulty} and draft a {kind} about our {product} with it, for {audience}.",
    "Keyword first, text second: topic {topic}, max difficulty {difficulty}, most searches wins. Then a {kind}, {product}, {audience}.",
    "I want {audience} to find the {product}. Pick the strongest {topic} keyword we can afford (difficulty {difficulty} or less); a {kind} should come out of it.",
    'Our {product} needs a {kind}. Before you write it for {audience}, choose the phrase - about "{topic}", as many searches as possible, no more than {difficulty} on the difficulty scale.',
    'Is there a good phrase on "{topic}" within difficulty {difficulty}? The one with the most searches should carry a {kind} on the {product}; {audience} are the readers.',
    'We owe {audience} a {kind} about the {product}. It has to be found, so base it on whichever "{topic}" keyword is searched most at difficulty {difficulty} or below.',
  ],
};

const keywordGap: Scenario<ContentWorld> = {
  family: "keyword_gap",
  skill: "seo_optimization",
  shape: "chain",
  draw(world, random) {
    const topic = random.pick(world.topics);
    const limit = random.int(2, 4);
    return {
      slots: { topic: { value: topic }, limit: { value: limit } },
      *solve() {
        const found = yield* call(
          "seo_analyzer_find_keywords",
          { topic, limit },
          {
            reasons: [
              '[I look up|I need] the most searched phrases on "{topic}".',
              'What do people search for? [The list|A keyword list] on "{topic}" answers that.',
              "The biggest phrases are the starting point.",
              '"{topic}" may have many phrases; I take the top ones.',
              "Before ranks come phrases.",
              "To find a gap I must know what is searched.",
            ],
            values: { topic },
          },
        );
        if (!found.ok) return stuck(found);
        const { keywords } = seen<Keywords>(found);
        const ranks = yield* all(
          keywords.map((each) => ["seo_analyzer_get_ranking", { keyword: each.keyword }]),
          {
            reasons: [
              "Now our place for each of them: {list}.",
              "With {list} known, I look up where we stand[ on every one|].",
              "[These are|It's] {list}; the rankings can be asked for together.",
              "Where are we with {list}?",
              "Each of {list} gets looked up.",
              "The phrases are {list}; next, the positions.",
            ],
            values: { list: listed(keywords.map((each) => each.keyword)) },
          },
        );
        const held: string[] = [];
        const open: string[] = [];
        ranks.forEach((rank, index) => {
          if (rank.ok) held.push(`${keywords[index]!.keyword} (place ${seen<Ranking>(rank).position})`);
          else open.push(keywords[index]!.keyword);
        });
        if (open.length === 0)
          return answer(
            [
              "{each} are tracked: {held}.",
              "[There is no gap|No gap] around {topic}: {held}.",
              "We have a place for each of the most searched {topic} phrases: {held}.",
              "The most searched {topic} phrases are [covered|all covered], namely {held}.",
            ],
            { held: listed(held), topic, each: held.length === 2 ? "Both phrases" : "All of the phrases" },
            { required: ["held"] },
          );
        if (held.length === 0)
          return partial(
            [
              "None of the big {topic} phrases is tracked, so I have no places for {open}.",
              "I can name the phrases ({open}), yet not one of them is tracked.",
            ],
            { topic, open: listed(open) },
          );
        return partial(
          [
            "[Where we rank|What I found] around {topic}: {held}. Not tracked, so without a place: {open}.",
            "[We rank|Our site ranks] with {held}. For {open} nothing is tracked[, which leaves a gap|].",
            "Nothing is tracked for {open}. [What we do rank for|What we rank for] around {topic}: {held}.",
            "I have a position for {held}. For {open} [I have none|there is none], as {untracked}.",
          ],
          {
            topic,
            held: listed(held),
            open: listed(open),
            untracked: open.length === 1 ? "it isn't tracked" : "they aren't tracked",
          },
        );
      },
    };
  },
  frames: [
    'Take the {limit} most searched "{topic}" phrases and tell me our place for each.',
    "Do we rank for the {limit} phrases people use most when they search for a {topic}?",
    "Gap check: {topic}, top {limit} keywords, our positions.",
    'In the strategy round I\'ll be asked whether we cover the {limit} biggest searches around "{topic}". Could you find them and look up how we rank?',
    "Which of the {limit} largest keywords on {topic} are we missing from? List the phrases first, then the rankings.",
    'Give me the {limit} top phrases around "{topic}", and for every one of them where we are.',
    "How well do we cover {topic}? I'd say the {limit} biggest keywords with our place in each would show it.",
  ],
};

export const flowsKeywords: readonly Scenario<ContentWorld>[] = [bestKeywordDraft, keywordGap];
