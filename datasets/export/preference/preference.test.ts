import { beforeAll, describe, expect, it } from "vitest";
import { libraryAgent } from "../../../test/fixtures/library-agent";
import { prepareEngine } from "../../engine";
import { generateBlock } from "../../pipeline";
import { normaliseSettings } from "../../settings";
import type { AnyAgent, FormatName, Row } from "../../types";
import { verifyRow } from "../../verify-row";
import { preferenceFormat } from "./index";
import { type PreferencePair, preferencePairs } from "./pairs";

const engine = prepareEngine(libraryAgent as unknown as AnyAgent);
let rows: Row[];
let pairs: PreferencePair[];

beforeAll(() => {
  const settings = normaliseSettings("library_agent", { counts: { tflan: 40, react: 80, negative: 40 } });
  rows = generateBlock(engine, settings, 0)
    .examples.filter((example) => example.split === "train")
    .map((example) => example.row);
  pairs = preferencePairs(engine, rows);
});

describe("pairs", () => {
  it("come from most rows, of every kind of wrong answer that the rows allow", () => {
    expect(pairs.length).toBeGreaterThan(0.75 * rows.length);
    const faults = new Set(pairs.map((pair) => pair.fault));
    for (const fault of ["own_slip", "needless_call", "needless_refusal", "value_of_another_row", "added_claim"])
      expect(faults, fault).toContain(fault);
  });

  it("prefer the row's own trained turn, and reject what the verifier refuses in its place", () => {
    for (const { row, before, preferred, rejected, fault } of pairs) {
      const trained = row.conversations.filter((message) => message.loss).map((message) => message.content);
      expect(trained, row.id).toContain(preferred);
      expect(trained, row.id).not.toContain(rejected);
      expect(row.conversations.slice(0, before.length)).toEqual(before);
      expect(verifyRow(engine, row)).toEqual([]);
      // Asserted with the answer in its place, without the way the pair was made.
      const at = before.length;
      const mutant = [...before, { role: "assistant" as const, content: rejected, loss: true }];
      const rest = fault.startsWith("needless") ? [] : row.conversations.slice(at + 1);
      expect(verifyRow(engine, { ...row, conversations: [...mutant, ...rest] }), row.id).not.toEqual([]);
    }
  });

  it("are the same for the same rows, whatever stands beside", () => {
    expect(preferencePairs(engine, rows)).toEqual(pairs);
  });
});

describe.each<FormatName>(["gemini_preference", "openai_preference"])("%s", (name) => {
  const { render, check } = preferenceFormat(name)!;

  it("renders every pair to a valid line that holds both answers", () => {
    for (const pair of pairs) expect(check(render(pair)), pair.row.id).toEqual([]);
  });

  it.each<[string, FormatName, (line: Line) => void, string]>([
    ["three completions", "gemini_preference", (line) => line.completions.push(line.completions[0]), "/completions"],
    [
      "two preferred ones",
      "gemini_preference",
      (line) => Object.assign(line.completions[1], { score: 1 }),
      "/completions",
    ],
    [
      "a score of a half",
      "gemini_preference",
      (line) => Object.assign(line.completions[0], { score: 0.5 }),
      "/completions/0/score",
    ],
    [
      "the same answer twice",
      "gemini_preference",
      (line) => Object.assign(line.completions[1], { completion: line.completions[0].completion }),
      "/completions",
    ],
    [
      "a completion of the user",
      "gemini_preference",
      (line) => Object.assign(line.completions[0].completion, { role: "user" }),
      "/completions/0/completion/role",
    ],
    [
      "a functionCall, which is no text",
      "gemini_preference",
      (line) => Object.assign(line.completions[0].completion, { parts: [{ functionCall: { name: "x", args: {} } }] }),
      "/completions/0/completion/parts",
    ],
    [
      "contents that end with the model",
      "gemini_preference",
      (line) => line.contents.push({ role: "model", parts: [{ text: "x" }] }),
      "/contents",
    ],
    ["tools, which the format has not", "gemini_preference", (line) => Object.assign(line, { tools: [] }), "/tools"],
    ["no rejected answer", "openai_preference", (line) => delete line.non_preferred_output, "/non_preferred_output"],
    [
      "two messages on a side",
      "openai_preference",
      (line) => line.preferred_output.push(line.preferred_output[0]),
      "/preferred_output",
    ],
    [
      "a user on a side",
      "openai_preference",
      (line) => Object.assign(line.preferred_output[0], { role: "user" }),
      "/preferred_output/0",
    ],
    [
      "the same answer twice",
      "openai_preference",
      (line) => Object.assign(line, { non_preferred_output: line.preferred_output }),
      "/non_preferred_output",
    ],
    [
      "a weight",
      "openai_preference",
      (line) => Object.assign(line.preferred_output[0], { weight: 1 }),
      "/preferred_output/0/weight",
    ],
    ["messages at the top", "openai_preference", (line) => Object.assign(line, { messages: [] }), "/messages"],
    [
      "an input that ends with the assistant",
      "openai_preference",
      (line) => line.input.messages.push(line.preferred_output[0]),
      "/preferred_output/0",
    ],
    [
      "a preferred call to nobody",
      "openai_preference",
      (line) =>
        Object.assign(line.preferred_output[0], {
          content: null,
          tool_calls: [{ id: "z", type: "function", function: { name: "nobody", arguments: "{}" } }],
        }),
      "/preferred_output/0/tool_calls/0/function/name",
    ],
  ])("refuses %s (%s)", (_, format, damage, pointer) => {
    if (format !== name) return;
    const line = structuredClone(render(pairs[0]!)) as Line;
    damage(line);
    expect(
      check(line)
        .map((finding) => finding.pointer)
        .join("\n"),
    ).toContain(pointer);
  });

  it("refuses what is no pair", () => {
    for (const value of [null, [], "x", {}, { messages: [] }]) expect(check(value)).not.toEqual([]);
  });
});

// biome-ignore lint/suspicious/noExplicitAny: the lines are damaged on purpose
type Line = any;
