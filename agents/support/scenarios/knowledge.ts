/** Single calls to the knowledge base. */
import { count, type Scenario } from "../../contract";
import type { SupportWorld } from "../world";
import type { ArticleDetails, ArticleList } from "./observations";
import { resultOf, stopped, worded } from "./slots";
import { answer, call } from "./steps";

const searchArticles: Scenario<SupportWorld> = {
  family: "search_articles",
  skill: "troubleshooting",
  shape: "single",
  draw(world, random) {
    const { symptom } = random.pick(world.articles.filter((each) => each.replaced_by === ""));
    return {
      slots: { symptom: { value: symptom } },
      *solve() {
        const seen = yield* call(
          "knowledge_base_search_articles",
          { query: symptom },
          {
            reasons: [
              "The words of the complaint make a good query.",
              "An article may [exist for|treat] this symptom.",
            ],
          },
        );
        if (!seen.ok) return stopped(seen);
        const { articles } = resultOf<ArticleList>(seen);
        const [first] = articles;
        if (first === undefined) return answer(["No article covers it.", "Nothing found[ on that|]."], {});
        return answer(
          [
            "That would be {article}. It is for {product}[ and treats just that|].",
            'You could [use|go by] {article}, "{title}".',
            'It is in {article}[, which is for {product}|]. The title is "{title}".',
            "There is {article} for that[; it is on {product}|].",
            'For {product} we have {article}[, and its title is "{title}"|].',
            '{article} fits: "{title}", for {product}.',
            "I found {article} ({product}).",
            '"{title}" - that\'s {article}[, for {product}|].',
            "Have a look at {article}; it is about {product}.",
          ],
          { article: first.article_id, title: first.title, product: first.product },
          { required: ["article"] },
        );
      },
      follow(observations) {
        const [seen] = observations;
        if (seen === undefined || !seen.ok) return [];
        const [first] = resultOf<ArticleList>(seen).articles;
        if (first === undefined) return [];
        return [
          {
            frames: ["Great, what does it say to do?", "And the steps?", "[Open|Read] that one for me, please."],
            slots: {},
            *solve() {
              const opened = yield* call("knowledge_base_get_article", { article_id: first.article_id });
              if (!opened.ok) return stopped(opened);
              const { steps } = resultOf<ArticleDetails>(opened);
              return answer(
                [
                  "It has {n} steps. First: {one}. Then: {two}.",
                  "Begin with this: {one}. After that: {two}.",
                  '{n} steps, "{one}" and then "{two}".',
                ],
                { n: count(steps), one: steps[0]!, two: steps[1]! },
                {
                  required: ["one"],
                  list: steps.length > 2 ? steps : [],
                  lead: ["It has {n} steps: {list}.", "These, in that order: {list}.", "{n} steps: {list}."],
                },
              );
            },
          },
          {
            frames: ["How fresh is it?", "When was that article last touched?", "How current is it[, though|]?"],
            slots: {},
            *solve() {
              return answer(
                ["Last updated on {date}.", "Its last update was on {date}.", "{date}[ was the last update|]."],
                {
                  date: first.updated,
                },
              );
            },
          },
        ];
      },
    };
  },
  frames: [
    "Do we have an article for this: {symptom}?",
    "The caller says their {symptom}. [Anything|Is there something] in the knowledge base?",
    "kb search: {symptom}",
    "I keep hearing the same complaint today ({symptom}). Where is that described?",
    'Find me the help text about "{symptom}"[, I have the customer on the line|].',
    "Somebody must have written something down for when the {symptom}. Could you search for it?",
  ],
  missing: [
    {
      slot: "symptom",
      frames: [
        "The next caller has a problem. Do we have an article for that?",
        "There's a new complaint. Is there something in the knowledge base?",
        "A caller needs a help text from us. Find it for me.",
      ],
      ask: [
        "What exactly happens? A few words [will do|are enough].",
        "Which symptom shall I search for?",
        "Please describe the problem[ in the customer's words|].",
      ],
      reply: ["{symptom}", "They say their {symptom}.", "In short: {symptom}."],
    },
  ],
};

