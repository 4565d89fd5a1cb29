/** Whoever pays finds owner, cost centre, agent and environment on everything that has labels. */
import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, it } from "vitest";
import { DatasetBucket, FineTunedAgent } from "../../components";
import { createVertexClient } from "../../inference";
import { type Submission, specDigest, type TuningSpec } from "../../tuning";
import { createBody as openAiBody } from "../../tuning/adapters/openai/mapping";
import { createBody as vertexBody } from "../../tuning/adapters/vertex/mapping";

const LABELS = { environment: "prod", owner: "quality", "cost-center": "cc-42" };
const SPEC: TuningSpec = {
  provider: "gemini",
  method: "supervised",
  baseModel: "gemini-3.1-flash-lite",
  hyperparameters: { epochs: 3 },
  trainDigest: "a".repeat(64),
  generation: 1,
};

const declared = new Map<string, Record<string, unknown>>();

beforeAll(async () => {
  await pulumi.runtime.setMocks({
    newResource: ({ type, inputs, name }) => {
      declared.set(type, inputs);
      return { id: name, state: inputs };
    },
    call: () => ({}),
  });
  const shared = { project: "acme", location: "us-central1", pulumiProject: "flanstack", stack: "prod" };
  const bucket = new DatasetBucket("data", { ...shared, labels: LABELS, retain: true });
  const file = { path: "train.jsonl", sha256: "a".repeat(64), rows: 480 };
  const agent = new FineTunedAgent("qa_agent", {
    ...shared,
    agent: "qa_agent",
    spec: SPEC,
    train: file,
    validation: file,
    bucket,
    ledger: "gs://ledger/flanstack",
    labels: LABELS,
  });
  await new Promise((done) => pulumi.all([agent.job.urn, bucket.bucket.urn]).apply(done));
});

/** The submission that the job's inputs lead to. */
const submission: Submission = {
  digest: specDigest(SPEC),
  owner: { project: "flanstack", stack: "prod", agent: "qa_agent" },
  displayName: "qa_agent-prod",
  train: { uri: "gs://rows/train.jsonl" },
  labels: LABELS,
  project: "acme",
  location: "us-central1",
};

describe("labels", () => {
  it("stand on the bucket (objects have none: their metadata follows from the bytes alone)", () => {
    expect(declared.get("gcp:storage/bucket:Bucket")!.labels).toMatchObject(LABELS);
    expect(declared.get("gcp:storage/bucketObject:BucketObject")).not.toHaveProperty("labels");
  });

  it("reach the tuning job's inputs, with the agent as its owner", () => {
    const job = declared.get("pulumi-nodejs:dynamic/flanstack:TuningJob")!;
    expect(job.labels).toMatchObject(LABELS);
    expect(job.owner).toMatchObject({ agent: "qa_agent" });
  });

  it("are sent to Vertex with the job, which hands them to model and endpoint", () => {
    expect(vertexBody(SPEC, submission).labels).toMatchObject({ ...LABELS, agent: "qa_agent" });
  });

  it("are sent to OpenAI as the job's metadata", () => {
    expect(openAiBody({ ...SPEC, provider: "openai" }, submission).metadata).toMatchObject({
      ...LABELS,
      agent: "qa_agent",
    });
  });

  it("are sent with every call of a Vertex endpoint that was given some, and with none else", async () => {
    const bodies: { labels?: unknown }[] = [];
    const fetch = (async (_url: string, init: RequestInit) => {
      bodies.push(JSON.parse(init.body as string));
      return Response.json({ candidates: [{ content: { parts: [{ text: "yes" }] }, finishReason: "STOP" }] });
    }) as typeof globalThis.fetch;
    const given = { resource: "projects/p/locations/us/endpoints/7", baseUrl: "http://127.0.0.1:9", fetch };
    const request = { exampleId: "1", turns: [{ role: "user", text: "Hello" }], tools: [] } as const;
    const labels = { ...LABELS, agent: "qa_agent" };
    await createVertexClient({ ...given, labels }).predict(request);
    await createVertexClient(given).predict(request);
    expect(bodies.map((body) => body.labels)).toEqual([labels, undefined]);
  });
});
