/**
 * The sandbox's state on disk: documents in an append-only journal (one line per committed request, so a request is
 * kept whole or not at all), bytes in files named by their SHA-256. Written before the reply is sent, so that state
 * survives a kill at any moment. Not synchronised to the platter: a power cut may lose the last requests.
 */
import {
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { sha256 } from "../../primitives";
import { type Change, type Snapshot, Transaction } from "./transaction";

type Documents = Map<string, Map<string, unknown>>;

/** One committed write, kept in memory for views of the recent past. */
interface Past {
  readonly at: number;
  readonly collection: string;
  readonly key: string;
  readonly before: unknown;
}

const PAST_LIMIT = 5_000;
/** Raised when documents change their shape. */
const FORMAT = 1;

export class Store {
  readonly #directory: string;
  #documents: Documents = new Map();
  #journal: number;
  #past: Past[] = [];

  constructor(directory: string) {
    this.#directory = directory;
    mkdirSync(join(directory, "blobs"), { recursive: true });
    this.#documents = readJournal(this.#journalPath);
    this.#checkFormat();
    this.#journal = this.#compact();
    this.#removeUnusedBlobs();
  }

  /** A view to work on; `asOf` (milliseconds) hides what was committed after that moment. */
  begin(asOf?: number): Transaction {
    const base = asOf === undefined ? this.#current() : this.#viewAsOf(asOf);
    return new Transaction(
      base,
      (bytes) => this.#writeBlob(bytes),
      (digest) => readFileSync(join(this.#directory, "blobs", digest)),
    );
  }

  /** Writes the staged changes as one line, then applies them. @throws the system error of a failed write; nothing is applied then */
  commit(changes: readonly Change[], at: number): void {
    if (changes.length === 0) return;
    const before = fstatSync(this.#journal).size;
    try {
      writeAll(
        this.#journal,
        `${JSON.stringify(changes.map((change) => [change.collection, change.key, change.document ?? null]))}\n`,
      );
    } catch (error) {
      ftruncateSync(this.#journal, before);
      throw error;
    }
    for (const change of changes) {
      this.#past.push({
        at,
        collection: change.collection,
        key: change.key,
        before: this.#documents.get(change.collection)?.get(change.key),
      });
      apply(this.#documents, change.collection, change.key, change.document);
    }
    if (this.#past.length > PAST_LIMIT) this.#past = this.#past.slice(-PAST_LIMIT / 2);
  }

  /** Forgets everything, on disk too. */
  reset(): void {
    this.#documents = new Map();
    this.#checkFormat();
    this.#past = [];
    closeSync(this.#journal);
    this.#journal = this.#compact();
    this.#removeUnusedBlobs();
  }

  close(): void {
    closeSync(this.#journal);
  }

  /** @throws Error for state that another version wrote */
  #checkFormat(): void {
    const format = this.#documents.get("sandbox")?.get("format") as { version: number } | undefined;
    if (format !== undefined && format.version !== FORMAT) {
      throw new Error(
        `its state has version ${format.version}, this sandbox reads version ${FORMAT}. Remove the directory to start afresh.`,
      );
    }
    apply(this.#documents, "sandbox", "format", { version: FORMAT });
  }

  get #journalPath(): string {
    return join(this.#directory, "state.jsonl");
  }

  #current(): Snapshot {
    return {
      get: (collection, key) => this.#documents.get(collection)?.get(key),
      entries: (collection) => this.#documents.get(collection) ?? [],
    };
  }

  #viewAsOf(asOf: number): Snapshot {
    const overlay: Documents = new Map();
    for (let index = this.#past.length - 1; index >= 0 && this.#past[index]!.at > asOf; index -= 1) {
      const { collection, key, before } = this.#past[index]!;
      const documents = overlay.get(collection) ?? new Map<string, unknown>();
      documents.set(key, before);
      overlay.set(collection, documents);
    }
    const current = this.#current();
    return {
      get: (collection, key) =>
        overlay.get(collection)?.has(key) ? overlay.get(collection)!.get(key) : current.get(collection, key),
      *entries(collection) {
        const older = overlay.get(collection);
        for (const entry of current.entries(collection)) if (!older?.has(entry[0])) yield entry;
        for (const entry of older ?? []) if (entry[1] !== undefined) yield entry;
      },
    };
  }

  #compact(): number {
    const temporary = `${this.#journalPath}.new`;
    const lines: string[] = [];
    for (const [collection, documents] of this.#documents) {
      for (const [key, document] of documents) lines.push(JSON.stringify([[collection, key, document]]));
    }
    writeFileSync(temporary, lines.map((line) => `${line}\n`).join(""));
    renameSync(temporary, this.#journalPath);
    return openSync(this.#journalPath, "a");
  }

  #writeBlob(bytes: Buffer): string {
    const digest = sha256(bytes);
    const path = join(this.#directory, "blobs", digest);
    if (existsSync(path)) return digest;
    try {
      writeFileSync(`${path}.new`, bytes);
      renameSync(`${path}.new`, path);
    } catch (error) {
      rmSync(`${path}.new`, { force: true }); // a full disk gets its room back
      throw error;
    }
    return digest;
  }

  /** A blob is in use when any document holds its digest in a field named `blob` or a list named `blobs`. */
  #removeUnusedBlobs(): void {
    const used = new Set<string>();
    for (const documents of this.#documents.values()) {
      for (const document of documents.values()) {
        const { blob, blobs } = document as { blob?: string; blobs?: string[] };
        for (const digest of blobs ?? []) used.add(digest);
        if (blob !== undefined) used.add(blob);
      }
    }
    const folder = join(this.#directory, "blobs");
    for (const file of readdirSync(folder)) if (!used.has(file)) rmSync(join(folder, file));
  }
}

/** Reads the journal; a last line without its end was never answered and is left out. */
function readJournal(path: string): Documents {
  const documents: Documents = new Map();
  if (!existsSync(path)) return documents;
  const lines = readFileSync(path, "utf8").split("\n").slice(0, -1);
  for (const line of lines) {
    for (const [collection, key, document] of JSON.parse(line) as [string, string, unknown][]) {
      apply(documents, collection, key, document ?? undefined);
    }
  }
  return documents;
}

function apply(documents: Documents, collection: string, key: string, document: unknown): void {
  let target = documents.get(collection);
  if (target === undefined) {
    target = new Map();
    documents.set(collection, target);
  }
  if (document === undefined) target.delete(key);
  else target.set(key, document);
}

function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text);
  let written = 0;
  while (written < bytes.length) written += writeSync(file, bytes, written);
}
