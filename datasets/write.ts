/** Writes a folder all at once: into a temporary one beside it, then renamed. Nothing half-written stays. */
import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
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
    rmSync(directory, { recursive: true, force: true });
    renameSync(temporary, directory);
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
