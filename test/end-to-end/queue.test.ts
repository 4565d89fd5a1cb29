/**
 * A quota of one job under CI, by the commands a pipeline runs: `up` submits what there is room for, ends and holds no lock;
 * `jobs collect`, run again and again, submits and finishes the rest; the next `up` fills in the models.
 */
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LaunchedSandbox, launchSandbox } from "../../sandbox";
import { runCli } from "./harness/cli";
import { createsByDigest } from "./harness/sandbox-admin";

const LEDGER = "gs://flanstack-local-ledger/flanstack";
const AGENTS = 6;

interface CollectedLine {
  readonly result: { readonly kind: string; readonly state?: string };
}

let folder: string;
let sandbox: LaunchedSandbox;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "flanstack-queue-"));
  sandbox = await launchSandbox({ dataDirectory: join(folder, "sandbox"), speed: 1, quota: 1 });
});
afterAll(async () => {
  await sandbox?.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const up = () => {
  const settings = ["--set", 'counts={"tflan":40,"react":60,"negative":20}', "--set", "wait=auto"];
  const args = ["local", "up", "--json", "--folder", join(folder, "stack"), "--sandbox", sandbox.url, "--speed", "1"];
  return runCli([...args, ...settings], { environment: { CI: "true" } });
};

async function collect(): Promise<CollectedLine[]> {
  const environment = {
    CI: "true",
    FLANSTACK_VERTEX_BASE_URL: sandbox.url,
    FLANSTACK_STORAGE_BASE_URL: sandbox.url,
    FLANSTACK_JOURNAL: join(folder, "journal"),
  };
  const { stdout } = await runCli(["jobs", "collect", "--json", "--ledger", LEDGER], { environment });
  return JSON.parse(stdout) as CollectedLine[];
}

async function advanceClock(seconds: number): Promise<void> {
  const body = JSON.stringify({ advanceSeconds: seconds });
  const reply = await fetch(`${sandbox.url}/_sandbox/clock`, { method: "POST", body });
  expect(reply.ok).toBe(true);
}

function lockFiles(): string[] {
  const locks = join(folder, "stack", "state", ".pulumi", "locks");
  if (!existsSync(locks)) return [];
  const entries = readdirSync(locks, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

describe("six agents, a quota of one job, CI=true", () => {
  it("up ends before its job and holds no lock; collect, repeated, finishes all six with one create request each", async () => {
    await up();
    expect(lockFiles()).toEqual([]);
    expect([...createsByDigest(join(folder, "sandbox")).values()]).toEqual([1]);

    // The job still runs: `up` has not waited for it.
    const kinds = (lines: CollectedLine[]) => lines.map(({ result }) => result.kind).sort();
    expect(kinds(await collect())).toEqual(["running", ...Array(AGENTS - 1).fill("waiting")]);
    // One round ends a job and submits the next; the last only sees that all have ended.
    let last: CollectedLine[] = [];
    for (let round = 0; round < AGENTS; round += 1) {
      await advanceClock(3 * 3600);
      last = await collect();
    }
    expect(last.map(({ result }) => result)).toEqual(
      Array(AGENTS).fill(expect.objectContaining({ kind: "ended", state: "succeeded" })),
    );
    expect([...createsByDigest(join(folder, "sandbox")).values()]).toEqual(Array(AGENTS).fill(1));

    const filled = JSON.parse((await up()).stdout) as { changes: Record<string, number> };
    expect(filled.changes.update).toBeGreaterThanOrEqual(AGENTS);
    expect([...createsByDigest(join(folder, "sandbox")).values()]).toEqual(Array(AGENTS).fill(1));
  }, 240_000);
});
