import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sha256 } from "../primitives";
import { libraryAgent } from "../test/fixtures/library-agent";
import { type BuildInput, buildDatasets } from "./build";
import { diffBuilds } from "./diff";
import type { BuiltDatasets } from "./manifest";
import { writeFolder } from "./write";

// The generator is loaded by `require` when it is needed; outside the test runner the command's entry has prepared that.
createRequire(__filename)("../bin/load-typescript.cjs");

const folder = mkdtempSync(join(tmpdir(), "flanstack-data-"));
const settings = { counts: { tflan: 9, react: 9, negative: 8 } };
const input = (more: Partial<BuildInput> = {}): BuildInput => ({
  agents: [{ agent: libraryAgent as never, settings }],
  outputDirectory: folder,
  strict: false,
  ...more,
});
let built: BuiltDatasets;

beforeAll(async () => {
  built = await buildDatasets(input());
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("buildDatasets", () => {
  it("writes both splits in each format, with digests and sizes that are true", () => {
    const [agent] = built.agents;
    expect(agent!.files.map((file) => `${file.name} ${file.rows}`)).toEqual([
      "library_agent_train.jsonl 20",
      "library_agent_gemini_train.jsonl 20",
      "library_agent_openai_train.jsonl 20",
      "library_agent_val.jsonl 6",
      "library_agent_gemini_val.jsonl 6",
      "library_agent_openai_val.jsonl 6",
    ]);
    for (const file of agent!.files) {
      const bytes = readFileSync(file.path);
      expect([file.sha256, file.sizeBytes]).toEqual([sha256(bytes), bytes.length]);
    }
  });

  it("puts manifest, summary and card beside them", () => {
    expect(JSON.parse(readFileSync(built.manifestPath, "utf8")).agents[0].files).toHaveLength(6);
    expect(JSON.parse(readFileSync(built.summaryPath, "utf8")).agents[0].counts.types).toEqual({
      negative: 8,
      react: 9,
      tflan: 9,
    });
    expect(readFileSync(built.cardPath, "utf8")).toContain("| library_agent | 7 | 20 | 6 | 9 | 9 | 8 |");
  });

  it("finds what is built without loading the agent or writing a byte", async () => {
    const before = statSync(built.agents[0]!.files[0]!.path).mtimeMs;
    const again = await buildDatasets(input({ agents: [{ agent: "library_agent", settings }] }));
    expect(again.cached).toBe(true);
    expect(again.agents[0]!.files).toEqual(built.agents[0]!.files);
    expect(statSync(built.agents[0]!.files[0]!.path).mtimeMs).toBe(before);
  });

  it.each([
    ["is cut", (path: string) => truncateSync(path, 100)],
    ["is gone", (path: string) => rmSync(path)],
    [
      "has one byte changed",
      (path: string) => writeFileSync(path, readFileSync(path, "utf8").replace("library", "Library")),
    ],
  ])("builds again when a file %s", async (_, damage) => {
    const { path, sha256: wanted } = built.agents[0]!.files[0]!;
    damage(path);
    const again = await buildDatasets(input());
    expect(again.agents[0]!.cached).toBe(false);
    expect(sha256(readFileSync(path))).toBe(wanted);
  });

  it("judges all agents together by what is in the files, whether they were just written or are found", async () => {
    const fresh = readFileSync(built.summaryPath, "utf8");
    rmSync(built.directory, { recursive: true });
    const again = await buildDatasets(input());
    expect(again.agents[0]!.cached).toBe(true);
    expect(again.pooledGates).toEqual(built.pooledGates);
    expect(again.pooledGates.find(({ gate }) => gate === "duplicate_inputs")!.value).toBeDefined();
    expect(readFileSync(again.summaryPath, "utf8")).toBe(fresh);
  });

  it("trusts a file that was only touched", async () => {
    const { path } = built.agents[0]!.files[0]!;
    utimesSync(path, 1, 1);
    expect((await buildDatasets(input())).cached).toBe(true);
  });

  it("changes an agent's digest with its seed, counts, sources and colleagues, and with nothing else", async () => {
    const digestOf = async (more: Partial<BuildInput>) => (await buildDatasets(input(more))).agents[0]!.digest;
    const base = built.agents[0]!.digest;
    expect(await digestOf({ onProgress: () => {} })).toBe(base);
    expect(
      await digestOf({
        agents: [{ agent: libraryAgent as never, settings: { ...settings, validationShare: 0.2, seed: 7 } }],
      }),
    ).toBe(base);
    expect(await digestOf({ agents: [{ agent: libraryAgent as never, settings: { ...settings, seed: 8 } }] })).not.toBe(
      base,
    );
    expect(await digestOf({ cacheKey: "sources of my own agent" })).not.toBe(base);
  });

  it("tells two builds apart by their rows", async () => {
    const other = await buildDatasets(
      input({ agents: [{ agent: libraryAgent as never, settings: { ...settings, seed: 8 } }] }),
    );
    const flat = (from: BuiltDatasets) => {
      const target = mkdtempSync(join(folder, "flat-"));
      for (const path of [from.manifestPath, ...from.agents[0]!.files.map((file) => file.path)])
        writeFileSync(join(target, path.split("/").at(-1)!), readFileSync(path));
      return target;
    };
    expect(diffBuilds(flat(built), flat(built))).toEqual([
      { agent: "library_agent", added: 0, removed: 0, changed: 0, same: 26, files: [] },
    ]);
    const [difference] = diffBuilds(flat(built), flat(other));
    expect(difference!.added).toBeGreaterThan(10);
    expect(difference!.added + difference!.changed + difference!.same).toBe(26);
  });

  it.each<[string, Partial<BuildInput>, RegExp]>([
    ["no agent", { agents: [] }, /no agent is listed/],
    [
      "one agent twice",
      { agents: [{ agent: libraryAgent as never }, { agent: libraryAgent as never }] },
      /listed twice/,
    ],
    ["a name that nobody can load", { agents: [{ agent: "lost_agent" }] }, /no way to load/],
    ["bad settings", { agents: [{ agent: "a_agent", settings: { seed: -1, validationShare: 3 } }] }, /2 problems/],
  ])("refuses %s", async (_, more, message) => {
    await expect(buildDatasets(input(more))).rejects.toThrow(message);
  });
});

describe("writeFolder", () => {
  it("leaves the old folder and nothing half-written when writing fails", () => {
    const target = join(folder, "atomic");
    writeFolder(target, [{ name: "a", bytes: "old" }]);
    expect(() =>
      writeFolder(target, [
        { name: "a", bytes: "new" },
        { name: "no/such/folder", bytes: "x" },
      ]),
    ).toThrow(/Cannot write/);
    expect(readFileSync(join(target, "a"), "utf8")).toBe("old");
    expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  it("names a folder that may not be written to", () => {
    const locked = mkdtempSync(join(folder, "locked-"));
    chmodSync(locked, 0o500);
    const isRoot = process.getuid?.() === 0; // root writes anywhere
    if (!isRoot) expect(() => writeFolder(join(locked, "x"), [])).toThrow(/Cannot write/);
    chmodSync(locked, 0o700);
    expect(existsSync(join(locked, "x"))).toBe(false);
  });
});
