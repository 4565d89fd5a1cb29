import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeFolder } from "./write";

let base: string;
let folder: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "flanstack-write-"));
  folder = join(base, "data");
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const FILES = [
  { name: "a.jsonl", bytes: "{}\n" },
  { name: "b.jsonl", bytes: new Uint8Array([1, 2, 3]) },
];

describe("writeFolder", () => {
  it("writes all files and leaves nothing beside them", () => {
    writeFolder(folder, FILES);
    expect(readdirSync(base)).toEqual(["data"]);
    expect(readFileSync(join(folder, "a.jsonl"), "utf8")).toBe("{}\n");
  });

  it("keeps what another process wrote with the same content, so that readers lose nothing", () => {
    writeFolder(folder, FILES);
    const before = statSync(join(folder, "a.jsonl")).ino;
    writeFolder(folder, FILES);
    expect(statSync(join(folder, "a.jsonl")).ino).toBe(before);
    expect(readdirSync(base)).toEqual(["data"]);
  });

  it.each([
    ["damaged", "{"],
    ["stale", '{"other":1}\n'],
  ])("replaces a folder that is %s", (_, text) => {
    mkdirSync(folder);
    writeFileSync(join(folder, "a.jsonl"), text);
    writeFolder(folder, FILES);
    expect(readFileSync(join(folder, "a.jsonl"), "utf8")).toBe("{}\n");
    expect(readdirSync(base)).toEqual(["data"]);
  });

  it("says where and why it cannot write", () => {
    writeFileSync(folder, "a file, not a folder");
    expect(() => writeFolder(join(folder, "below"), FILES)).toThrow(/Cannot write .*below/);
  });
});
