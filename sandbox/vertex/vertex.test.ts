/** Tuning on the sandbox's Vertex AI: what is refused, how a job lives and ends, what it leaves, who answers. */
import { GoogleGenAI } from "@google/genai";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type SandboxInProcess, startInProcess } from "../start-in-process";

let sandbox: SandboxInProcess;
beforeEach(async () => {
  sandbox = await startInProcess();
  await call("POST", "/storage/v1/b?project=p", { name: "data", location: "us-central1" });
  await upload("train.jsonl", lines(40));
});
afterEach(() => sandbox.close());

type Body = Record<string, unknown> & { error?: { code: number; message: string; status: string } };

async function call(method: string, path: string, body?: object): Promise<{ status: number; body: Body }> {
  const reply = await fetch(`${sandbox.url}${path}`, { method, body: body && JSON.stringify(body) });
  const text = await reply.text();
  return { status: reply.status, body: text === "" ? {} : JSON.parse(text) };
}

async function upload(name: string, text: string): Promise<void> {
  await fetch(`${sandbox.url}/upload/storage/v1/b/data/o?uploadType=media&name=${name}`, {
    method: "POST",
    body: text,
  });
}

const TOOLS = [
  {
    functionDeclarations: [
      {
        name: "run_tests",
        description: "Runs the tests of a folder.",
        parameters: { type: "OBJECT", properties: { path: { type: "STRING" } }, required: ["path"] },
      },
      {
        name: "open_ticket",
        description: "Opens a ticket about a defect.",
        parameters: {
          type: "OBJECT",
          properties: { title: { type: "STRING" }, priority: { type: "STRING", enum: ["low", "high"] } },
          required: ["title", "priority"],
        },
      },
    ],
  },
];

function example(index: number): object {
  const path = `tests/module_${index}`;
  const call =
    index % 2 === 0
      ? { name: "run_tests", args: { path } }
      : { name: "open_ticket", args: { title: `Defect ${index}`, priority: "high" } };
  const text =
    index % 2 === 0
      ? `Please run everything in ${path} now`
      : `Report the defect "Defect ${index}", it is of high priority`;
  return {
    contents: [
      { role: "user", parts: [{ text }] },
      { role: "model", parts: [{ functionCall: call }] },
      { role: "user", parts: [{ functionResponse: { name: call.name, response: { ok: true } } }] },
      { role: "model", parts: [{ text: "Done." }] },
    ],
    tools: TOOLS,
  };
}

const lines = (count: number) =>
  Array.from({ length: count }, (_, index) => `${JSON.stringify(example(index))}\n`).join("");

const JOBS = "/v1beta1/projects/p/locations/us-central1/tuningJobs";
const request = (fields: object = {}, hyperParameters: object = { epochCount: 2 }) => ({
  baseModel: "gemini-3.5-flash-lite",
  supervisedTuningSpec: { trainingDatasetUri: "gs://data/train.jsonl", hyperParameters },
  tunedModelDisplayName: "qa",
  labels: { digest: "abc" },
  ...fields,
});
const spec = (fields: object) => ({ supervisedTuningSpec: { trainingDatasetUri: "gs://data/train.jsonl", ...fields } });
const advance = (seconds: number) => sandbox.admin("POST", "clock", { advanceSeconds: seconds });

async function finished(body: object = request()): Promise<Body> {
  const created = await call("POST", JOBS, body);
  await advance(3600);
  return (await call("GET", `/v1/${created.body.name}`)).body;
}

