/** Open models on the sandbox's Vertex: what is refused, and what a finished job leaves in the bucket. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type SandboxInProcess, startInProcess } from "../start-in-process";
import { messageLineProblems } from "./open-models";

let sandbox: SandboxInProcess;
beforeEach(async () => {
  sandbox = await startInProcess();
  await call("POST", "/storage/v1/b?project=p", { name: "data", location: "us-central1" });
  await upload("train.jsonl", rows(40));
  await upload("val.jsonl", rows(9));
});
afterEach(() => sandbox.close());

type Body = Record<string, unknown> & { error?: { message: string } };

async function call(method: string, path: string, body?: object): Promise<{ status: number; body: Body }> {
  const reply = await fetch(`${sandbox.url}${path}`, { method, body: body && JSON.stringify(body) });
  const text = await reply.text();
  return { status: reply.status, body: text === "" ? {} : JSON.parse(text) };
}

const upload = (name: string, body: string) =>
  fetch(`${sandbox.url}/upload/storage/v1/b/data/o?uploadType=media&name=${name}`, { method: "POST", body });
const row = { messages: ["system", "user", "assistant"].map((role) => ({ role, content: `${role} says` })) };
const rows = (count: number) => `${JSON.stringify(row)}\n`.repeat(count);

const jobsIn = (region: string) => `/v1beta1/projects/p/locations/${region}/tuningJobs`;
function request(fields: object = {}, spec: object = {}): object {
  return {
    baseModel: "qwen/qwen3@qwen3-32b",
    outputUri: "gs://data/out/",
    supervisedTuningSpec: {
      trainingDatasetUri: "gs://data/train.jsonl",
      validationDatasetUri: "gs://data/val.jsonl",
      tuningMode: "TUNING_MODE_PEFT_ADAPTER",
      hyperParameters: { epochCount: "2", adapterSize: "ADAPTER_SIZE_THIRTY_TWO" },
      ...spec,
    },
    ...fields,
  };
}

it("leaves weights in the user's bucket, no endpoint, and says what it billed", async () => {
  const created = await call("POST", jobsIn("us-west1"), request());
  expect(created.status).toBe(200);
  const objects = async () => ((await call("GET", "/storage/v1/b/data/o?prefix=out/")).body.items ?? []) as object[];
  expect(await objects()).toEqual([]);
  await sandbox.admin("POST", "clock", { advanceSeconds: 3600 });
  const { body } = await call("GET", `/v1beta1/${created.body.name}`);
  expect(body).toMatchObject({ state: "JOB_STATE_SUCCEEDED", outputUri: "gs://data/out/", tunedModel: {} });
  expect(body.tuningDataStats).toMatchObject({ supervisedTuningDataStats: { tuningDatasetExampleCount: "40" } });
  expect(await objects()).toMatchObject([
    { name: "out/postprocess/node-0/checkpoints/final/model-00001-of-00001.safetensors" },
  ]);
});

it("goes on when the bucket was deleted meanwhile", async () => {
  await call("POST", "/storage/v1/b?project=p", { name: "out", location: "us-central1" });
  const created = await call("POST", jobsIn("us-central1"), request({ outputUri: "gs://out/x" }));
  await call("DELETE", "/storage/v1/b/out");
  await sandbox.admin("POST", "clock", { advanceSeconds: 3600 });
  expect((await call("GET", `/v1beta1/${created.body.name}`)).body.state).toBe("JOB_STATE_SUCCEEDED");
});

describe("a job is refused", () => {
  it.each<[string, object, string, string?]>([
    ["without an output", request({ outputUri: undefined }), "outputUri is required"],
    ["for an output that is no folder of a bucket", request({ outputUri: "gs://data" }), "gs://bucket/folder"],
    ["for an output in no bucket", request({ outputUri: "gs://nowhere/x" }), "does not exist"],
    ["for a model that is not tuned", request({ baseModel: "qwen/qwen2@qwen2-7b" }), "not supported"],
    ["for an adapter of a model without", request({ baseModel: "qwen/qwen3@qwen3-8b" }), "TUNING_MODE_FULL"],
    ["for full tuning with an adapter", request({}, { tuningMode: "TUNING_MODE_FULL" }), "no adapter"],
    [
      "for Gemini's adapter size 2",
      request({}, { hyperParameters: { adapterSize: "ADAPTER_SIZE_TWO" } }),
      "adapterSize",
    ],
    ["in a region that tunes none", request(), "region europe-west1", "europe-west1"],
    ["for a Gemini model with an output", request({ baseModel: "gemini-3.5-flash-lite" }), "open source models"],
  ])("%s", async (_, body, message, region = "us-central1") => {
    const reply = await call("POST", jobsIn(region), body);
    expect(reply.status).toBe(400);
    expect(reply.body.error!.message).toContain(message);
  });

  it("for validation data above a quarter of the training data's bytes", async () => {
    await upload("val.jsonl", rows(11));
    const reply = await call("POST", jobsIn("us-central1"), request());
    expect(reply.body.error!.message).toContain("at most 25%");
  });

  it("by v1, which knows no output", async () => {
    const reply = await call("POST", jobsIn("us-central1").replace("v1beta1", "v1"), request());
    expect(reply.body.error!.message).toContain('Unknown name "outputUri"');
  });
});

it.each([
  ["no JSON", "{", "not valid JSON"],
  ["null", "null", "messages must be"],
  ["Gemini's contents", '{"contents":[]}', "messages must be"],
  ["a tool's turn", '{"messages":[{"role":"tool","content":"x"}]}', "system, user or assistant"],
  ["a call without text", '{"messages":[{"role":"assistant","content":null}]}', "content must be a text"],
  ["a last turn of the user", '{"messages":[{"role":"user","content":"x"}]}', "last message"],
])("a line with %s is no example", (_, line, problem) => {
  expect(messageLineProblems(line).join()).toContain(problem);
  expect(messageLineProblems(JSON.stringify(row))).toEqual([]);
});
