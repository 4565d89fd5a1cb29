/** What is promised over several runs: one quota, two runs at once, a key that is never written down. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { adoptJob, cancelClaim, collectClaims, listClaims, releaseLostClaim } from "../../components/resources";
import { silentLog } from "../../tuning";
import {
  type FakeEngine,
  type Properties,
  type ProviderError,
  type ProviderProcess,
  startFakeEngine,
  startProvider,
} from "./provider-process";
import { startTuningWorld, type TuningWorld } from "./tuning-world";

const PLANTED = "sk-planted-4242424242424242";
const AGENTS = ["qa_agent", "support_agent", "analyst_agent", "legal_agent", "content_agent", "security_agent"];

let world: TuningWorld;
let engine: FakeEngine;
let first: ProviderProcess;
let second: ProviderProcess;
let models: ProviderProcess;

beforeAll(async () => {
  [world, engine] = await Promise.all([startTuningWorld({ quota: 1 }), startFakeEngine()]);
  const environment = world.environment({ CI: "true", OPENAI_API_KEY: PLANTED });
  [first, second, models] = await Promise.all([
    startProvider(engine, "tuningJobProvider", environment),
    startProvider(engine, "tuningJobProvider", environment),
    startProvider(engine, "tunedModelProvider", environment),
  ]);
});
afterAll(async () => {
  for (const process of [first, second, models]) process?.kill();
  engine?.stop();
  await world?.close();
});
beforeEach(() => world.fresh());

const inputsOf = (agent: string, concurrentJobs?: number) =>
  world.jobInputs({
    owner: { project: "flanstack", stack: "test", agent },
    displayName: agent,
    spec: { trainDigest: Buffer.from(agent.padEnd(32, "x")).toString("hex").slice(0, 64) },
    ...(concurrentJobs !== undefined && { concurrentJobs }),
  });

/** What `flanstack jobs` does, in this process. */
const claimsOptions = (concurrentJobs?: number) => ({
  ledger: "gs://ledger/flanstack",
  environment: world.environment(),
  log: silentLog,
  concurrentJobs,
});
const collect = (limit?: number) => collectClaims(claimsOptions(limit));

describe("a quota of one job, under CI", () => {
  it("six agents: up returns at once, collect finishes all, with one create request each", async () => {
    const created = await Promise.all(AGENTS.map((agent) => first.create(inputsOf(agent, 1))));
    expect(created.map(({ properties }) => properties.state).filter((state) => state === "waiting")).toHaveLength(5);
    for (let round = 0; round < AGENTS.length; round += 1) {
      await world.admin.advance(3 * 3600);
      await collect(1);
    }
    await world.admin.advance(3 * 3600);
    expect((await collect(1)).map(({ result }) => result.kind)).toEqual(Array(6).fill("ended"));
    for (const agent of AGENTS) expect(await world.requestsOf(inputsOf(agent).digest)).toBe(1);
    // The next up fills in what collect has done.
    const updated = await Promise.all(created.map(({ id, properties }) => first.update(id, properties, properties)));
    expect(updated.every(({ properties }) => String(properties.jobName).includes("tuningJobs/"))).toBe(true);
  });

  it("unknown to us: one refusal teaches the whole process", async () => {
    await Promise.all(AGENTS.map((agent) => first.create(inputsOf(agent))));
    expect(await world.admin.requests("vertex.tuningJobs.create")).toHaveLength(2);
  });
});

describe("a person at the ledger", () => {
  it("sees all jobs, cancels one, and releases a claim whose reply was lost", async () => {
    await first.create(inputsOf("qa_agent"));
    const [row] = await listClaims(claimsOptions());
    expect(row).toMatchObject({ claim: "submitted", provenance: "ours", owner: { agent: "qa_agent" } });
    expect(await cancelClaim(row!.key!.slice(0, 12), claimsOptions())).toMatchObject({ name: row!.jobName });
    await world.admin.advance(600);
    expect(await listClaims(claimsOptions())).toMatchObject([{ state: "cancelled" }]);

    await world.admin.fault({ operation: "vertex.tuningJobs.create", moment: "received", action: "drop" });
    await expect(first.create(inputsOf("legal_agent"))).rejects.toThrow("flanstack jobs release");
    await world.admin.clearFaults();
    const lost = (await listClaims(claimsOptions())).find((each) => each.claim === "lost_reply");
    expect((await releaseLostClaim(lost!.key!.slice(0, 12), claimsOptions())).owner.agent).toBe("legal_agent");
    expect((await first.create(inputsOf("legal_agent"))).properties.jobName).toContain("tuningJobs/");
    await expect(cancelClaim("no-such-key", claimsOptions())).rejects.toMatchObject({ code: "claim_unknown" });
  });
});

