import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { libraryAgent } from "../../test/fixtures/library-agent";
import { buildDatasets } from "../build";
import { prepareEngine } from "../engine";
import { readParquet } from "../export/parquet";
import type { BuiltDatasets } from "../manifest";
import type { Row } from "../types";
import { findRows, forgetRows } from ".";

createRequire(__filename)("../../bin/load-typescript.cjs");

const base = mkdtempSync(join(tmpdir(), "flanstack-forget-"));
const settings = {
  counts: { tflan: 9, react: 9, negative: 8 },
  formats: ["gemini", "trl", "openai_preference", "parquet"] as const,
};
const engineOf = () => prepareEngine(libraryAgent as never, []);
const build = (outputDirectory: string, forgotten: readonly string[] = []) =>
  buildDatasets({
    agents: [{ agent: libraryAgent as never, settings: { ...settings, forgotten } }],
    outputDirectory,
    strict: false,
  });

let built: BuiltDatasets;
let ids: string[];
beforeAll(async () => {
  built = await build(join(base, "cache"));
  const rows = (name: string) =>
    readFileSync(join(built.agents[0]!.directory, name), "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Row);
  ids = [rows("library_agent_train.jsonl")[3]!.id, rows("library_agent_val.jsonl")[1]!.id];
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

let folders = 0;
/** A folder as `data build --out` leaves it. */
function written(set: BuiltDatasets = built): string {
  folders += 1;
  const out = join(base, `out-${folders}`);
  mkdirSync(out);
  for (const file of set.agents.flatMap((agent) => agent.files)) cpSync(file.path, join(out, file.name));
  for (const name of readdirSync(set.directory)) cpSync(join(set.directory, name), join(out, name));
  return out;
}

const forget = (folder: string, gone: readonly string[] = ids) =>
  forgetRows(findRows(gone, join(base, "none"), [folder]), gone, join(base, "none"), engineOf);
const contents = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "base64")]));
const manifestOf = (folder: string) => JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));

describe("forgetting rows", () => {
  it("finds every file that holds them, in each format", () => {
    const { holdings, seen } = findRows([ids[0]!], join(base, "cache"), []);
    expect(holdings.map(({ kind, ids: found }) => [kind, found])).toEqual([["cache", [ids[0]]]]);
    expect(holdings[0]!.files.map(({ name }) => name)).toEqual(
      built.agents[0]!.files.filter(({ split }) => split === "train").map(({ name }) => name),
    );
    expect(seen.size).toBe(5);
  });

  it("leaves the files that a new build without the rows writes", async () => {
    const folder = written();
    forget(folder);
    const again = await build(join(base, "again"), ids);
    const [agent] = again.agents;
    expect(agent!.counts.rows).toBe(24);
    expect(agent!.gates.find(({ gate }) => gate === "counts_not_as_asked")).toMatchObject({ value: 0 });
    for (const file of agent!.files)
      expect(readFileSync(join(folder, file.name)).equals(readFileSync(file.path)), file.name).toBe(true);
    const summary = JSON.parse(readFileSync(join(folder, "dataset_summary.json"), "utf8"));
    expect(summary.agents[0].counts).toEqual(agent!.counts);
    expect(summary.agents[0].settings).toEqual(agent!.settings);
  });

  it("leaves the other lines as they were, and a manifest that is true", async () => {
    const folder = written();
    const before = readFileSync(join(folder, "library_agent_gemini_train.jsonl"), "utf8").split("\n");
    forget(folder);
    const after = readFileSync(join(folder, "library_agent_gemini_train.jsonl"), "utf8").split("\n");
    expect(after).toEqual(before.filter((_, line) => line !== 3));
    const parquet = await readParquet(readFileSync(join(folder, "library_agent_train.parquet")));
    expect(parquet.map((row) => row.id)).not.toContain(ids[0]);
    const { holdings } = findRows(ids, join(base, "none"), [folder]);
    expect(holdings).toEqual([]);
    expect(readdirSync(folder)).not.toContain(".forgetting");
    expect(manifestOf(folder).agents[0].files.map(({ rows }: { rows: number }) => rows)).toContain(19);
  });

  it("is the same when it was cut off before, at any file", () => {
    const done = written();
    forget(done);
    const wanted = contents(done);
    const names = Object.keys(wanted).sort();
    for (const [moved] of names.entries()) {
      const folder = written();
      mkdirSync(join(folder, ".forgetting", "files"), { recursive: true });
      for (const name of names) cpSync(join(done, name), join(folder, ".forgetting", "files", name));
      writeFileSync(join(folder, ".forgetting", "ready"), "");
      for (const name of names.slice(0, moved))
        renameSync(join(folder, ".forgetting", "files", name), join(folder, name));
      forget(folder);
      expect(contents(folder), `cut off after ${moved} files`).toEqual(wanted);
    }
    const folder = written();
    mkdirSync(join(folder, ".forgetting", "files.1.tmp"), { recursive: true });
    forget(folder);
    expect(contents(folder)).toEqual(wanted);
  });

  it("drops cached builds that hold them and what was drawn of these, and no others", async () => {
    const cache = join(base, "cache-2");
    const first = await build(cache);
    const other = await buildDatasets({
      agents: [{ agent: libraryAgent as never, settings: { ...settings, seed: 8 } }],
      outputDirectory: cache,
      strict: false,
    });
    mkdirSync(join(cache, "library_agent-left.forgetting"));
    forgetRows(findRows(ids, cache, []), ids, cache, engineOf);
    expect(existsSync(first.directory)).toBe(false);
    expect(readdirSync(cache).sort()).toEqual([basename(other.agents[0]!.directory), basename(other.directory)].sort());
  });

  it("takes them out of a file of rows", () => {
    const path = join(base, "mine_train.jsonl");
    writeFileSync(path, readFileSync(join(built.agents[0]!.directory, "library_agent_train.jsonl")));
    forget(path);
    expect(readFileSync(path, "utf8").trimEnd().split("\n")).toHaveLength(19);
    expect(readFileSync(path, "utf8")).not.toContain(`"id":"${ids[0]}"`);
  });

  it.each([
    ["a folder without a build", () => base],
    ["nothing", () => join(base, "gone")],
  ])("refuses %s", (_label, path) => {
    expect(() => findRows(ids, base, [path()])).toThrow(/Name a folder that/);
  });
});
