import { describe, expect, it } from "vitest";
import { loadCatalog } from "../../catalog";
import { testRow, wantsCalls, wantsWords } from "../../evaluation/testing-rows";
import { memoryPredictionStore, promptDigest } from "../../inference";
import { FlanstackError } from "../../primitives";
import { checkedPrice, priceOfAnswers, rowsToAsk } from "./price-answers";

const catalog = loadCatalog();
const BASE = "gpt-4.1-mini-2025-04-14";
const rows = [
  testRow("run the smoke tests", wantsCalls({ name: "run_tests", args: { path: "tests/smoke" } })),
  testRow("say which suites there are", wantsWords("answer", "There are three suites.")),
];

function problemsOf(baseModel: string, limitUsd: number | undefined, missing = rows): string[] {
  try {
    checkedPrice(catalog, { provider: "openai", baseModel }, missing, limitUsd);
    return [];
  } catch (error) {
    if (!FlanstackError.is(error)) throw error;
    return error.problems.map((problem) => problem.code);
  }
}

describe("priceOfAnswers", () => {
  it("prices what is read and what is answered at the tuned model's own prices", () => {
    const one = priceOfAnswers(catalog, "openai", BASE, rows.slice(0, 1)).highUsd;
    const both = priceOfAnswers(catalog, "openai", BASE, rows).highUsd;
    expect(one).toBeGreaterThan((50 * 0.8) / 1e6); // a question with two tools has more than fifty tokens
    expect(one).toBeLessThan((300 * 3.2) / 1e6);
    expect(both).toBeGreaterThan(one);
  });

  it("knows what it does not know", () => {
    expect(priceOfAnswers(catalog, "openai", "gpt-9", rows).unknown).toHaveLength(1);
  });
});

describe("checkedPrice", () => {
  it.each([
    ["within the limit", BASE, 5, []],
    ["no limit", BASE, undefined, ["budget_unset"]],
    ["above the limit", BASE, 0, ["budget_exceeded"]],
    ["an unknown price", "gpt-9", 5, ["price_unknown"]],
  ])("%s", (_, base, limit, codes) => {
    expect(problemsOf(base, limit)).toEqual(codes);
  });

  it("asks for no limit when nothing is missing", () => {
    expect(problemsOf(BASE, undefined, [])).toEqual([]);
  });
});

describe("rowsToAsk", () => {
  it("leaves out what was answered before, by this very model", async () => {
    const store = memoryPredictionStore();
    const { request } = rows[0]!;
    const key = { model: "ft:a", exampleId: request.exampleId, promptDigest: promptDigest(request), repeat: 0 };
    await store.put(key, { exampleId: request.exampleId } as never);
    expect(rowsToAsk(rows, "ft:a", store)).toEqual([rows[1]]);
    expect(rowsToAsk(rows, "ft:b", store)).toEqual(rows);
    expect(rowsToAsk(rows, "ft:a", undefined)).toEqual(rows);
  });
});
