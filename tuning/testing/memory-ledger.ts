/** A ledger in memory with the same conditional writes as the real ones. */
import { type ClaimDraft, entryOf, type Ledger, type LedgerEntry, renderClaim } from "../ledger";

export function createMemoryLedger(now: () => number): Ledger {
  const claims = new Map<string, { version: number; claim: LedgerEntry["claim"] }>();
  let versions = 0;

  function write(key: string, draft: ClaimDraft): LedgerEntry {
    const { claim } = renderClaim(draft, now());
    versions += 1;
    claims.set(key, { version: versions, claim });
    return entryOf(key, claim, String(versions), now());
  }

  function read(key: string): LedgerEntry | undefined {
    const found = claims.get(key);
    return found && entryOf(key, found.claim, String(found.version), now());
  }

  const isCurrent = (entry: LedgerEntry) => String(claims.get(entry.key)?.version) === entry.version;

  return {
    address: "memory:",
    read: async (key) => read(key),
    create: async (key, claim) => (claims.has(key) ? undefined : write(key, claim)),
    replace: async (entry, claim) => (isCurrent(entry) ? write(entry.key, claim) : undefined),
    remove: async (entry) => isCurrent(entry) && claims.delete(entry.key),
    list: async () => [...claims.keys()].sort().map((key) => read(key)!),
  };
}
