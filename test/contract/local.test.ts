import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { sha256, systemClock } from "../../primitives";
import { isFinal, specDigest, type TuningSpec } from "../../tuning";
import { createLocalBackend } from "../../tuning/adapters/local";
import { adminOfRuns } from "./run-admin";
import { type BackendHarness, describeTuningBackend } from "./tuning-backend";

const ROWS = '{"messages":[],"tools":"[]"}\n';
const STAND_IN = [process.execPath, join(__dirname, "stand-in-trainer.cjs")];
const SPEC: TuningSpec = {
  provider: "local",
  method: "supervised",
  baseModel: "tiny/base",
  hyperparameters: { epochs: 2 },
  trainDigest: sha256(ROWS),
  generation: 1,
};

interface LocalHarness extends BackendHarness {
  readonly runs: string;
}

async function start(): Promise<LocalHarness> {
  const directory = mkdtempSync(join(tmpdir(), "flanstack-local-"));
  const runs = join(directory, "runs");
  writeFileSync(join(directory, "train.jsonl"), ROWS);
  const backendOf = (command: readonly string[]) =>
    createLocalBackend({ runs, command, clock: systemClock, directory });
  const backend = backendOf(STAND_IN);
  let ordered: string | undefined;
  const folders = () => readdirSync(runs).filter((name) => name.startsWith("run-"));
  const endAll = async () => {
    for (const name of folders()) {
      const order = join(runs, name, "order");
      if (ordered !== undefined && !existsSync(order)) writeFileSync(order, ordered);
      writeFileSync(join(runs, name, "end"), "");
    }
    ordered = undefined;
    const isRunning = async () => (await backend.list()).some((job) => !isFinal(job.state));
    await vi.waitFor(async () => expect(await isRunning()).toBe(false), { timeout: 10_000, interval: 20 });
  };
  const admin = adminOfRuns({
    advance: endAll,
    async steer(_job, outcome, message) {
      ordered = `${outcome}\n${message}`;
    },
    async reset() {
      await endAll();
      for (const name of folders()) rmSync(join(runs, name), { recursive: true });
    },
  });
  return {
    runs,
    admin,
    backend,
    unreachable: backendOf([join(directory, "no-python")]),
    createOperation: "",
    listOperation: "",
    quota: 1,
    spec: (changes) => ({ ...SPEC, ...changes }),
    submission: async (spec, changes) => ({
      digest: specDigest(spec),
      owner: { project: "flanstack", stack: "test", agent: "qa_agent" },
      displayName: "qa_agent",
      train: { path: "train.jsonl" },
      ...changes,
    }),
    refusedSpec: () => SPEC,
    async close() {
      await endAll();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

describeTuningBackend("Local LoRA", start, {
  quota: "trainings wait in line on this machine; none is refused",
  refusal: "the trainer finds out what a base model is; the run then fails with the reason",
  faults: "there is no wire: a run is a folder on this machine",
  expired: "a run has no such state",
  partial: "a run has no such state",
  paused: "only a run whose process died is paused; tested below",
  "no-endpoint": "an adapter is its own endpoint",
});

describe("the local trainer's own ways", () => {
  let harness: LocalHarness;
  beforeAll(async () => {
    harness = await start();
  });
  afterAll(() => harness?.close());

  const submit = async (changes: Partial<TuningSpec>) => {
    const { backend } = harness;
    const spec = harness.spec(changes);
    const submission = await backend.prepare(spec, await harness.submission(spec));
    const outcome = await backend.submit(spec, submission, { timeoutMilliseconds: 1_000 });
    if (outcome.kind !== "accepted") throw new Error(outcome.kind);
    return outcome.job;
  };
  const pidOf = (name: string) => JSON.parse(readFileSync(join(harness.runs, name, "run.json"), "utf8")).pid as number;

  it("makes one run of two submissions", async () => {
    const first = await submit({ generation: 2 });
    const second = await submit({ generation: 2 });
    expect(second.name).toBe(first.name);
    expect(second.createTime).toBe(first.createTime);
  });

  it("pauses when the trainer dies, and goes on when resumed", async () => {
    const { backend, admin } = harness;
    const { name } = await submit({ generation: 3 });
    const state = async () => (await backend.status(name))!.state;
    await expect.poll(state).toBe("running");
    process.kill(pidOf(name), "SIGKILL");
    await expect.poll(state).toBe("paused");
    await backend.resume!((await backend.status(name))!);
    await expect.poll(state).toBe("running");
    await admin.advance(1);
    expect(await state()).toBe("succeeded");
  });

  it("keeps one account per folder of runs, whoever comes first", () => {
    const again = createLocalBackend({ runs: harness.runs, command: STAND_IN, clock: systemClock });
    expect(again.account).toBe(harness.backend.account);
    const elsewhere = join(harness.runs, "elsewhere");
    mkdirSync(elsewhere);
    expect(createLocalBackend({ runs: elsewhere, command: STAND_IN, clock: systemClock }).account).not.toBe(
      again.account,
    );
  });

  it("refuses a file that is not the spec's, and one that is missing", async () => {
    const { backend } = harness;
    const spec = harness.spec({ trainDigest: "0".repeat(64) });
    await expect(backend.prepare(spec, await harness.submission(spec))).rejects.toMatchObject({ code: "train_digest" });
    const missing = await harness.submission(SPEC, { train: { path: "nowhere.jsonl" } });
    await expect(backend.prepare(SPEC, missing)).rejects.toMatchObject({ code: "train_file" });
  });

  it("outlives the process that submitted it", async () => {
    const program = `
      require("ts-node/register/transpile-only");
      const { createLocalBackend } = require("./tuning/adapters/local");
      const { systemClock } = require("./primitives");
      const [runs, submission, spec, command] = process.argv.slice(1).map((text) => JSON.parse(text));
      createLocalBackend({ runs, command, clock: systemClock }).submit(spec, submission, {}).then(() => process.exit(0));`;
    const spec = harness.spec({ generation: 4 });
    const submission = await harness.backend.prepare(spec, await harness.submission(spec));
    const child = spawn(
      process.execPath,
      ["-e", program, ...[harness.runs, submission, spec, STAND_IN].map((value) => JSON.stringify(value))],
      {
        cwd: join(__dirname, "../.."),
        stdio: "inherit",
      },
    );
    expect(await new Promise((done) => child.on("exit", done))).toBe(0);
    const [job] = await harness.backend.find(submission.digest);
    expect(job?.state).toMatch(/queued|running/);
  });
});