describe("a job that somebody made elsewhere", () => {
  const account = { provider: "gemini", project: "acme", location: "us-central1" } as const;
  async function makeElsewhere(): Promise<string> {
    const body = {
      baseModel: "gemini-3.1-flash-lite",
      supervisedTuningSpec: { trainingDatasetUri: "gs://rows/train.jsonl" },
    };
    const url = `${world.url}/v1/projects/acme/locations/us-central1/tuningJobs`;
    const reply = await fetch(url, { method: "POST", body: JSON.stringify(body) });
    return ((await reply.json()) as { name: string }).name;
  }
  const wanted = (jobName: string) => {
    const { spec, owner, train } = inputsOf("qa_agent") as unknown as Parameters<typeof adoptJob>[0];
    return { jobName, spec, owner, train, place: account };
  };

  it("is listed although the ledger is empty, is adopted by name, and then never paid again nor cancelled", async () => {
    const jobName = await makeElsewhere();
    expect(await listClaims({ ...claimsOptions(), account })).toMatchObject([{ jobName, provenance: "foreign" }]);
    const { key } = await adoptJob(wanted(jobName), claimsOptions());
    expect(await listClaims(claimsOptions())).toMatchObject([{ key, jobName, provenance: "ours" }]);
    const inputs = { ...inputsOf("qa_agent"), onDelete: "cancel" };
    const { id, properties } = await first.create(inputs);
    expect(properties).toMatchObject({ jobName, adopted: true });
    await first.delete(id, properties);
    expect(await world.requestsOf(inputs.digest)).toBe(0);
    const [row] = await listClaims(claimsOptions());
    expect(row!.state).not.toBe("cancelled");
  });

  it("is not adopted in place of an older job for the same content, nor when nobody knows it", async () => {
    const { properties } = await first.create(inputsOf("qa_agent"));
    await world.admin.advance(3 * 3600);
    const jobName = await makeElsewhere();
    const refused = adoptJob(wanted(jobName), claimsOptions());
    await expect(refused).rejects.toMatchObject({
      code: "job_superseded",
      message: expect.stringContaining(String(properties.jobName)),
    });
    await expect(adoptJob(wanted(`${jobName}9`), claimsOptions())).rejects.toMatchObject({ code: "job_unknown" });
  });

  it("of an account that cannot be asked is warned about, and the ledger's jobs are shown all the same", async () => {
    await first.create(inputsOf("qa_agent"));
    await world.admin.fault({ operation: "vertex.tuningJobs.list", moment: "received", action: "status", status: 403 });
    const warnings: string[] = [];
    const log = { ...silentLog, warn: (message: string) => void warnings.push(message) };
    expect(await listClaims({ ...claimsOptions(), log })).toMatchObject([{ claim: "submitted" }]);
    expect(warnings).toEqual([expect.stringContaining("gemini acme us-central1")]);
  });
});

describe("continuous tuning", () => {
  const OPENAI = (changes = {}) => world.openAiJobInputs(changes);
  const VERTEX = (changes = {}) => world.jobInputs(changes);
  it.each([
    ["Vertex", VERTEX, undefined, "preTunedModel"],
    ["Vertex, from a checkpoint", VERTEX, "1", "preTunedModel"],
    ["OpenAI", OPENAI, undefined, "ft:"],
  ] as const)("finds the parent's model by its digest: %s", async (_, inputsOf_, checkpoint, expected) => {
    const parent = inputsOf_();
    const child = inputsOf_({ spec: { parentDigest: parent.digest, checkpoint } });
    await expect(first.create(child)).rejects.toThrow("neither ledger nor provider knows");
    const { properties: job } = await first.create(parent);
    await world.admin.advance(3 * 3600);
    const { properties } = await first.create(child);
    expect(properties.adopted).toBe(false);
    const path = String(properties.jobName).startsWith("projects/")
      ? `v1beta1/${properties.jobName}`
      : `v1/fine_tuning/jobs/${properties.jobName}`;
    const made = (await (await fetch(`${world.url}/${path}`)).json()) as Record<string, unknown>;
    expect(JSON.stringify(made)).toContain(expected);
    if (checkpoint !== undefined) expect(made.preTunedModel).toMatchObject({ checkpointId: checkpoint });
    expect(properties.jobName).not.toBe(job.jobName);
    for (const { digest } of [parent, child]) expect(await world.requestsOf(digest)).toBe(1);
  });

  it("names the checkpoints there are", async () => {
    const parent = VERTEX();
    await first.create(parent);
    await world.admin.advance(3 * 3600);
    const child = VERTEX({ spec: { parentDigest: parent.digest, checkpoint: "77" } });
    await expect(first.create(child)).rejects.toThrow(/no checkpoint 77[\s\S]*Use one of 1, 2, 3/);
  });
});

