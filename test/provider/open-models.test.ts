/** An open model through the real provider process: bought once, found again by its weights, removed when told. */
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { messageRows } from "../contract/message-rows";
import { type FakeEngine, type ProviderProcess, startFakeEngine, startProvider } from "./provider-process";
import { startTuningWorld, type TuningWorld } from "./tuning-world";

const spec = { baseModel: "qwen/qwen3@qwen3-32b", hyperparameters: { epochs: 3, adapterSize: 16 } };

let world: TuningWorld;
let engine: FakeEngine;
let jobs: ProviderProcess;
let models: ProviderProcess;

beforeAll(async () => {
  [world, engine] = await Promise.all([startTuningWorld(), startFakeEngine()]);
  const environment = world.environment({ CI: "true" });
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
beforeEach(async () => {
  await world.fresh();
  const url = `${world.url}/upload/storage/v1/b/rows/o?uploadType=media&name=messages.jsonl`;
  await fetch(url, { method: "POST", body: messageRows(20) });
});

const jobInputs = () => world.jobInputs({ spec, train: { uri: "gs://rows/messages.jsonl" } });
const weights = async () => {
  const reply = await fetch(`${world.url}/storage/v1/b/rows/o?prefix=tuned/`);
  return ((await reply.json()) as { items?: { name: string }[] }).items ?? [];
};

async function tuned(changes: object = {}) {
  const inputs = jobInputs();
  const job = await jobs.create(inputs);
  await world.admin.advance(3 * 3600);
  const modelInputs = world.modelInputs({ spec, jobName: job.properties.jobName, ...changes });
  return { inputs, modelInputs, model: await models.create(modelInputs) };
}

it("gives the weights' address in place of an endpoint", async () => {
  const { inputs, model } = await tuned();
  const folder = `tuned/qa_agent/${inputs.digest.slice(0, 32)}/postprocess/node-0/checkpoints/final`;
  expect(model.properties).toMatchObject({
    state: "succeeded",
    endpoint: `gs://rows/${folder}`,
    model: `gs://rows/${folder}`,
  });
  expect(await weights()).toMatchObject([{ name: expect.stringContaining(folder) }]);
});

it("is adopted after a lost state, as long as its weights are there", async () => {
  const { inputs } = await tuned();
  expect(await jobs.create(inputs)).toMatchObject({ properties: { adopted: true, state: "succeeded" } });
  for (const { name } of await weights()) {
    await fetch(`${world.url}/storage/v1/b/rows/o/${encodeURIComponent(name)}`, { method: "DELETE" });
  }
  await expect(jobs.create(inputs)).rejects.toThrow(/nothing serves its model any more/);
  expect(await world.requestsOf(inputs.digest)).toBe(1);
});

it.each([
  ["retain", 1],
  ["remove", 0],
])("with onDelete %s leaves %d files behind", async (onDelete, left) => {
  const { model } = await tuned({ onDelete });
  await models.delete(model.id, model.properties);
  expect(await weights()).toHaveLength(left);
  expect((await fetch(`${world.url}/storage/v1/b/rows/o/messages.jsonl`)).status).toBe(200);
});
