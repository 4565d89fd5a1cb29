/** Which inputs decide the bytes, and whether what lies on disk is still what was built from them. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { digestOf, sha256 } from "../primitives";
import type { NormalSettings } from "./settings";
import { digestOfFile } from "./write";

/** Folders of the checkout whose sources make the data; the user's own agents lie in the last. */
const SOURCE_FOLDERS = ["agents", "datasets", "primitives", "user-agents"] as const;

/** A digest of the generator's sources, the lock file and the Node version. Tests do not count. */
export function generatorDigest(root: string): string {
  const files = SOURCE_FOLDERS.flatMap((folder) => sourcesBelow(join(root, folder))).sort();
  const sources = files.map((file) => [relative(root, file).split(sep).join("/"), sha256(readFileSync(file))]);
  const [major, minor] = process.versions.node.split(".");
  return digestOf({ sources, lock: sha256(readOptional(join(root, "package-lock.json"))), node: `${major}.${minor}` });
}

function sourcesBelow(folder: string): string[] {
  let entries: import("node:fs").Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourcesBelow(path);
    return /\.(ts|json)$/.test(entry.name) && !entry.name.endsWith(".test.ts") ? [path] : [];
  });
}

function readOptional(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return Buffer.alloc(0);
    throw error;
  }
}

export interface AgentDigestInput {
  readonly generator: string;
  readonly agent: string;
  readonly settings: NormalSettings;
  readonly others: readonly string[];
  /** Digest of the requests that rows which are mixed in may not resemble. */
  readonly heldOut?: string;
  /** Sources of an agent outside the checkout's `agents/`. */
  readonly cacheKey?: string;
}

export function agentDigest(input: AgentDigestInput): string {
  return digestOf({ ...input, others: [...input.others].sort() });
}

export interface StampedFile {
  readonly name: string;
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** Modification times of files that were hashed, so that an untouched file need not be hashed again. */
export type Stamp = { readonly [name: string]: number };

/** Whether all files are there and unchanged: size and time as stamped, or else the right SHA-256. */
export function filesAreIntact(directory: string, files: readonly StampedFile[], stamp: Stamp): boolean {
  return files.every((file) => {
    const path = join(directory, file.name);
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined || found.size !== file.sizeBytes) return false;
    return stamp[file.name] === found.mtimeMs || digestOfFile(path) === file.sha256;
  });
}
