import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { choosePruning, pruneBuilds } from "./prune";

let cache: string;
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), "flanstack-prune-"));
});
afterEach(() => rmSync(cache, { recursive: true, force: true }));

/** @param day the larger, the newer */
function build(agent: string, day: number) {
  const digest = `${agent}-${day}`;
  const folder = join(cache, digest);
  mkdirSync(folder);
  const files = [
    { split: "train", sha256: `train-${digest}`, sizeBytes: 100 },
    { split: "validation", sha256: `val-${digest}`, sizeBytes: 10 },
  ];
  writeFileSync(join(folder, "agent.json"), JSON.stringify({ agent, digest, files }));
  utimesSync(join(folder, "agent.json"), day * 1000, day * 1000);
  const set = join(cache, `set-${digest}`);
  mkdirSync(set);
  writeFileSync(join(set, "manifest.json"), JSON.stringify({ agents: [{ digest }] }));
}
const names = (builds: readonly { readonly directory: string }[]) =>
  builds.map(({ directory }) => directory.slice(cache.length + 1));

describe("pruning", () => {
  it("keeps the newest of each agent, and those that somebody names", () => {
    for (const day of [1, 2, 3, 4]) build("qa", day);
    build("legal", 1);
    const pruning = choosePruning(cache, 2, new Set(["train-qa-1", "val-qa-2"]));
    expect(names(pruning.kept)).toEqual(["qa-4", "qa-3", "legal-1"]);
    expect(names(pruning.needed)).toEqual(["qa-1"]);
    expect(names(pruning.gone)).toEqual(["qa-2"]);
    expect(pruning.gone[0]).toMatchObject({ sizeBytes: 110 });
  });

  it("takes the sets of what goes along, ends what was cut off, and touches nothing else", () => {
    for (const day of [1, 2]) build("qa", day);
    for (const name of ["tokens", "old.forgetting", "notes"]) mkdirSync(join(cache, name));
    pruneBuilds(cache, choosePruning(cache, 1, new Set()));
    expect(readdirSync(cache).sort()).toEqual(["notes", "qa-2", "set-qa-2", "tokens"]);
  });

  it("has nothing to do where nothing was built", () => {
    expect(choosePruning(join(cache, "none"), 1, new Set()).gone).toEqual([]);
    pruneBuilds(join(cache, "none"), { gone: [], needed: [], kept: [] });
    expect(existsSync(join(cache, "none"))).toBe(false);
  });
});
