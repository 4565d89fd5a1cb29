/**
 * Takes rows out of a folder that a build was written to: out of every format, the counts, the manifest and the card.
 *
 * Cut off at any point, the next run ends it: new files grow in a folder of their own and are moved in once all are there. So a
 * folder is as it was, or else the next run finds the files and goes on moving.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { digestOf, FlanstackError } from "../../primitives";
import type { Engine } from "../engine";
import { createParquetFile } from "../export/parquet";
import { preferenceFormat, renderPairs } from "../export/preference";
import { countTest, withoutTests } from "../gates/test-gates";
import type { BuiltAgent, BuiltFile } from "../manifest";
import { withoutCounts } from "../merge";
import type { MixReport } from "../mixed-in/choose-rows";
import { isMixedIn } from "../mixed-in/mixed-row";
import { sourceName } from "../mixed-in/source";
import { readBlocks, readLines } from "../read-blocks";
import { finishSet } from "../set";
import { countRows } from "../summary";
import type { Kind, Row, Split } from "../types";
import { FolderWriter } from "../write";
import { idOfLine } from "./row-id";

/** Where new files wait inside the folder. */
export const FORGETTING = ".forgetting";
/** Is there once all of them do. */
const READY = "ready";
const FILES = "files";

export type EngineOf = (agent: string) => Engine | undefined;

type Part = Omit<BuiltAgent, "directory" | "cached">;

/** @throws FlanstackError when a file can't be written, or a format can't be made again; the folder is then as it was */
export function forgetInFolder(folder: string, ids: ReadonlySet<string>, engineOf: EngineOf): void {
  const waiting = join(folder, FORGETTING);
  if (existsSync(join(waiting, READY))) moveIn(folder, waiting);
  rmSync(waiting, { recursive: true, force: true });
  if (prepare(folder, waiting, ids, engineOf)) moveIn(folder, waiting);
  else rmSync(waiting, { recursive: true, force: true });
}

/** @returns whether there is anything to move in */
function prepare(folder: string, waiting: string, ids: ReadonlySet<string>, engineOf: EngineOf): boolean {
  mkdirSync(waiting);
  const files = new FolderWriter(join(waiting, FILES));
  let agents: (Part & { readonly isChanged: boolean })[];
  try {
    agents = readParts(folder).map((part) => withoutRows(part, ids, files, engineOf));
    files.close();
  } catch (error) {
    files.discard();
    throw error;
  }
  if (!agents.some(({ isChanged }) => isChanged)) return false;
  const pathOf = (name: string) => {
    const path = join(waiting, FILES, name);
    return existsSync(path) ? path : join(folder, name);
  };
  const set = finishSet(
    waiting,
    agents.map(({ isChanged: _isChanged, ...agent }) => ({
      ...agent,
      directory: folder,
      cached: false,
      files: agent.files.map((file) => ({ ...file, path: pathOf(file.name) })),
    })),
  );
  for (const name of readdirSync(set.directory)) renameSync(join(set.directory, name), join(waiting, FILES, name));
  rmSync(set.directory, { recursive: true, force: true });
  writeFileSync(join(waiting, READY), "");
  return true;
}

function moveIn(folder: string, waiting: string): void {
  const names = readdirSync(join(waiting, FILES)).sort((left) => (left === "manifest.json" ? 1 : -1));
  for (const name of names) renameSync(join(waiting, FILES, name), join(folder, name));
  rmSync(waiting, { recursive: true, force: true });
}

function readParts(folder: string): Part[] {
  const read = <T>(name: string) => JSON.parse(readFileSync(join(folder, name), "utf8")) as T;
  const manifest = read<{ readonly agents: readonly Pick<BuiltAgent, "agent" | "digest" | "blocks" | "files">[] }>(
    "manifest.json",
  );
  const { agents } = read<{ readonly agents: readonly Omit<Part, "files" | "digest">[] }>("dataset_summary.json");
  return manifest.agents.map((each) => ({
    ...agents.find((facts) => facts.agent === each.agent)!,
    agent: each.agent,
    digest: each.digest,
    ...(each.blocks === undefined ? {} : { blocks: each.blocks }),
    files: each.files.map((file) => ({ ...file, path: join(folder, file.name) })),
  }));
}

