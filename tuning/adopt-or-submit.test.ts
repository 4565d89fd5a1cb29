import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FlanstackError } from "../primitives";
import { adoptOrSubmit } from "./adopt-or-submit";
import { specDigest } from "./digest";
import type { JobState } from "./job";
import { createQuotaGate } from "./quota";
import type { CreateFate } from "./testing/memory-provider";
import { createWorld, drive, KILLED, OWNER, runAlone, SPEC, submissionOf, type World } from "./testing/run-world";

const OTHER_STACK = { ...OWNER, stack: "prod" };

function codeOf(error: unknown): string {
  return FlanstackError.is(error) ? error.code : String(error);
}

async function codeOfRun(world: World, changes = {}): Promise<string> {
  return runAlone(world, changes).then((result) => result.kind, codeOf);
}

/** A run that is killed between its claim and its request. */
async function abandonClaim(world: World): Promise<void> {
  for (let at = 1; (await world.ledger.list()).length === 0; at += 1) {
    await drive(world, [(checkpoint) => adoptOrSubmit(world.options({}, checkpoint))], () => 0, [at]);
  }
  expect(world.provider.requests).toEqual([]);
}

describe("one run", () => {
  it("submits once, writes the name to the ledger, and the next run adopts", async () => {
    const world = createWorld();
    const first = await runAlone(world);
    const second = await runAlone(world);
    expect(first).toMatchObject({ kind: "job", submitted: true, job: { name: "job-1" }, owner: OWNER });
    expect(second).toMatchObject({ kind: "job", submitted: false, job: { name: "job-1" }, owner: OWNER });
    expect(world.provider.requests).toEqual([specDigest(SPEC)]);
    const [entry] = await world.ledger.list();
    expect(entry!.claim).toMatchObject({ state: "submitted", jobName: "job-1", owner: OWNER, requests: 1 });
  });

  it("adopts over stacks and leaves the ownership where it was", async () => {
    const world = createWorld();
    await runAlone(world);
    const other = await runAlone(world, { submission: submissionOf(SPEC, OTHER_STACK) });
    expect(other).toMatchObject({ submitted: false, owner: OWNER });
  });

  it("knows its own job again after the ledger was lost, by its labels", async () => {
    const world = createWorld();
    await runAlone(world);
    const [entry] = await world.ledger.list();
    await world.ledger.remove(entry!);
    expect(await runAlone(world)).toMatchObject({ submitted: false, owner: OWNER });
    expect(world.provider.requests).toHaveLength(1);
  });

  it.each<[JobState, string]>([
    ["queued", "job"],
    ["running", "job"],
    ["paused", "job"],
    ["unknown", "job"],
    ["succeeded", "job"],
    ["partial", "job_partial"],
    ["failed", "job_failed"],
    ["cancelled", "job_cancelled"],
    ["expired", "job_expired"],
  ])("a job found as %s ends in %s, without a request", async (state, expected) => {
    const world = createWorld();
    await runAlone(world);
    world.provider.setState("job-1", state);
    expect(await codeOfRun(world)).toBe(expected);
    expect(world.provider.requests).toHaveLength(1);
  });

  it("names the generation to raise when nothing serves the model any more", async () => {
    const world = createWorld();
    await runAlone(world);
    world.provider.setState("job-1", "succeeded");
    world.provider.jobs[0] = { ...world.provider.jobs[0]!, tunedModel: { model: "m" } };
    await expect(runAlone(world)).rejects.toThrow(/job-1[\s\S]*generation to 2/);
  });

  it("skips a job that was cancelled as a duplicate", async () => {
    const world = createWorld();
    await runAlone(world);
    world.provider.jobs.push({ ...world.provider.jobs[0]!, name: "job-2" });
    await runAlone(world);
    expect(world.provider.jobs.map((job) => job.state)).toEqual(["running", "cancelled"]);
    world.provider.setState("job-1", "failed");
    expect(await codeOfRun(world)).toBe("job_failed");
  });

  it("leaves a second job of another stack alone", async () => {
    const world = createWorld();
    await runAlone(world);
    world.provider.jobs.push({ ...world.provider.jobs[0]!, name: "job-2" });
    await runAlone(world, { submission: submissionOf(SPEC, OTHER_STACK) });
    expect(world.provider.jobs.map((job) => job.state)).toEqual(["running", "running"]);
  });

  it("forgets the claim when the provider refuses, so that the next run may try again", async () => {
    const world = createWorld();
    world.provider.fates = ["refuse"];
    expect(await codeOfRun(world)).toBe("permission");
    expect(await world.ledger.list()).toEqual([]);
    expect(await codeOfRun(world)).toBe("job");
  });

  it("adopts by name a job that was made elsewhere", async () => {
    const world = createWorld();
    world.provider.jobs.push({
      name: "job-elsewhere",
      state: "running",
      rawState: "RUNNING",
      createTime: "2026-11-01T00:00:00Z",
      labels: {},
    });
    const result = await runAlone(world, { adoptJob: "job-elsewhere" });
    expect(result).toMatchObject({ kind: "job", submitted: false, owner: { stack: "" } });
    expect(world.provider.requests).toEqual([]);
    expect(await codeOfRun(createWorld(), { adoptJob: "nothing" })).toBe("job_unknown");
  });
});

