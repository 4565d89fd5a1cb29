/** Writes a folder all at once: into a temporary one beside it, then renamed. Nothing half-written stays. */
import { createHash, type Hash } from "node:crypto";
import { closeSync, mkdirSync, openSync, readSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { FlanstackError } from "../primitives";

export interface OutputFile {
  readonly name: string;
  readonly bytes: string | Uint8Array;
}

export interface WrittenFile {
  readonly name: string;
  readonly sha256: string;
  readonly sizeBytes: number;
}

interface OpenFile {
  readonly descriptor: number;
  readonly hash: Hash;
  sizeBytes: number;
}

/**
 * Replaces a folder by these files.
 * @returns modification times by name
 * @throws FlanstackError `cannot_write` (a full disk, no permission); the folder is then as it was before
 */
export function writeFolder(directory: string, files: readonly OutputFile[]): { readonly [name: string]: number } {
  const folder = new FolderWriter(directory);
  for (const { name, bytes } of files) folder.append(name, bytes);
  return folder.close();
}

/** A folder whose files grow piece by piece, and which is there once it is closed. Every step throws `cannot_write`. */
export class FolderWriter {
  private readonly temporary: string;
  private readonly files = new Map<string, OpenFile>();

  constructor(readonly directory: string) {
    this.temporary = `${directory}.${process.pid}.tmp`;
    this.attempt(() => {
      rmSync(this.temporary, { recursive: true, force: true });
      mkdirSync(this.temporary, { recursive: true });
    });
  }

  /** Adds bytes to the end of a file; the file is made if need be. */
  append(name: string, bytes: string | Uint8Array): void {
    this.attempt(() => {
      const buffer = typeof bytes === "string" ? Buffer.from(bytes) : bytes;
      const file = this.open(name);
      for (let at = 0; at < buffer.length; ) at += writeSync(file.descriptor, buffer, at);
      file.hash.update(buffer);
      file.sizeBytes += buffer.length;
    });
  }

  /** Where a file lies until the folder is closed. */
  pathOf(name: string): string {
    return join(this.temporary, name);
  }

  /** Takes a file out, so that it can be written anew from what it holds. @returns where that lies until `drop` */
  setAside(name: string): string {
    return this.attempt(() => {
      closeSync(this.open(name).descriptor);
      this.files.delete(name);
      renameSync(this.pathOf(name), this.pathOf(`${name}.aside`));
      return this.pathOf(`${name}.aside`);
    });
  }

  /** Deletes what was set aside. */
  drop(path: string): void {
    this.attempt(() => rmSync(path));
  }

  /** What was written so far, by name. */
  written(): ReadonlyMap<string, WrittenFile> {
    return new Map(
      [...this.files].map(([name, { hash, sizeBytes }]) => [
        name,
        { name, sha256: hash.copy().digest("hex"), sizeBytes },
      ]),
    );
  }

  /** Puts the folder in its place. @returns modification times by name */
  close(): { readonly [name: string]: number } {
    return this.attempt(() => {
      const written = this.written();
      for (const { descriptor } of this.files.values()) closeSync(descriptor);
      putInPlace(this.temporary, this.directory, [...written.values()]);
      return Object.fromEntries(
        [...written.keys()].map((name) => [name, statSync(join(this.directory, name)).mtimeMs]),
      );
    });
  }

  /** Leaves the folder as it was before. */
  discard(): void {
    for (const { descriptor } of this.files.values()) {
      try {
        closeSync(descriptor);
      } catch {
        // closed already
      }
    }
    this.files.clear();
    rmSync(this.temporary, { recursive: true, force: true });
  }

  private open(name: string): OpenFile {
    let file = this.files.get(name);
    if (file === undefined) {
      file = { descriptor: openSync(this.pathOf(name), "w"), hash: createHash("sha256"), sizeBytes: 0 };
      this.files.set(name, file);
    }
    return file;
  }

  private attempt<T>(act: () => T): T {
    try {
      return act();
    } catch (cause) {
      this.discard();
      const { code, message } = cause as NodeJS.ErrnoException;
      const fix =
        code === "ENOSPC"
          ? "The disk is full: free some space (600 rows in all formats need about 30 MB) and run again."
          : "Check that the folder can be written to, or choose another one.";
      throw new FlanstackError(`Cannot write ${this.directory}: ${message}`, {
        code: "cannot_write",
        path: this.directory,
        fix,
        cause,
      });
    }
  }
}

/**
 * Gives the temporary folder its name. Another process may have made the same folder meanwhile (names follow from content):
 * then its files stay, so that nobody who is reading them loses them.
 */
function putInPlace(temporary: string, directory: string, files: readonly WrittenFile[]): void {
  try {
    renameSync(temporary, directory);
  } catch (error) {
    if (!["ENOTEMPTY", "EEXIST"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
    if (files.every((file) => holds(join(directory, file.name), file))) {
      rmSync(temporary, { recursive: true, force: true });
      return;
    }
    const aside = `${directory}.${process.pid}.old`;
    renameSync(directory, aside);
    renameSync(temporary, directory);
    rmSync(aside, { recursive: true, force: true });
  }
}

function holds(path: string, file: WrittenFile): boolean {
  try {
    return statSync(path).size === file.sizeBytes && digestOfFile(path) === file.sha256;
  } catch {
    return false; // not there, or not readable
  }
}

const PIECE_BYTES = 1 << 20;

/** A file piece by piece; a piece is good until the next is asked for. */
export function* readPieces(path: string): Generator<Uint8Array> {
  const descriptor = openSync(path, "r");
  try {
    const piece = Buffer.allocUnsafe(PIECE_BYTES);
    for (let size = readSync(descriptor, piece); size > 0; size = readSync(descriptor, piece))
      yield piece.subarray(0, size);
  } finally {
    closeSync(descriptor);
  }
}

/** SHA-256 of a file of any size. */
export function digestOfFile(path: string): string {
  const hash = createHash("sha256");
  for (const piece of readPieces(path)) hash.update(piece);
  return hash.digest("hex");
}
