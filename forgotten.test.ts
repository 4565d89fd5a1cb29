import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FORGOTTEN_FILE, forgottenIds, parseForgotten, readForgotten, writeForgotten } from "./forgotten";

const A = "a".repeat(64);
const B = "b".repeat(64);
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "flanstack-forgotten-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe("the list of forgotten rows", () => {
  it("is empty where there is none", () => {
    expect(readForgotten(root)).toEqual([]);
  });

  it("is read as it was written, sorted, each row once with all its digests", () => {
    writeForgotten(root, [
      { id: "qa_agent-7-react-012", digests: [B] },
      { id: "legal_agent-7-tflan-001", digests: [] },
      { id: "qa_agent-7-react-012", digests: [A, B] },
    ]);
    expect(readForgotten(root)).toEqual([
      { id: "legal_agent-7-tflan-001", digests: [] },
      { id: "qa_agent-7-react-012", digests: [A, B] },
    ]);
    expect(forgottenIds(root)).toEqual(["legal_agent-7-tflan-001", "qa_agent-7-react-012"]);
    expect(readFileSync(join(root, FORGOTTEN_FILE), "utf8")).toMatch(/^# Rows that no build may hold/);
  });

  it("keeps both sides of a merge", () => {
    const text = `# head\nx-1-react-001 sha256:${A}\n\nx-1-react-001 sha256:${B}\r\n`;
    expect(parseForgotten(text)).toEqual([{ id: "x-1-react-001", digests: [A, B] }]);
  });

  it("is refused as a whole when a line cannot be read: rows would come back", () => {
    writeFileSync(join(root, FORGOTTEN_FILE), "ok-1-react-001\n<<<<<<< HEAD\nid sha256:12\n");
    expect(() => forgottenIds(root)).toThrow(/flanstack\.forgotten:2:[\s\S]*flanstack\.forgotten:3:/);
  });
});
