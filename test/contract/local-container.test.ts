/**
 * Runs in a container keep every promise of runs here. The engine is a stand-in that speaks docker's command line, keeps names unique
 * and runs the image's command in place: what a real engine does with the arguments is not tested here.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { sha256, systemClock } from "../../primitives";
import { isFinal, specDigest, type TuningSpec } from "../../tuning";
import { createLocalBackend } from "../../tuning/adapters/local";
import { createStandInEngine, IMAGE, type StandInEngine } from "./container-engine";
import { adminOfRuns } from "./run-admin";
import { type BackendHarness, describeTuningBackend } from "./tuning-backend";

const ROWS = '{"messages":[],"tools":"[]"}\n';
const SPEC: TuningSpec = {
  provider: "local",
  method: "supervised",
  baseModel: "tiny/base",
  hyperparameters: { epochs: 2 },
  trainDigest: sha256(ROWS),
  generation: 1,
};

interface ContainerHarness extends BackendHarness {
  readonly runs: string;
  readonly engine: StandInEngine;
}

async function start(program = "docker"): Promise<ContainerHarness> {
  const directory = mkdtempSync(join(tmpdir(), "flanstack-container-"));
  const runs = join(directory, "runs");
  writeFileSync(join(directory, "train.jsonl"), ROWS);
  const trainer = join(__dirname, "stand-in-trainer.cjs");
  const engine = createStandInEngine(directory, `exec "${process.execPath}" "${trainer}" "$2"\n`);
  const backendOf = (environment: StandInEngine["environment"]) =>
    createLocalBackend({
      runs,
      // Nothing may fall back to a process of this machine.
      command: [join(directory, "no-python")],
      environment,
      image: () => IMAGE,
      clock: systemClock,
      directory,
    });
  const backend = backendOf({ ...engine.environment, FLANSTACK_CONTAINER_ENGINE: program });
  let ordered: string | undefined;
  const folders = () => readdirSync(runs).filter((name) => name.startsWith("run-"));
  const endAll = async () => {
    for (const name of folders()) {
      const order = join(runs, name, "order");
      if (ordered !== undefined && !existsSync(order)) writeFileSync(order, ordered);
      writeFileSync(join(runs, name, "end"), "");
    }
    ordered = undefined;
    const isRunning = async () => (await backend.list()).some(({ state }) => !isFinal(state) && state !== "paused");
    await vi.waitFor(async () => expect(await isRunning()).toBe(false), { timeout: 20_000, interval: 50 });
  };
  const admin = adminOfRuns({
    advance: endAll,
    async steer(_job, outcome, message) {
      ordered = `${outcome}\n${message}`;
    },
    async reset() {
      await endAll();
      for (const name of folders()) rmSync(join(runs, name), { recursive: true });
      engine.reset();
    },
  });
  return {
    runs,
    engine,
    admin,
    backend,
    unreachable: backendOf({ PATH: directory }),
    createOperation: "",
    listOperation: "",
    quota: 1,
    spec: (changes) => ({ ...SPEC, ...changes }),
    submission: async (spec, changes) => ({
      digest: specDigest(spec),
      owner: { project: "flanstack", stack: "test", agent: "qa_agent" },
      displayName: "qa_agent",
      train: { path: "train.jsonl" },
      runner: "container",
      ...changes,
    }),
    refusedSpec: () => SPEC,
    async close() {
      await endAll();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

describeTuningBackend("Local LoRA in a container", () => start(), {
  quota: "trainings wait in line on this machine; none is refused",
  refusal: "the trainer finds out what a base model is; the run then fails with the reason",
  faults: "the engine's faults are tested below: it is no wire",
  expired: "a run has no such state",
  partial: "a run has no such state",
  paused: "only a run whose trainer died is paused; tested below",
  "no-endpoint": "an adapter is its own endpoint",
});

describe.each(["docker", "podman"])("a run in a container of %s", (program) => {
  let harness: ContainerHarness;
  beforeAll(async () => {
    harness = await start(program);
  });
  beforeEach(() => harness.admin.reset());
  afterAll(() => harness?.close());

  const asked = async (spec = SPEC) => {
    const submission = await harness.backend.prepare(spec, await harness.submission(spec));
    return harness.backend.submit(spec, submission, { timeoutMilliseconds: 1_000 });
  };
  const accepted = async (spec = SPEC) => {
    const outcome = await asked(spec);
    if (outcome.kind !== "accepted") throw new Error(JSON.stringify(outcome));
    return outcome.job;
  };
  const found = async () => (await harness.backend.find(specDigest(SPEC)))[0];
  const becomes = (state: string) =>
    vi.waitFor(async () => expect((await found())?.state).toBe(state), { timeout: 10_000, interval: 50 });
  const only = () => {
    expect(harness.engine.containers()).toHaveLength(1);
    return harness.engine.container(harness.engine.containers()[0]!);
  };

  it("is one container, however many start it at once", async () => {
    const jobs = await Promise.all([accepted(), accepted(), accepted()]);
    expect(new Set(jobs.map(({ name }) => name)).size).toBe(1);
    await becomes("running");
    expect(only().starts).toBe(1);
  });

  it("sees the run, the line and the data under the paths they have here, and nothing else of this machine", async () => {
    const { name } = await accepted();
    const { command, mounts } = only();
    expect(command).toEqual(["train", join(harness.runs, name), "--log", join(harness.runs, name, "train.log")]);
    expect(mounts.map((mount) => mount.replace(/^.*target=/, ""))).toEqual([
      join(harness.runs, name),
      join(harness.runs, ".slots"),
      `${join(harness.runs, "../train.jsonl")},readonly`,
      join(harness.runs, "../.cache/huggingface"),
    ]);
  });

  it.each([
    ["between making and starting it", "die-created", 1],
    ["after the start, before the reply", "die-started", 1],
  ] as const)("is found again when the start is cut off %s", async (_, moment, starts) => {
    harness.engine.order(moment);
    await asked();
    const job = (await found())!;
    if (job.state === "paused") await harness.backend.resume!(job);
    await becomes("running");
    await accepted();
    expect(only().starts).toBe(starts);
  });

  it("is found again when the submitter died before it asked the engine", async () => {
    const { name } = await accepted();
    await becomes("running");
    process.kill(only().pid, "SIGKILL");
    await becomes("paused");
    harness.engine.reset();
    rmSync(join(harness.runs, name, "run.json"));
    expect((await found())!.state).toBe("paused");
    await harness.backend.resume!((await found())!);
    await becomes("running");
  });

  it("pauses when its container dies, and goes on in the same one", async () => {
    await accepted();
    await becomes("running");
    process.kill(only().pid, "SIGKILL");
    await becomes("paused");
    await harness.backend.resume!((await found())!);
    await becomes("running");
    expect(only().starts).toBe(2);
    await harness.admin.advance(1);
    expect((await found())!.state).toBe("succeeded");
  });

  it("is waited on while the engine does not answer, and never taken for dead", async () => {
    await accepted();
    await becomes("running");
    harness.engine.setDown(true);
    const { pid } = only();
    process.kill(pid, "SIGSTOP");
    expect(await found()).toMatchObject({ state: "unknown", rawState: "the container engine does not answer" });
    await harness.backend.cancel((await found())!.name);
    const written = JSON.parse(readFileSync(join(harness.runs, (await found())!.name, "run.json"), "utf8"));
    expect(written.state).toBe("running");
    harness.engine.setDown(false);
    process.kill(pid, "SIGCONT");
    await becomes("cancelled");
  });

  it("leaves nothing behind when the engine refuses it, so that the next try begins anew", async () => {
    harness.engine.order("refuse");
    const outcome = await asked();
    expect(outcome).toMatchObject({ kind: "refused", error: { code: "container_refused", isRetryable: true } });
    expect((outcome as { error: Error }).error.message).toContain("could not select device driver");
    expect([await found(), harness.engine.containers()]).toEqual([undefined, []]);
    await accepted();
    await becomes("running");
  });

  it.each([
    ["the engine is down", (engine: StandInEngine) => engine.setDown(true), "Is the docker daemon running?"],
    ["the image is missing", (engine: StandInEngine) => engine.forgetImages(), "flanstack trainer image"],
  ])("is refused when %s", async (_, break_, text) => {
    break_(harness.engine);
    const outcome = await asked();
    expect(outcome).toMatchObject({ kind: "refused", error: { isRetryable: true } });
    expect((outcome as { error: Error }).error.message).toContain(text);
    if (harness.engine.containers().length > 0) throw new Error("a container was made");
    expect(readdirSync(harness.runs).filter((name) => name.startsWith("run-"))).toEqual([]);
  });

  it("takes its container away with its model", async () => {
    await accepted();
    await becomes("running");
    await harness.admin.advance(1);
    await harness.backend.removeModel((await found())!);
    expect(harness.engine.containers()).toEqual([]);
  });
});
