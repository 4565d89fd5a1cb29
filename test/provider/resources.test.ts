import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  type FakeEngine,
  type Properties,
  ProviderError,
  type ProviderProcess,
  SHIMS,
  startFakeEngine,
  startProvider,
} from "./provider-process";
import { startTuningWorld, type TuningWorld } from "./tuning-world";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const PLANTED = "sk-planted-0123456789abcdef";

let world: TuningWorld;
let engine: FakeEngine;
let jobs: ProviderProcess;
let models: ProviderProcess;

beforeAll(async () => {
  [world, engine] = await Promise.all([startTuningWorld({ quota: 2 }), startFakeEngine()]);
  const environment = world.environment({ CI: "true", OPENAI_API_KEY: PLANTED });
  [jobs, models] = await Promise.all([
    startProvider(engine, "tuningJobProvider", environment),
    startProvider(engine, "tunedModelProvider", environment),
  ]);
});
afterAll(async () => {
  jobs?.kill();
  models?.kill();
  engine?.stop();
  await world?.close();
});
beforeEach(() => world.fresh());

describe("the stored text", () => {
  it.each(["tuningJobProvider", "tunedModelProvider", "existingModelProvider", "evaluationProvider"])(
    "of %s is the golden one and captures nothing",
    (name) => {
      const { text, containsSecrets } = SHIMS[name]!;
      const golden = readFileSync(
        resolve(__dirname, `../../components/resources/__fixtures__/${name}.golden.txt`),
        "utf8",
      );
      expect(text).toBe(golden);
      expect(containsSecrets).toBe(false);
      // Each method's only names are its own: what it captured would stand in the `with`.
      const scopes = [...text.matchAll(/with\(\{ (.*?) \}\)/g)].map((match) => match[1]);
      expect(new Set(scopes)).toEqual(
        new Set([
          "this: undefined, arguments: undefined",
          "provider: __provider, this: undefined, arguments: undefined",
        ]),
      );
    },
  );
});

