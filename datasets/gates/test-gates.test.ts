import { describe, expect, it } from "vitest";
import { variedExamples } from "../../test/fixtures/varied-examples";
import type { Example, Kind } from "../types";
import {
  addTests,
  countTest,
  type TestCounts,
  testLeakGates,
  testSizeGates,
  withoutTestSize,
  withoutTests,
} from "./test-gates";

const enough: TestCounts = { rows: 400, negatives: 120, classes: { call: 60, ask: 60, refuse: 60, answer: 60 } };
const classes = (more: Partial<TestCounts["classes"]>) => ({ ...enough, classes: { ...enough.classes, ...more } });

describe("the size of a test", () => {
  it("is enough at 400 rows, 120 negatives and 60 of each decision", () => {
    expect(testSizeGates(enough).map(({ gate, status, limit }) => [gate, status, limit])).toEqual([
      ["test_rows", "passed", ">= 400"],
      ["test_negatives", "passed", ">= 120"],
      ["test_rows_that_call", "passed", ">= 60"],
      ["test_rows_that_ask", "passed", ">= 60"],
      ["test_rows_that_refuse", "passed", ">= 60"],
      ["test_rows_that_answer", "passed", ">= 60"],
    ]);
  });

  it.each<[string, TestCounts]>([
    ["test_negatives", { ...enough, negatives: 119 }],
    ["test_rows_that_call", classes({ call: 59 })],
    ["test_rows_that_ask", classes({ ask: 59 })],
    ["test_rows_that_refuse", classes({ refuse: 59 })],
    ["test_rows_that_answer", classes({ answer: 59 })],
  ])("%s refuses one less", (gate, counts) => {
    const failed = testSizeGates(counts).filter(({ status }) => status === "failed");
    expect(failed.map((each) => each.gate)).toEqual([gate]);
  });

  it("is not judged when fewer rows were asked for", () => {
    expect(new Set(testSizeGates({ ...enough, rows: 399 }).map(({ status }) => status))).toEqual(
      new Set(["not_evaluated"]),
    );
  });
});

describe("the class of a row", () => {
  it.each<[Kind, Example["row"]["type"], keyof TestCounts["classes"]]>([
    ["single", "tflan", "call"],
    ["recovery_environment", "react", "call"],
    ["clarification", "react", "ask"],
    ["missing_required", "negative", "ask"],
    ["ambiguous_entity", "negative", "ask"],
    ["no_call", "tflan", "answer"],
    ["plain_talk", "negative", "answer"],
    ["tool_removed", "negative", "refuse"],
    ["other_agent", "negative", "refuse"],
    ["invalid_value", "negative", "refuse"],
  ])("%s (%s): %s", (kind, type, wanted) => {
    const example = { split: "test", kind, row: { type } } as unknown as Example;
    expect(countTest([example])).toEqual({
      rows: 1,
      negatives: type === "negative" ? 1 : 0,
      classes: { call: 0, ask: 0, refuse: 0, answer: 0, [wanted]: 1 },
    });
    expect(countTest([{ ...example, split: "train" }])).toMatchObject({ rows: 0, negatives: 0 });
  });
});

describe("counts of several blocks", () => {
  const one: TestCounts = { rows: 11, negatives: 3, classes: { call: 5, ask: 3, refuse: 2, answer: 1 } };
  const other: TestCounts = { rows: 40, negatives: 17, classes: { call: 19, ask: 11, refuse: 7, answer: 3 } };
  const both: TestCounts = { rows: 51, negatives: 20, classes: { call: 24, ask: 14, refuse: 9, answer: 4 } };

  it("add up", () => {
    expect(addTests(one, other)).toEqual(both);
  });

  it("lose what is taken out", () => {
    expect(withoutTests(both, one)).toEqual(other);
  });

  it("are judged together alone: parts leave the gates on size out, and keep the others", () => {
    const leak = testLeakGates(
      variedExamples().map((example, index) => (index < 3 ? { ...example, split: "test" } : example)),
    );
    expect(withoutTestSize([...testSizeGates(enough), ...leak])).toEqual(leak);
  });

  it("say nothing without a test", () => {
    expect(testSizeGates(countTest([]))).toEqual([]);
    expect(testLeakGates(variedExamples())).toEqual([]);
  });
});

describe("rows of a test", () => {
  const examples = variedExamples().map(
    (example, index): Example => (index % 5 === 4 ? { ...example, split: "test" } : example),
  );

  it("are counted by what they ask for", () => {
    const counts = countTest(examples);
    expect(counts).toMatchObject({ rows: 120, negatives: 20 });
    expect(counts.classes.call + counts.classes.refuse + counts.classes.answer).toBe(120);
  });

  it("pass when none of them was trained on", () => {
    expect(testLeakGates(examples)).toMatchObject([{ gate: "test_prompt_in_train_or_validation", status: "passed" }]);
  });

  it("are refused when one of them nearly was", () => {
    const leaked = examples.map((example, index) =>
      index === 4 ? { ...example, prompt: `${examples[0]!.prompt} too` } : example,
    );
    expect(testLeakGates(leaked)).toMatchObject([{ status: "failed", value: 1, limit: "<= 0", sample: 120 }]);
    const [{ examples: shown } = { examples: [] }] = testLeakGates(leaked);
    expect(shown).toHaveLength(1);
    expect(shown[0]).toContain(`${examples[4]!.row.id} ~ ${examples[0]!.row.id} (0.`);
  });

  it("are compared at 0.7: a shared beginning is no leak", () => {
    const words = (count: number) =>
      Array.from({ length: count }, (_, index) => `w${"abcdefghijklmnopqrst"[index]}`).join(" ");
    const alike = (mine: string) =>
      testLeakGates([
        { ...examples[0]!, prompt: words(12) },
        { ...examples[4]!, prompt: mine },
      ])[0]!.value;
    expect(alike(`${words(10)} now`)).toBe(1); // 8 of 11 grams
    expect(alike(`${words(9)} now then`)).toBe(0); // 7 of 12
  });

  it("shows three of many", () => {
    const all = examples.map((example) =>
      example.split === "test" ? { ...example, prompt: examples[0]!.prompt } : example,
    );
    expect(testLeakGates(all)[0]).toMatchObject({ value: 120, status: "failed" });
    expect(testLeakGates(all)[0]!.examples).toHaveLength(3);
  });
});