describe("a reply that is lost", () => {
  it("is found again in the provider's list", async () => {
    const world = createWorld();
    world.provider.fates = ["commit-then-drop"];
    expect(await runAlone(world)).toMatchObject({ kind: "job", job: { name: "job-1" }, owner: OWNER });
    expect(world.provider.requests).toHaveLength(1);
    expect(world.journal.size).toBe(0);
  });

  it("is found in a list that lags", async () => {
    const world = createWorld();
    world.provider.fates = ["late-commit"];
    world.provider.listLagMilliseconds = 45_000;
    expect(await runAlone(world)).toMatchObject({ kind: "job", job: { name: "job-1" } });
    expect(world.provider.requests).toHaveLength(1);
  });

  it("is never followed by a second request of itself when no job shows up", async () => {
    const world = createWorld();
    world.provider.fates = ["drop"];
    expect(await codeOfRun(world)).toBe("lost_reply");
    expect(await codeOfRun(world)).toBe("lost_reply");
    expect(world.provider.requests).toHaveLength(1);
    await expect(runAlone(world)).rejects.toThrow("flanstack jobs release");
  });

  it("stays known while neither ledger nor provider can be reached", async () => {
    const world = createWorld();
    world.provider.fates = ["drop"];
    const options = world.options();
    const read = async (key: string) => {
      if (world.provider.requests.length > 0) throw new Error("connect ECONNREFUSED");
      return options.ledger.read(key);
    };
    const ledger = { ...options.ledger, read };
    const [run] = await drive(world, [() => adoptOrSubmit({ ...options, ledger })], () => 0);
    expect(run).toMatchObject({ status: "rejected", reason: { message: "connect ECONNREFUSED" } });
    expect(await codeOfRun(world)).toBe("lost_reply");
    expect(world.provider.requests).toHaveLength(1);
  });
});

describe("quota", () => {
  it("waits in the ledger without sending a request while the limit is reached", async () => {
    const world = createWorld();
    await runAlone(world);
    const second = { ...SPEC, generation: 2 };
    const changes = { spec: second, submission: submissionOf(second), waitForQuota: false, quota: createQuotaGate(1) };
    expect(await runAlone(world, changes)).toMatchObject({ kind: "waiting" });
    expect(world.provider.requests).toHaveLength(1);
    world.provider.setState("job-1", "succeeded");
    expect(await runAlone(world, changes)).toMatchObject({ kind: "job", submitted: true });
  });

  it("learns the limit from one refusal", async () => {
    const world = createWorld();
    world.provider.limit = 1;
    await runAlone(world);
    const quota = createQuotaGate();
    for (const generation of [2, 3, 4]) {
      const spec = { ...SPEC, generation };
      const result = await runAlone(world, { spec, submission: submissionOf(spec), waitForQuota: false, quota });
      expect(result.kind).toBe("waiting");
    }
    expect(world.provider.requests).toHaveLength(2);
  });

  it("stays until there is room when told to", async () => {
    const world = createWorld();
    await runAlone(world);
    const spec = { ...SPEC, generation: 2 };
    const free = async () => {
      await world.clock.sleep(600_000);
      world.provider.setState("job-1", "succeeded");
      return undefined;
    };
    const [, waited] = await drive<unknown>(
      world,
      [
        free,
        (checkpoint) =>
          adoptOrSubmit(world.options({ spec, submission: submissionOf(spec), quota: createQuotaGate(1) }, checkpoint)),
      ],
      () => 0,
    );
    expect(waited).toMatchObject({ status: "fulfilled", value: { kind: "job", submitted: true } });
    expect(world.provider.requests).toHaveLength(2);
  });

  it("takes room one purchase at a time within a process", async () => {
    const world = createWorld();
    world.provider.limit = 1;
    const quota = createQuotaGate(1);
    const runs = [1, 2, 3].map((generation) => (checkpoint: () => Promise<void>) => {
      const spec = { ...SPEC, generation };
      return adoptOrSubmit(
        world.options({ spec, submission: submissionOf(spec), waitForQuota: false, quota }, checkpoint),
      );
    });
    const results = await drive(world, runs, (choices) => Math.max(0, choices - 2));
    expect(results.map((result) => result.status === "fulfilled" && result.value.kind).sort()).toEqual([
      "job",
      "waiting",
      "waiting",
    ]);
    expect(world.provider.requests).toHaveLength(1);
  });
});