describe("keys and accounts of a job", () => {
  it("are sent to Vertex, and a refused key is told apart", async () => {
    const serviceAccount = "tuner@acme.iam.gserviceaccount.com";
    const { properties } = await first.create({ ...inputsOf("qa_agent"), serviceAccount });
    const made = (await (await fetch(`${world.url}/v1/${properties.jobName}`)).json()) as object;
    expect(made).toMatchObject({ serviceAccount });
    const kmsKeyName = "projects/acme/locations/us-central1/keyRings/r/cryptoKeys/k";
    await world.admin.advance(3 * 3600);
    await expect(first.create({ ...inputsOf("legal_agent"), kmsKeyName })).rejects.toThrow("flanstack:jobKmsKeyName");
  });
});

describe("two runs at once", () => {
  const openAiInputs = (ledger?: string) => world.openAiJobInputs(ledger === undefined ? {} : { ledger });
  const PURCHASES: readonly (readonly [string, string, () => Properties & { digest: string }])[] = [
    ["Vertex", "vertex.tuningJobs.list", () => inputsOf("qa_agent")],
    ["OpenAI, ledger in a folder", "openai.fineTuningJobs.list", () => openAiInputs()],
    ["OpenAI, ledger in a bucket", "openai.fineTuningJobs.list", () => openAiInputs("gs://ledger/flanstack")],
  ];
  const CASES = PURCHASES.flatMap(([name, list, inputs]) => [
    [name, list, undefined, inputs] as const,
    [`${name}, lists that show nothing new for a while`, list, 700, inputs] as const,
  ]);

  it.each(CASES)(
    "send one create request and end with the same job and model: %s",
    async (_, operation, staleMilliseconds, purchase) => {
      for (let round = 0; round < 3; round += 1) {
        await world.fresh();
        if (staleMilliseconds !== undefined) {
          await world.admin.fault({ operation, moment: "received", action: "stale", milliseconds: staleMilliseconds });
        }
        const inputs = purchase();
        const other = { ...inputs, owner: { project: "flanstack", stack: "prod", agent: "qa_agent" } };
        const results = await Promise.all([first.create(inputs), second.create(other)]);
        const names = results.map(({ properties }) => properties.jobName);
        expect(names[0]).toBe(names[1]);
        expect(results.map(({ properties }) => properties.adopted).sort()).toEqual([false, true]);
        expect(await world.requestsOf(inputs.digest)).toBe(1);
        await world.admin.clearFaults();
        await world.admin.advance(3 * 3600);
        const ends = await Promise.all(
          [inputs, other].map((one) => models.create({ ...one, jobName: names[0], wait: { mode: true } })),
        );
        expect(ends[0]!.properties.model).toBeTruthy();
        expect(ends[0]!.properties.model).toBe(ends[1]!.properties.model);
        expect(await world.requestsOf(inputs.digest)).toBe(1);
      }
    },
  );
});

describe("a first Ctrl-C, told by a file", () => {
  let patient: ProviderProcess;
  let patientJobs: ProviderProcess;
  const file = () => join(world.directory, "interrupt");
  beforeAll(async () => {
    const environment = world.environment({ FLANSTACK_INTERRUPT: file() });
    [patient, patientJobs] = await Promise.all([
      startProvider(engine, "tunedModelProvider", environment),
      startProvider(engine, "tuningJobProvider", environment),
    ]);
  });
  afterAll(() => {
    patient?.kill();
    patientJobs?.kill();
  });
  beforeEach(() => rmSync(file(), { force: true }));

  it("ends the wait for a job, keeps the resource, and the next update goes on", async () => {
    const job = await patientJobs.create(inputsOf("qa_agent"));
    const inputs: Properties & { digest: string } = {
      ...world.modelInputs(),
      ...inputsOf("qa_agent"),
      jobName: job.properties.jobName,
      wait: { mode: true },
    };
    const created = patient.create(inputs).catch((error: ProviderError) => error);
    await expect.poll(() => engine.logs.some((log) => log.urn === inputs.urn && log.ephemeral)).toBe(true);
    writeFileSync(file(), "");
    const error = (await created) as ProviderError;
    expect(error.message).toContain("the next up goes on waiting");
    expect(error.id).toBe(inputs.digest);
    rmSync(file());
    await world.admin.advance(3 * 3600);
    expect((await patient.update(error.id!, error.properties!, inputs)).properties).toMatchObject({
      state: "succeeded",
    });
  });

  it("ends the wait for quota with a purchase that stays in line", async () => {
    await patientJobs.create(inputsOf("qa_agent", 1));
    const waiting = patientJobs.create(inputsOf("legal_agent", 1));
    await expect
      .poll(async () => (await world.admin.requests("storage.objects.insert")).length)
      .toBeGreaterThanOrEqual(3);
    writeFileSync(file(), "");
    expect((await waiting).properties).toMatchObject({ state: "waiting", jobName: "" });
  });
});