const publicArticles: Scenario<SupportWorld> = {
  family: "search_articles_for_audience",
  skill: "troubleshooting",
  shape: "complex",
  draw(world, random) {
    const article = random.pick(world.articles.filter((each) => each.replaced_by === ""));
    const word = article.symptom.split(" ")[0]!;
    const limit = random.int(2, 18);
    const audience = random.pick(["public", "internal", "any"]);
    return {
      slots: {
        word: { value: word, text: `"${word}"` },
        product: { value: article.product },
        audience: audience === "any" ? { value: "any" } : worded(audience, random),
        limit: { value: limit },
      },
      *solve() {
        const seen = yield* call(
          "knowledge_base_search_articles",
          { query: word, product: article.product, audience, limit },
          {
            reasons: [
              'A search for "{word}" among the {product} articles, no more than {limit}.',
              "Word, product and audience are given, so I search for that.",
              "The knowledge base can be searched by product and audience[ at once|].",
              'Which titles on {product} hold "{word}"? [I search|A search shows it].',
            ],
            values: { word, product: article.product, limit },
            only: true,
          },
        );
        if (!seen.ok) return stopped(seen);
        const { total, articles } = resultOf<ArticleList>(seen);
        const [first] = articles;
        const values = { n: total, shown: count(articles as never), product: article.product, word };
        const kind = audience === "any" ? "article" : `${audience} article`;
        if (first === undefined) {
          return answer(
            [
              `There is no ${kind} on {product} with "{word}" in its title.`,
              `{product} has no ${kind} with "{word}" in the title.`,
              `No ${kind} on {product} has "{word}" in its title.`,
              `For {product} I find no ${kind} with "{word}" in the title.`,
              `On {product} we have no ${kind} whose title [holds|contains] "{word}".`,
            ],
            values,
            { required: [] },
          );
        }
        return answer(
          [
            `With "{word}" in the title there is one ${kind} on {product}: {article}, "{title}".`,
            `{article}, "{title}", is the one ${kind} on {product} with "{word}" in its title.`,
            `As to {product}, one ${kind} came up: {article}, "{title}"[, updated {date}|].`,
            `[One|Just one] ${kind} on {product} has "{word}" in its title: {article} ("{title}").`,
            `{article}, "{title}"[, updated {date}|]. No other ${kind} on {product} has "{word}" in its title.`,
            `For {product} I find one ${kind} with "{word}" in the title: {article}, "{title}".`,
            `The search gives one ${kind}, {article}, updated {date}: "{title}".`,
          ],
          { ...values, article: first.article_id, title: first.title, audience: first.audience, date: first.updated },
          {
            required: articles.length === 1 ? ["article"] : ["n", "article"],
            list: articles.map((each) => `${each.article_id} ("${each.title}")`),
            lead:
              total > articles.length
                ? [
                    `{n} ${kind}s on {product} have "{word}" in the title; these {shown} were updated last: {list}.`,
                    `Of {n} ${kind}s on {product} with "{word}" in the title, the {shown} updated last are {list}.`,
                  ]
                : [
                    `{n} ${kind}s on {product} have "{word}" in the title: {list}.`,
                    `For {product} I find {n} ${kind}s with "{word}" in the title: {list}.`,
                    `On {product} these {n} ${kind}s have "{word}" in the title: {list}.`,
                  ],
          },
        );
      },
    };
  },
  frames: [
    "Search the titles of our {product} articles for the word {word}, audience {audience}, {limit} at most.",
    "Which articles on {product} have {word} in the title? Audience: {audience}; stop at {limit}.",
    "For the help centre redesign I need up to {limit} articles about {product} with {word} in the title (audience: {audience}).",
    "{word} / {product} / {audience} / max {limit}: any articles?",
    "I'm collecting the article titles with {word} for {product}. Audience {audience}, no more than {limit}, please.",
  ],
  invalid: [
    {
      slot: "audience",
      tool: "knowledge_base_search_articles",
      parameter: "audience",
      draw: (_, random) => ({ value: random.pick(["partners", "executives", "beginners", "resellers", "press"]) }),
      explain: [
        'There is no audience "{audience}"; the choice is {allowed}. Which one for {product}?',
        'Nothing is kept for the audience "{audience}" as such. Please choose {allowed}.',
        'I can filter {product} articles by {allowed}, not by "{audience}". Which one?',
      ],
      allowed: "public, internal or any",
    },
  ],
};

