/** The setting `mix`: files of the user's own general instruction data, and how many of their rows go among the training rows. */
import { statSync } from "node:fs";
import { basename } from "node:path";
import type { Problem } from "../../primitives";
import { digestOfFile } from "../write";

/** As it is asked for. */
export interface MixSource {
  /** Path of a JSONL or Parquet file: OpenAI's shape, canonical rows, or the published Agent-FLAN files. */
  readonly file: string;
  /** Rows mixed in for each generated training row: 1 doubles the file. Above 0, at most 10. */
  readonly ratio: number;
  /** SPDX name, or `own`; it stays with the rows. */
  readonly licence: string;
}

/** As it decides the bytes: the file's content stands for its path. */
export interface MixedFile {
  /** Name without folders. */
  readonly file: string;
  readonly sha256: string;
  readonly ratio: number;
  readonly licence: string;
}

const MOST_RATIO = 10;
const LICENCE = /^[A-Za-z0-9][A-Za-z0-9.+-]{0,63}$/;

/** All that is wrong with the setting; empty when nothing is. */
export function checkMix(owner: string, mix: readonly MixSource[]): Problem[] {
  const problems: Problem[] = [];
  const names = mix.map(({ file }) => sourceName(file));
  for (const [index, { file, ratio, licence }] of mix.entries()) {
    const report = (field: string, message: string, fix: string) =>
      problems.push({ code: "bad_setting", path: `${owner}.mix.${index}.${field}`, message, fix });
    const found = statSync(file, { throwIfNoEntry: false });
    if (found === undefined) report("file", `${file} is not there`, "Name a JSONL or Parquet file of rows.");
    else if (!found.isFile()) report("file", `${file} is no file`, "Name the files one by one.");
    if (!(ratio > 0 && ratio <= MOST_RATIO))
      report(
        "ratio",
        `${ratio} is no ratio`,
        `Use rows per generated training row, above 0 and at most ${MOST_RATIO}: 1 mixes one to one.`,
      );
    if (typeof licence !== "string" || !LICENCE.test(licence))
      report(
        "licence",
        `${JSON.stringify(licence)?.slice(0, 60)} is no licence`,
        "Use its SPDX name, such as apache-2.0 or cc-by-4.0, or own.",
      );
    if (names.indexOf(sourceName(file)) !== index)
      report("file", `${basename(file)} has the name of another`, "Rename it: rows carry the name of their file.");
  }
  return problems;
}

/** What decides the bytes. The files are there: `checkMix` has looked. */
export function describeMix(mix: readonly MixSource[]): MixedFile[] {
  return mix.map(({ file, ratio, licence }) => ({
    file: basename(file),
    sha256: digestOfFile(file),
    ratio,
    licence: licence.toLowerCase(),
  }));
}

/** The name that rows of a file carry. */
export function sourceName(file: string): string {
  return basename(file)
    .replace(/\.(jsonl?|parquet)$/, "")
    .replace(/[^A-Za-z0-9_]+/g, "_");
}