describe("a job is refused", () => {
  it.each<[string, object, string, string?]>([
    ["for a region that tunes nothing", request(), "region europe-west1", "europe-west1"],
    ["for an unknown model", request({ baseModel: "gemini-9" }), "not supported for tuning"],
    ["for a model that is not tunable", request({ baseModel: "gemini-3.8-flash" }), "not supported for tuning"],
    ["for a retired model", request({ baseModel: "gemini-2.5-flash" }), "retired on 2026-10-16"],
    ["without a model", request({ baseModel: undefined }), "baseModel is required"],
    ["for a missing object", request(spec({ trainingDatasetUri: "gs://data/none.jsonl" })), "does not exist"],
    [
      "for an address that is not Cloud Storage",
      request(spec({ trainingDatasetUri: "s3://data/x" })),
      "gs://bucket/object",
    ],
    ["for adapter size 32 (open models only)", request({}, { adapterSize: "ADAPTER_SIZE_THIRTY_TWO" }), "adapterSize"],
    ["for a fraction of an epoch", request({}, { epochCount: 1.5 }), "epochCount"],
    ["for a learning rate of zero", request({}, { learningRateMultiplier: 0 }), "learningRateMultiplier"],
    [
      "for a field of another API",
      request({}, { epochs: 3 }),
      'Unknown name "supervisedTuningSpec.hyperParameters.epochs"',
    ],
    ["for a field that only v1beta1 has", request({ outputUri: "gs://data/out" }), 'Unknown name "outputUri"'],
    ["for a label in upper case", request({ labels: { Digest: "x" } }), "Label"],
    ["for a name above 128 characters", request({ tunedModelDisplayName: "x".repeat(129) }), "128"],
    ["with a customer-managed key", request({ encryptionSpec: { kmsKeyName: "k" } }), "Customer-managed"],
  ])("%s", async (_, body, message, region = "us-central1") => {
    const path = `/v1/projects/p/locations/${region}/tuningJobs`;
    const reply = await call("POST", path, JSON.parse(JSON.stringify(body)));
    expect([reply.status, reply.body.error!.status]).toEqual([400, "INVALID_ARGUMENT"]);
    expect(reply.body.error!.message).toContain(message);
    expect((await call("GET", path)).body).toEqual({});
  });

  it.each([
    ["a line that is no JSON", '{"contents": [', "line 3: not valid JSON"],
    [
      "a line that ends with the user",
      JSON.stringify({ contents: [{ role: "user", parts: [{ text: "x" }] }] }),
      "last turn",
    ],
    [
      "an assistant role",
      JSON.stringify({ contents: [{ role: "assistant", parts: [{ text: "x" }] }] }),
      "role must be user or model",
    ],
    [
      "two user turns in a row",
      JSON.stringify({ contents: [1, 2].map(() => ({ role: "user", parts: [{ text: "x" }] })) }),
      "alternate",
    ],
    [
      "arguments written as a text",
      JSON.stringify({
        contents: [
          { role: "user", parts: [{ text: "x" }] },
          { role: "model", parts: [{ functionCall: { name: "f", args: "{}" } }] },
        ],
      }),
      "args as an object",
    ],
    ["messages of another provider", JSON.stringify({ messages: [] }), 'unknown field "messages"'],
  ])("for a file with %s", async (_, line, problem) => {
    await upload("bad.jsonl", `${lines(2)}${line}\n${lines(20)}`);
    const reply = await call("POST", JOBS, request(spec({ trainingDatasetUri: "gs://data/bad.jsonl" })));
    expect(reply.status).toBe(400);
    expect(reply.body.error!.message).toContain(problem);
    expect(reply.body.error!.message).toContain("line 3");
  });

  it("for too few examples", async () => {
    await upload("few.jsonl", lines(9));
    const reply = await call("POST", JOBS, request(spec({ trainingDatasetUri: "gs://data/few.jsonl" })));
    expect(reply.body.error!.message).toContain("9 examples; at least 10");
  });

  it("beyond the quota, as a quota error", async () => {
    for (let job = 0; job < 6; job += 1) expect((await call("POST", JOBS, request())).status).toBe(200);
    const reply = await call("POST", JOBS, request());
    expect([reply.status, reply.body.error!.status]).toEqual([429, "RESOURCE_EXHAUSTED"]);
    await advance(3600);
    expect((await call("POST", JOBS, request())).status).toBe(200);
  });
});

describe("a sandbox that queues", () => {
  it("starts a waiting job when another ends, in the order they came", async () => {
    await sandbox.close();
    sandbox = await startInProcess({ quota: 1, overQuota: "queue" });
    await call("POST", "/storage/v1/b?project=p", { name: "data", location: "us-central1" });
    await upload("train.jsonl", lines(40));
    const names: string[] = [];
    for (let job = 0; job < 3; job += 1) names.push(String((await call("POST", JOBS, request())).body.name));
    const states = async () =>
      Promise.all(names.map(async (name) => (await call("GET", `/v1beta1/${name}`)).body.state));
    await advance(60);
    expect(await states()).toEqual(["JOB_STATE_RUNNING", "JOB_STATE_QUEUED", "JOB_STATE_QUEUED"]);
    await advance(350);
    expect(await states()).toEqual(["JOB_STATE_SUCCEEDED", "JOB_STATE_RUNNING", "JOB_STATE_QUEUED"]);
    await advance(3600);
    expect(await states()).toEqual(Array(3).fill("JOB_STATE_SUCCEEDED"));
  });
});

