/** Search work with one step: audits, rankings, keyword lists, comparisons, page titles. */
import { all, type Scenario } from "../../contract";
import { type ContentWorld, INTENTS } from "../world";
import { answering, listed, once, seen, stuck, worded } from "./parts";

const answer = answering([
  "Another page?",
  "Should I compare?",
  "More on request.",
  "Want details?",
  "I can go deeper.",
  "Tell me what matters.",
  "That's today's state.",
  "Which one is next?",
]);

export type Audit = {
  readonly url: string;
  readonly score: number;
  readonly issues: readonly { readonly check: string; readonly severity: string; readonly detail: string }[];
};
export type Ranking = {
  readonly keyword: string;
  readonly position: number;
  readonly previous_position: number;
  readonly url: string;
};
export type Keywords = {
  readonly keywords: readonly { readonly keyword: string; readonly searches: number; readonly difficulty: number }[];
  readonly total: number;
};
export type Compared = { readonly pages: readonly { readonly url: string; readonly value: number }[] };

const CHECKS = ["title", "description", "headings", "images", "links", "speed"] as const;

const auditPage: Scenario<ContentWorld> = {
  family: "page_audit",
  skill: "seo_optimization",
  shape: "single",
  draw(world, random) {
    const page = random.pick(world.pages).url;
    return {
      slots: { page: { value: page } },
      solve: () =>
        once<Audit>("seo_analyzer_audit_page", { url: page }, ({ score, issues }) =>
          issues.length === 0
            ? answer(
                [
                  "{page} scores {score}, and nothing [is wrong with it|needs fixing].",
                  "No issues [found|at all]: {score} for {page}.",
                  "[Clean|Spotless]. The audit gave {page} a {score} and no complaint.",
                  "There's nothing to repair on {page}; its score is {score}.",
                ],
                { page, score },
              )
            : answer(
                [
                  "{page} gets {score}. [What costs points|Points were lost for this]: {issues}.",
                  "Score {score}[ for that page|]. [To fix|Still open]: {issues}.",
                  "[The audit shows|It turned up] {issues}. That leaves {page} at {score}.",
                  "Not perfect: {issues} - [so the score is|which makes a score of] {score}.",
                  "{issues}. [All in all|Taken together], {page} comes to {score}.",
                ],
                { page, score, issues: listed(issues.map((issue) => `${issue.detail} (${issue.severity})`)) },
                { required: ["score", "issues"] },
              ),
        ),
      follow: ([first]) => {
        if (first === undefined || !first.ok) return [];
        const { issues } = first.value as unknown as Audit;
        const worst = issues.find((issue) => issue.severity === "high") ?? issues[0];
        if (worst === undefined) return [];
        return [
          {
            frames: [
              "Which of [these|those] should we [tackle|fix] first?",
              "And [the most serious one|what matters most] is?",
              "If there's only time for one of them today, which one?",
            ],
            slots: {},
            *solve() {
              return answer(
                [
                  "I'd start with the {check}: {detail}[, which is rated {severity}|].",
                  "[The|Go for the] {check} ({severity}): {detail}.",
                  "{detail} - it is {severity} severity, so [begin|start] there.",
                ],
                { check: worst.check, detail: worst.detail, severity: worst.severity },
                { required: ["detail"] },
              );
            },
          },
        ];
      },
    };
  },
  frames: [
    "[What's wrong|What is wrong] with {page} from a search point of view?",
    "Run a full audit on {page}[, please|].",
    "{page} used to bring in more visitors. [See|Have a look] whether the page itself is at fault.",
    "I'm after the SEO score of {page} and a list of what drags it down.",
    "Site review, next address: {page}. All checks.",
  ],
  missing: [
    {
      slot: "page",
      frames: [
        "[Please audit|Can you audit] our page for search faults?",
        "What does the SEO audit say about the page?",
        "I need the score of one of our pages and what drags it down.",
      ],
      ask: [
        "[What is|Could you send me] the address of the page?",
        "[Gladly|I'll do that]; I only need the full URL[ first|].",
        "We have [several|a number of] pages. Which address shall I audit?",
      ],
      reply: ["{page}", "Here it is: {page}", "The one at {page}."],
    },
  ],
};

