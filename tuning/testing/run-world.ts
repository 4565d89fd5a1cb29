/**
 * Runs several updates of one purchase against one provider and one ledger, in an order that a schedule decides, with any
 * run killed at any of its awaits. Time jumps only when every run waits.
 */
import type { Clock } from "../../primitives";
import { adoptOrSubmit } from "../adopt-or-submit";
import { type AdoptionPorts, type AdoptionTimes, type AdoptOrSubmitOptions, DEFAULT_TIMES } from "../adoption-options";
import { specDigest } from "../digest";
import type { Owner, Submission, TuningSpec } from "../job";
import type { Ledger } from "../ledger";
import { type Journal, silentLog } from "../ports";
import { createQuotaGate } from "../quota";
import { createMemoryLedger } from "./memory-ledger";
import { createMemoryProvider, type MemoryProvider } from "./memory-provider";
import { createVirtualClock, type VirtualClock } from "./virtual-clock";

export const SPEC: TuningSpec = {
  provider: "gemini",
  method: "supervised",
  baseModel: "gemini-3.1-flash-lite",
  hyperparameters: { epochs: 3, adapterSize: 4 },
  trainDigest: "a".repeat(64),
  generation: 1,
};

export const OWNER: Owner = { project: "flanstack", stack: "dev", agent: "qa_agent" };

export function submissionOf(spec: TuningSpec = SPEC, owner: Owner = OWNER): Submission {
  return {
    digest: specDigest(spec),
    owner,
    displayName: "qa_agent",
    train: { uri: "gs://bucket/train.jsonl" },
    project: "acme",
    location: "us-central1",
  };
}

export interface World {
  readonly clock: VirtualClock;
  readonly provider: MemoryProvider;
  readonly ledger: Ledger;
  readonly journal: Map<string, string>;
  /** Ports of one run; `checkpoint` is passed at each await, and never returns in a killed run. */
  ports(checkpoint?: () => Promise<void>): AdoptionPorts;
  options(changes?: Partial<AdoptOrSubmitOptions>, checkpoint?: () => Promise<void>): AdoptOrSubmitOptions;
}

export function createWorld(): World {
  const clock = createVirtualClock();
  const provider = createMemoryProvider(clock.now, (milliseconds) => clock.sleep(milliseconds));
  const ledger = createMemoryLedger(clock.now);
  const journal = new Map<string, string>();
  let nonces = 0;

  const world: World = {
    clock,
    provider,
    ledger,
    journal,
    ports(checkpoint = async () => undefined) {
      const around = async <T>(work: () => Promise<T>): Promise<T> => {
        await checkpoint();
        const result = await work();
        await checkpoint();
        return result;
      };
      return {
        backend: provider.backend(checkpoint),
        ledger: {
          address: ledger.address,
          read: (key) => around(() => ledger.read(key)),
          create: (key, claim) => around(() => ledger.create(key, claim)),
          replace: (entry, claim) => around(() => ledger.replace(entry, claim)),
          remove: (entry) => around(() => ledger.remove(entry)),
          list: () => around(() => ledger.list()),
        },
        journal: memoryJournal(journal, checkpoint),
        clock: { now: clock.now, sleep: (milliseconds) => around(() => clock.sleep(milliseconds)) } satisfies Clock,
        log: silentLog,
        newNonce: () => `nonce-${++nonces}`,
        section: (work) => work(),
      };
    },
    options: (changes = {}, checkpoint) => ({
      ...world.ports(checkpoint),
      spec: SPEC,
      submission: submissionOf(),
      times: DEFAULT_TIMES satisfies AdoptionTimes,
      quota: createQuotaGate(),
      waitForQuota: true,
      ...changes,
    }),
  };
  return world;
}

function memoryJournal(entries: Map<string, string>, checkpoint: () => Promise<void>): Journal {
  return {
    async note(key, nonce) {
      await checkpoint();
      entries.set(key, nonce);
    },
    read: async (key) => entries.get(key),
    async clear(key) {
      entries.delete(key);
    },
  };
}

/**
 * Drives runs to their end: one run moves at a time, as `pick` decides among `choices`; the last choice lets time jump
 * although a run could move, as on a machine that sleeps. When all wait, time jumps too.
 */
export async function drive<T>(
  world: World,
  starts: readonly ((checkpoint: () => Promise<void>) => Promise<T>)[],
  pick: (choices: number) => number,
  killAt: readonly (number | undefined)[] = [],
): Promise<PromiseSettledResult<T>[]> {
  const gates: (() => void)[][] = starts.map(() => []);
  const passed = starts.map(() => 0);
  const killed = new Set<number>();
  const settled: (PromiseSettledResult<T> | undefined)[] = starts.map(() => undefined);
  starts.forEach((start, index) => {
    const checkpoint = () =>
      new Promise<void>((resolve) => {
        passed[index] = passed[index]! + 1;
        if (killed.has(index) || passed[index]! === killAt[index]) {
          killed.add(index);
          settled[index] ??= { status: "rejected", reason: KILLED };
          return;
        }
        gates[index]!.push(resolve);
      });
    start(checkpoint).then(
      (value) => {
        settled[index] ??= { status: "fulfilled", value };
      },
      (reason) => {
        settled[index] ??= { status: "rejected", reason };
      },
    );
  });
  for (let turns = 0; settled.includes(undefined); turns += 1) {
    if (turns > 20_000) throw new Error("the runs do not end");
    await quiet();
    const ready = gates.flatMap((queue, index) => (queue.length > 0 && !killed.has(index) ? [index] : []));
    const chosen = pick(ready.length + 1) % (ready.length + 1);
    if (chosen < ready.length) gates[ready[chosen]!]!.shift()!();
    else if (ready.length > 0) world.clock.wakeNext();
    else if (settled.includes(undefined) && !world.clock.wakeNext()) throw new Error("all runs hang");
  }
  return settled as PromiseSettledResult<T>[];
}

/** Why a killed run did not end. */
export const KILLED = new Error("killed");

/** Until every run stands at a gate or sleeps. */
async function quiet(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

/** Runs one update alone, to its end. */
export async function runAlone(world: World, changes: Partial<AdoptOrSubmitOptions> = {}) {
  const [result] = await drive(world, [(checkpoint) => adoptOrSubmit(world.options(changes, checkpoint))], () => 0);
  if (result!.status === "rejected") throw result!.reason;
  return result!.value;
}