describe("TuningJob", () => {
  it("submits, and a second create after a lost state adopts", async () => {
    const inputs = world.jobInputs();
    const first = await jobs.create(inputs);
    expect(first.properties).toMatchObject({
      adopted: false,
      jobName: expect.stringContaining("tuningJobs/"),
      digest: inputs.digest,
    });
    const second = await jobs.create(inputs);
    expect(second).toMatchObject({ id: first.id, properties: { adopted: true, jobName: first.properties.jobName } });
    expect(await world.requestsOf(inputs.digest)).toBe(1);
  });

  it("is replaced by another digest, project or location, and by nothing else", async () => {
    const inputs = world.jobInputs();
    const { id, properties } = await jobs.create(inputs);
    const diff = (changes: object) => jobs.diff(id, properties, { ...inputs, ...changes });
    expect(await diff({})).toEqual({ changes: false, replaces: [] });
    expect(await diff({ digest: "0".repeat(64) })).toEqual({ changes: true, replaces: ["digest"] });
    expect(await diff({ project: "other", location: "europe-west4" })).toMatchObject({
      replaces: ["project", "location"],
    });
    for (const changes of [
      { train: { uri: "gs://elsewhere/train.jsonl" } },
      { validation: { uri: "gs://rows/val.jsonl" } },
      { urn: "urn:moved" },
    ]) {
      expect(await diff(changes)).toEqual({ changes: false, replaces: [] });
    }
    for (const changes of [
      { labels: { "cost-center": "9" } },
      { displayName: "x" },
      { onDelete: "cancel" },
      { wait: { minutes: 5 } },
    ]) {
      expect(await diff(changes)).toEqual({ changes: true, replaces: [] });
    }
    for (const changes of [
      { project: UNKNOWN },
      { location: UNKNOWN },
      { train: UNKNOWN },
      { labels: UNKNOWN },
      { ledger: UNKNOWN },
    ]) {
      expect(await diff(changes)).toEqual({ changes: false, replaces: [] });
    }
  });

  it("updates in place without asking the provider", async () => {
    const inputs = world.jobInputs();
    const { id, properties } = await jobs.create(inputs);
    const before = (await world.admin.requests()).length;
    const updated = await jobs.update(id, properties, { ...inputs, displayName: "renamed" });
    expect(updated.properties).toMatchObject({ displayName: "renamed", jobName: properties.jobName, adopted: false });
    expect((await world.admin.requests()).length).toBe(before);
  });

  it("reads the state, gives inputs back, and is never dropped when the job is gone", async () => {
    const inputs = world.jobInputs();
    const { id, properties } = await jobs.create(inputs);
    await world.admin.advance(3 * 3600);
    const read = await jobs.read(id, properties);
    expect(read).toMatchObject({ id, properties: { state: "succeeded" } });
    expect(read.inputs).not.toHaveProperty("jobName");
    expect(await jobs.diff(id, read.properties, inputs)).toEqual({ changes: false, replaces: [] });
    const gone = await jobs.read(id, { ...properties, jobName: "projects/acme/locations/us-central1/tuningJobs/1" });
    expect(gone).toMatchObject({ id, properties: { state: properties.state } });
  });

  it("waits for quota in the ledger under CI, and goes on at the next up", async () => {
    for (const generation of [101, 102]) await jobs.create(world.jobInputs({ spec: { generation } }));
    const inputs = world.jobInputs({ spec: { generation: 103 }, concurrentJobs: 2 });
    const { id, properties } = await jobs.create(inputs);
    expect(properties).toMatchObject({ state: "waiting", jobName: "" });
    expect(await world.requestsOf(inputs.digest)).toBe(0);
    expect(await jobs.diff(id, properties, inputs)).toEqual({ changes: true, replaces: [] });
    await world.admin.advance(3 * 3600);
    const updated = await jobs.update(id, properties, inputs);
    expect(updated.properties).toMatchObject({ jobName: expect.stringContaining("tuningJobs/"), adopted: false });
    expect(await world.requestsOf(inputs.digest)).toBe(1);
  });

  it("takes a purchase that waits out of the line on destroy", async () => {
    for (const generation of [101, 102]) await jobs.create(world.jobInputs({ spec: { generation } }));
    const inputs = world.jobInputs({ spec: { generation: 104 }, concurrentJobs: 2 });
    const { id, properties } = await jobs.create(inputs);
    await jobs.delete(id, properties);
    const claims = await fetch(`${world.url}/storage/v1/b/ledger/o`).then((reply) => reply.json());
    expect((claims as { items: unknown[] }).items).toHaveLength(2);
  });

  it.each([
    ["retain", {}, "JOB_STATE_"],
    ["cancel", { onDelete: "cancel" }, "JOB_STATE_CANCEL"],
    [
      "cancel by a stack that only adopted",
      { onDelete: "cancel", owner: { project: "flanstack", stack: "prod", agent: "qa_agent" } },
      "JOB_STATE_",
    ],
  ])("on destroy with %s leaves the job accordingly", async (name, changes, state) => {
    const { id, properties } = await jobs.create(world.jobInputs());
    await jobs.delete(id, { ...properties, ...changes });
    const job = (await fetch(`${world.url}/v1/${properties.jobName}`).then((reply) => reply.json())) as {
      state: string;
    };
    expect(job.state).toContain(state);
    if (name !== "cancel") expect(job.state).not.toContain("CANCEL");
  });

  it("reports all that is wrong with its inputs at once", async () => {
    const inputs = world.jobInputs({
      onDelete: "explode",
      ledger: "s3://x",
      project: "",
      concurrentJobs: 0,
      spec: { generation: 0, baseModel: "" },
    });
    const { failures } = await jobs.check({}, inputs);
    expect(failures.map((failure) => failure.split(":")[0])).toEqual([
      "spec.baseModel",
      "spec.generation",
      "onDelete",
      "ledger",
      "project",
      "concurrentJobs",
    ]);
    expect((await jobs.check({}, world.jobInputs())).failures).toEqual([]);
    expect((await jobs.check({}, world.jobInputs({ ledger: UNKNOWN }))).failures).toEqual([]);
  });

  it("says what the provider refused and what to do, and keeps secrets to itself", async () => {
    await world.admin.fault({
      operation: "vertex.tuningJobs.create",
      moment: "received",
      action: "status",
      status: 403,
    });
    const error = await jobs.create(world.jobInputs()).catch((reason) => reason as ProviderError);
    expect(error).toBeInstanceOf(ProviderError);
    expect((error as ProviderError).message).toContain("roles/aiplatform.user");
    expect(jobs.output() + JSON.stringify(engine.logs)).not.toContain(PLANTED);
  });
});

describe("ExistingModel", () => {
  let existing: ProviderProcess;
  beforeAll(async () => {
    existing = await startProvider(engine, "existingModelProvider", world.environment({ OPENAI_API_KEY: PLANTED }));
  });
  afterAll(() => existing?.kill());
  const declare = (model: string) => ({ agent: "qa_agent", model, urn: "urn:existing" });

  async function tunedElsewhere(inputs: Properties): Promise<string> {
    const { properties } = await jobs.create(inputs);
    await world.admin.advance(3 * 3600);
    const model = await models.create({ ...inputs, jobName: properties.jobName });
    return String(model.properties.endpoint);
  }

  it.each([
    ["a Vertex endpoint", () => world.jobInputs(), "us"],
    ["an OpenAI model", () => world.openAiJobInputs(), ""],
  ] as const)(
    "declares %s with a key of its own and provenance unknown, and sends no create request",
    async (_, inputsOf, location) => {
      const endpoint = await tunedElsewhere(inputsOf());
      const before = (await world.admin.createRequests()).size;
      const { id, properties } = await existing.create(declare(endpoint));
      expect(properties).toMatchObject({
        jobKey: expect.stringMatching(/^[0-9a-f]{64}$/),
        endpoint,
        endpointLocation: location,
        provenance: "unknown",
        state: "served",
      });
      expect(id).toBe(properties.jobKey);
      expect((await world.admin.createRequests()).size).toBe(before);
      expect(await existing.diff(id, properties, declare(endpoint))).toEqual({ changes: false, replaces: [] });
      expect(await existing.diff(id, properties, declare("ft:other:a::b"))).toEqual({
        changes: true,
        replaces: ["model"],
      });
      await existing.delete(id, properties);
      expect((await existing.read(id, properties)).properties.state).toBe("served");
    },
  );

  it("declares a LoRA adapter by its folder", async () => {
    const folder = join(world.directory, "adapter");
    await expect(existing.create(declare(folder))).rejects.toThrow("served by nobody");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "adapter_config.json"), "{}");
    expect((await existing.create(declare(folder))).properties).toMatchObject({
      provenance: "unknown",
      state: "served",
    });
  });

  it("refuses names of nothing, endpoints that are gone, and shows one that vanished as missing", async () => {
    expect((await existing.check({}, declare("gpt-4.1-mini"))).failures).toEqual([
      expect.stringContaining("names no tuned model"),
    ]);
    const gone = "projects/acme/locations/us/endpoints/999";
    await expect(existing.create(declare(gone))).rejects.toThrow("served by nobody");
    const read = await existing.read("id", { ...declare(gone), jobKey: "k", provenance: "unknown", state: "served" });
    expect(read.properties.state).toBe("missing");
  });
});