const partialAudit: Scenario<ContentWorld> = {
  family: "page_audit_selected_checks",
  skill: "seo_optimization",
  shape: "single",
  draw(world, random) {
    const page = random.pick(world.pages).url;
    const [first, second] = random.sample(CHECKS, 2) as [string, string];
    return {
      slots: { page: { value: page }, first: { value: first }, second: { value: second } },
      solve: () =>
        once<Audit>("seo_analyzer_audit_page", { url: page, checks: [first, second] }, ({ issues }) =>
          issues.length === 0
            ? answer(
                [
                  "Both {first} and {second} are [fine|in order] on {page}.",
                  "[Nothing|No fault] to report: {page} passes {first} as well as {second}.",
                  "{first}: passed. {second}: passed[ too|]. [That's|So much for] {page}.",
                ],
                { page, first, second },
              )
            : answer(
                [
                  "[I checked only|Looking at just] {first} and {second}: {issues}.",
                  "On {page} [those two checks|the two of them] bring up {issues}.",
                  "{issues}. [Other checks were left out|I left the other checks out], as you wanted.",
                  "For {first} and {second} the result is: {issues}[. The rest was not looked at|].",
                ],
                { page, first, second, issues: listed(issues.map((issue) => issue.detail)) },
                { required: ["issues"] },
              ),
        ),
    };
  },
  frames: [
    "Check {page}, but only the {first} and {second} checks.",
    "Are {first} and {second} all right on {page}? [I don't care about|Leave out] anything else.",
    "{page} just got a new template. My worry is the {first} check and the {second} check; run those two.",
    "From the audit of {page} I need two things, {first} and {second}.",
    "{first} + {second} for {page}, nothing more.",
  ],
  invalid: [
    {
      slot: "second",
      tool: "seo_analyzer_audit_page",
      parameter: "checks",
      draw: (_, random) => ({ value: random.pick(["spelling", "backlinks", "colours", "cookies", "fonts"]) }),
      explain: [
        "The audit has no {second} check; [it covers|what it knows is] {allowed}. What should go with {first}?",
        "{second} can't be audited [here|for {page}]. Available: {allowed}. [Do you want|Shall I take] one of them?",
        "[I could do|Fine with] {first}, [but|yet] {second} isn't a check. The list is {allowed}.",
      ],
      allowed: "title, description, headings, images, links and speed",
    },
  ],
};

const ranking: Scenario<ContentWorld> = {
  family: "keyword_rank",
  skill: "seo_optimization",
  shape: "single",
  draw(world, random) {
    const tracked = world.keywords.filter((each) => each.position > 0);
    const keyword = random.pick(tracked).keyword;
    return {
      slots: { keyword: { value: keyword } },
      solve: () =>
        once<Ranking>("seo_analyzer_get_ranking", { keyword }, ({ position, previous_position, url }) =>
          answer(
            [
              'For "{keyword}" we\'re at {now}; a month ago it was {before}. The page is {url}.',
              '{url} holds place {now} for "{keyword}"[, after|, coming from] {before} last month.',
              "Position {now} [today|at present], {before} a month earlier, [with|thanks to] {url}.",
              '[It moved|We moved] from {before} to {now} with "{keyword}" (page: {url}).',
              "Place now: {now}. Place a month back: {before}. [Ranking page|Page that ranks]: {url}.",
            ],
            { keyword, now: position, before: previous_position, url },
            { required: ["now", "before"] },
          ),
        ),
      follow: ([first]) => {
        if (first === undefined || !first.ok) return [];
        const { url } = first.value as unknown as Ranking;
        return [
          {
            frames: [
              "Which page was that[ again|]?",
              "[And the|What's the] address of the page that ranks?",
              "Remind me where that result links to.",
            ],
            slots: {},
            *solve() {
              return answer(
                [
                  "[It's|That was] {url}.",
                  "{url} [is the one|ranks for it].",
                  "[The result|That result] links to {url}.",
                ],
                { url },
              );
            },
          },
        ];
      },
    };
  },
  frames: [
    'Where do we rank for "{keyword}"?',
    '"{keyword}" - current position and last month\'s?',
    'Someone claims that we lost ground on "{keyword}". [Is it true|Did we]?',
    'Look up our place in the results when people type "{keyword}".',
    '[I have to|I must] put the ranking of "{keyword}" on a slide, both now and a month back.',
  ],
};

