/** Rows that have to go: where they lie, and taking them out of there. */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { readLines } from "../read-blocks";
import type { FoundRows, Holding } from "./find-rows";
import { type EngineOf, forgetInFolder } from "./rewrite-folder";
import { idOfLine } from "./row-id";

export { type FoundRows, findRows, type Holding } from "./find-rows";

const LEAVING = ".forgetting";

/**
 * Takes the rows out of every place they were found in. Cut off at any point, the next run goes on.
 * @param cache the folder below which builds are kept
 * @throws FlanstackError when a place can't be written
 */
export function forgetRows({ holdings }: FoundRows, ids: readonly string[], cache: string, engineOf: EngineOf): void {
  sweep(cache);
  const wanted = new Set(ids);
  for (const holding of holdings) {
    if (holding.kind === "cache") dropCached(holding.path, cache);
    else if (holding.kind === "build") forgetInFolder(holding.path, wanted, engineOf);
    else dropLines(holding, wanted);
  }
}

/** A build that is made again when it is wanted goes as a whole; what was drawn of it goes first, or nobody would find it. */
function dropCached(folder: string, cache: string): void {
  const { digest } = JSON.parse(readFileSync(join(folder, "agent.json"), "utf8")) as { readonly digest: string };
  for (const name of readdirSync(cache))
    if (name.startsWith("set-") && holdsAgent(join(cache, name), digest)) dropFolder(join(cache, name));
  dropFolder(folder);
}

function holdsAgent(set: string, digest: string): boolean {
  try {
    const manifest = JSON.parse(readFileSync(join(set, "manifest.json"), "utf8")) as {
      readonly agents: readonly { readonly digest: string }[];
    };
    return manifest.agents.some((agent) => agent.digest === digest);
  } catch {
    return false; // no set, or none that can be read
  }
}

/** Under another name first: a folder that is half there is then no build. */
function dropFolder(folder: string): void {
  const leaving = folder.endsWith(LEAVING) ? folder : `${folder}${LEAVING}`;
  if (leaving !== folder) {
    rmSync(leaving, { recursive: true, force: true });
    renameSync(folder, leaving);
  }
  rmSync(leaving, { recursive: true, force: true });
}

/** What a run that was cut off has left. */
function sweep(cache: string): void {
  if (!existsSync(cache)) return;
  for (const name of readdirSync(cache))
    if (name.endsWith(LEAVING)) rmSync(join(cache, name), { recursive: true, force: true });
}

function dropLines({ path }: Holding, ids: ReadonlySet<string>): void {
  const kept = [...readLines(path)].filter((line) => {
    const id = idOfLine(line);
    return id === undefined || !ids.has(id);
  });
  writeFileAtomic.sync(path, kept.map((line) => `${line}\n`).join(""));
}
