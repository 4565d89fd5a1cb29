/**
 * `flanstack.forgotten`: rows that no build may hold again, each with the digests of the training files that held it. Written by
 * `flanstack data forget`, committed, one line per row, sorted: two branches that forget different rows merge without a conflict.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sync as writeFileAtomic } from "write-file-atomic";
import { FlanstackError, type Problem } from "./primitives";

export const FORGOTTEN_FILE = "flanstack.forgotten";

/** A row that was forgotten. */
export interface ForgottenRow {
  readonly id: string;
  /** SHA-256 (64 hex) of training files that held it: by them the jobs and models trained on it are found. */
  readonly digests: readonly string[];
}

const HEAD =
  "# Rows that no build may hold: id, SHA-256 of training files that held it. Written by `flanstack data forget`; commit it.\n";
const DIGEST = /^sha256:([0-9a-f]{64})$/;

/** Reads the list below `root`; without one nothing is forgotten. @throws FlanstackError with every line that cannot be read */
export function readForgotten(root: string): ForgottenRow[] {
  const file = join(root, FORGOTTEN_FILE);
  return existsSync(file) ? parseForgotten(readFileSync(file, "utf8")) : [];
}

/** @throws FlanstackError with every line that cannot be read: a list that is half read would bring rows back */
export function parseForgotten(text: string): ForgottenRow[] {
  const problems: Problem[] = [];
  const rows = text.split(/\r?\n/).flatMap((line, index): ForgottenRow[] => {
    if (line.trim() === "" || line.startsWith("#")) return [];
    const [id, ...rest] = line.trim().split(/\s+/);
    const digests = rest.map((part) => DIGEST.exec(part)?.[1]);
    if (digests.every((digest) => digest !== undefined)) return [{ id: id!, digests }];
    problems.push({
      code: "forgotten_line",
      path: `${FORGOTTEN_FILE}:${index + 1}`,
      message: `This names no row: ${JSON.stringify(line.slice(0, 60))}.`,
      fix: "A line is `id`, or `id sha256:<64 hex> ...`. After a merge, keep the lines of both sides.",
    });
    return [];
  });
  if (problems.length > 0) throw FlanstackError.fromProblems(FORGOTTEN_FILE, problems);
  return mergeForgotten(rows);
}

/** One entry per row, with the digests of all its lines. */
export function mergeForgotten(rows: readonly ForgottenRow[]): ForgottenRow[] {
  const byId = new Map<string, Set<string>>();
  for (const { id, digests } of rows) byId.set(id, new Set([...(byId.get(id) ?? []), ...digests]));
  return [...byId]
    .map(([id, digests]) => ({ id, digests: [...digests].sort() }))
    .sort((left, right) => (left.id < right.id ? -1 : 1));
}

/** Replaces the list as a whole. */
export function writeForgotten(root: string, rows: readonly ForgottenRow[]): void {
  const lines = mergeForgotten(rows).map(({ id, digests }) =>
    [id, ...digests.map((digest) => `sha256:${digest}`)].join(" "),
  );
  writeFileAtomic(join(root, FORGOTTEN_FILE), `${HEAD}${lines.join("\n")}\n`);
}

/** For the settings of a build. */
export function forgottenIds(root: string): readonly string[] {
  return readForgotten(root).map(({ id }) => id);
}
