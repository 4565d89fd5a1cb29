/** seo_analyzer: pages, their faults, and the phrases they are found by. */
import type { Tool } from "../../contract";
import { type ContentWorld, INTENTS, type Page } from "../world";
import { fail, integer, objectOf, parameters, text } from "./outcome";

const family = "seo_analyzer";
const CHECKS = ["title", "description", "headings", "images", "links", "speed"] as const;
const METRICS = ["score", "word_count", "internal_links", "load_ms"] as const;
const COST = { high: 20, medium: 10, low: 5 } as const;
const url = { type: "string", description: "Full address of the page." } as const;

type Issue = { readonly check: string; readonly severity: keyof typeof COST; readonly detail: string };

const auditPage: Tool<ContentWorld> = {
  name: "seo_analyzer_audit_page",
  family,
  skill: "seo_optimization",
  task: "audit a page for search engines",
  description:
    "Checks one page for search faults and gives a score out of 100 (20 off for a high, 10 for a medium, 5 for a low issue).",
  parameters: parameters(
    {
      url,
      checks: {
        type: "array",
        description: "Which checks to run; all when left out.",
        items: { type: "string", enum: CHECKS },
        minItems: 1,
        maxItems: 6,
        default: CHECKS,
      },
    },
    ["url"],
  ),
  returns: objectOf({
    url: text,
    score: integer,
    issues: { type: "array", items: objectOf({ check: text, severity: text, detail: text }) },
  }),
  effect: "read",
  execute(world, args) {
    const page = findPage(world, args.url);
    if (page === undefined) return fail("not_found", `${args.url} is not in the index`);
    const checks = args.checks as readonly string[];
    const issues = issuesOf(page).filter((issue) => checks.includes(issue.check));
    return { ok: true, observation: { url: page.url, score: scoreOf(issues), issues }, world };
  },
};

const findKeywords: Tool<ContentWorld> = {
  name: "seo_analyzer_find_keywords",
  family,
  skill: "seo_optimization",
  task: "find search phrases",
  description: "Finds search phrases about a topic with monthly searches, difficulty (0-100) and intent.",
  parameters: parameters(
    {
      topic: { type: "string", description: "Words that the phrase must hold, such as a kind of product." },
      min_searches: { type: "integer", description: "Least searches a month.", minimum: 0, default: 0 },
      max_difficulty: { type: "integer", description: "Highest difficulty.", minimum: 0, maximum: 100, default: 100 },
      intent: { type: "string", description: "Only phrases with this intent.", enum: INTENTS },
      sort_by: {
        type: "string",
        description: "Most searches first, or least difficulty first.",
        enum: ["searches", "difficulty"],
        default: "searches",
      },
      limit: { type: "integer", description: "How many at most.", minimum: 1, maximum: 20, default: 5 },
    },
    ["topic"],
  ),
  returns: objectOf({
    keywords: {
      type: "array",
      items: objectOf({ keyword: text, searches: integer, difficulty: integer, intent: text }),
    },
    total: integer,
  }),
  effect: "read",
  execute(world, args) {
    const topic = String(args.topic).toLowerCase();
    const found = world.keywords
      .filter(
        (each) =>
          each.keyword.includes(topic) &&
          each.searches >= Number(args.min_searches) &&
          each.difficulty <= Number(args.max_difficulty) &&
          (args.intent === undefined || each.intent === args.intent),
      )
      .map(({ keyword, searches, difficulty, intent }) => ({ keyword, searches, difficulty, intent }))
      .sort((left, right) => {
        const order =
          args.sort_by === "difficulty" ? left.difficulty - right.difficulty : right.searches - left.searches;
        return order !== 0 ? order : left.keyword < right.keyword ? -1 : 1;
      });
    return {
      ok: true,
      observation: { keywords: found.slice(0, Number(args.limit)), total: found.length },
      world,
    };
  },
};

const getRanking: Tool<ContentWorld> = {
  name: "seo_analyzer_get_ranking",
  family,
  skill: "seo_optimization",
  task: "look up a search ranking",
  description: "Gives the place of our best page for a tracked search phrase, now and a month ago.",
  parameters: parameters({ keyword: { type: "string", description: "The exact search phrase." } }, ["keyword"]),
  returns: objectOf({ keyword: text, position: integer, previous_position: integer, url: text }),
  effect: "read",
  execute(world, args) {
    const wanted = String(args.keyword).toLowerCase();
    const found = world.keywords.find((each) => each.keyword === wanted && each.position > 0);
    if (found === undefined) return fail("not_found", `"${args.keyword}" is not tracked`);
    const { keyword, position, previous_position, url: page } = found;
    return { ok: true, observation: { keyword, position, previous_position, url: page }, world };
  },
};

