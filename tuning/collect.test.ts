import { describe, expect, it } from "vitest";
import { DEFAULT_TIMES } from "./adoption-options";
import { type Collected, collectJobs } from "./collect";
import { listJobs } from "./job-table";
import { createQuotaGate } from "./quota";
import { releaseClaim } from "./release-claim";
import { createWorld, drive, runAlone, SPEC, submissionOf, type World } from "./testing/run-world";

const QUOTA = 1;
const GENERATIONS = [1, 2, 3, 4, 5, 6];

/** Six agents under CI with room for one job. */
async function sixInLine(): Promise<World> {
  const world = createWorld();
  world.provider.limit = QUOTA;
  for (const generation of GENERATIONS) {
    const spec = { ...SPEC, generation };
    await runAlone(world, { spec, submission: submissionOf(spec), quota: createQuotaGate(QUOTA), waitForQuota: false });
    await tick(world, 1000);
  }
  return world;
}

async function tick(world: World, milliseconds: number): Promise<void> {
  const slept = world.clock.sleep(milliseconds);
  world.clock.wakeNext();
  await slept;
}

async function collect(world: World, limit: number | null = QUOTA): Promise<Collected[]> {
  const gate = createQuotaGate(limit ?? undefined);
  const [result] = await drive(
    world,
    [
      (checkpoint) =>
        collectJobs({
          ledger: world.ledger,
          portsFor: () => world.ports(checkpoint),
          quotaFor: () => gate,
          times: DEFAULT_TIMES,
          now: world.clock.now,
        }),
    ],
    () => 0,
  );
  if (result!.status === "rejected") throw result!.reason;
  return result!.value;
}

const kinds = (rows: Collected[]) => rows.map((row) => row.result.kind);

describe("collectJobs", () => {
  it("finishes six jobs through a quota of one, with one create request each, oldest first", async () => {
    const world = await sixInLine();
    expect(world.provider.requests).toHaveLength(1);
    expect(kinds(await collect(world))).toEqual(["running", ...Array(5).fill("waiting")]);
    for (let round = 0; round < 6; round += 1) {
      world.provider.setState(world.provider.jobs.at(-1)!.name, "succeeded");
      await collect(world);
    }
    expect(kinds(await collect(world))).toEqual(Array(6).fill("ended"));
    expect(world.provider.requests).toHaveLength(6);
    expect(new Set(world.provider.requests).size).toBe(6);
  });

  it("learns the quota from one refusal and leaves the rest of the line alone", async () => {
    const world = await sixInLine();
    const before = world.provider.requests.length;
    expect(kinds(await collect(world, null))).toEqual(["running", ...Array(5).fill("waiting")]);
    expect(world.provider.requests.length - before).toBe(1);
    // The next run has learned from the ledger.
    await collect(world, null);
    expect(world.provider.requests.length - before).toBe(1);
  });

  it("tells of one that fails and goes on with the others", async () => {
    const world = await sixInLine();
    world.provider.setState("job-1", "succeeded");
    world.provider.fates = ["refuse"];
    expect(kinds(await collect(world)).slice(0, 3)).toEqual(["ended", "failed", "submitted"]);
  });

  it("leaves claims of another account alone", async () => {
    const world = await sixInLine();
    const ports = world.ports();
    const rows = await collectJobs({
      ledger: world.ledger,
      portsFor: (claim) =>
        claim.spec.generation > 3 ? undefined : { ...ports, backend: { ...ports.backend, account: "another" } },
      quotaFor: () => createQuotaGate(),
      times: DEFAULT_TIMES,
      now: world.clock.now,
    });
    expect(kinds(rows)).toEqual(Array(6).fill("skipped"));
  });
});

describe("releaseClaim", () => {
  it("lets the next run submit after a person has looked", async () => {
    const world = createWorld();
    world.provider.fates = ["drop"];
    await expect(runAlone(world)).rejects.toThrow("jobs release");
    const [entry] = await world.ledger.list();
    const { journal } = world.ports();
    expect((await releaseClaim(world.ledger, journal, entry!.key.slice(0, 12))).state).toBe("lost_reply");
    expect(await runAlone(world)).toMatchObject({ kind: "job", submitted: true });
  });

  it("refuses a claim that names a job, an unknown key, and one that is not unique", async () => {
    const world = await sixInLine();
    const { journal } = world.ports();
    const entries = await world.ledger.list();
    const named = entries.find((entry) => entry.claim.jobName !== undefined)!;
    await expect(releaseClaim(world.ledger, journal, named.key)).rejects.toMatchObject({ code: "claim_has_job" });
    await expect(releaseClaim(world.ledger, journal, "zz")).rejects.toMatchObject({ code: "claim_unknown" });
    await expect(releaseClaim(world.ledger, journal, "")).rejects.toMatchObject({ code: "claim_unknown" });
  });
});

describe("listJobs", () => {
  it("shows claims, orphans and jobs made elsewhere, each as what it is", async () => {
    const world = await sixInLine();
    const [job] = world.provider.jobs;
    world.provider.jobs.push({ ...job!, name: "orphan-1" }, { ...job!, name: "foreign-1", labels: {} });
    const rows = await listJobs(world.ledger, world.provider.jobs);
    expect(rows.map((row) => row.provenance).sort()).toEqual(
      ["foreign", ...Array(1).fill("orphan"), ...Array(6).fill("ours")].sort(),
    );
    expect(rows.find((row) => row.jobName === "job-1")).toMatchObject({
      claim: "submitted",
      state: "running",
      owner: { stack: "dev" },
    });
    expect(rows.filter((row) => row.claim === "waiting")).toHaveLength(5);
    expect(rows.find((row) => row.jobName === "foreign-1")?.owner).toBeUndefined();
  });
});
