import { describe, expect, it } from "vitest";
import { measureArm } from "./arm";
import { importPredictions } from "./import-predictions";
import { checkLocked, judgeWithCommand, judgeWithFunction, rowsDigest } from "./own-scorer";
import { testAnswer, testRow, wantsCalls, wantsWords } from "./testing-rows";

const RUN = { name: "run_tests", args: { path: "a" } };
const rows = [testRow("a", wantsCalls(RUN)), testRow("b", wantsWords("answer", "fine"))];
const answers = [testAnswer({ calls: [RUN] }), testAnswer({ text: "fine" })];
const script = (body: string): [string, ...string[]] => [process.execPath, "-e", body];
const ECHO = `require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const { id, row, prediction } = JSON.parse(line);
  console.log(JSON.stringify({ id, solved: prediction.calls.length === row.gold.calls.length }));
});`;

describe("an own scorer", () => {
  it("decides in place of ours", async () => {
    const judged = await judgeWithFunction((row) => row.id === "b#1", rows, answers);
    const { result } = measureArm({ name: "tuned", model: "m", rows, predictions: answers, judged });
    expect(result.metrics.solved).toMatchObject({ successes: 1, total: 2 });
    expect(result.metrics.toolAccuracy).toMatchObject({ successes: 2, total: 2 });
  });

  it("may be a command that reads and writes JSON lines", async () => {
    expect([...(await judgeWithCommand(script(ECHO), rows, answers))]).toEqual([
      ["a#1", true],
      ["b#1", true],
    ]);
  });

  it.each([
    ["that fails", script("console.error('no such model'); process.exit(3)"), "ended with 3: no such model"],
    ["that is not there", ["/no/such/scorer"] as [string], "could not be started"],
    ["that writes something else", script("console.log('ok')"), "is no { id, solved }: ok"],
    [
      "that leaves rows out",
      script("console.log(JSON.stringify({ id: 'a#1', solved: true }))"),
      "b#1: The own scorer has no judgement",
    ],
    [
      "that says yes instead of true",
      script("console.log(JSON.stringify({ id: 'a#1', solved: 'yes' }))"),
      "is no { id, solved }",
    ],
  ])("is refused as a command %s", async (_, command, message) => {
    await expect(judgeWithCommand(command, rows, answers)).rejects.toThrow(message);
  });

  it("is stopped when it takes too long", async () => {
    const slow = script("setInterval(() => {}, 1000)");
    await expect(judgeWithCommand(slow, rows, answers, { timeoutMs: 200 })).rejects.toThrow("was stopped by SIGTERM");
  });

  it("is refused as a function that throws or does not decide", async () => {
    await expect(judgeWithFunction(() => "maybe" as never, rows, answers)).rejects.toThrow(/a#1[\s\S]*b#1/);
  });
});

describe("locked rows", () => {
  it("keep their digest in any order, and lose it with any change that matters", () => {
    const digest = rowsDigest(rows);
    expect(rowsDigest(rows.toReversed())).toBe(digest);
    expect(rowsDigest([{ ...rows[0]!, tags: ["x"] }, rows[1]!])).toBe(digest);
    expect(rowsDigest([{ ...rows[0]!, gold: wantsCalls() }, rows[1]!])).not.toBe(digest);
    expect(rowsDigest(rows.slice(1))).not.toBe(digest);
    expect(() => checkLocked("qa_agent", rows, digest)).not.toThrow();
    expect(() => checkLocked("qa_agent", rows.slice(1), digest)).toThrow(
      expect.objectContaining({ code: "locked_rows_changed" }),
    );
  });
});

describe("importPredictions", () => {
  const json = (...lines: object[]) => lines.map((line) => JSON.stringify(line)).join("\n");

  it("takes our shape and a chat completion's, in any order", () => {
    const text = json(
      { id: "b#1", content: "fine" },
      { id: "a#1", tool_calls: [{ function: { name: "run_tests", arguments: '{"path":"a"}' } }], content: null },
    );
    const read = importPredictions(text, rows, "answers.jsonl", "elsewhere");
    expect(read.map(({ exampleId, calls, text: words }) => [exampleId, calls, words])).toEqual([
      ["a#1", [RUN], ""],
      ["b#1", [], "fine"],
    ]);
    expect(
      importPredictions(json({ id: "a#1", calls: [RUN] }, { id: "b#1", text: "x" }), rows, "f", "m")[0]!.calls,
    ).toEqual([RUN]);
  });

  it("counts arguments that are no JSON against the model, not against the file", () => {
    const text = json(
      { id: "a#1", tool_calls: [{ function: { name: "f", arguments: "{x" } }] },
      { id: "b#1", text: "x" },
    );
    expect(importPredictions(text, rows, "f", "m")[0]).toMatchObject({ malformed: ["{x"], finish: "malformed" });
  });

  it.each([
    ["no JSON", "{", "f:1: The line is no JSON"],
    ["no id", json({ text: "x" }), "f:1: id"],
    ["an unknown row", json({ id: "z#1", text: "x" }), "No row has the id z#1"],
    ["two answers", json({ id: "a#1", text: "x" }, { id: "a#1", text: "y" }), "a#1 is answered twice"],
    ["a row without an answer", json({ id: "a#1", text: "x" }), "b#1 has no answer"],
    ["calls that are none", json({ id: "a#1", calls: ["f"] }), "f:1: calls.0"],
  ])("names %s, all problems together", (_, text, message) => {
    expect(() => importPredictions(text, rows, "f", "m")).toThrow(message);
  });
});
