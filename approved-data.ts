/**
 * `flanstack.lock`: the training data that a person has approved, by digest. Outside local and dev nothing else is tuned on, so
 * that a dependency update that changes bytes cannot buy six jobs by itself. Committed, one line per file, sorted: two
 * branches that approve different agents merge without a conflict.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sync as writeFileAtomic } from "write-file-atomic";
import { FlanstackError, type Problem } from "./primitives";

export const LOCK_FILE = "flanstack.lock";

/** One approved training file. */
export interface ApprovedFile {
  readonly agent: string;
  /** SHA-256 (64 hex) of the training file in the provider's format. */
  readonly digest: string;
  readonly provider: string;
  readonly rows: number;
}

const HEAD =
  "# Approved training data, and locked evaluation rows: agent, provider or `evaluation`, SHA-256, rows. Written by `flanstack data accept` and `flanstack eval-lock`; commit it.\n";
const LINE = /^(\S+) (\S+) sha256:([0-9a-f]{64}) (\d+)$/;

/** Reads the lock below `root`; no file approves nothing. @throws FlanstackError with every line that cannot be read */
export function readApproved(root: string): ApprovedFile[] {
  const file = join(root, LOCK_FILE);
  return existsSync(file) ? parseApproved(readFileSync(file, "utf8")) : [];
}

/** @throws FlanstackError with every line that cannot be read: what is unreadable approves nothing */
export function parseApproved(text: string): ApprovedFile[] {
  const problems: Problem[] = [];
  const files = text.split(/\r?\n/).flatMap((line, index): ApprovedFile[] => {
    if (line.trim() === "" || line.startsWith("#")) return [];
    const [, agent, provider, digest, rows] = LINE.exec(line) ?? [];
    if (agent !== undefined) return [{ agent, provider: provider!, digest: digest!, rows: Number(rows) }];
    problems.push({
      code: "lock_line",
      path: `${LOCK_FILE}:${index + 1}`,
      message: `This is no approval: ${JSON.stringify(line.slice(0, 60))}.`,
      fix: "A line is `agent provider sha256:<64 hex> rows`. After a merge, keep the lines of both sides.",
    });
    return [];
  });
  if (problems.length > 0) throw FlanstackError.fromProblems(LOCK_FILE, problems);
  return files;
}

/** Sorted and without repeats: the same approvals are the same bytes. */
export function renderApproved(files: readonly ApprovedFile[]): string {
  const lines = files.map(({ agent, provider, digest, rows }) => `${agent} ${provider} sha256:${digest} ${rows}`);
  return `${HEAD}${[...new Set(lines)].sort().join("\n")}\n`;
}

/** Replaces the lock as a whole. */
export function writeApproved(root: string, files: readonly ApprovedFile[]): void {
  writeFileAtomic(join(root, LOCK_FILE), renderApproved(files));
}

/** Where people try things out nothing needs approval. */
export function needsApproval(environment: string): boolean {
  return environment !== "local" && environment !== "dev";
}

/** What would be tuned on without anybody's approval. */
export function checkApproved(
  approved: readonly ApprovedFile[],
  planned: readonly ApprovedFile[],
  stack: string,
): Problem[] {
  const known = new Set(approved.map(({ agent, digest }) => `${agent} ${digest}`));
  return planned
    .filter(({ agent, digest }) => !known.has(`${agent} ${digest}`))
    .map(({ agent, provider, digest }) => ({
      code: "data_not_approved",
      path: LOCK_FILE,
      message: `${agent}: nobody has approved the training data ${digest.slice(0, 12)}${approved.some((file) => file.agent === agent && file.provider === provider) ? " (other data of this agent is approved)" : ""}.`,
      fix: `Look at it (flanstack data report), then: flanstack data accept --stack ${stack}, and commit ${LOCK_FILE}.`,
    }));
}
