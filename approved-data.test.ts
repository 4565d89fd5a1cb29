import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ApprovedFile,
  checkApproved,
  LOCK_FILE,
  needsApproval,
  parseApproved,
  readApproved,
  renderApproved,
  writeApproved,
} from "./approved-data";

const file = (agent: string, letter: string): ApprovedFile => ({
  agent,
  provider: "gemini",
  digest: letter.repeat(64),
  rows: 480,
});

describe("flanstack.lock", () => {
  it("is one sorted line per approved file, the same bytes in any order", () => {
    const text = renderApproved([file("qa_agent", "b"), file("legal_agent", "a"), file("qa_agent", "b")]);
    expect(text.split("\n").slice(1)).toEqual([
      `legal_agent gemini sha256:${"a".repeat(64)} 480`,
      `qa_agent gemini sha256:${"b".repeat(64)} 480`,
      "",
    ]);
  });

  it("reads back what it wrote", () => {
    const files = fc.array(
      fc.record({
        agent: fc.stringMatching(/^[a-z_]{1,20}$/),
        provider: fc.constantFrom("gemini", "openai", "local"),
        digest: fc.stringMatching(/^[0-9a-f]{64}$/),
        rows: fc.nat(),
      }),
    );
    fc.assert(
      fc.property(files, (all) => {
        const once = renderApproved(all);
        expect(renderApproved(parseApproved(once))).toBe(once);
      }),
    );
  });

  it.each([
    ["a short digest", "qa_agent gemini sha256:abcd 480"],
    ["a merge that nobody finished", "<<<<<<< HEAD"],
    ["upper case", `qa_agent gemini sha256:${"A".repeat(64)} 480`],
    ["no rows", `qa_agent gemini sha256:${"a".repeat(64)}`],
  ])("refuses %s with its line", (_, line) => {
    expect(() => parseApproved(`# head\n\n${line}\n`)).toThrow(`${LOCK_FILE}:3`);
  });

  it("approves nothing when it is missing, and is written as a whole", () => {
    const folder = mkdtempSync(join(tmpdir(), "flanstack-lock-"));
    try {
      expect(readApproved(folder)).toEqual([]);
      writeApproved(folder, [file("qa_agent", "a")]);
      expect(readApproved(folder)).toEqual([file("qa_agent", "a")]);
      // A checkout with CRLF line ends says the same.
      const path = join(folder, LOCK_FILE);
      writeFileSync(path, readFileSync(path, "utf8").replaceAll("\n", "\r\n"));
      expect(readApproved(folder)).toEqual([file("qa_agent", "a")]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("checkApproved", () => {
  const approved = [file("qa_agent", "a"), file("legal_agent", "b")];
  it.each([
    ["approved data", [file("qa_agent", "a")], []],
    [
      "the same bytes for another provider's format name: bytes decide",
      [{ ...file("qa_agent", "a"), provider: "x" }],
      [],
    ],
    ["changed data", [file("qa_agent", "c")], ["qa_agent: nobody has approved the training data cccccccccccc (other"]],
    ["another agent's approved data", [file("qa_agent", "b")], ["qa_agent: nobody has approved"]],
    [
      "an agent that was never approved",
      [file("new_agent", "a")],
      ["new_agent: nobody has approved the training data aaaaaaaaaaaa."],
    ],
  ])("%s", (_, planned, expected) => {
    const messages = checkApproved(approved, planned, "prod").map(({ message }) => message);
    expect(messages.length).toBe(expected.length);
    for (const [index, words] of expected.entries()) expect(messages[index]).toContain(words);
  });

  it("is needed everywhere but where people try things out", () => {
    expect(["local", "dev", "staging", "prod"].map(needsApproval)).toEqual([false, false, true, true]);
  });
});
