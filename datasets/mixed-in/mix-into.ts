/** Writes an agent's training files anew, with rows of the user's own among the generated ones, in every format that has a row per line. */
import { FlanstackError } from "../../primitives";
import { exportFormat } from "../export";
import { renderFile } from "../export/render-file";
import type { BuiltFile } from "../manifest";
import { readLines } from "../read-blocks";
import type { NormalSettings } from "../settings";
import type { Row } from "../types";
import type { FolderWriter } from "../write";
import { askedIn, chooseRows, inputKey, type MixReport } from "./choose-rows";
import type { SourceRows } from "./read-sources";
import { weave } from "./weave";

type PlannedFile = Pick<BuiltFile, "name" | "format" | "split">;

export interface Mixture {
  readonly sources: SourceRows;
  /** Requests that no row may resemble, beside those of validation and test. */
  readonly heldOut: readonly string[];
}

export interface Mixed {
  readonly reports: readonly MixReport[];
  /** Rows that files have got, by name. */
  readonly added: readonly Pick<BuiltFile, "name" | "rows">[];
}

/** @throws FlanstackError when a format refuses one of the rows */
export function mixInto(
  folder: FolderWriter,
  planned: readonly PlannedFile[],
  rowsOf: ReadonlyMap<string, number>,
  { agent, settings }: { readonly agent: string; readonly settings: NormalSettings },
  { sources, heldOut }: Mixture,
): Mixed {
  const canonical = (split: string) =>
    planned.filter((file) => file.format === "canonical" && (file.split === "train") === (split === "train"));
  const trainRows = canonical("train").reduce((sum, { name }) => sum + (rowsOf.get(name) ?? 0), 0);
  const { rows, reports } = chooseRows({
    agent,
    seed: settings.seed,
    mix: settings.mix ?? [],
    sources,
    forgotten: settings.forgotten ?? [],
    trainRows,
    trained: read(folder, canonical("train"), inputKey),
    heldOut: chain(heldOut, read(folder, canonical("held out"), askedIn)),
  });
  const woven = planned.filter(({ split, format }) => split === "train" && exportFormat(format) !== undefined);
  const options = settings.parallel === undefined ? {} : { parallel: settings.parallel };
  for (const { name, format, split } of woven) {
    const { bytes, problems } = renderFile(agent, format, split, rows, options);
    if (problems.length > 0) throw FlanstackError.fromProblems(`Rows to mix in, as ${format}`, problems.slice(0, 20));
    const lines = String(bytes).split("\n").slice(0, -1);
    const own = folder.setAside(name);
    folder.append(name, "");
    for (const line of weave(readLines(own), rowsOf.get(name) ?? 0, lines)) folder.append(name, `${line}\n`);
    folder.drop(own);
  }
  return { reports, added: woven.map(({ name }) => ({ name, rows: rows.length })) };
}

function* chain<T>(...lists: readonly Iterable<T>[]): Generator<T> {
  for (const list of lists) yield* list;
}

function* read(folder: FolderWriter, files: readonly PlannedFile[], of: (row: Row) => string): Generator<string> {
  for (const { name } of files) for (const line of readLines(folder.pathOf(name))) yield of(JSON.parse(line) as Row);
}
