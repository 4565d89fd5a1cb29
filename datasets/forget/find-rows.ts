/** Where rows lie on this machine: in cached builds, in folders that a build was written to, in files of rows with ids. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { FlanstackError } from "../../primitives";
import type { BuiltAgent, BuiltFile } from "../manifest";
import { readLines } from "../read-blocks";
import { digestOfFile } from "../write";
import { FORGETTING } from "./rewrite-folder";
import { idOfLine } from "./row-id";

/** A place that holds some of the rows. */
export interface Holding {
  /** `cache`: a build that is made again when it is wanted. `build`: a folder that a build was written to. `rows`: one file. */
  readonly kind: "cache" | "build" | "rows";
  readonly path: string;
  readonly ids: readonly string[];
  /** Files whose rows are among them, in every format. */
  readonly files: readonly Pick<BuiltFile, "name" | "split" | "format" | "sha256">[];
}

export interface FoundRows {
  readonly holdings: readonly Holding[];
  /** Rows that say the same words on purpose: `id` of each, by the row that is to be forgotten. */
  readonly twins: ReadonlyMap<string, ReadonlySet<string>>;
  /** SHA-256 of every training file that was seen, whether it holds the rows or not. */
  readonly seen: ReadonlySet<string>;
}

interface Scan {
  readonly ids: ReadonlySet<string>;
  readonly twins: Map<string, Set<string>>;
  readonly seen: Set<string>;
}

const TWIN = /"twin:([^"\\]+)"/g;

/**
 * @param cache the folder below which builds are kept; it need not be there
 * @param paths folders that `data build` wrote, or JSONL files of canonical rows
 * @throws FlanstackError when a path is neither
 */
export function findRows(ids: readonly string[], cache: string, paths: readonly string[]): FoundRows {
  const scan: Scan = { ids: new Set(ids), twins: new Map(), seen: new Set() };
  const holdings = [...cachedBuilds(cache).flatMap((folder) => lookIntoCache(folder, scan)), ...paths.flatMap(look)];
  return { holdings, twins: scan.twins, seen: scan.seen };

  function look(path: string): Holding[] {
    if (!existsSync(path)) throw noData(path, "is not there");
    if (!statSync(path).isDirectory()) return lookIntoRows(path, scan);
    if (existsSync(join(path, "manifest.json"))) return lookIntoBuild(path, scan);
    throw noData(path, "holds no manifest.json");
  }
}

/** Agents' folders of the cache, those that were being forgotten when a run ended included. */
function cachedBuilds(cache: string): string[] {
  if (!existsSync(cache)) return [];
  return readdirSync(cache)
    .map((name) => join(cache, name))
    .filter((folder) => existsSync(join(folder, "agent.json")));
}

function lookIntoCache(folder: string, scan: Scan): Holding[] {
  const { files } = JSON.parse(readFileSync(join(folder, "agent.json"), "utf8")) as Pick<BuiltAgent, "files">;
  return holdingOf("cache", folder, files, scan);
}

function lookIntoBuild(folder: string, scan: Scan): Holding[] {
  const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as {
    readonly agents?: readonly Pick<BuiltAgent, "files">[];
  };
  if (!Array.isArray(manifest.agents)) throw noData(folder, "has a manifest.json that no build wrote");
  const found = manifest.agents.flatMap((agent) => holdingOf("build", folder, agent.files, scan));
  const isCutOff = existsSync(join(folder, FORGETTING));
  if (found.length === 0) return isCutOff ? [{ kind: "build", path: folder, ids: [], files: [] }] : [];
  return [
    {
      kind: "build",
      path: folder,
      ids: found.flatMap(({ ids }) => ids),
      files: found.flatMap(({ files }) => files),
    },
  ];
}

function lookIntoRows(path: string, scan: Scan): Holding[] {
  const ids = scanFile(path, scan);
  if (ids.length === 0) return [];
  const name = basename(path);
  const split = /_val(idation)?\.jsonl$/.test(name) ? "validation" : "train";
  return [{ kind: "rows", path, ids, files: [{ name, format: "canonical", split, sha256: digestOfFile(path) }] }];
}

function holdingOf(kind: "cache" | "build", folder: string, files: BuiltAgent["files"], scan: Scan): Holding[] {
  const found = new Map<string, readonly string[]>();
  for (const file of files) {
    if (file.split === "train") scan.seen.add(file.sha256);
    const path = join(folder, file.name);
    if (file.format === "canonical" && existsSync(path)) found.set(file.split, scanFile(path, scan));
  }
  const ids = [...found.values()].flat();
  if (ids.length === 0) return [];
  const holding = files.filter(({ split }) => (found.get(split) ?? []).length > 0);
  return [{ kind, path: folder, ids, files: holding }];
}

/** The wanted rows of a file; twins are noted on the way. */
function scanFile(path: string, { ids, twins }: Scan): string[] {
  const found: string[] = [];
  const note = (id: string, twin: string) => twins.set(id, new Set([...(twins.get(id) ?? []), twin]));
  for (const line of readLines(path)) {
    const id = idOfLine(line);
    const isWanted = id !== undefined && ids.has(id);
    if (isWanted) found.push(id);
    for (const [, twin] of line.matchAll(TWIN)) {
      if (id === undefined) continue;
      if (isWanted) note(id, twin!);
      if (ids.has(twin!)) note(twin!, id);
    }
  }
  return found;
}

function noData(path: string, what: string): FlanstackError {
  return new FlanstackError(`${path} ${what}.`, {
    code: "no_build",
    path,
    fix: "Name a folder that `flanstack data build` wrote, or a JSONL file of canonical rows.",
  });
}