const keywordResearch: Scenario<ContentWorld> = {
  family: "keyword_research",
  skill: "seo_optimization",
  shape: "complex",
  draw(world, random) {
    const topic = random.pick(world.topics);
    const intent = random.pick(INTENTS);
    const [searches, difficulty] = [random.int(2, 30) * 10, random.int(35, 95)];
    const sort = random.pick(["searches", "difficulty"]);
    const limit = random.int(2, 6);
    return {
      slots: {
        topic: { value: topic },
        intent: { value: intent },
        searches: { value: searches },
        difficulty: { value: difficulty },
        sort: worded(sort),
        limit: { value: limit },
      },
      solve: () =>
        once<Keywords>(
          "seo_analyzer_find_keywords",
          { topic, intent, min_searches: searches, max_difficulty: difficulty, sort_by: sort, limit },
          ({ keywords, total }) =>
            keywords.length === 0
              ? answer(
                  [
                    'Nothing about "{topic}" [passes|gets through] all your filters.',
                    'No {intent} phrase [with|around] "{topic}" has that many searches at such a low difficulty.',
                    '[The search|That search] came back empty for "{topic}". [Loosen the difficulty, perhaps|Maybe the limits are too tight]?',
                    'With these limits there isn\'t [a single|one] {intent} phrase for "{topic}".',
                  ],
                  { topic, intent },
                  { required: ["topic"] },
                )
              : answer(
                  [
                    "[Phrases that fit|Fitting phrases] ({total}): {names}.",
                    'For "{topic}" I [found|can offer] {names}. [In total|Total]: {total}.',
                    "{names} - {total} in all [match|meet] your limits[ for {topic}|].",
                    "[Here are|These are] the {intent} ones: {names}; the filters leave {total}.",
                  ],
                  {
                    topic,
                    intent,
                    total,
                    names: listed(
                      keywords.map(
                        (each) => `${each.keyword} (${each.searches} searches, difficulty ${each.difficulty})`,
                      ),
                    ),
                  },
                  { required: ["total", "names"] },
                ),
        ),
    };
  },
  frames: [
    'Find {limit} {intent} keywords on "{topic}", at least {searches} searches a month, difficulty no higher than {difficulty}, {sort}.',
    "We're planning articles about the {topic}. Which {intent} phrases have {searches} or more monthly searches and stay below or at difficulty {difficulty}? Top {limit}, {sort}.",
    "Keyword list please: topic {topic}; intent {intent}; min searches {searches}; max difficulty {difficulty}; {sort}; {limit} rows.",
    "I only have the strength to compete up to difficulty {difficulty}. What do people search about a {topic} with {intent} intent ({searches} times a month or more)? {limit} suggestions will do, {sort}.",
    'Give me up to {limit} ideas, {sort}, for "{topic}": {intent}, not harder than {difficulty}, not rarer than {searches} a month.',
  ],
  invalid: [
    {
      slot: "difficulty",
      tool: "seo_analyzer_find_keywords",
      parameter: "max_difficulty",
      draw: (_, random) => ({ value: random.int(120, 900) }),
      explain: [
        "Difficulty [runs|goes] {allowed}, so {difficulty} [can't be|isn't] a limit. What maximum do you want for {topic}?",
        "{difficulty} is off the scale ({allowed}). [Which|What] difficulty should I stop at?",
        "[I can't|There's no way to] search {topic} up to {difficulty}: the scale is {allowed}.",
      ],
      allowed: "from zero to a hundred",
    },
  ],
};

