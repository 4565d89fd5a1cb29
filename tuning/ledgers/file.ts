/**
 * A ledger in a folder: for providers that need no cloud, and for one machine or a shared file system.
 * A claim is a chain of numbered files `<key>.<number>.json`; a write makes the next number with an exclusive link, which
 * fails when another writer was there first. A removed claim leaves a tombstone, so that numbers are never used twice;
 * no number is ever deleted, or a late writer could win one again. A claim is written a handful of times in its life.
 */
import { link, mkdir, readdir, readFile, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../../primitives";
import { type ClaimDraft, entryOf, type Ledger, type LedgerEntry, parseClaim, renderClaim } from "../ledger";

const TOMBSTONE = "removed\n";
const CLAIM_FILE = /^([0-9a-f]+)\.(\d+)\.json$/;

/** @param directory made when the first claim is written */
export function openFileLedger(directory: string, clock: Clock): Ledger {
  const folder = join(directory, "claims");

  /** The highest number of each key. */
  async function numbers(): Promise<Map<string, number>> {
    const names = await readdir(folder).catch((error) => {
      if (error.code === "ENOENT") return [];
      throw error;
    });
    const highest = new Map<string, number>();
    for (const name of names) {
      const match = CLAIM_FILE.exec(name);
      if (match === null) continue;
      highest.set(match[1]!, Math.max(highest.get(match[1]!) ?? 0, Number(match[2])));
    }
    return highest;
  }

  function pathOf(key: string, number: number): string {
    return join(folder, `${key}.${String(number).padStart(6, "0")}.json`);
  }

  /** Writes this number unless it exists; the file appears whole or not at all. */
  async function write(key: string, number: number, text: string, nonce: string): Promise<boolean> {
    await mkdir(folder, { recursive: true });
    const draft = join(folder, `.${key}.${nonce}.draft`);
    await writeFile(draft, text);
    try {
      await link(draft, pathOf(key, number));
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
      throw error;
    } finally {
      await unlink(draft).catch(() => undefined);
    }
  }

  async function writeClaim(key: string, number: number, draft: ClaimDraft): Promise<LedgerEntry | undefined> {
    const { claim, text } = renderClaim(draft, clock.now());
    const written = await write(key, number, text, claim.nonce);
    return written ? entryOf(key, claim, String(number), clock.now()) : undefined;
  }

  /** The newest version's text, or undefined when the key was never claimed. */
  async function newest(key: string): Promise<{ readonly number: number; readonly text: string } | undefined> {
    const number = (await numbers()).get(key);
    if (number === undefined) return undefined;
    return { number, text: await readFile(pathOf(key, number), "utf8") };
  }

  const ledger: Ledger = {
    address: `file://${directory}`,
    async read(key) {
      const found = await newest(key);
      if (found === undefined || found.text === TOMBSTONE) return undefined;
      const claim = parseClaim(found.text, pathOf(key, found.number));
      return entryOf(key, claim, String(found.number), clock.now());
    },
    async create(key, claim) {
      const found = await newest(key);
      if (found !== undefined && found.text !== TOMBSTONE) return undefined;
      return writeClaim(key, (found?.number ?? 0) + 1, claim);
    },
    replace: (entry, claim) => writeClaim(entry.key, Number(entry.version) + 1, claim),
    remove: (entry) => write(entry.key, Number(entry.version) + 1, TOMBSTONE, `${entry.claim.nonce}.removed`),
    async list() {
      const keys = [...(await numbers()).keys()].sort();
      const entries = await Promise.all(keys.map((key) => ledger.read(key)));
      return entries.filter((entry) => entry !== undefined);
    },
  };
  return ledger;
}
