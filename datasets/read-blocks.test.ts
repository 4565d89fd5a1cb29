import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { blockOf, readBlocks, readLines } from "./read-blocks";

const folder = mkdtempSync(join(tmpdir(), "flanstack-blocks-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, "rows.jsonl");

describe("readLines", () => {
  it("cuts a file at its newlines, wherever pieces of the file end", () => {
    const line = fc.oneof(fc.string({ unit: "grapheme", maxLength: 20 }), fc.constant("é".repeat(700_000)));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 4 }), (lines) => {
        const clean = lines.map((each) => each.replaceAll("\n", " "));
        writeFileSync(path, clean.map((each) => `${each}\n`).join(""));
        expect([...readLines(path)]).toEqual(clean);
      }),
      { numRuns: 40 },
    );
  });

  it("gives a last line that has no end", () => {
    writeFileSync(path, "a\nb");
    expect([...readLines(path)]).toEqual(["a", "b"]);
  });
});

describe("readBlocks", () => {
  it.each([
    ["qa_agent-7-react-012", 0],
    ["qa_agent-7.3-val-react-012", 3],
    ["qa_agent-20261.1204-negative-000", 1204],
    ["mine", 0],
  ])("knows the block of %s", (id, block) => {
    expect(blockOf(id)).toBe(block);
  });

  it("gives the rows of one block at a time", () => {
    const ids = ["a-7-react-001", "a-7-react-000", "a-7.1-react-000", "a-7.3-react-000"];
    writeFileSync(path, ids.map((id) => `${JSON.stringify({ id })}\n`).join(""));
    expect([...readBlocks(path)].map(({ block, rows }) => [block, rows.length])).toEqual([
      [0, 2],
      [1, 1],
      [3, 1],
    ]);
    writeFileSync(path, "");
    expect([...readBlocks(path)]).toEqual([]);
  });
});
