/**
 * The provider process is killed at each request of a create, before the sandbox does the work and after it; then `up`
 * runs again. Counted: create requests per purchase that reached the sandbox.
 */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type FakeEngine,
  type Properties,
  type ProviderProcess,
  startFakeEngine,
  startProvider,
} from "./provider-process";
import { startTuningWorld, type TuningWorld } from "./tuning-world";

interface Case {
  readonly provider: "Vertex" | "OpenAI";
  /** Requests of one create, in order: each is a place to die. */
  readonly requests: readonly string[];
  readonly createOperation: string;
  readonly inputs: (changes?: Properties & { spec?: object }) => Properties & { digest: string };
}

const CASES: readonly Case[] = [
  {
    provider: "Vertex",
    requests: [
      "storage.objects.get",
      "storage.buckets.get",
      "vertex.tuningJobs.list",
      "storage.objects.insert",
      "vertex.tuningJobs.create",
      "storage.objects.get",
      "vertex.tuningJobs.list",
      "storage.objects.insert",
    ],
    createOperation: "vertex.tuningJobs.create",
    inputs: (changes) => world.jobInputs(changes),
  },
  // With the ledger in a bucket, so that every write to it is a request too: no gap is left out.
  {
    provider: "OpenAI",
    requests: [
      "storage.objects.get",
      "storage.buckets.get",
      "openai.fineTuningJobs.list",
      "openai.models.retrieve",
      "openai.files.list",
      "openai.files.create",
      "openai.files.list",
      "openai.files.create",
      "storage.objects.insert",
      "openai.fineTuningJobs.create",
      "storage.objects.get",
      "openai.fineTuningJobs.list",
      "storage.objects.insert",
    ],
    createOperation: "openai.fineTuningJobs.create",
    inputs: (changes) =>
      world.openAiJobInputs({
        ledger: "gs://ledger/flanstack",
        validation: { path: join(world.directory, "validation.jsonl") },
        ...changes,
      }),
  },
];

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
async function requestsOfCreate({ inputs }: Case): Promise<string[]> {
  await world.fresh();
  const before = (await world.admin.requests()).length;
  await survivor.create(inputs());
  return (await world.admin.requests()).slice(before).map((request) => request.operation);
}

/** Holds the n-th request of a create in a fresh process, and gives the process while it waits for the reply. */
async function holdAt(nth: number, moment: "received" | "committed", { inputs: inputsOf }: Case) {
  await world.fresh();
  const victim = await startProvider(engine, "tuningJobProvider", world.environment());
  await world.admin.fault({ operation: "*", nth, moment, action: "hold" });
  const inputs = inputsOf();
  const created = victim.create(inputs).then(
    () => "created",
    () => "failed",
  );
  await expect.poll(() => world.admin.held(), { timeout: 10_000, interval: 20 }).toHaveLength(1);
  const [held] = await world.admin.held();
  return { victim, inputs, created, held: held! };
}

const isRead = (operation: string) => /\.(get|list|retrieve)$/.test(operation);

describe.each(CASES)("a provider process killed at a request of a create at $provider", (one) => {
  let requests: string[];
  beforeAll(async () => {
    requests = await requestsOfCreate(one);
  });

  it("is tried at every request there is, the paid one among them", () => {
    expect(requests).toEqual(one.requests);
    expect(requests.filter((operation) => operation === one.createOperation)).toHaveLength(1);
  });

  // A read leaves nothing behind: before its work and after it is one place.
  const boundaries = one.requests.flatMap((operation, index) =>
    isRead(operation)
      ? [[index + 1, operation, "received"] as const]
      : [[index + 1, operation, "received"] as const, [index + 1, operation, "committed"] as const],
  );

  it.each(boundaries)(
    "request %i, %s %s: the next up sends what is missing, and never a second create",
    async (nth, operation, moment) => {
      const { victim, inputs, held } = await holdAt(nth, moment, one);
      expect(held.operation).toBe(operation);
      victim.kill("SIGKILL");
      await victim.ended;
      await world.admin.release("continue");
      await world.admin.clearFaults();
      const { properties } = await survivor.create(inputs);
      expect(properties.jobName).toMatch(/tuningJobs\/|^ftjob-/);
      expect(await world.requestsOf(inputs.digest)).toBe(1);
    },
  );
});

describe("an orphaned provider process", () => {
  const [vertex] = CASES;

  it("that goes on beside the next up adopts what that one submitted", async () => {
    const requests = await requestsOfCreate(vertex!);
    const claim = requests.indexOf("storage.objects.insert");
    expect(requests.indexOf(vertex!.createOperation)).toBe(claim + 1);
    const { victim, inputs, created } = await holdAt(claim + 1, "received", vertex!);
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
