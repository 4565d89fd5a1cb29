import { describe, expect, it } from "vitest";
import type { ArticleDetails, ArticleList, CodeMeaning, IssueList } from "../scenarios/observations";
import { does, refuses, tiny } from "./tiny-world";

const search = (args: object) => does<ArticleList>(tiny, "knowledge_base_search_articles", args as never).value;
const ids = (args: object) => search(args).articles.map((article) => article.article_id);
const read = (article_id: string, world = tiny) =>
  does<ArticleDetails>(world, "knowledge_base_get_article", { article_id }).value;
const issues = (args: object) => does<IssueList>(tiny, "knowledge_base_list_known_issues", args as never).value.issues;
const flag = (problem: string, world = tiny) =>
  does<{ flags: string[] }>(world, "knowledge_base_flag_article", { article_id: "KB-1", problem });

describe("knowledge_base_search_articles", () => {
  it("wants every word, in any order, whole and in any case", () => {
    expect(ids({ query: "HALFWAY upload" })).toEqual(["KB-1"]);
    expect(ids({ query: "upload vanished" })).toEqual([]);
    expect(ids({ query: "uplo" })).toEqual([]);
  });
  it("puts the most recently updated first, and never gives a replaced one", () => {
    expect(ids({ query: "the" })).toEqual(["KB-2", "KB-1"]);
  });
  it("splits by audience, and takes both for any", () => {
    expect(ids({ query: "upload", audience: "public" })).toEqual(["KB-1"]);
    expect(ids({ query: "upload", audience: "internal" })).toEqual(["KB-2"]);
    expect(ids({ query: "upload", audience: "any" }).sort()).toEqual(["KB-1", "KB-2"]);
  });
  it("counts all under a limit, and keeps to the product", () => {
    expect(search({ query: "upload", limit: 1 })).toMatchObject({ total: 2, articles: [{ article_id: "KB-2" }] });
    expect(ids({ query: "upload", product: "Kite Notes" })).toEqual(["KB-1"]);
  });
});

describe("knowledge_base_get_article", () => {
  it("agrees with the search", () => {
    const { steps: _, flags: __, ...summary } = read("KB-1");
    expect(search({ query: "halfway" }).articles).toEqual([summary]);
  });
  it("keeps the steps in order", () => {
    expect(read("KB-1").steps).toEqual(["Sign in again", "Clear the cache"]);
  });
  it("leads from a replaced article to one that can be read", () => {
    const [code, message] = refuses(tiny, "knowledge_base_get_article", { article_id: "KB-3" });
    expect(code).toBe("conflict");
    expect(() => read(message.split(" ").at(-1)!)).not.toThrow();
  });
});

describe("knowledge_base_find_error_code", () => {
  const find = (error_code: string) => does<CodeMeaning>(tiny, "knowledge_base_find_error_code", { error_code }).value;
  it("names an article that treats the meaning", () => {
    for (const code of ["E-1", "E-2"]) expect(read(find(code).article_id).title).toContain(find(code).meaning);
  });
  it("names the product of that article", () => {
    expect(find("E-2").product).toBe(read(find("E-2").article_id).product);
  });
  it("gives different codes different articles", () => {
    expect(find("E-1").article_id).not.toBe(find("E-2").article_id);
  });
});

describe("knowledge_base_list_known_issues", () => {
  it("splits the issues of a product by state without losing one", () => {
    const parts = ["investigating", "fix_scheduled", "resolved"].flatMap((status) =>
      issues({ product: "Kite Notes", status }),
    );
    expect(parts.map((issue) => issue.issue_id).sort()).toEqual(
      issues({ product: "Kite Notes" })
        .map((issue) => issue.issue_id)
        .sort(),
    );
  });
  it("keeps the products apart", () => {
    const of = (product: string) => issues({ product }).map((issue) => issue.issue_id);
    expect([...of("Kite Notes"), ...of("Ledger Forms")]).toEqual(["ISS-1", "ISS-2", "ISS-3"]);
  });
  it("has a version for every issue that is no longer investigated", () => {
    for (const issue of [...issues({ product: "Kite Notes" }), ...issues({ product: "Ledger Forms" })]) {
      expect(issue.fixed_in === "").toBe(issue.status === "investigating");
    }
  });
});

describe("knowledge_base_flag_article", () => {
  it("shows in the article", () => {
    expect(read("KB-1", flag("outdated").world).flags).toEqual(["outdated"]);
  });
  it("collects different problems and refuses the same twice", () => {
    const both = flag("unclear", flag("outdated").world);
    expect(both.value.flags).toEqual(["outdated", "unclear"]);
    expect(refuses(both.world, "knowledge_base_flag_article", { article_id: "KB-1", problem: "unclear" })[0]).toBe(
      "conflict",
    );
  });
  it("changes neither the steps nor another article", () => {
    const { world } = flag("outdated");
    expect(read("KB-1", world).steps).toEqual(read("KB-1").steps);
    expect(read("KB-2", world)).toEqual(read("KB-2"));
  });
});

describe("errors", () => {
  it.each([
    ["a query without words", "knowledge_base_search_articles", { query: "?!" }, "invalid_argument", "words"],
    ["too many results", "knowledge_base_search_articles", { query: "file", limit: 21 }, "invalid_argument", "limit"],
    ["an unknown article", "knowledge_base_get_article", { article_id: "KB-0" }, "not_found", "KB-0"],
    ["an unknown code", "knowledge_base_find_error_code", { error_code: "E-0" }, "not_found", "E-0"],
    ["the code of a replaced article", "knowledge_base_find_error_code", { error_code: "E-3" }, "not_found", "E-3"],
    ["an unknown product", "knowledge_base_list_known_issues", { product: "Moon" }, "not_found", "Moon"],
    [
      "a flag on a replaced article",
      "knowledge_base_flag_article",
      { article_id: "KB-3", problem: "unclear" },
      "conflict",
      "KB-1",
    ],
    [
      "a problem that is none",
      "knowledge_base_flag_article",
      { article_id: "KB-1", problem: "dull" },
      "invalid_argument",
      "outdated",
    ],
  ] as const)("%s", (_, tool, args, code, text) => {
    const [found, message] = refuses(tiny, tool, args as never);
    expect(found).toBe(code);
    expect(message).toContain(text);
  });
});
