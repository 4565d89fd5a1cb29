/** Rows that have to go: where they lie, and taking them out of there. */
import writeFileAtomic from "write-file-atomic";
import { dropCached, sweepCache } from "../drop-cached";
import { readLines } from "../read-blocks";
import type { FoundRows, Holding } from "./find-rows";
import { type EngineOf, forgetInFolder } from "./rewrite-folder";
import { idOfLine } from "./row-id";

export { type FoundRows, findRows, type Holding } from "./find-rows";

/**
 * Takes the rows out of every place they were found in. Cut off at any point, the next run goes on.
 * @param cache the folder below which builds are kept
 * @throws FlanstackError when a place can't be written
 */
export function forgetRows({ holdings }: FoundRows, ids: readonly string[], cache: string, engineOf: EngineOf): void {
  sweepCache(cache);
  const wanted = new Set(ids);
  for (const holding of holdings) {
    if (holding.kind === "cache") dropCached(holding.path, cache);
    else if (holding.kind === "build") forgetInFolder(holding.path, wanted, engineOf);
    else dropLines(holding, wanted);
  }
}

function dropLines({ path }: Holding, ids: ReadonlySet<string>): void {
  const kept = [...readLines(path)].filter((line) => {
    const id = idOfLine(line);
    return id === undefined || !ids.has(id);
  });
  writeFileAtomic.sync(path, kept.map((line) => `${line}\n`).join(""));
}