const readArticle: Scenario<SupportWorld> = {
  family: "read_article",
  skill: "troubleshooting",
  shape: "single",
  draw(world, random) {
    const article = random.pick(
      world.articles.filter((each) => each.replaced_by === "" && each.audience === "public"),
    ).article_id;
    return {
      slots: { article: { value: article } },
      *solve() {
        const seen = yield* call("knowledge_base_get_article", { article_id: article });
        if (!seen.ok) return stopped(seen);
        const found = resultOf<ArticleDetails>(seen);
        return answer(
          [
            'To begin with, "{one}"; and then "{two}".',
            'What comes first is "{one}", and after this "{two}".',
            'In {article} it is first "{one}" and then "{two}".',
            'You [start|begin] with "{one}" and go on to "{two}".',
            "{n} steps. Start: {one}. Then: {two}.",
            '{article} ("{title}") says first: {one}. After that: {two}.',
            "First step: {one}. Second: {two}. [The article was updated on {date}|Last update: {date}].",
            'Do this first: "{one}". And then this: "{two}". There are {n} steps in all.',
          ],
          {
            article,
            title: found.title,
            date: found.updated,
            n: count(found.steps),
            one: found.steps[0]!,
            two: found.steps[1]!,
          },
          { required: ["one", "two"] },
        );
      },
    };
  },
  frames: [
    "What are the first two steps of {article}?",
    "{article}: how does it begin?",
    "A trainee asks how to proceed according to {article}. [Read|Give] me its opening steps.",
    "I've got {article} on a sticky note but no screen. What do I tell the customer to do first and second?",
    "Please open {article} and tell me how it starts.",
  ],
  missing: [
    {
      slot: "article",
      frames: [
        "A caller tries to follow one of our articles. What are its first two steps?",
        "Please open an article and tell me how it starts.",
        "I have a printout of a help article, but not its first page. How does it begin?",
      ],
      ask: [
        "Which article? Its number begins with KB.",
        "[Sure|Gladly], what's the article's number?",
        "I need the number of the article.",
      ],
      reply: ["{article}", "[That's|It's] {article}.", "{article} is what my note says."],
    },
  ],
};

const flagArticle: Scenario<SupportWorld> = {
  family: "flag_article",
  skill: "troubleshooting",
  shape: "single",
  draw(world, random) {
    const article = random.pick(world.articles.filter((each) => each.replaced_by === "")).article_id;
    const problem = random.pick(["outdated", "unclear", "wrong_steps", "broken_link"]);
    return {
      slots: { article: { value: article }, problem: worded(problem, random) },
      *solve() {
        const seen = yield* call("knowledge_base_flag_article", { article_id: article, problem });
        if (!seen.ok) return stopped(seen);
        return answer(
          [
            "The editors now know about {article}.",
            "I have told the editors about {article}.",
            "{article} now has your remark on it[ for the editors|].",
            "The editors have {article} with your flag now.",
            "{article} carries a flag for the editors now.",
            "{article} is flagged[, thanks for telling me|].",
            "[Reported|Passed on] to the editors: {article}.",
            "I've put a flag on {article} for the editors.",
          ],
          { article },
        );
      },
    };
  },
  frames: [
    "Tell the editors about {article}: {problem}.",
    "{article} needs work ({problem}). Flag it[, please|].",
    "I followed {article} with a customer and it was awkward. My verdict: {problem}. Please report that.",
    "flag {article}, {problem}",
    "Could you report {article}? What's wrong with it: {problem}.",
  ],
  invalid: [
    {
      slot: "problem",
      tool: "knowledge_base_flag_article",
      parameter: "problem",
      draw: (_, random) => ({ value: random.pick(["boring", "too long", "ugly", "impolite", "badly translated"]) }),
      explain: [
        'I can\'t flag {article} as "{problem}"; the editors accept {allowed}. Which fits?',
        '"{problem}" isn\'t one of the reasons: {allowed}. Does one of them fit {article}?',
        'A flag says {allowed}; "{problem}" isn\'t among these. Which applies[ to {article}|]?',
      ],
      allowed: "outdated, unclear, wrong steps or broken link",
    },
  ],
};

export const knowledgeScenarios: readonly Scenario<SupportWorld>[] = [
  searchArticles,
  publicArticles,
  readArticle,
  flagArticle,
];
