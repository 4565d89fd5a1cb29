/** Which cached builds may go: the older ones, unless somebody has paid for or approved what they hold. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { dropCached, sweepCache } from "./drop-cached";
import type { BuiltAgent } from "./manifest";

export interface CachedBuild {
  readonly agent: string;
  readonly directory: string;
  /** SHA-256 of its training files, one per format. */
  readonly trainDigests: readonly string[];
  readonly sizeBytes: number;
  readonly madeAtMilliseconds: number;
}

export interface Pruning {
  readonly gone: readonly CachedBuild[];
  /** Kept although older: named by somebody. */
  readonly needed: readonly CachedBuild[];
  readonly kept: readonly CachedBuild[];
}

/**
 * @param keep newest builds per agent that stay
 * @param named SHA-256 of training files that must stay
 */
export function choosePruning(cache: string, keep: number, named: ReadonlySet<string>): Pruning {
  const kept: CachedBuild[] = [];
  const needed: CachedBuild[] = [];
  const gone: CachedBuild[] = [];
  const counts = new Map<string, number>();
  const newestFirst = cachedBuilds(cache).sort((left, right) => right.madeAtMilliseconds - left.madeAtMilliseconds);
  for (const build of newestFirst) {
    const before = counts.get(build.agent) ?? 0;
    counts.set(build.agent, before + 1);
    if (before < keep) kept.push(build);
    else if (build.trainDigests.some((digest) => named.has(digest))) needed.push(build);
    else gone.push(build);
  }
  return { gone, needed, kept };
}

/** @throws when a folder can't be removed */
export function pruneBuilds(cache: string, { gone }: Pruning): void {
  sweepCache(cache);
  for (const { directory } of gone) dropCached(directory, cache);
}

function cachedBuilds(cache: string): CachedBuild[] {
  if (!existsSync(cache)) return [];
  return readdirSync(cache).flatMap((name): CachedBuild[] => {
    const directory = join(cache, name);
    const record = join(directory, "agent.json");
    if (!existsSync(record)) return [];
    const { agent, files } = JSON.parse(readFileSync(record, "utf8")) as Pick<BuiltAgent, "agent" | "files">;
    return [
      {
        agent,
        directory,
        trainDigests: files.filter(({ split }) => split === "train").map(({ sha256 }) => sha256),
        sizeBytes: files.reduce((sum, file) => sum + file.sizeBytes, 0),
        madeAtMilliseconds: statSync(record).mtimeMs,
      },
    ];
  });
}
