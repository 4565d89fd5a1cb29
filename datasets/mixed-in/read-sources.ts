/** Reads the files of the setting `mix`, all or nothing: what cannot be trained on is named with its place, never left out quietly. */
import { readFileSync } from "node:fs";
import { FlanstackError, type Problem, sha256 } from "../../primitives";
import { importRows } from "../import/rows";
import { findSecret } from "../imported-profile";
import type { Row } from "../types";
import { mixedId } from "./mixed-row";
import { type MixSource, sourceName } from "./source";

/** Rows by the SHA-256 of the file they came from. */
export type SourceRows = ReadonlyMap<string, readonly Row[]>;

const SHOWN = 50;

/** @throws FlanstackError with the problems of all files: unreadable lines, secrets, rows without a trained turn, no rows */
export async function readSources(mix: readonly MixSource[]): Promise<SourceRows> {
  const sources = new Map<string, readonly Row[]>();
  const problems: Problem[] = [];
  for (const { file, licence } of mix) {
    const bytes = readFileSync(file);
    const digest = sha256(bytes);
    if (sources.has(digest)) continue;
    const imported = await importRows(file, bytes);
    problems.push(...imported.problems);
    if (imported.rows.length === 0 && imported.problems.length === 0)
      problems.push({ code: "no_rows", path: file, message: "holds no row", fix: "Name a file with rows, or none." });
    const rows = imported.rows.map((row, index) => mixedRow(row, sourceName(file), index + 1, licence.toLowerCase()));
    for (const [index, row] of rows.entries()) problems.push(...checkMixed(file, index + 1, row));
    sources.set(digest, rows);
  }
  if (problems.length === 0) return sources;
  const rest = problems.length - SHOWN;
  throw FlanstackError.fromProblems(
    rest > 0 ? `Rows to mix in (the first ${SHOWN} of ${problems.length} problems)` : "Rows to mix in",
    problems.slice(0, SHOWN),
  );
}

function mixedRow(row: Row, name: string, position: number, licence: string): Row {
  const tags = row.tags.filter((tag) => !/^(licence|twin):/.test(tag));
  return {
    ...row,
    id: mixedId(name, position),
    trace: JSON.stringify({ imported: { file: name, row: position, licence } }),
    tags: [...new Set([...tags, "mixed_in", `licence:${licence}`])],
    family: name,
    frame_id: name,
    seed: 0,
  };
}

function checkMixed(file: string, position: number, row: Row): Problem[] {
  const problems: Problem[] = [];
  const path = `${file}:row ${position}`;
  const secret = findSecret(JSON.stringify(row.conversations));
  if (secret !== undefined)
    problems.push({
      code: "secret",
      path,
      message: `holds what looks like a secret: ${secret}`,
      fix: "Take it out, and revoke it: it was stored here.",
    });
  if (!row.conversations.some((message) => message.role === "assistant" && message.loss))
    problems.push({
      code: "loss",
      path,
      message: "has no assistant turn to train on",
      fix: "Give one assistant message weight 1, or leave the row out.",
    });
  return problems;
}
