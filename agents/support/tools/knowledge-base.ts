/** knowledge_base: articles, error codes and known issues. */
import type { Outcome, Tool } from "../../contract";
import type { Article, SupportWorld } from "../world";
import { type Found, fail, integer, list, ok, parameters, record, text } from "./outcomes";

const AUDIENCES = ["public", "internal", "any"] as const;
const articleParameter = { type: "string", description: "Identifier such as KB-48213." } as const;

const summary = record({ article_id: text, title: text, product: text, audience: text, updated: text });

export const knowledgeTools: readonly Tool<SupportWorld>[] = [
  {
    name: "knowledge_base_search_articles",
    family: "knowledge_base",
    skill: "troubleshooting",
    task: "search the knowledge base",
    description: "Finds current articles whose title holds every word of the query, most recently updated first.",
    parameters: parameters(
      {
        query: { type: "string", description: "The symptom in a few words." },
        product: { type: "string", description: "Only articles about this product." },
        audience: { type: "string", enum: AUDIENCES, description: "Whom the article is for.", default: "any" },
        limit: { type: "integer", minimum: 1, maximum: 20, description: "At most this many.", default: 5 },
      },
      ["query"],
    ),
    returns: record({ total: integer, articles: list(summary) }),
    effect: "read",
    execute(world, args) {
      const wanted = wordsOf(String(args.query));
      if (wanted.length === 0) return fail("invalid_argument", "query has no words");
      const found = world.articles
        .filter((article) => article.replaced_by === "")
        .filter((article) => args.product === undefined || article.product === args.product)
        .filter((article) => args.audience === "any" || article.audience === args.audience)
        .filter((article) => {
          const present = wordsOf(article.title);
          return wanted.every((word) => present.includes(word));
        })
        .sort((left, right) => (left.updated === right.updated ? 0 : left.updated < right.updated ? 1 : -1));
      return ok({ total: found.length, articles: found.slice(0, args.limit as number).map(summaryOf) }, world);
    },
  },
  {
    name: "knowledge_base_get_article",
    family: "knowledge_base",
    skill: "troubleshooting",
    task: "read a knowledge base article",
    description: "Gives one article with its steps in order.",
    parameters: parameters({ article_id: articleParameter }, ["article_id"]),
    returns: record({
      article_id: text,
      title: text,
      product: text,
      audience: text,
      updated: text,
      steps: list(text),
      flags: list(text),
    }),
    effect: "read",
    execute(world, args) {
      const article = articleOf(world, args.article_id);
      if (article.error !== undefined) return article.error;
      return ok({ ...summaryOf(article.found), steps: article.found.steps, flags: article.found.flags }, world);
    },
  },
  {
    name: "knowledge_base_find_error_code",
    family: "knowledge_base",
    skill: "troubleshooting",
    task: "look up an error code",
    description: "Says what an error code stands for, and which article treats it.",
    parameters: parameters({ error_code: { type: "string", description: "Code such as E-48213." } }, ["error_code"]),
    returns: record({ error_code: text, meaning: text, product: text, article_id: text }),
    effect: "read",
    execute(world, args) {
      const article = world.articles.find((each) => each.error_code === args.error_code && each.replaced_by === "");
      if (article === undefined) return fail("not_found", `no error code ${args.error_code}`);
      const { error_code, symptom, product, article_id } = article;
      return ok({ error_code, meaning: symptom, product, article_id }, world);
    },
  },
  {
    name: "knowledge_base_list_known_issues",
    family: "knowledge_base",
    skill: "troubleshooting",
    task: "list the known issues of a product",
    description: "Lists known issues of a product, with the version that repairs each, if there is one.",
    parameters: parameters(
      {
        product: { type: "string", description: "Product such as Kite Planner." },
        status: {
          type: "string",
          enum: ["investigating", "fix_scheduled", "resolved"],
          description: "Only issues in this state.",
        },
      },
      ["product"],
    ),
    returns: record({
      issues: list(record({ issue_id: text, symptom: text, since_version: text, status: text, fixed_in: text })),
    }),
    effect: "read",
    execute(world, args) {
      if (!world.products.includes(String(args.product))) return fail("not_found", `no product ${args.product}`);
      const issues = world.issues
        .filter((issue) => issue.product === args.product)
        .filter((issue) => args.status === undefined || issue.status === args.status)
        .map(({ product: _, ...issue }) => issue);
      return ok({ issues }, world);
    },
  },
  {
    name: "knowledge_base_flag_article",
    family: "knowledge_base",
    skill: "troubleshooting",
    task: "flag an article for the editors",
    description: "Tells the editors that an article needs work. The same problem is reported once.",
    parameters: parameters(
      {
        article_id: articleParameter,
        problem: {
          type: "string",
          enum: ["outdated", "unclear", "wrong_steps", "broken_link"],
          description: "What is wrong with it.",
        },
      },
      ["article_id", "problem"],
    ),
    returns: record({ article_id: text, flags: list(text) }),
    effect: "write",
    execute(world, args) {
      const article = articleOf(world, args.article_id);
      if (article.error !== undefined) return article.error;
      const { found } = article;
      const problem = args.problem as string;
      if (found.flags.includes(problem))
        return fail("conflict", `${found.article_id} is flagged as ${problem} already`);
      const changed = { ...found, flags: [...found.flags, problem] };
      const articles = world.articles.map((each) => (each === found ? changed : each));
      return ok({ article_id: found.article_id, flags: changed.flags }, { ...world, articles });
    },
  },
];

/** An article by identifier; a replaced one gives an error that names its successor. */
function articleOf(world: SupportWorld, articleId: unknown): Found<Article> {
  const found = world.articles.find((each) => each.article_id === articleId);
  if (found === undefined) return { error: fail("not_found", `no article ${articleId}`) as Outcome<SupportWorld> };
  if (found.replaced_by !== "") {
    return { error: fail("conflict", `${found.article_id} was replaced by ${found.replaced_by}`) };
  }
  return { found };
}

function summaryOf({ article_id, title, product, audience, updated }: Article) {
  return { article_id, title, product, audience, updated };
}

function wordsOf(value: string): string[] {
  return value.toLowerCase().match(/[a-z0-9-]+/g) ?? [];
}
