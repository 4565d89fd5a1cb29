import protos from "@google-cloud/aiplatform/build/protos/protos.json";
import { describe, expect, it } from "vitest";
import type { Submission, TuningSpec } from "../../job";
import fixture from "./__fixtures__/tuning-job-succeeded.json";
import { checkSubmission, createBody, jobView, locationOf, stateOf } from "./mapping";
import { tuningJobSchema } from "./wire";

const SPEC: TuningSpec = {
  provider: "gemini",
  method: "supervised",
  baseModel: "gemini-3.1-flash-lite",
  hyperparameters: { epochs: 3, adapterSize: 4, learningRateMultiplier: 0.5 },
  trainDigest: "a".repeat(64),
  generation: 1,
};
const SUBMISSION: Submission = {
  digest: "0123456789abcdef".repeat(4),
  owner: { project: "Flan.Stack", stack: "dev", agent: "qa_agent" },
  displayName: "qa_agent-dev",
  train: { uri: "gs://b/train.jsonl" },
  validation: { uri: "gs://b/val.jsonl" },
  labels: { "Cost Center": "EU 1234", "managed-by": "somebody else", "9lives": "x" },
  project: "acme",
  location: "us-central1",
};

describe("states", () => {
  const published = (
    protos as unknown as {
      nested: {
        google: {
          nested: {
            cloud: { nested: { aiplatform: { nested: { v1beta1: { nested: Record<string, { values: object }> } } } } };
          };
        };
      };
    }
  ).nested.google.nested.cloud.nested.aiplatform.nested.v1beta1.nested.JobState!;

  it.each(Object.keys(published.values).filter((state) => state !== "JOB_STATE_UNSPECIFIED"))(
    "%s, which Google publishes, is known",
    (state) => {
      expect(stateOf(state)).not.toBe("unknown");
    },
  );
  it("waits on a state that came later", () => {
    expect(stateOf("JOB_STATE_DREAMING")).toBe("unknown");
  });
});

describe("createBody", () => {
  it("says what Vertex's reference asks for, int64 as text, labels in its charset, ours not to be overridden", () => {
    expect(createBody(SPEC, SUBMISSION)).toEqual({
      baseModel: "gemini-3.1-flash-lite",
      supervisedTuningSpec: {
        trainingDatasetUri: "gs://b/train.jsonl",
        validationDatasetUri: "gs://b/val.jsonl",
        hyperParameters: { epochCount: "3", learningRateMultiplier: 0.5, adapterSize: "ADAPTER_SIZE_FOUR" },
      },
      tunedModelDisplayName: "qa_agent-dev",
      labels: {
        "cost-center": "eu-1234",
        "l-9lives": "x",
        "managed-by": "flanstack",
        digest: "0123456789abcdef0123456789abcdef",
        project: "flan-stack",
        stack: "dev",
        agent: "qa_agent",
      },
    });
  });

  it("leaves out what was not given", () => {
    const body = createBody({ ...SPEC, hyperparameters: {} }, { ...SUBMISSION, validation: undefined });
    expect(body.supervisedTuningSpec).toEqual({ trainingDatasetUri: "gs://b/train.jsonl" });
    expect(body).not.toHaveProperty("encryptionSpec");
    expect(body).not.toHaveProperty("serviceAccount");
  });

  it("continues a parent's checkpoint instead of naming a base model", () => {
    const parentModel = "projects/1/locations/us-central1/models/7@1";
    const body = createBody({ ...SPEC, parentDigest: "f".repeat(64), checkpoint: "2" }, { ...SUBMISSION, parentModel });
    expect(body).toMatchObject({ preTunedModel: { tunedModelName: parentModel, checkpointId: "2" } });
    expect(body).not.toHaveProperty("baseModel");
  });

  it("carries key, service account and preference data", () => {
    const kmsKeyName = "projects/p/locations/us-central1/keyRings/r/cryptoKeys/k";
    const body = createBody(
      { ...SPEC, method: "preference" },
      { ...SUBMISSION, kmsKeyName, serviceAccount: "t@p.iam" },
    );
    expect(body).toMatchObject({
      encryptionSpec: { kmsKeyName },
      serviceAccount: "t@p.iam",
      preferenceOptimizationSpec: {},
    });
    expect(body).not.toHaveProperty("supervisedTuningSpec");
  });
});

describe("checkSubmission", () => {
  it("names all problems together", () => {
    const spec = { ...SPEC, hyperparameters: { adapterSize: 32, batchSize: 8 }, parentDigest: "f".repeat(64) };
    const submission = { ...SUBMISSION, train: { path: "build/train.jsonl" }, project: undefined };
    expect(() => checkSubmission(spec, submission)).toThrow(
      /5 problems[\s\S]*gs:\/\/bucket\/object[\s\S]*size 32[\s\S]*batch size[\s\S]*parent's tuned model[\s\S]*gcp:project/,
    );
    expect(() => checkSubmission(SPEC, SUBMISSION)).not.toThrow();
  });
});

describe("jobView", () => {
  const view = jobView(tuningJobSchema.parse(fixture.reply));
  it("reads numbers that come as text, and the endpoint's own location", () => {
    expect(view).toMatchObject({
      state: "succeeded",
      tunedModel: { endpointLocation: "us", checkpoints: [{ id: "1", epoch: 1, step: 30 }, { id: "2" }, { id: "3" }] },
      statistics: { examples: 480, billedTokens: 940_000, truncatedExamples: 2 },
      progress: { step: 90, epoch: 3, detail: "TUNING" },
    });
  });
  it("knows no location where there is no endpoint", () => {
    expect(locationOf(undefined)).toBeUndefined();
  });
});