const comparePages: Scenario<ContentWorld> = {
  family: "compare_three_pages",
  skill: "seo_optimization",
  shape: "complex",
  draw(world, random) {
    const pages = random.sample(world.pages, 3).map((page) => page.url);
    if (pages.length < 3) return undefined;
    const [first, second, third] = pages as [string, string, string];
    const metric = random.pick(["score", "word_count", "internal_links", "load_ms"]);
    return {
      slots: { first: { value: first }, second: { value: second }, third: { value: third }, metric: worded(metric) },
      solve: () =>
        once<Compared>("seo_analyzer_compare_pages", { urls: pages, metric }, ({ pages: ordered }) =>
          answer(
            [
              "Best [comes|is] {best} with {top}, worst {worst} with {low}; [in between|the middle one is] {middle} ({mid}).",
              "{best} leads at {top}. [Then|After it] {middle}, {mid}, and at the end {worst}, {low}.",
              "[The order|Order, best first]: {best} {top}, {middle} {mid}, {worst} {low}.",
              "[Ahead|In front] is {best} ({top}); behind it are {middle} ({mid}) and {worst} ({low}).",
            ],
            {
              best: ordered[0]!.url,
              top: ordered[0]!.value,
              middle: ordered[1]!.url,
              mid: ordered[1]!.value,
              worst: ordered[2]!.url,
              low: ordered[2]!.value,
            },
            { required: ["best", "top"] },
          ),
        ),
    };
  },
  frames: [
    "Rank these by {metric}: {first}, {second}, {third}.",
    "Which of the three has the best {metric}? {first} or {second} or {third}",
    "{first} / {second} / {third} - compare on {metric}.",
    "Before the redesign I'd like to see how {first} does against {second} and {third} when it comes to {metric}.",
    "Our three candidates are {first}, {second} and also {third}. Put them in order by {metric}.",
  ],
  missing: [
    {
      slot: "metric",
      frames: [
        "Compare {first}, {second} and {third}.",
        "Which is best among {first}, {second}, {third}?",
        "Put {first} next to {second} and {third} and tell me who wins.",
      ],
      ask: [
        "By which measure: score, word count, internal links or load time?",
        "[Best in what sense|On what]? I can compare by score, amount of text, internal links, or loading speed.",
        "What should decide - audit score, word count, links or speed?",
      ],
      reply: ["{metric}", "By {metric}.", "Let's go with {metric}."],
    },
  ],
  invalid: [
    {
      slot: "metric",
      tool: "seo_analyzer_compare_pages",
      parameter: "metric",
      draw: (_, random) => ({
        value: random.pick(["bounce rate", "revenue", "visitors", "conversion rate", "time on page"]),
      }),
      explain: [
        "{metric} isn't something I can compare by; [there's|I have] {allowed}. Which one for these three?",
        "[I have no|There are no numbers for] {metric} here. {allowed} are possible: what shall it be?",
        "Pages can be put in order by {allowed}. Since {metric} is not measured, [please choose|choose] another.",
      ],
      allowed: "audit score, word count, internal links and load time",
    },
  ],
};

const newTitle: Scenario<ContentWorld> = {
  family: "set_page_title",
  skill: "seo_optimization",
  shape: "complex",
  draw(world, random) {
    const page = random.pick(world.pages).url;
    const titles = world.ideas.titles.filter((each) => each.length >= 20 && each.length <= 60);
    if (titles.length === 0) return undefined;
    const title = random.pick(titles);
    const description = random.pick(world.ideas.descriptions);
    return {
      slots: { page: { value: page }, title: { value: title }, description: { value: description } },
      solve: () =>
        once<{ title: string; description: string }>(
          "seo_analyzer_update_metadata",
          { url: page, fields: { title, description } },
          (saved) =>
            answer(
              [
                '{page} is now titled "{title}"; [its|the] description reads "{description}"',
                '[Saved|Stored] for {page}. Title: "{title}". Description: "{description}"',
                '[Both texts are|Both are] in place on {page}: "{title}" and, below it, "{description}"',
                'Title and description [have been|are] changed. People will see "{title}" with "{description}" under it.',
              ],
              { page, title: saved.title, description: saved.description },
              { required: ["title", "description"] },
            ),
        ),
    };
  },
  frames: [
    'On {page}, set the title to "{title}" and the description to "{description}"',
    'New metadata for {page}. Title: "{title}" Description: "{description}"',
    'The search snippet of {page} looks dated. It should say "{title}" with "{description}" underneath; can you change it?',
    '"{title}" is what {page} ought to be called, and "{description}" is meant to be its description. Please save both.',
    'Could you update {page} for me? I\'d like "{description}" as the description, and as title "{title}".',
  ],
};

