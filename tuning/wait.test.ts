import { describe, expect, it } from "vitest";
import { FlanstackError } from "../primitives";
import type { JobView } from "./job";
import { createWorld, drive, runAlone, SPEC, submissionOf, type World } from "./testing/run-world";
import { progressLine, type WaitOptions, type WaitResult, waitForJob } from "./wait";

async function follow(world: World, changes: Partial<WaitOptions> = {}): Promise<WaitResult> {
  const [result] = await drive(
    world,
    [
      (checkpoint) =>
        waitForJob({
          ...world.ports(checkpoint),
          spec: SPEC,
          submission: submissionOf(),
          stay: true,
          waitMilliseconds: 3_600_000,
          pollMilliseconds: 15_000,
          jitter: () => 0.5,
          patience: 3,
          ...changes,
        }),
    ],
    () => 0,
  );
  if (result!.status === "rejected") throw result!.reason;
  return result!.value;
}

describe("waitForJob", () => {
  it("looks at growing intervals until the end", async () => {
    const world = createWorld();
    await runAlone(world);
    const looks: number[] = [];
    const start = world.clock.now();
    const log = { note() {}, warn() {}, tick: () => looks.push(world.clock.now() - start) };
    const stop = world.clock.sleep(600_000).then(() => world.provider.setState("job-1", "succeeded"));
    const result = await follow(world, { log });
    await stop;
    expect(result).toMatchObject({ kind: "final", job: { state: "succeeded" } });
    const pauses = looks.slice(1).map((at, index) => at - looks[index]!);
    expect(pauses.slice(0, 4)).toEqual([15_000, 19_950, 26_534, 35_290]);
    expect(Math.max(...pauses)).toBe(90_000);
  });

  it("gives up softly at its deadline, and looks once when it may not stay", async () => {
    const world = createWorld();
    await runAlone(world);
    expect(await follow(world, { waitMilliseconds: 60_000 })).toMatchObject({
      kind: "pending",
      job: { state: "running" },
    });
    const before = world.clock.now();
    expect(await follow(world, { stay: false })).toMatchObject({ kind: "pending" });
    expect(world.clock.now()).toBe(before);
  });

  it("waits on a state it does not know", async () => {
    const world = createWorld();
    await runAlone(world);
    world.provider.setState("job-1", "unknown");
    void world.clock.sleep(120_000).then(() => world.provider.setState("job-1", "succeeded"));
    expect(await follow(world)).toMatchObject({ kind: "final" });
  });

  it("bears a few failed looks in a row and no more", async () => {
    const world = createWorld();
    await runAlone(world);
    const ports = world.ports();
    let failures = 0;
    const flaky = (fails: number): WaitOptions["backend"] => ({
      ...ports.backend,
      async find(digest) {
        failures += 1;
        if (failures <= fails) throw new FlanstackError("Vertex could not be asked", { code: "x", isRetryable: true });
        world.provider.setState("job-1", "succeeded");
        return world.provider.jobs.filter((job) => job.labels.digest === digest.slice(0, 32));
      },
    });
    expect(await follow(world, { backend: flaky(2) })).toMatchObject({ kind: "final" });
    failures = 0;
    await expect(follow(world, { backend: flaky(3) })).rejects.toThrow("could not be asked");
  });

  it("keeps the oldest when a second job shows up while it waits, and cancels the other", async () => {
    const world = createWorld();
    await runAlone(world);
    void world.clock.sleep(30_000).then(() => {
      world.provider.jobs.push({ ...world.provider.jobs[0]!, name: "job-2" });
    });
    void world.clock.sleep(300_000).then(() => world.provider.setState("job-1", "succeeded"));
    expect(await follow(world)).toMatchObject({ job: { name: "job-1" } });
    expect(world.provider.jobs[1]).toMatchObject({ state: "cancelled" });
    expect((await world.ledger.list())[0]!.claim).toMatchObject({
      jobName: "job-1",
      duplicates: ["job-2"],
      jobState: "succeeded",
    });
  });

  it("does not wait for a purchase that nobody has submitted", async () => {
    expect(await follow(createWorld())).toMatchObject({ kind: "pending", job: undefined });
  });
});

describe("progressLine", () => {
  const job: JobView = { name: "j", state: "running", rawState: "JOB_STATE_RUNNING", createTime: "", labels: {} };
  it.each<[string, Partial<JobView>, number, string]>([
    [
      "steps",
      { progress: { step: 300, totalSteps: 480, detail: "TUNING" } },
      720_000,
      "TUNING 12m, step 300/480, next look 30s",
    ],
    ["little known", {}, 5_000, "JOB_STATE_RUNNING 5s, next look 30s"],
    ["hours", { progress: { epoch: 2 } }, 3 * 3_600_000 + 300_000, "JOB_STATE_RUNNING 3h05m, epoch 2, next look 30s"],
  ])("tells %s", (_, changes, waited, text) => {
    expect(progressLine({ ...job, ...changes }, waited, 30_000)).toBe(text);
  });
});
