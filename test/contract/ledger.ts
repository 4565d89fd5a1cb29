/** What every ledger must do: conditional writes of which exactly one wins, and no lost claim. */
import { beforeEach, describe, expect, it } from "vitest";
import type { Claim, Ledger, LedgerEntry } from "../../tuning";

let nonces = 0;

function draft(key: string, changes: Partial<Claim> = {}) {
  nonces += 1;
  return {
    version: 1 as const,
    jobKey: key,
    digest: "d".repeat(64),
    account: "loopback",
    state: "claimed" as const,
    nonce: `nonce-${nonces}`,
    owner: { project: "flanstack", stack: "test", agent: "qa_agent" },
    claimedAt: "2026-11-22T10:00:00.000Z",
    createDeadlineMilliseconds: 1000,
    requests: 1,
    spec: {
      provider: "gemini" as const,
      method: "supervised" as const,
      baseModel: "gemini-3.1-flash-lite",
      hyperparameters: { epochs: 3 },
      trainDigest: "a".repeat(64),
      generation: 1,
    },
    submission: {
      digest: "d".repeat(64),
      owner: { project: "flanstack", stack: "test", agent: "qa_agent" },
      displayName: "qa_agent",
      train: { uri: "gs://b/o" },
    },
    ...changes,
  };
}

/** @param open gives another client of the same ledger, empty at the start of each test */
export function describeLedger(name: string, open: () => Promise<() => Ledger>): void {
  describe(`${name} as a ledger`, () => {
    const key = "ab".repeat(32);
    let client: () => Ledger;
    beforeEach(async () => {
      client = await open();
    });

    it("gives back what was written, by another client", async () => {
      const claim = draft(key);
      const created = await client().create(key, claim);
      const read = await client().read(key);
      expect(read?.claim).toMatchObject(claim);
      expect(read?.version).toBe(created?.version);
      expect(read?.ageMilliseconds).toBeLessThan(60_000);
      expect(await client().read("cd".repeat(32))).toBeUndefined();
    });

    it("lets one of many first claims win", async () => {
      const results = await Promise.all(Array.from({ length: 8 }, () => client().create(key, draft(key))));
      const winners = results.filter((entry): entry is LedgerEntry => entry !== undefined);
      expect(winners).toHaveLength(1);
      expect((await client().read(key))?.claim.nonce).toBe(winners[0]!.claim.nonce);
    });

    it("lets one of many overwrites of one version win", async () => {
      const entry = (await client().create(key, draft(key)))!;
      const results = await Promise.all(Array.from({ length: 8 }, () => client().replace(entry, draft(key))));
      expect(results.filter((result) => result !== undefined)).toHaveLength(1);
    });

    it("refuses an overwrite of an older version, also much later", async () => {
      const first = (await client().create(key, draft(key)))!;
      let entry = first;
      for (let index = 0; index < 5; index += 1) entry = (await client().replace(entry, draft(key)))!;
      expect(await client().replace(first, draft(key))).toBeUndefined();
      expect(await client().remove(first)).toBe(false);
      expect((await client().read(key))?.version).toBe(entry.version);
    });

    it("removes only the version that was read, and then can be claimed anew, not resurrected", async () => {
      const entry = (await client().create(key, draft(key)))!;
      expect(await client().remove(entry)).toBe(true);
      expect(await client().read(key)).toBeUndefined();
      expect(await client().remove(entry)).toBe(false);
      expect(await client().replace(entry, draft(key))).toBeUndefined();
      expect(await client().create(key, draft(key))).toBeDefined();
    });

    it("lists all claims", async () => {
      const keys = ["aa", "bb", "cc"].map((part) => part.repeat(32));
      for (const each of keys) await client().create(each, draft(each));
      await client().remove((await client().read(keys[1]!))!);
      expect((await client().list()).map((entry) => entry.key).sort()).toEqual([keys[0], keys[2]]);
    });
  });
}

export { draft as claimDraft };
