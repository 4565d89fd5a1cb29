/** Pages with one call: audits, comparison, title and description. */
import { answer, type Scenario } from "../../contract";
import type { ContentWorld } from "../world";
import { apart, matching, once, worded } from "./parts";
import type { Audit, Compared } from "./seen";

const CHECKS = ["title", "description", "headings", "images", "links", "speed"] as const;
const SEVERITIES = ["high", "medium", "low"] as const;

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
                  "[The audit shows|It turned up] this: {issues}. That leaves {page} at {score}.",
                  "Not perfect: {issues} - [so the score is|which makes a score of] {score}.",
                  "Found: {issues}. All in all, {page} comes to {score}.",
                ],
                { page, score, issues: apart(issues.map((issue) => `${issue.detail} (${issue.severity})`)) },
                { required: ["score", "issues"] },
              ),
        ),
      follow: ([first]) => {
        if (first === undefined || !first.ok) return [];
        const { issues } = first.value as unknown as Audit;
        const top = SEVERITIES.find((severity) => issues.some((issue) => issue.severity === severity));
        const [worst, ...equal] = issues.filter((issue) => issue.severity === top);
        if (worst === undefined || issues.length < 2) return [];
        const level = apart([worst, ...equal].map((issue) => issue.detail));
        return [
          {
            frames: [
              "Which of [these|those] should we [tackle|fix] first?",
              "And [the most serious one|what matters most] is?",
              "If there's only time for one of them today, which one?",
            ],
            slots: {},
            *solve() {
              if (equal.length > 0)
                return answer(
                  [
                    `The audit puts these on one level ({severity}): {level}. ${equal.length === 1 ? "Either" : "Any"} of them is a good start.`,
                    "[No single one|There's no single one]. These share the severity {severity}: {level}. I'd take whichever is quickest.",
                    "They share the same rating, {severity}: {level}. [The order is up to you|You choose the order].",
                  ],
                  { severity: worst.severity, level },
                );
              return answer(
                [
                  "I'd start with the {check}: {detail}[, which is rated {severity}|].",
                  "[The|Go for the] {check} ({severity}): {detail}.",
                  "[Begin|Start] with this, as it is of {severity} severity: {detail}.",
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
    "{page} used to bring in more visitors. [See|Check] what is wrong with the page itself.",
    "I'm after the SEO score of {page} and a list of what drags it down.",
    "Site review, next address: {page}. All checks.",
  ],
  missing: [
    {
      slot: "page",
      frames: [
        "[Please audit our page for the fair; I want the search faults.|Can you audit our anniversary page for search faults?]",
        "What does the SEO audit say about our page for the [fair|anniversary]?",
        "I need the score of our [trade fair|anniversary] page and what drags it down.",
      ],
      ask: [
        "[What is|Could you send me] the address of the page?",
        "[Gladly|I'll do that]; I only need the full URL[ first|].",
        "[I can audit any page by its address|The audit goes by address]. What is it here?",
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
                  "Nothing found on {page}, neither under {first} nor under {second}.",
                ],
                { page, first, second },
              )
            : issues.length === 1
              ? answer(
                  [
                    "{page} does not pass on {bad}: {issue}. [No fault|Nothing to mend] as far as {good} goes.",
                    "[Found|One fault]: {issue}. [The other check|The other one], {good}, has no complaint.",
                    "Passed: {good}. [The other check found this|What the other check found]: {issue}.",
                  ],
                  {
                    page,
                    bad: issues[0]!.check,
                    good: issues[0]!.check === first ? second : first,
                    issue: issues[0]!.detail,
                  },
                  { required: ["good", "issue"] },
                )
              : answer(
                  [
                    "Both {first} and {second} need work: {issues}.",
                    "On {page} [both checks|the two checks] find something: {issues}.",
                    "Found: {issues}. [Other checks were left out|I left the other checks out], as you wanted.",
                    "For {first} and {second} the result is: {issues}[. The rest was not looked at|].",
                  ],
                  { page, first, second, issues: apart(issues.map((issue) => issue.detail)) },
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
    "Audit of {page}: {first} + {second}, nothing more.",
  ],
  invalid: [
    {
      slot: "second",
      tool: "seo_analyzer_audit_page",
      parameter: "checks",
      draw: (_, random) => ({ value: random.pick(["spelling", "backlinks", "colours", "cookies", "fonts"]) }),
      explain: [
        "The audit has no {second} check; [it covers|what it knows is] {allowed}. What should go with {first}?",
        "I can't audit {second} [here|for {page}]. Available: {allowed}. [Do you want|Shall I take] one of them?",
        "[I can do|I could do] {first}, [but|yet] there is no check called {second}. The list is {allowed}. Which one shall I add?",
      ],
      allowed: "title, description, headings, images, links and speed",
    },
  ],
};

/** What the numbers of a comparison count. */
const UNITS: Readonly<Record<string, readonly [string, string]>> = {
  score: ["point", "points"],
  word_count: ["word", "words"],
  internal_links: ["link", "links"],
  load_ms: ["ms", "ms"],
};

function measured(metric: string, value: number): string {
  const [one, more] = UNITS[metric]!;
  return `${value} ${value === 1 ? one : more}`;
}

/** How the places of three pages are told, the first one always named as such; equal numbers share a place. */
function inOrder([first, second, third]: readonly number[]): readonly string[] {
  if (first === second && second === third)
    return [
      "[It's a tie|A tie]: {best}, {middle} and {worst} all have {top}.",
      "None of the three is ahead: {top} each for {best}, {middle} and {worst}.",
      "{best}, {middle} and {worst} are level at {top}.",
    ];
  if (first === second)
    return [
      "{best} and {middle} share first place with {top} each; then comes {worst} ({low}).",
      "[Two are|Two of them are] level in front, {best} and {middle} ({top} each), ahead of {worst} with {low}.",
      "Best are {best} and {middle}, both with {top}. Behind them is {worst} ({low}).",
    ];
  if (second === third)
    return [
      "{best} is ahead with {top}; {middle} and {worst} share second place with {mid} each.",
      "[The winner|Best] is {best} ({top}). The other two, {middle} and {worst}, are level at {mid}.",
      "In front is {best} ({top}); behind it {middle} and {worst} have {mid} each.",
    ];
  return [
    "Best is {best} with {top}, worst {worst} with {low}; [in between|the middle one is] {middle} ({mid}).",
    "{best} leads with {top}. [Then|After it] comes {middle} ({mid}), and at the end {worst} ({low}).",
    "[The order|Order, best first]: {best} ({top}), {middle} ({mid}), {worst} ({low}).",
    "[Ahead|In front] is {best} ({top}); behind it are {middle} ({mid}) and {worst} ({low}).",
  ];
}

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
            inOrder(ordered.map((page) => page.value)),
            {
              best: ordered[0]!.url,
              top: measured(metric, ordered[0]!.value),
              middle: ordered[1]!.url,
              mid: measured(metric, ordered[1]!.value),
              worst: ordered[2]!.url,
              low: measured(metric, ordered[2]!.value),
            },
            { required: ["best", "top"] },
          ),
        ),
    };
  },
  frames: [
    "Rank these by {metric}: {first}, {second}, {third}.",
    "Which of the three does best on {metric}? {first} or {second} or {third}",
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
        "[In what respect|On what basis]? I can compare by score, amount of text, internal links, or loading speed.",
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
        "I can't compare by {metric}, [only by|just by] {allowed}. Which one for these three?",
        "[I have|There are] no numbers for {metric} here. What's possible: {allowed}. Which shall it be?",
        "Pages can be put in order by {allowed}. There is no figure for {metric}, so please choose another.",
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
    const titles = matching(world, world.ideas.titles, page).filter((each) => each.length >= 20 && each.length <= 60);
    if (titles.length === 0) return undefined;
    const title = random.pick(titles);
    const description = random.pick(matching(world, world.ideas.descriptions, page));
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
                '[Both texts are|Title and description are] in place on {page}: "{title}" and, below it, "{description}"',
                'Title and description have been changed. People will see "{title}" with "{description}" under it.',
              ],
              { page, title: saved.title, description: saved.description },
              { required: ["title", "description"] },
            ),
        ),
    };
  },
  frames: [
    'On {page}, set the title to "{title}" and the description to "{description}", please.',
    'New metadata for {page}: "{title}" as its title, "{description}" as its description.',
    'The search snippet of {page} looks dated. It should say "{title}" with "{description}" underneath; can you change it?',
    '"{title}" is what {page} ought to be called, and "{description}" is meant to be its description. Please save both.',
    'Could you update {page} for me? I\'d like "{description}" as the description, and as title "{title}".',
  ],
};

export const pageAuditsScenarios: readonly Scenario<ContentWorld>[] = [auditPage, partialAudit, comparePages, newTitle];