describe("a job lives", () => {
  it("through its states to a model whose endpoint is in the multi-region", async () => {
    const { body: created } = await call("POST", JOBS, request());
    expect(created).toMatchObject({
      state: "JOB_STATE_PENDING",
      supervisedTuningSpec: { hyperParameters: { epochCount: "2" } },
    });
    await advance(60);
    const { body: running } = await call("GET", `/v1beta1/${created.name}`);
    expect(running).toMatchObject({ state: "JOB_STATE_RUNNING", tuningJobState: "TUNING_JOB_STATE_TUNING" });
    await advance(3600);
    const { body: done } = await call("GET", `/v1/${created.name}`);
    expect(done).toMatchObject({
      state: "JOB_STATE_SUCCEEDED",
      tunedModel: {
        model: expect.stringMatching(/^projects\/p\/locations\/us-central1\/models\/\d+@1$/),
        endpoint: expect.stringMatching(/^projects\/p\/locations\/us\/endpoints\/\d+$/),
        checkpoints: [{ epoch: "1" }, { epoch: "2" }],
      },
      tuningDataStats: { supervisedTuningDataStats: { tuningDatasetExampleCount: "40" } },
    });
    expect(done.tuningJobState).toBeUndefined();
    expect(Date.parse(String(done.endTime)) - Date.parse(String(done.createTime))).toBeLessThan(600_000);
  });

  it("over a restart in the middle", async () => {
    const { body: created } = await call("POST", JOBS, request());
    sandbox = await sandbox.restart();
    await advance(3600);
    expect((await call("GET", `/v1/${created.name}`)).body.state).toBe("JOB_STATE_SUCCEEDED");
  });

  it("until it is cancelled; afterwards it cannot be", async () => {
    const { body: created } = await call("POST", JOBS, request());
    expect((await call("POST", `/v1/${created.name}:cancel`, {})).status).toBe(200);
    expect((await call("GET", `/v1/${created.name}`)).body.state).toBe("JOB_STATE_CANCELLING");
    await advance(10);
    expect((await call("GET", `/v1/${created.name}`)).body).toMatchObject({
      state: "JOB_STATE_CANCELLED",
      error: { code: 1 },
    });
    expect((await call("POST", `/v1/${created.name}:cancel`, {})).body.error!.status).toBe("FAILED_PRECONDITION");
  });

  it.each([
    ["fail", "JOB_STATE_FAILED", false, false],
    ["fail-validation", "JOB_STATE_FAILED", false, false],
    ["expire", "JOB_STATE_EXPIRED", false, false],
    ["partial", "JOB_STATE_PARTIALLY_SUCCEEDED", true, true],
    ["no-endpoint", "JOB_STATE_SUCCEEDED", true, false],
    ["stuck", "JOB_STATE_RUNNING", false, false],
    ["pause", "JOB_STATE_PAUSED", false, false],
    ["cancel", "JOB_STATE_CANCELLED", false, false],
  ])("as an admin wants it: %s", async (outcome, state, hasModel, hasEndpoint) => {
    const { body: created } = await call("POST", JOBS, request());
    await sandbox.admin("POST", `jobs/${String(created.name).split("/").at(-1)}`, { outcome, message: "because" });
    await advance(7200);
    const { body } = await call("GET", `/v1/${created.name}`);
    const model = body.tunedModel as { model?: string; endpoint?: string } | undefined;
    expect([body.state, model?.model !== undefined, model?.endpoint !== undefined]).toEqual([
      state,
      hasModel,
      hasEndpoint,
    ]);
  });

  it("and tells the examples that were cut", async () => {
    const long = { ...example(0), systemInstruction: { parts: [{ text: "x".repeat(600_000) }] } };
    await upload("long.jsonl", `${lines(12)}${JSON.stringify(long)}\n`);
    const done = await finished(request(spec({ trainingDatasetUri: "gs://data/long.jsonl" })));
    expect(done.tuningDataStats).toMatchObject({
      supervisedTuningDataStats: { totalTruncatedExampleCount: "1", truncatedExampleIndices: ["13"] },
    });
  });

  it("in lists, by pages and by filter, and a filter that is not understood is refused", async () => {
    for (const digest of ["a", "b", "b"]) await call("POST", JOBS, request({ labels: { digest } }));
    const list = async (query: string) =>
      (await call("GET", `${JOBS}?${query}`)).body as { tuningJobs?: { labels: object }[]; nextPageToken?: string };
    expect((await list('filter=labels.digest="b"')).tuningJobs).toHaveLength(2);
    const first = await list("pageSize=2");
    expect((await list(`pageSize=2&pageToken=${first.nextPageToken}`)).tuningJobs).toHaveLength(1);
    expect((await call("GET", `${JOBS}?filter=createTime>1`)).status).toBe(400);
  });

  it("with enums as numbers for clients that ask so", async () => {
    await call("POST", JOBS, request({}, { adapterSize: 6, epochCount: "2" }));
    const { body } = await call("GET", `${JOBS}?$alt=json;enum-encoding=int`);
    const [job] = body.tuningJobs as {
      state: number;
      supervisedTuningSpec: { hyperParameters: { adapterSize: number } };
    }[];
    expect([job!.state, job!.supervisedTuningSpec.hyperParameters.adapterSize]).toEqual([2, 6]);
  });
});

