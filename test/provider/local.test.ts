/** Provider `local` through the real provider process: the training outlives it, and dies and goes on without a second run. */
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { sha256, systemClock } from "../../primitives";
import { createLedger, openLedger, specDigest, type TuningSpec } from "../../tuning";
import { type FakeEngine, type ProviderProcess, startFakeEngine, startProvider } from "./provider-process";

const ROWS = '{"messages":[],"tools":"[]"}\n';
const spec: TuningSpec = {
  provider: "local",
  method: "supervised",
  baseModel: "tiny/base",
  hyperparameters: {},
  trainDigest: sha256(ROWS),
  generation: 1,
};

const directory = mkdtempSync(join(tmpdir(), "flanstack-local-provider-"));
const runs = join(directory, "runs");
const started: ProviderProcess[] = [];
let engine: FakeEngine;

beforeAll(async () => {
  engine = await startFakeEngine();
  writeFileSync(join(directory, "train.jsonl"), ROWS);
  // Called like Python with `-m flanstack_trainer train FOLDER`.
  const standIn = resolve(__dirname, "../contract/stand-in-trainer.cjs");
  writeFileSync(join(directory, "python"), `#!/bin/sh\nexec "${process.execPath}" "${standIn}" "$4"\n`);
  chmodSync(join(directory, "python"), 0o755);
  await createLedger({ address: ledger() });
});
afterAll(() => {
  for (const provider of started) provider.kill("SIGKILL");
  engine?.stop();
  rmSync(directory, { recursive: true, force: true });
});

const ledger = () => pathToFileURL(join(directory, "ledger")).href;
const inputs = (changes: object = {}) => ({
  spec,
  digest: specDigest(spec),
  ledger: ledger(),
  owner: { project: "flanstack", stack: "test", agent: "qa_agent" },
  onDelete: "retain",
  wait: {},
  train: { path: join(directory, "train.jsonl") },
  displayName: "qa_agent",
  ...changes,
});
const provider = async (name: "tuningJobProvider" | "tunedModelProvider", changes: Record<string, string> = {}) => {
  const process = await startProvider(engine, name, {
    FLANSTACK_RUNS: runs,
    FLANSTACK_TRAINER_PYTHON: join(directory, "python"),
    FLANSTACK_JOURNAL: join(directory, "journal"),
    FLANSTACK_POLL_SECONDS: "0.1",
    ...changes,
  });
  started.push(process);
  return process;
};
const folders = () => readdirSync(runs).filter((name) => name.startsWith("run-"));
const runOf = (name: string) => JSON.parse(readFileSync(join(runs, name, "run.json"), "utf8"));

it("submits, is killed, adopts, follows, resumes and ends with the model", { timeout: 240_000 }, async () => {
  const first = await provider("tuningJobProvider");
  const made = await first.create(inputs());
  first.kill("SIGKILL");
  await first.ended;
  const [run] = folders();
  expect(made.properties).toMatchObject({ jobName: run, adopted: false });
  await expect.poll(() => runOf(run!).state, { timeout: 60_000 }).toBe("running");

  const again = await (await provider("tuningJobProvider")).create(inputs());
  expect(again.properties).toMatchObject({ jobName: run, adopted: true });
  expect(folders()).toHaveLength(1);

  const killed = runOf(run!).pid;
  process.kill(killed, "SIGKILL");
  const models = await provider("tunedModelProvider", { CI: "" });
  const following = models.create(inputs({ jobName: run, wait: { mode: true, pollSeconds: 0.1 } }));
  await expect.poll(() => runOf(run!).pid, { timeout: 60_000 }).not.toBe(killed);
  writeFileSync(join(runs, run!, "end"), "");
  const { properties } = await following;
  const model = `qa_agent-${specDigest(spec).slice(0, 12)}`;
  expect(properties).toMatchObject({
    state: "succeeded",
    model,
    endpoint: model,
    billedTokens: 100,
    validationLoss: 0.5,
  });
  expect(folders()).toHaveLength(1);
});

it("says how to install the trainer when it is not there, and leaves no claim behind", {
  timeout: 240_000,
}, async () => {
  const jobs = await provider("tuningJobProvider", { FLANSTACK_TRAINER_PYTHON: join(directory, "nothing") });
  const other = { ...spec, generation: 2 };
  await expect(jobs.create(inputs({ spec: other, digest: specDigest(other) }))).rejects.toThrow(
    "npm run trainer:install",
  );
  expect(folders()).toHaveLength(1);
  const claims = await openLedger(ledger(), { clock: systemClock }).list();
  expect(claims.map(({ claim }) => claim.jobName)).toEqual(folders());
});

it("takes a trial that its race left for an end without a model, and for nothing else", {
  timeout: 240_000,
}, async () => {
  const left = { ...spec, generation: 3 };
  const digest = specDigest(left);
  const name = `run-${digest.slice(0, 32)}`;
  mkdirSync(join(runs, name), { recursive: true });
  const job = { version: 1, name, digest, model: "qa", baseModel: "tiny/base", displayName: "qa", labels: {} };
  writeFileSync(join(runs, name, "job.json"), JSON.stringify({ ...job, createTime: "2026-11-23T00:00:00Z" }));
  const error = { code: "left_at_rung", message: "left at step 4: number 3 of 4" };
  writeFileSync(join(runs, name, "run.json"), JSON.stringify({ version: 1, state: "cancelled", error }));
  const given = { spec: left, digest };
  const halving = { rungs: [0.5], reduction: 2, trials: [digest] };

  const jobs = await provider("tuningJobProvider");
  await expect(jobs.create(inputs(given))).rejects.toThrow("left at step 4");
  const made = await jobs.create(inputs({ ...given, halving }));
  expect(made.properties).toMatchObject({ jobName: name, state: "cancelled" });

  const models = await provider("tunedModelProvider");
  await expect(models.create(inputs({ ...given, jobName: name }))).rejects.toThrow("left at step 4");
  const { properties } = await models.create(inputs({ ...given, jobName: name, isRacing: true }));
  expect(properties).toMatchObject({ state: "cancelled", model: "", endpoint: "" });
  rmSync(join(runs, name), { recursive: true });
});
