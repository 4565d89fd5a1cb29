import { describe, expect, it } from "vitest";
import { variedExamples } from "../../test/fixtures/varied-examples";
import type { Example } from "../types";
import { countTest, type TestCounts, testLeakGates, testSizeGates } from "./test-gates";

const enough: TestCounts = { rows: 400, negatives: 120, classes: { call: 60, ask: 60, refuse: 60, answer: 60 } };
const classes = (more: Partial<TestCounts["classes"]>) => ({ ...enough, classes: { ...enough.classes, ...more } });

describe("the size of a test", () => {
  it("is enough at 400 rows, 120 negatives and 60 of each decision", () => {
    expect(testSizeGates(enough).map(({ status }) => status)).toEqual(Array(6).fill("passed"));
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
    expect(testLeakGates(leaked)).toMatchObject([{ status: "failed", value: 1 }]);
  });
});