describe("what a job leaves", () => {
  it("goes in order: undeploy, endpoint, model", async () => {
    const { tunedModel } = (await finished(
      request({
        supervisedTuningSpec: { trainingDatasetUri: "gs://data/train.jsonl", exportLastCheckpointOnly: true },
      }),
    )) as {
      tunedModel: { model: string; endpoint: string };
    };
    const { endpoint, model } = tunedModel;
    expect((await call("DELETE", `/v1/${model}`)).body.error!.status).toBe("FAILED_PRECONDITION");
    expect((await call("DELETE", `/v1/${endpoint}`)).body.error!.status).toBe("FAILED_PRECONDITION");
    const { deployedModels } = (await call("GET", `/v1/${endpoint}`)).body as { deployedModels: { id: string }[] };
    const undeployed = await call("POST", `/v1/${endpoint}:undeployModel`, { deployedModelId: deployedModels[0]!.id });
    expect(undeployed.body).toMatchObject({ done: true });
    expect((await call("GET", `/v1/${undeployed.body.name}`)).body).toMatchObject({ done: true });
    expect((await call("DELETE", `/v1/${endpoint}`)).status).toBe(200);
    expect((await call("DELETE", `/v1/${model}`)).status).toBe(200);
    expect((await call("GET", `/v1/${model}`)).status).toBe(404);
  });

  it("can be continued: a new version under the same name, that knows both data sets", async () => {
    const first = (await finished()) as { tunedModel: { model: string } };
    const { baseModel: _, ...rest } = request();
    const second = await finished({ ...rest, preTunedModel: { tunedModelName: first.tunedModel.model } });
    expect(second.tunedModel).toMatchObject({ model: first.tunedModel.model.replace("@1", "@2") });
    expect(
      (
        await call("POST", JOBS, {
          ...rest,
          preTunedModel: { tunedModelName: "projects/p/locations/us-central1/models/1" },
        })
      ).status,
    ).toBe(404);
  });
});

describe("prediction", () => {
  const client = () =>
    new GoogleGenAI({
      vertexai: true,
      project: "p",
      location: "us",
      httpOptions: { baseUrl: sandbox.url },
      googleAuthOptions: { authClient: { getRequestHeaders: async () => new Headers() } as never },
    });

  it("answers as the data teach, and only with tools of the request", async () => {
    const { tunedModel } = (await finished()) as { tunedModel: { endpoint: string } };
    const ask = async (text: string, tools: object[]) => {
      const reply = await client().models.generateContent({
        model: tunedModel.endpoint,
        contents: text,
        config: { tools },
      });
      return reply.candidates![0]!.content!.parts!;
    };
    expect(await ask("Please run everything in tests/login_3 now", TOOLS)).toEqual([
      { functionCall: { name: "run_tests", args: { path: "tests/login_3" } } },
    ]);
    const [tool] = TOOLS[0]!.functionDeclarations.slice(1);
    const parts = await ask("Please run everything in tests/login_3 now", [{ functionDeclarations: [tool!] }]);
    expect(parts.every((part) => part.functionCall === undefined || part.functionCall.name === "open_ticket")).toBe(
      true,
    );
  });

  it("comes from the endpoint's own location, after success, and from base models", async () => {
    const { tunedModel } = (await finished()) as { tunedModel: { endpoint: string } };
    const body = { contents: [{ role: "user", parts: [{ text: "Run tests/a" }] }], tools: TOOLS };
    const at = (path: string) => call("POST", `/v1/${path}:generateContent`, body);
    expect((await at(tunedModel.endpoint)).status).toBe(200);
    expect((await at(tunedModel.endpoint.replace("/us/", "/us-central1/"))).status).toBe(404);
    expect((await at("projects/p/locations/global/publishers/google/models/gemini-3.5-flash-lite")).status).toBe(200);
    expect((await at("projects/p/locations/global/publishers/google/models/gemini-2.5-flash")).status).toBe(404);
  });
});
