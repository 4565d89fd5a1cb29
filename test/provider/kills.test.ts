/**
 * The provider process is killed at each request of a create, before the sandbox does the work and after it; then `up`
 * runs again. Counted: create requests per purchase that reached the sandbox.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FakeEngine, type ProviderProcess, startFakeEngine, startProvider } from "./provider-process";
import { startTuningWorld, type TuningWorld } from "./tuning-world";

/** Requests of one create: each is a place to die. */
const REQUESTS = 8;

let world: TuningWorld;
let engine: FakeEngine;
let survivor: ProviderProcess;

beforeAll(async () => {
  [world, engine] = await Promise.all([startTuningWorld(), startFakeEngine()]);
  survivor = await startProvider(engine, "tuningJobProvider", world.environment());
});
afterAll(async () => {
  survivor?.kill();
  engine?.stop();
  await world?.close();
});

/** Requests of one undisturbed create, in order. */
async function requestsOfCreate(): Promise<string[]> {
  await world.fresh();
  const before = (await world.admin.requests()).length;
  await survivor.create(world.jobInputs());
  return (await world.admin.requests()).slice(before).map((request) => request.operation);
}

/** Holds the n-th request of a create in a fresh process, and gives the process while it waits for the reply. */
async function holdAt(nth: number, moment: "received" | "committed") {
  await world.fresh();
  const victim = await startProvider(engine, "tuningJobProvider", world.environment());
  await world.admin.fault({ operation: "*", nth, moment, action: "hold" });
  const inputs = world.jobInputs();
  const created = victim.create(inputs).then(
    () => "created",
    () => "failed",
  );
  await expect.poll(() => world.admin.held(), { timeout: 10_000, interval: 20 }).toHaveLength(1);
  const [held] = await world.admin.held();
  return { victim, inputs, created, held: held! };
}

describe("a provider process killed at a request of a create", () => {
  it("is tried at every request there is, the paid one among them", async () => {
    const requests = await requestsOfCreate();
    expect(requests).toHaveLength(REQUESTS);
    expect(requests.filter((operation) => operation === "vertex.tuningJobs.create")).toHaveLength(1);
    const claim = requests.indexOf("storage.objects.insert");
    expect(claim).toBeGreaterThan(0);
    expect(requests.indexOf("vertex.tuningJobs.create")).toBe(claim + 1);
    expect(requests.lastIndexOf("storage.objects.insert")).toBeGreaterThan(claim + 1);
  });

  const boundaries = Array.from({ length: REQUESTS }, (_, index) => index + 1).flatMap((nth) =>
    (["received", "committed"] as const).map((moment) => [nth, moment] as const),
  );

  it.each(boundaries)(
    "request %i, %s: the next up sends what is missing, and never a second create",
    async (nth, moment) => {
      const requests = await requestsOfCreate();
        const { victim, inputs, held } = await holdAt(nth, moment);
      expect(held.operation).toBe(requests[nth - 1]);
      victim.kill("SIGKILL");
      await victim.ended;
      await world.admin.release("continue");
      await world.admin.clearFaults();
      const { properties } = await survivor.create(inputs);
      expect(properties.jobName).toContain("tuningJobs/");
      expect(await world.requestsOf(inputs.digest)).toBe(1);
    },
  );
});

describe("an orphaned provider process", () => {
  it("that goes on beside the next up adopts what that one submitted", async () => {
    const requests = await requestsOfCreate();
    const { victim, inputs, created } = await holdAt(requests.indexOf("storage.objects.insert") + 1, "received");
    await world.admin.clearFaults();
    const { properties } = await survivor.create(inputs);
    expect(await created).toBe("created");
    victim.kill();
    expect(properties.jobName).toContain("tuningJobs/");
    expect(await world.requestsOf(inputs.digest)).toBe(1);
  });

  it("ends itself soon after its engine is gone", async () => {
    const own = await startFakeEngine();
    const orphan = await startProvider(own, "tuningJobProvider", world.environment());
    await orphan.check({}, world.jobInputs());
    own.stop();
    expect(await orphan.ended).toBe(1);
  });

  it("ends only after claim, request and record are done", async () => {
    await world.fresh();
    const own = await startFakeEngine();
    const orphan = await startProvider(
      own,
      "tuningJobProvider",
      world.environment({ FLANSTACK_CREATE_DEADLINE_SECONDS: "20" }),
    );
    await world.admin.fault({ operation: "vertex.tuningJobs.create", nth: 1, moment: "committed", action: "hold" });
    const inputs = world.jobInputs({ spec: { generation: 5 } });
    const created = orphan.create(inputs).catch(() => undefined);
    await expect.poll(() => world.admin.held(), { timeout: 10_000 }).toHaveLength(1);
    own.stop();
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    await world.admin.clearFaults();
    expect(await orphan.ended).toBe(1);
    await created;
    const claims = (await world.admin.requests("storage.objects.insert")).filter((request) =>
      request.path.includes("/b/ledger/"),
    );
    expect(claims).toHaveLength(2);
  });
});
