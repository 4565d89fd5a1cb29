import { describe, expect, it } from "vitest";
import type { Prediction } from "../../inference";
import type { Gold } from "../row";
import { testAnswer, testRow, wantsCalls, wantsWords } from "../testing-rows";
import { scoreStep } from "./step";
import { errorKind, errorTaxonomy } from "./taxonomy";

const RUN = { name: "run_tests", args: { path: "a" } };
const judge = (gold: Gold, given: Partial<Prediction>) => scoreStep(testRow("r", gold), testAnswer(given));

describe("scoreStep solves", () => {
  it.each<[string, Gold, Partial<Prediction>]>([
    ["the right call", wantsCalls(RUN), { calls: [RUN] }],
    ["the right call with words beside it", wantsCalls(RUN), { calls: [RUN], text: "I run them now." }],
    ["an answer with its facts", wantsWords("answer", "3 passed.", ["3"]), { text: "Of 13 tests, 3 passed." }],
    ["a refusal in other words", wantsWords("refuse", "I can't."), { text: "There is no tool for that." }],
    ["a question in other words", wantsWords("ask", "Which suite?"), { text: "Could you name the suite?" }],
    // The reading takes gold's own words for an answer; then the same words from a model are right too.
    ["words read as gold's own words are", wantsWords("refuse", "Sorry, that stays as it is."), { text: "Sorry, no." }],
  ])("%s", (_, gold, given) => {
    expect(judge(gold, given)).toMatchObject({ solved: true, decision: true, calls: true });
  });
});

describe("scoreStep does not solve", () => {
  it.each<[string, Gold, Partial<Prediction>, string]>([
    ["a refusal where a call is due", wantsCalls(RUN), { text: "I can't." }, "false_refusal"],
    ["a question where a call is due", wantsCalls(RUN), { text: "Which path?" }, "needless_question"],
    ["an answer where a call is due", wantsCalls(RUN), { text: "All passed." }, "missing_call"],
    ["silence where a call is due", wantsCalls(RUN), {}, "empty_answer"],
    ["silence where words are due", wantsWords("refuse", "I can't."), {}, "empty_answer"],
    ["a wrong value", wantsCalls(RUN), { calls: [{ name: "run_tests", args: { path: "b" } }] }, "wrong_value"],
    ["no arguments", wantsCalls(RUN), { calls: [{ name: "run_tests", args: {} }] }, "missing_argument"],
    ["an invented tool", wantsCalls(RUN), { calls: [{ name: "run_all", args: {} }] }, "unknown_tool"],
    ["another tool", wantsCalls(RUN), { calls: [{ name: "list_suites", args: {} }] }, "wrong_tool"],
    [
      "the call written as text",
      wantsCalls(RUN),
      { text: 'Action: run_tests\nAction Input: {"path":"a"}' },
      "format_leak",
    ],
    [
      "a call the provider could not read",
      wantsCalls(RUN),
      { finish: "malformed", malformed: ["run("] },
      "malformed_call",
    ],
    [
      "the right call beside a malformed one",
      wantsCalls(RUN),
      { calls: [RUN], malformed: ["x"], finish: "malformed" },
      "malformed_call",
    ],
    ["a call where a refusal is due", wantsWords("refuse", "I can't."), { calls: [RUN] }, "needless_call"],
    ["a question where a refusal is due", wantsWords("refuse", "I can't."), { text: "Which one?" }, "wrong_decision"],
    ["an answer where a question is due", wantsWords("ask", "Which?"), { text: "Done." }, "wrong_decision"],
    ["an answer without its fact", wantsWords("answer", "3 passed.", ["3"]), { text: "13 passed." }, "missing_fact"],
    [
      "an answer with half of its facts",
      wantsWords("answer", "a 1", ["alpha", "1"]),
      { text: "alpha" },
      "missing_fact",
    ],
  ])("%s", (_, gold, given, kind) => {
    const score = judge(gold, given);
    expect(score.solved).toBe(false);
    expect(errorKind(score)).toBe(kind);
  });
});

describe("errorTaxonomy", () => {
  it("counts each failed row once, most frequent first, and shows five", () => {
    const rows = Array.from({ length: 10 }, (_, index) => testRow(`r${index}`, wantsCalls(RUN)));
    const answers = rows.map((_, index) =>
      testAnswer(
        index < 7 ? { text: "I can't." } : index < 9 ? { calls: [{ name: "x", args: {} }] } : { calls: [RUN] },
      ),
    );
    const scores = rows.map((row, index) => scoreStep(row, answers[index]!));
    const classes = errorTaxonomy(rows, scores, answers);
    expect(classes.map(({ kind, count, share }) => [kind, count, share])).toEqual([
      ["false_refusal", 7, 0.7],
      ["unknown_tool", 2, 0.2],
    ]);
    expect(classes[0]!.examples).toHaveLength(5);
    expect(classes[0]!.examples[0]).toEqual({
      id: "r0#1",
      prompt: "please r0",
      expected: 'run_tests({"path":"a"})',
      got: "I can't.",
    });
  });
});
