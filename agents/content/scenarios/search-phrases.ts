/** Search phrases and pairs of pages: rankings, research, two audits at once. */
import { all, answer, type Scenario } from "../../contract";
import { type ContentWorld, INTENTS } from "../world";
import { apart, listed, once, seen, stuck, worded } from "./parts";
import type { Audit, Keywords, Ranking } from "./seen";

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
          position === previous_position
            ? answer(
                [
                  'For "{keyword}" we\'re unchanged at place {now}, as a month ago. The page is {url}.',
                  '{url} holds place {now} for "{keyword}", [unchanged since|the same as] last month.',
                  'Position {now} with "{keyword}", [now as|today as] a month earlier. [Page|Address]: {url}.',
                  '"{keyword}" is where it was a month back, at place {now}[ (page: {url})|].',
                ],
                { keyword, now: position, url },
                { required: ["now"] },
              )
            : answer(
                [
                  'For "{keyword}" we\'re at place {now}; a month ago it was {before}, so we {won} ground. The page is {url}.',
                  '{url} holds place {now} for "{keyword}", {higher} than last month ({before}).',
                  "Position {now} [today|at present], {before} a month earlier: we {won} ground. [Page|The page]: {url}.",
                  'We {rose} from place {before} to {now} with "{keyword}" (page: {url}).',
                  "Place now: {now}. Place a month back: {before}, so we {rose}. [Ranking page|Page that ranks]: {url}.",
                ],
                {
                  keyword,
                  now: position,
                  before: previous_position,
                  url,
                  won: position < previous_position ? "gained" : "lost",
                  higher: position < previous_position ? "higher" : "lower",
                  rose: position < previous_position ? "rose" : "fell",
                },
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
                    'No {intent} phrase [with|around] "{topic}" keeps to both limits, searches and difficulty.',
                    '[The search|That search] came back empty for "{topic}". [Shall I loosen one of the limits|Are the limits too tight, perhaps]?',
                    'With these limits there isn\'t [a single|one] {intent} phrase for "{topic}".',
                  ],
                  { topic, intent },
                  { required: ["topic"] },
                )
              : answer(
                  keywords.length < total
                    ? [
                        "[Phrases that fit|Fitting phrases]: {total}. [On top|The first ones]: {names}.",
                        'Of the {total} that fit "{topic}" I [name|list] as many as you wanted: {names}.',
                        "The filters leave {total} {intent} phrases. At the head of the list: {names}.",
                      ]
                    : [
                        "[Phrases that fit|Fitting phrases] ({total}): {names}.",
                        'For "{topic}" I [found|can offer] {names}. [In total|Total]: {total}.',
                        "Within your limits[ for {topic}|] I see {total} {unit}: {names}.",
                        "The filters leave {total} {intent} {unit}: {names}.",
                      ],
                  {
                    topic,
                    intent,
                    total,
                    unit: total === 1 ? "phrase" : "phrases",
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
    "We're planning articles around the {topic}. Which {intent} phrases have {searches} or more monthly searches and stay at or below difficulty {difficulty}? Top {limit}, {sort}.",
    "Keyword list please: topic {topic}; intent {intent}; min searches {searches}; max difficulty {difficulty}; {sort}; {limit} rows.",
    'I only have the strength to compete up to difficulty {difficulty}. What do people search for around "{topic}" with {intent} intent ({searches} times a month or more)? {limit} suggestions will do, {sort}.',
    'Give me up to {limit} ideas, {sort}, for "{topic}": {intent}, not harder than {difficulty}, not rarer than {searches} a month.',
  ],
  invalid: [
    {
      slot: "difficulty",
      tool: "seo_analyzer_find_keywords",
      parameter: "max_difficulty",
      draw: (_, random) => ({ value: random.int(120, 900) }),
      explain: [
        "Difficulty [runs|goes] {allowed}, so {difficulty} can't be the limit. What maximum do you want for {topic}?",
        "{difficulty} is off the scale ({allowed}). [Which|What] difficulty should I stop at?",
        "[I can't|There's no way to] go up to {difficulty} for {topic}: the scale is {allowed}. Where is your limit?",
      ],
      allowed: "from zero to a hundred",
    },
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
          audit.issues.length === 0 ? "no faults" : apart(audit.issues.map((issue) => issue.detail));
        return answer(
          [
            "{left}: {a} ({faultsA}). {right}: {b} ({faultsB}).",
            "{left} scores {a} ({faultsA}), while {right} scores {b} ({faultsB}).",
            "Score of {left}: {a} ({faultsA}). Score of {right}: {b} ({faultsB}).",
            "{left} [gets|comes to] {a}; the audit says: {faultsA}. For {right} it is {b}, and the audit says: {faultsB}.",
          ],
          { left, right, a: a.score, b: b.score, faultsA: faults(a), faultsB: faults(b) },
          { required: ["a", "b", "faultsA", "faultsB"] },
        );
      },
    };
  },
  frames: [
    "Audit {left} and {right}.",
    "We're about to relaunch two pages, {left} as well as {right}. What are their SEO scores and faults?",
    "Scores for {left} and for {right}[, with the reasons|]?",
    "[Please run|Run] the page check twice: once on {left}, once on {right}.",
    "I want both audited, {left} too and not just {right}.",
  ],
};

function was({ position, previous_position }: Ranking): string {
  return position === previous_position ? "as a month ago" : `was ${previous_position}`;
}

function moved({ position, previous_position }: Ranking): string {
  return position === previous_position
    ? `stayed at place ${position}`
    : `${position < previous_position ? "rose" : "fell"} from place ${previous_position} to ${position}`;
}

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
            '"{left}" is at place {a} ({wasA}), "{right}" at {b} ({wasB}), so {verdict}.',
            'Places: {a} for "{left}", {b} for "{right}"; {verdict}. [A month ago|Last month] they were {oldA} and {oldB}.',
            '[We hold|Right now we hold] place {a} with "{left}" and {b} with "{right}", after {oldA} and {oldB} a month ago: {verdict}.',
            '"{left}" {moveA} and "{right}" {moveB} within a month; {verdict}.',
          ],
          {
            left,
            right,
            a: a.position,
            b: b.position,
            oldA: a.previous_position,
            oldB: b.previous_position,
            wasA: was(a),
            wasB: was(b),
            moveA: moved(a),
            moveB: moved(b),
            verdict:
              a.position === b.position
                ? "they stand at the same place"
                : `"${a.position < b.position ? left : right}" stands higher`,
          },
          { required: ["a", "b", "verdict"] },
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

export const searchPhrasesScenarios: readonly Scenario<ContentWorld>[] = [
  ranking,
  keywordResearch,
  twoAudits,
  twoRanks,
];
