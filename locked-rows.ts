/**
 * Rows of the user's own that decide, locked by digest in `flanstack.lock` beside the approved training data: they cannot change
 * unseen. A line is `agent evaluation sha256:<64 hex> examples`.
 */
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type ApprovedFile, LOCK_FILE, readApproved, writeApproved } from "./approved-data";
import { evaluationRows, rowsDigest } from "./evaluation";
import type { Problem } from "./primitives";

const KIND = "evaluation";

/** The rows of one agent, by what models see and what counts as right; their order does not count. */
export interface OwnRows {
  readonly agent: string;
  readonly digest: string;
  readonly examples: number;
}

/** @param examples canonical rows, as parsed JSON. Every step counts, whichever are asked. */
export function ownRows(examples: readonly unknown[], source: string): OwnRows[] {
  const rows = evaluationRows(examples, source);
  return [...new Set(rows.map(({ agent }) => agent))].sort().map((agent) => {
    const own = rows.filter((row) => row.agent === agent);
    return { agent, digest: rowsDigest(own), examples: new Set(own.map(({ exampleId }) => exampleId)).size };
  });
}

/** The folder whose lock counts: the nearest one at or above `folder` that holds a lock. */
export function lockFolder(folder: string): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(join(at, LOCK_FILE))) return at;
    if (dirname(at) === at) return undefined;
  }
}

/** @param root folder of the lock; none locks nothing */
export function lockedRows(root: string | undefined): OwnRows[] {
  if (root === undefined) return [];
  return readApproved(root)
    .filter(({ provider }) => provider === KIND)
    .map(({ agent, digest, rows }) => ({ agent, digest, examples: rows }));
}

/** Locks these rows in place of what was locked for their agents; everything else in the lock stays. */
export function lockRows(root: string, rows: readonly OwnRows[]): void {
  const locked = new Set(rows.map(({ agent }) => agent));
  const others = readApproved(root).filter(({ agent, provider }) => provider !== KIND || !locked.has(agent));
  const lines = rows.map(({ agent, digest, examples }): ApprovedFile => {
    return { agent, provider: KIND, digest, rows: examples };
  });
  writeApproved(root, [...others, ...lines]);
}

/** What speaks against deciding on these rows: the lock names others. An agent without locked rows is free. */
export function checkOwnRows(
  locked: readonly OwnRows[],
  rows: readonly Pick<OwnRows, "agent" | "digest">[],
  source: string,
): Problem[] {
  return rows.flatMap(({ agent, digest }): Problem[] => {
    const known = locked.filter((each) => each.agent === agent);
    if (known.length === 0 || known.some((each) => each.digest === digest)) return [];
    return [
      {
        code: "locked_rows_changed",
        path: source,
        message: `${agent}: these are not the locked evaluation rows (${known[0]!.digest.slice(0, 12)} are locked, these are ${digest.slice(0, 12)}).`,
        fix: `Restore the rows; or lock the new ones on purpose (flanstack eval-lock ${source}) and commit ${LOCK_FILE}: scores before and after do not compare.`,
      },
    ];
  });
}

/** What speaks against deciding on generated rows: rows of the user's own are locked, and they come first. */
export function checkGeneratedRows(locked: readonly OwnRows[], agents: readonly string[], source: string): Problem[] {
  return agents
    .filter((agent) => locked.some((each) => each.agent === agent))
    .map((agent) => ({
      code: "locked_rows_decide",
      path: source,
      message: `${agent} has locked evaluation rows of its own: generated rows do not decide beside them.`,
      fix: `Give your rows with --examples, and these with --beside ${source}: they become a slice.`,
    }));
}