describe("Microsoft Foundry", () => {
  const ACCOUNT = "/subscriptions/s/resourceGroups/g/providers/Microsoft.CognitiveServices/accounts/a";
  let foundry: ProviderProcess;
  let foundryModels: ProviderProcess;
  beforeAll(async () => {
    const environment = world.environment({
      OPENAI_API_KEY: PLANTED,
      FLANSTACK_FOUNDRY_ACCOUNT: ACCOUNT,
      FLANSTACK_FOUNDRY_MANAGEMENT_URL: world.url,
      AZURE_MANAGEMENT_TOKEN: PLANTED,
    });
    [foundry, foundryModels] = await Promise.all([
      startProvider(engine, "tuningJobProvider", environment),
      startProvider(engine, "tunedModelProvider", environment),
    ]);
  });
  afterAll(() => {
    foundry?.kill();
    foundryModels?.kill();
  });

  async function tuned() {
    const inputs = world.openAiJobInputs({ onDelete: "remove" });
    const { properties } = await foundry.create(inputs);
    await world.admin.advance(3 * 3600);
    return { ...inputs, jobName: properties.jobName };
  }
  const ask = async (model: unknown) => {
    const body = JSON.stringify({ model, messages: [{ role: "user", content: "Run the tests in tests/module_1" }] });
    return (await fetch(`${world.url}/openai/v1/chat/completions`, { method: "POST", body })).status;
  };

  it("deploys the tuned model, answers under the deployment's name, and removes both", async () => {
    const inputs = await tuned();
    const { id, properties } = await foundryModels.create(inputs);
    expect(properties.model).toMatch(/^ft:/);
    expect(properties.endpoint).toMatch(/^ft-[a-z0-9-]+$/);
    expect(await ask(properties.endpoint)).toBe(200);
    expect(await world.admin.requests("foundry.deployments.createOrUpdate")).toHaveLength(1);
    await foundryModels.delete(id, properties);
    expect(await ask(properties.endpoint)).toBe(404);
    expect(await world.admin.requests("foundry.deployments.delete")).toHaveLength(1);
  });

  it("makes one deployment when the reply was lost, and says what to do when the token is refused", async () => {
    const inputs = await tuned();
    await world.admin.fault({ operation: "foundry.deployments.*", moment: "received", action: "status", status: 403 });
    await expect(foundryModels.create(inputs)).rejects.toThrow("AZURE_MANAGEMENT_TOKEN");
    await world.admin.clearFaults();
    await world.admin.fault({
      operation: "foundry.deployments.createOrUpdate",
      nth: 1,
      moment: "committed",
      action: "drop",
    });
    const { properties } = await foundryModels.create(inputs);
    expect(await ask(properties.endpoint)).toBe(200);
    expect(await world.requestsOf(inputs.digest)).toBe(1);
    expect(JSON.stringify(properties) + foundryModels.output() + JSON.stringify(engine.logs)).not.toContain(PLANTED);
  });
});

describe("OpenAI, end to end", () => {
  it("submits, follows and removes, and the key is written down nowhere", async () => {
    const inputs = world.openAiJobInputs({ onDelete: "remove" });
    const job = await first.create(inputs);
    expect(job.properties).toMatchObject({ jobName: expect.stringMatching(/^ftjob-/), adopted: false });
    await world.admin.advance(3 * 3600);
    const modelInputs = { ...inputs, jobName: job.properties.jobName };
    const model = await models.create(modelInputs);
    expect(model.properties).toMatchObject({
      state: "succeeded",
      model: expect.stringMatching(/^ft:/),
      endpointLocation: "",
    });
    expect(model.properties.endpoint).toBe(model.properties.model);
    expect(model.properties.checkpoints).toHaveLength(3);
    await models.delete(model.id, model.properties);
    expect((await models.read(model.id, model.properties)).properties.endpoint).toBe("");

    await world.admin.fault({
      operation: "openai.fineTuningJobs.create",
      moment: "received",
      action: "status",
      status: 401,
    });
    const refused = await first
      .create(world.openAiJobInputs({ spec: { generation: 2 } }))
      .catch((error: Error) => error.message);
    const said = JSON.stringify([job, model, engine.logs, refused]) + first.output() + models.output();
    expect(said).toContain("OPENAI_API_KEY");
    expect(said).not.toContain(PLANTED);
    expect(filesUnder(world.directory).length).toBeGreaterThan(3);
    for (const path of filesUnder(world.directory)) expect(readFileSync(path, "latin1"), path).not.toContain(PLANTED);
  });
});

function filesUnder(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
