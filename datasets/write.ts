/** Writes a folder all at once: into a temporary one beside it, then renamed. Nothing half-written stays. */
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FlanstackError } from "../primitives";

export interface OutputFile {
  readonly name: string;
  readonly bytes: string | Uint8Array;
}

/**
 * Replaces a folder by these files.
 * @returns modification times by name
 * @throws FlanstackError `cannot_write` (a full disk, no permission); the folder is then as it was before
 */
export function writeFolder(directory: string, files: readonly OutputFile[]): { readonly [name: string]: number } {
  const temporary = `${directory}.${process.pid}.tmp`;
  try {
    rmSync(temporary, { recursive: true, force: true });
    mkdirSync(temporary, { recursive: true });
    for (const file of files) writeFileSync(join(temporary, file.name), file.bytes, { flush: true });
    putInPlace(temporary, directory, files);
    return Object.fromEntries(files.map((file) => [file.name, statSync(join(directory, file.name)).mtimeMs]));
  } catch (cause) {
    rmSync(temporary, { recursive: true, force: true });
    const { code, message } = cause as NodeJS.ErrnoException;
    const fix =
      code === "ENOSPC"
        ? "The disk is full: free some space (a default build needs about 100 MB) and run again."
        : "Check that the folder can be written to, or choose another one.";
    throw new FlanstackError(`Cannot write ${directory}: ${message}`, {
      code: "cannot_write",
      path: directory,
      fix,
      cause,
    });
  }
}

/**
 * Gives the temporary folder its name. Another process may have made the same folder meanwhile (names follow from content):
 * then its files stay, so that nobody who is reading them loses them.
 */
function putInPlace(temporary: string, directory: string, files: readonly OutputFile[]): void {
  try {
    renameSync(temporary, directory);
  } catch (error) {
    if (!["ENOTEMPTY", "EEXIST"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
    if (holds(directory, files)) {
      rmSync(temporary, { recursive: true, force: true });
      return;
    }
    const aside = `${directory}.${process.pid}.old`;
    renameSync(directory, aside);
    renameSync(temporary, directory);
    rmSync(aside, { recursive: true, force: true });
  }
}

function holds(directory: string, files: readonly OutputFile[]): boolean {
  return files.every(({ name, bytes }) => {
    try {
      return readFileSync(join(directory, name)).equals(Buffer.from(bytes as Uint8Array));
    } catch {
      return false; // not there, or not readable
    }
  });
}