describe("TunedModel", () => {
  async function job(spec = {}) {
    const { properties } = await jobs.create(world.jobInputs({ spec }));
    return String(properties.jobName);
  }

  it("waits for the end, tells of it in the resource's own row, and gives model and endpoint", async () => {
    const jobName = await job();
    const inputs = world.modelInputs({ jobName, wait: { mode: true, pollSeconds: 0.1 } });
    const created = models.create(inputs);
    await expect.poll(() => engine.logs.some((log) => log.urn === inputs.urn && log.ephemeral)).toBe(true);
    await world.admin.advance(3 * 3600);
    const { id, properties } = await created;
    expect(properties).toMatchObject({
      state: "succeeded",
      endpointLocation: "us",
      model: expect.stringContaining("/models/"),
    });
    expect(properties.endpoint).toContain("/locations/us/endpoints/");
    expect(properties.billedTokens).toBeGreaterThan(0);
    expect(await models.diff(id, properties, inputs)).toEqual({ changes: false, replaces: [] });
  });

  it("returns at once under CI, reports a change while the job runs, and fills in the end later", async () => {
    const inputs = world.modelInputs({ jobName: await job() });
    const { id, properties } = await models.create(inputs);
    expect(properties).toMatchObject({ state: expect.stringMatching(/queued|running/), endpoint: "" });
    expect(await models.diff(id, properties, inputs)).toEqual({ changes: true, replaces: [] });
    await world.admin.advance(3 * 3600);
    const updated = await models.update(id, properties, inputs);
    expect(updated.properties).toMatchObject({ state: "succeeded" });
    expect(await models.diff(id, updated.properties, inputs)).toEqual({ changes: false, replaces: [] });
  });

  it("is kept, not lost, at the soft deadline, and resumes in the next update", async () => {
    const inputs = world.modelInputs({ jobName: await job(), wait: { mode: true, minutes: 0.005, pollSeconds: 0.1 } });
    const error = (await models.create(inputs).catch((reason) => reason)) as ProviderError;
    expect(error.message).toContain("run up again");
    expect(error.id).toBe(inputs.digest);
    expect(error.properties).toMatchObject({ __provider: expect.any(String), digest: inputs.digest });
    await world.admin.advance(3 * 3600);
    const updated = await models.update(error.id!, error.properties!, inputs);
    expect(updated.properties).toMatchObject({ state: "succeeded" });
  });

  it.each([
    ["fail", "generation to 2"],
    ["expire", "ended as expired"],
    ["partial", "ended as partial"],
    ["no-endpoint", "nothing serves"],
  ])("fails with advice when the job ends by %s", async (outcome, advice) => {
    await world.admin.steer("next", outcome);
    const inputs = world.modelInputs({ jobName: await job() });
    await world.admin.advance(3 * 3600);
    await expect(models.create(inputs)).rejects.toThrow(advice);
  });

  it("waits on nothing while the purchase waits for quota", async () => {
    const { properties } = await models.create(world.modelInputs({ spec: { generation: 77 }, wait: { mode: true } }));
    expect(properties).toMatchObject({ state: "waiting", model: "" });
  });

  it("removes model and endpoint on destroy only when told, and the next create says so instead of paying", async () => {
    const jobName = await job();
    await world.admin.advance(3 * 3600);
    const { id, properties } = await models.create(world.modelInputs({ jobName }));
    await models.delete(id, properties);
    expect((await models.read(id, properties)).properties.endpoint).toBe(properties.endpoint);
    await models.delete(id, { ...properties, onDelete: "remove" });
    expect((await models.read(id, properties)).properties.endpoint).toBe("");
    await expect(jobs.create(world.jobInputs())).rejects.toThrow("removed on purpose");
  });
});