describe("any interleaving", () => {
  const schedule = fc.infiniteStream(fc.nat(11));
  const kill = fc.option(fc.integer({ min: 1, max: 24 }), { nil: undefined });
  const fate = fc.constantFrom<CreateFate>("reply", "commit-then-drop", "drop", "late-commit");

  it("of runs, kills and lost replies sends at most one request, and the run after that finds the job or says why not", async () => {
    await fc.assert(
      fc.asyncProperty(
        schedule,
        fc.array(kill, { minLength: 1, maxLength: 3 }),
        fate,
        fc.integer({ min: 0, max: 50_000 }),
        async (turns, kills, first, lag) => {
          const world = createWorld();
          world.provider.fates = [first];
          world.provider.listLagMilliseconds = lag;
          const runs = kills.map(
            () => (checkpoint: () => Promise<void>) => adoptOrSubmit(world.options({}, checkpoint)),
          );
          await drive(world, runs, () => turns.next().value!, kills);
          const last = await runAlone(world).then((result) => result.kind, codeOf);
          // A run killed in the very moment its request was dropped leaves no trace anywhere: its claim is taken over.
          const untraceable = first === "drop" && kills.some((at) => at !== undefined);
          expect(world.provider.requests.length).toBeLessThanOrEqual(untraceable ? 2 : 1);
          expect(world.provider.jobs.length).toBeLessThanOrEqual(1);
          expect(last).toBe(first === "drop" && world.provider.jobs.length === 0 ? "lost_reply" : "job");
        },
      ),
      { numRuns: 400 },
    );
  });

  it("of two stacks ends with the same job in both", async () => {
    await fc.assert(
      fc.asyncProperty(
        schedule,
        fate.filter((value) => value !== "drop"),
        async (turns, first) => {
          const world = createWorld();
          world.provider.fates = [first];
          const runs = [OWNER, OTHER_STACK].map(
            (owner) => (checkpoint: () => Promise<void>) =>
              adoptOrSubmit(world.options({ submission: submissionOf(SPEC, owner) }, checkpoint)),
          );
          const results = await drive(world, runs, () => turns.next().value!);
          expect(
            results.map(
              (result) => result.status === "fulfilled" && result.value.kind === "job" && result.value.job.name,
            ),
          ).toEqual(["job-1", "job-1"]);
          expect(world.provider.requests).toHaveLength(1);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("of several runs that find an abandoned claim sends one request", async () => {
    await fc.assert(
      fc.asyncProperty(schedule, fc.integer({ min: 2, max: 4 }), async (turns, count) => {
        const world = createWorld();
        await abandonClaim(world);
        const runs = Array.from(
          { length: count },
          () => (checkpoint: () => Promise<void>) => adoptOrSubmit(world.options({}, checkpoint)),
        );
        const results = await drive(world, runs, () => turns.next().value!);
        expect(results.map((result) => result.status)).toEqual(Array(count).fill("fulfilled"));
        expect(world.provider.requests).toHaveLength(1);
      }),
      { numRuns: 100 },
    );
  });

  it("of a machine that sleeps between claim and request sends nothing late", async () => {
    const world = createWorld();
    const options = world.options();
    let slept = false;
    const create: typeof options.ledger.create = async (key, claim) => {
      const entry = await options.ledger.create(key, claim);
      if (!slept) await world.clock.sleep(61_000);
      slept = true;
      expect(world.provider.requests).toEqual([]);
      return entry;
    };
    const requestsAfterSleep: number[] = [];
    const replace: typeof options.ledger.replace = async (entry, claim) => {
      requestsAfterSleep.push(world.provider.requests.length);
      return options.ledger.replace(entry, claim);
    };
    const [run] = await drive(
      world,
      [() => adoptOrSubmit({ ...options, ledger: { ...options.ledger, create, replace } })],
      () => 0,
    );
    expect(run).toMatchObject({ status: "fulfilled", value: { submitted: true } });
    expect(requestsAfterSleep[0]).toBe(0);
    expect(world.provider.requests).toHaveLength(1);
  });

  it("is exercised: kills do strike between claim and request", async () => {
    let struck = 0;
    for (let at = 1; at <= 24; at += 1) {
      const world = createWorld();
      const [run] = await drive(world, [(checkpoint) => adoptOrSubmit(world.options({}, checkpoint))], () => 0, [at]);
      const [entry] = await world.ledger.list();
      const between = run!.status === "rejected" && run!.reason === KILLED && entry?.claim.state === "claimed";
      if (between && world.provider.requests.length === 0) struck += 1;
      expect(await runAlone(world)).toMatchObject({ kind: "job", job: { name: "job-1" } });
      expect(world.provider.requests).toHaveLength(1);
    }
    expect(struck).toBeGreaterThan(0);
  });
});