const twoAudits: Scenario<ContentWorld> = {
  family: "audit_two_pages",
  skill: "seo_optimization",
  shape: "parallel",
  draw(world, random) {
    const [left, right] = random.sample(world.pages, 2).map((page) => page.url);
    if (left === undefined || right === undefined) return undefined;
    return {
      slots: { left: { value: left }, right: { value: right } },
      *solve() {
        const found = yield* all([
          ["seo_analyzer_audit_page", { url: left }],
          ["seo_analyzer_audit_page", { url: right }],
        ]);
        const [first, second] = found;
        if (first === undefined || !first.ok || second === undefined || !second.ok)
          return stuck(found.find((each) => !each.ok)!);
        const [a, b] = [seen<Audit>(first), seen<Audit>(second)];
        const faults = (audit: Audit) =>
          audit.issues.length === 0 ? "no issues" : listed(audit.issues.map((issue) => issue.check));
        return answer(
          [
            "{left}: {a} ({faultsA}). {right}: {b} ({faultsB}).",
            "[The first|First] page scores {a}, with {faultsA}; the second {b}, with {faultsB}.",
            "{a} for {left} and {b} for {right}. [Flagged there|What was flagged]: {faultsA}; and here: {faultsB}.",
            "With {faultsA}, {left} [gets|comes to] {a}. {right} ends at {b} on account of {faultsB}.",
          ],
          { left, right, a: a.score, b: b.score, faultsA: faults(a), faultsB: faults(b) },
          { required: ["a", "b"] },
        );
      },
    };
  },
  frames: [
    "Audit {left} and {right}.",
    "We relaunch two pages on Friday, {left} as well as {right}. What [are their|would be their] SEO scores and faults?",
    "Scores for {left} and for {right}[, with the reasons|]?",
    "[Please run|Run] the page check twice: once on {left}, once on {right}.",
    "I want both audited, {left} too and not just {right}.",
  ],
};

const twoRanks: Scenario<ContentWorld> = {
  family: "rank_of_two_keywords",
  skill: "seo_optimization",
  shape: "parallel",
  draw(world, random) {
    const tracked = world.keywords.filter((each) => each.position > 0);
    const [left, right] = random.sample(tracked, 2).map((each) => each.keyword);
    if (left === undefined || right === undefined) return undefined;
    return {
      slots: { left: { value: left }, right: { value: right } },
      *solve() {
        const found = yield* all([
          ["seo_analyzer_get_ranking", { keyword: left }],
          ["seo_analyzer_get_ranking", { keyword: right }],
        ]);
        const [first, second] = found;
        if (first === undefined || !first.ok || second === undefined || !second.ok)
          return stuck(found.find((each) => !each.ok)!);
        const [a, b] = [seen<Ranking>(first), seen<Ranking>(second)];
        return answer(
          [
            '"{left}" is at {a} (was {oldA}), "{right}" at {b} (was {oldB}).',
            'Places: {a} for "{left}", {b} for "{right}". [A month ago|Last month] they were {oldA} and {oldB}.',
            '[We hold|Right now it\'s] {a} with "{left}" and {b} with "{right}", after {oldA} and {oldB} before.',
            'From {oldA} to {a}: "{left}". From {oldB} to {b}: "{right}".',
          ],
          { left, right, a: a.position, b: b.position, oldA: a.previous_position, oldB: b.previous_position },
          { required: ["a", "b"] },
        );
      },
    };
  },
  frames: [
    'How are we doing on "{left}" and "{right}" in search?',
    "Positions for two phrases: {left}; {right}.",
    'Do we rank better with "{left}" or with "{right}"?',
    'Monthly numbers are due. Look up where "{left}" stands, likewise "{right}".',
    'I keep two phrases on my watch list - "{left}", then "{right}" - and I\'d be glad of their current places.',
  ],
};

export const pageScenarios: readonly Scenario<ContentWorld>[] = [
  auditPage,
  partialAudit,
  ranking,
  keywordResearch,
  comparePages,
  newTitle,
  twoAudits,
  twoRanks,
];