const comparePages: Tool<ContentWorld> = {
  name: "seo_analyzer_compare_pages",
  family,
  skill: "seo_optimization",
  task: "compare the pages",
  description:
    "Puts two to four pages in order by one metric, best first (highest, but for load_ms the lowest is best).",
  parameters: parameters(
    {
      urls: {
        type: "array",
        description: "Addresses of the pages.",
        items: { type: "string" },
        minItems: 2,
        maxItems: 4,
      },
      metric: { type: "string", description: "What to compare.", enum: METRICS },
    },
    ["urls", "metric"],
  ),
  returns: objectOf({
    metric: text,
    pages: { type: "array", items: objectOf({ url: text, value: integer }) },
  }),
  effect: "read",
  execute(world, args) {
    const urls = args.urls as readonly string[];
    if (new Set(urls).size < urls.length) return fail("invalid_argument", "urls names the same page twice");
    const unknown = urls.find((each) => findPage(world, each) === undefined);
    if (unknown !== undefined) return fail("not_found", `${unknown} is not in the index`);
    const metric = args.metric as (typeof METRICS)[number];
    const pages = urls
      .map((each) => findPage(world, each) as Page)
      .map((page) => ({ url: page.url, value: metric === "score" ? scoreOf(issuesOf(page)) : page[metric] }))
      .sort((left, right) => {
        const order = metric === "load_ms" ? left.value - right.value : right.value - left.value;
        return order !== 0 ? order : left.url < right.url ? -1 : 1;
      });
    return { ok: true, observation: { metric, pages }, world };
  },
};

const updateMetadata: Tool<ContentWorld> = {
  name: "seo_analyzer_update_metadata",
  family,
  skill: "seo_optimization",
  task: "change the title or description of a page",
  taskFor: ({ fields }) => `change the ${Object.keys(fields as object).join(" and ")} of a page`,
  description: "Sets the title (20-60 characters) or the description (at most 155 characters) of a page, or both.",
  parameters: parameters(
    {
      url,
      fields: {
        type: "object",
        description: "What to set; give at least one.",
        properties: {
          title: { type: "string", description: "New page title." },
          description: { type: "string", description: "New text below the title in search results." },
        },
        additionalProperties: false,
      },
    },
    ["url", "fields"],
  ),
  returns: objectOf({ url: text, title: text, description: text }),
  effect: "write",
  execute(world, args) {
    const page = findPage(world, args.url);
    if (page === undefined) return fail("not_found", `${args.url} is not in the index`);
    const { title, description } = args.fields as { readonly title?: string; readonly description?: string };
    if (title === undefined && description === undefined)
      return fail("invalid_argument", "fields names neither title nor description");
    if (title !== undefined && (title.length < 20 || title.length > 60))
      return fail("invalid_argument", `the title has ${title.length} characters; 20 to 60 are allowed`);
    if (description !== undefined && (description.length === 0 || description.length > 155))
      return fail("invalid_argument", `the description has ${description.length} characters; 1 to 155 are allowed`);
    const changed = { ...page, title: title ?? page.title, description: description ?? page.description };
    return {
      ok: true,
      observation: { url: page.url, title: changed.title, description: changed.description },
      world: { ...world, pages: world.pages.map((each) => (each.url === page.url ? changed : each)) },
    };
  },
};

export const seoAnalyzer = [auditPage, findKeywords, getRanking, comparePages, updateMetadata] as const;

function findPage(world: ContentWorld, address: unknown): Page | undefined {
  return world.pages.find((page) => page.url === address);
}

function issuesOf(page: Page): Issue[] {
  const found: (Issue | false)[] = [
    (page.title.length < 20 || page.title.length > 60) && {
      check: "title",
      severity: "high",
      detail: `title has ${page.title.length} characters, 20 to 60 are shown`,
    },
    page.description === "" && { check: "description", severity: "medium", detail: "description is empty" },
    page.headings !== 1 && {
      check: "headings",
      severity: "medium",
      detail: `main headings: ${page.headings} instead of 1`,
    },
    page.images_without_alt > 0 && {
      check: "images",
      severity: "low",
      detail: `${page.images_without_alt} of ${page.images} images ${page.images_without_alt === 1 ? "has" : "have"} no alternative text`,
    },
    page.internal_links < 3 && {
      check: "links",
      severity: "low",
      detail: `internal links: ${page.internal_links}, at least 3 are expected`,
    },
    page.load_ms > 2500 && {
      check: "speed",
      severity: "high",
      detail: `loads in ${page.load_ms} ms, the limit is 2500 ms`,
    },
  ];
  return found.filter((issue) => issue !== false);
}

function scoreOf(issues: readonly Issue[]): number {
  return issues.reduce((score, issue) => score - COST[issue.severity], 100);
}
