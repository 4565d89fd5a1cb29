/** Gates of the test split: it must be large enough for a verdict, and hold nothing that was trained on. */
import { SimilarityIndex } from "../near-duplicates";
import type { Decision, Example, Kind } from "../types";
import { type GateResult, limit } from "./gate";

/** What a row of the test split is there to show. */
type Class = "call" | Exclude<Decision, "partial">;

/** Rows of the test split; they add up over blocks. */
export interface TestCounts {
  readonly rows: number;
  readonly negatives: number;
  readonly classes: { readonly [decision in Class]: number };
}

const LEAST_ROWS = 400;
const LEAST_NEGATIVES = 120;
const LEAST_OF_CLASS = 60;

const ASKING: ReadonlySet<Kind> = new Set(["clarification", "missing_required", "ambiguous_entity"]);
const ANSWERING: ReadonlySet<Kind> = new Set(["no_call", "plain_talk"]);

export function countTest(examples: readonly Pick<Example, "split" | "row" | "kind">[]): TestCounts {
  const test = examples.filter((example) => example.split === "test");
  const classes = { call: 0, ask: 0, refuse: 0, answer: 0 };
  for (const example of test) classes[classOf(example)] += 1;
  return { rows: test.length, negatives: test.filter(({ row }) => row.type === "negative").length, classes };
}

function classOf({ kind, row }: Pick<Example, "row" | "kind">): Class {
  if (ASKING.has(kind)) return "ask";
  if (ANSWERING.has(kind)) return "answer";
  return row.type === "negative" ? "refuse" : "call";
}

export function addTests(left: TestCounts, right: TestCounts): TestCounts {
  return combine(left, right, 1);
}

/** What is left without these rows, which it holds. */
export function withoutTests(all: TestCounts, gone: TestCounts): TestCounts {
  return combine(all, gone, -1);
}

function combine(left: TestCounts, right: TestCounts, sign: 1 | -1): TestCounts {
  const { call, ask, refuse, answer } = left.classes;
  return {
    rows: left.rows + sign * right.rows,
    negatives: left.negatives + sign * right.negatives,
    classes: {
      call: call + sign * right.classes.call,
      ask: ask + sign * right.classes.ask,
      refuse: refuse + sign * right.classes.refuse,
      answer: answer + sign * right.classes.answer,
    },
  };
}

/** Over all blocks of a build. A test that was asked to be small says that it is too small, and is no failure. */
export function testSizeGates({ rows, negatives, classes }: TestCounts): GateResult[] {
  if (rows === 0) return [];
  const shared = { sample: rows, leastSample: LEAST_ROWS };
  return [
    limit(rows, { gate: "test_rows", atLeast: LEAST_ROWS, ...shared }),
    limit(negatives, { gate: "test_negatives", atLeast: LEAST_NEGATIVES, ...shared }),
    ...Object.entries(classes).map(([decision, count]) =>
      limit(count, { gate: `test_rows_that_${decision}`, atLeast: LEAST_OF_CLASS, ...shared }),
    ),
  ];
}

/** Gates without those over all blocks, which are counted again when parts are joined. */
export function withoutTestSize(gates: readonly GateResult[]): GateResult[] {
  const names = new Set(testSizeGates({ ...countTest([]), rows: LEAST_ROWS }).map(({ gate }) => gate));
  return gates.filter(({ gate }) => !names.has(gate));
}

/** Inside a block. */
export function testLeakGates(examples: readonly Example[]): GateResult[] {
  const test = examples.filter((example) => example.split === "test");
  if (test.length === 0) return [];
  const seen = new SimilarityIndex();
  for (const example of examples) if (example.split !== "test") seen.add(example.row.id, example.prompt);
  const leaked = test.flatMap((example) => {
    const found = seen.nearest(example.prompt);
    return found === undefined || found.similarity < 0.7
      ? []
      : [`${example.row.id} ~ ${found.id} (${found.similarity.toFixed(2)}): ${example.prompt.slice(0, 80)}`];
  });
  return [
    limit(leaked.length, {
      gate: "test_prompt_in_train_or_validation",
      atMost: 0,
      sample: test.length,
      examples: leaked.slice(0, 3),
    }),
  ];
}