function withoutRows(part: Part, ids: ReadonlySet<string>, files: FolderWriter, engineOf: EngineOf) {
  const gone = part.files.flatMap((file) => (file.format === "canonical" ? rowsOf(file, ids) : []));
  if (gone.length === 0) return { ...part, isChanged: false };
  const rewritten = part.files.map((file): BuiltFile => {
    const lines = new Set(gone.filter(({ split }) => split === file.split).map(({ line }) => line));
    if (lines.size === 0) return file;
    const canonical = part.files.find((each) => each.format === "canonical" && each.split === file.split)!;
    const rows = write(part, file, canonical, lines, ids, files, engineOf);
    const { sha256, sizeBytes } = files.written().get(file.name)!;
    return { ...file, rows, sha256, sizeBytes };
  });
  const forgotten = [...new Set([...(part.settings.forgotten ?? []), ...gone.map(({ row }) => row.id)])].sort();
  return {
    ...part,
    digest: digestOf({ build: part.digest, forgotten }),
    settings: { ...part.settings, forgotten },
    counts: withoutCounts(part.counts, countRows(gone.filter(({ row }) => !isMixedIn(row)))),
    ...(part.mix === undefined ? {} : { mix: part.mix.map((each) => withoutMixed(each, gone)) }),
    ...(part.test === undefined ? {} : { test: withoutTests(part.test, countTest(gone)) }),
    files: rewritten,
    isChanged: true,
  };
}

function withoutMixed(report: MixReport, gone: readonly GoneRow[]): MixReport {
  const name = sourceName(report.file);
  const fewer = gone.filter(({ row }) => isMixedIn(row) && row.family === name).length;
  return { ...report, forgotten: report.forgotten + fewer, taken: report.taken - fewer };
}

interface GoneRow {
  /** Its place in every file of the split that has a line per row. */
  readonly line: number;
  readonly row: Row;
  readonly split: Split;
  readonly kind: Kind;
}

function rowsOf({ path, split }: BuiltFile, ids: ReadonlySet<string>): GoneRow[] {
  const found: GoneRow[] = [];
  let line = 0;
  for (const text of readLines(path)) {
    const id = idOfLine(text);
    if (id !== undefined && ids.has(id)) {
      const row = JSON.parse(text) as Row;
      found.push({ line, row, split, kind: (JSON.parse(row.trace) as { readonly kind: Kind }).kind });
    }
    line += 1;
  }
  return found;
}

/** Writes one file without the rows. @returns the rows it has left */
function write(
  part: Part,
  file: BuiltFile,
  canonical: BuiltFile,
  dropped: ReadonlySet<number>,
  ids: ReadonlySet<string>,
  files: FolderWriter,
  engineOf: EngineOf,
): number {
  files.append(file.name, "");
  let rows = 0;
  if (file.format === "parquet") {
    const parquet = createParquetFile();
    for (const block of readBlocks(canonical.path)) {
      const kept = block.rows.filter(({ id }) => !ids.has(id));
      parquet.add(kept);
      rows += kept.length;
    }
    files.append(file.name, parquet.finish());
    return rows;
  }
  if (preferenceFormat(file.format) !== undefined) {
    // A wrong answer may hold a value of another row: pairs are made again from what is left.
    const engine = engineOf(part.agent);
    if (engine === undefined) throw notAgain(part.agent, file.name);
    for (const block of readBlocks(canonical.path)) {
      const kept = block.rows.filter((row) => !ids.has(row.id) && !isMixedIn(row));
      const pairs = renderPairs(engine, file.format, file.split, kept)!;
      files.append(file.name, pairs.bytes);
      rows += pairs.rows;
    }
    return rows;
  }
  if (file.rows !== canonical.rows) throw notAgain(part.agent, file.name);
  let line = 0;
  for (const text of readLines(file.path)) {
    if (!dropped.has(line)) {
      files.append(file.name, `${text}\n`);
      rows += 1;
    }
    line += 1;
  }
  return rows;
}

function notAgain(agent: string, name: string): FlanstackError {
  return new FlanstackError(`${name}: the rows of ${agent} cannot be taken out of this format.`, {
    code: "format_not_rewritten",
    path: name,
    fix: "Build the folder again: builds leave forgotten rows out.",
  });
}
