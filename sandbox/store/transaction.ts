/** One request's view of the state: reads fall through to what is committed, writes are staged until the commit. */

export interface Change {
  readonly collection: string;
  readonly key: string;
  /** `undefined` removes the document. */
  readonly document: unknown;
}

/** What a transaction reads from: the committed documents, or an older view of them. */
export interface Snapshot {
  get(collection: string, key: string): unknown;
  entries(collection: string): Iterable<[string, unknown]>;
}

export class Transaction {
  readonly #base: Snapshot;
  readonly #staged = new Map<string, Map<string, unknown>>();
  readonly #writeBlob: (bytes: Buffer) => string;
  readonly #readBlob: (digest: string) => Buffer;

  constructor(base: Snapshot, writeBlob: (bytes: Buffer) => string, readBlob: (digest: string) => Buffer) {
    this.#base = base;
    this.#writeBlob = writeBlob;
    this.#readBlob = readBlob;
  }

  get<T>(collection: string, key: string): T | undefined {
    const staged = this.#staged.get(collection);
    if (staged?.has(key)) return staged.get(key) as T | undefined;
    return this.#base.get(collection, key) as T | undefined;
  }

  /** All documents of a collection with their keys, staged writes included, in no particular order. */
  entries<T>(collection: string): [string, T][] {
    const staged = this.#staged.get(collection);
    const result: [string, T][] = [];
    for (const [key, document] of this.#base.entries(collection)) {
      if (staged?.has(key)) continue;
      result.push([key, document as T]);
    }
    for (const [key, document] of staged ?? []) {
      if (document !== undefined) result.push([key, document as T]);
    }
    return result;
  }

  list<T>(collection: string): T[] {
    return this.entries<T>(collection).map(([, document]) => document);
  }

  put(collection: string, key: string, document: object): void {
    this.#stage(collection, key, document);
  }

  remove(collection: string, key: string): void {
    this.#stage(collection, key, undefined);
  }

  /** Keeps bytes on disk and names them by their SHA-256. They stay when the transaction is dropped; the next start cleans up. */
  writeBlob(bytes: Buffer): string {
    return this.#writeBlob(bytes);
  }

  readBlob(digest: string): Buffer {
    return this.#readBlob(digest);
  }

  get changes(): Change[] {
    return [...this.#staged].flatMap(([collection, documents]) =>
      [...documents].map(([key, document]) => ({ collection, key, document })),
    );
  }

  #stage(collection: string, key: string, document: unknown): void {
    const staged = this.#staged.get(collection) ?? new Map<string, unknown>();
    staged.set(key, document);
    this.#staged.set(collection, staged);
  }
}
