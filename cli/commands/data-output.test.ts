import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { BuiltDatasets } from "../../datasets";
import { runCommand } from "../testing/recorded-context";
import { buildCommand } from "./data-build";
import { OutputFolder, SET_FILES } from "./data-output";

let base: string;
let out: string;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "flanstack-output-"));
  out = join(base, "out");
  mkdirSync(out);
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const CARD = "# Agent-tuning data\n\n600 rows, made by the flanstack generator (version 1).\n";

/** What a build leaves in the cache. */
function built(text: string, ...names: string[]): BuiltDatasets {
  const directory = mkdtempSync(join(base, "set-"));
  const put = (name: string, content: string) => writeFileSync(join(directory, name), content);
  for (const name of names) put(name, text);
  put("README.md", CARD);
  put("data_card.md", CARD);
  put("dataset_summary.json", "{}");
  put("manifest.json", JSON.stringify({ generatorVersion: "1", agents: [{ files: names.map((name) => ({ name })) }] }));
  const files = names.map((name) => ({ name, path: join(directory, name) }));
  return { directory, agents: [{ files }] } as unknown as BuiltDatasets;
}

const fill = (set: BuiltDatasets) => new OutputFolder(out, "out").fill(set, "copy");
const text = (name: string) => readFileSync(join(out, name), "utf8");

describe("the folder of a build", () => {
  it("is filled, filled again, and loses what the new build does not have", () => {
    fill(built("one", "a_train.jsonl", "b_train.jsonl"));
    writeFileSync(join(out, "notes.txt"), "mine");
    fill(built("two", "a_train.jsonl"));
    expect(text("a_train.jsonl")).toBe("two");
    expect(existsSync(join(out, "b_train.jsonl"))).toBe(false);
    expect(text("notes.txt")).toBe("mine");
  });

  it.each([
    ["a README of the project", "README.md"],
    ["data of somebody's own", "a_train.jsonl"],
    ["a manifest of something else", "manifest.json"],
    ["a summary that nobody knows", "dataset_summary.json"],
  ])("keeps %s", (_label, name) => {
    writeFileSync(join(out, name), "mine");
    const error = (() => {
      try {
        fill(built("one", "a_train.jsonl"));
      } catch (thrown) {
        return thrown as Error & { code: string };
      }
      return undefined;
    })();
    expect(error?.code).toBe("not_ours");
    expect(error?.message).toContain(join("out", name));
    expect(text(name)).toBe("mine");
    expect(SET_FILES.filter((each) => existsSync(join(out, each)) && each !== name)).toEqual([]);
  });

  it("keeps a README that somebody put in the place of the card", () => {
    fill(built("one", "a_train.jsonl"));
    writeFileSync(join(out, "README.md"), "# My project\n");
    expect(() => fill(built("two", "a_train.jsonl"))).toThrow(/README\.md: would be overwritten/);
    expect(text("a_train.jsonl")).toBe("one");
  });

  it("goes on where a run was cut off while it wrote", () => {
    mkdirSync(join(out, ".unfinished"));
    writeFileSync(join(out, "a_train.jsonl"), "half");
    fill(built("one", "a_train.jsonl"));
    expect(text("a_train.jsonl")).toBe("one");
    expect(existsSync(join(out, ".unfinished"))).toBe(false);
  });

  it("is refused by the command before anything is made", async () => {
    writeFileSync(join(out, "README.md"), "mine");
    const { code, errors } = await runCommand(
      buildCommand,
      ["build", "--out", ".", "--agents", "qa_agent", "--count", "60000"],
      { cwd: out },
    );
    expect(code).toBe(1);
    expect(errors).toContain("README.md: would be overwritten");
    expect(errors).toContain("--out data");
  });
});
