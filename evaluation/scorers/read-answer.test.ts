import { describe, expect, it } from "vitest";
import type { Prediction } from "../../inference";
import { readAnswer } from "./read-answer";

const answer = (given: Partial<Prediction>): Prediction => ({
  exampleId: "x",
  model: "m",
  calls: [],
  malformed: [],
  text: "",
  finish: "stop",
  latencyMs: 1,
  inputTokens: null,
  outputTokens: null,
  servedBy: "m",
  fallbackReason: null,
  ...given,
});
const CALL = { name: "f", args: {} };

describe("readAnswer", () => {
  it("leaves native rows alone", () => {
    const given = answer({ text: "Thought: x\nFinal Answer: y", calls: [CALL] });
    expect(readAnswer({ rendering: "native" }, given)).toBe(given);
  });

  it.each<[string, Partial<Prediction>, Partial<Prediction>]>([
    [
      "an action",
      { text: 'Thought: x\nAction: f\nAction Input: {"a":1}' },
      { calls: [{ name: "f", args: { a: 1 } }], text: "", malformed: [] },
    ],
    ["a final answer", { text: "Thought: x\nFinal Answer: y z\n" }, { calls: [], text: "y z", malformed: [] }],
    [
      "an action whose input is no JSON",
      { text: "Thought: x\nAction: f\nAction Input: {a:1}" },
      { calls: [], malformed: [expect.stringContaining("Action")] },
    ],
    ["words without a form", { text: "I would run f." }, { calls: [], malformed: ["I would run f."] }],
    [
      "an invented observation",
      { text: "Thought: x\nAction: f\nAction Input: {}\nObservation: 3" },
      { calls: [], malformed: [expect.anything()] },
    ],
    ["a native call", { calls: [CALL] }, { calls: [], malformed: [expect.stringContaining("native")] }],
    ["silence", {}, { calls: [], text: "", malformed: [] }],
  ])("reads %s in a text row", (_, given, expected) => {
    expect(readAnswer({ rendering: "text" }, answer(given))).toMatchObject(expected);
  });
});
