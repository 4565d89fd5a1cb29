/** Open models on Vertex: how they are told from Gemini's, what is sent for them, where their weights lie. */
import { describe, expect, it } from "vitest";
import type { Submission, TuningSpec } from "../../job";
import { isOpenModel } from "../../open-models";
import { checkSubmission, createBody, jobView } from "./mapping";
import { finalWeightsOf, outputUriOf, removeWeights } from "./weights";
import { tuningJobSchema } from "./wire";

const SPEC: TuningSpec = {
  provider: "gemini",
  method: "supervised",
  baseModel: "qwen/qwen3@qwen3-32b",
  hyperparameters: { epochs: 3, adapterSize: 16, learningRateMultiplier: 1 },
  trainDigest: "a".repeat(64),
  generation: 1,
};
const SUBMISSION: Submission = {
  digest: "0123456789abcdef".repeat(4),
  owner: { project: "flanstack", stack: "dev", agent: "qa_agent" },
  displayName: "qa_agent-dev",
  train: { uri: "gs://b/datasets/train.jsonl" },
  validation: { uri: "gs://b/datasets/val.jsonl" },
  project: "acme",
  location: "us-central1",
};
const OUTPUT = "gs://b/tuned/qa_agent/0123456789abcdef0123456789abcdef/";

it.each([
  ["qwen/qwen3@qwen3-8b", true],
  ["meta/llama3_1@llama-3.1-8b-instruct", true],
  ["google/gemma3@gemma-3-27b-it", true],
  ["gemini-3.1-flash-lite", false],
  ["publishers/google/models/gemini-3.5-flash", false],
  ["Qwen/Qwen3-4B-Instruct-2507", false],
  ["projects/1/locations/us-central1/models/7@1", false],
  ["gs://b/models/x@1", false],
  ["", false],
])("%j is an open model of Vertex: %s", (name, expected) => {
  expect(isOpenModel(name)).toBe(expected);
});

describe("createBody", () => {
  it("writes into the bucket that the data is read from, under the purchase's name", () => {
    const body = createBody(SPEC, SUBMISSION);
    expect(body).toMatchObject({
      baseModel: "qwen/qwen3@qwen3-32b",
      outputUri: OUTPUT,
      supervisedTuningSpec: {
        tuningMode: "TUNING_MODE_PEFT_ADAPTER",
        hyperParameters: { epochCount: "3", adapterSize: "ADAPTER_SIZE_SIXTEEN" },
      },
    });
    expect(outputUriOf({ ...SUBMISSION, digest: "f".repeat(64) })).not.toBe(body.outputUri);
  });

  it("tunes all weights where no adapter is named", () => {
    const { adapterSize: _, ...hyperparameters } = SPEC.hyperparameters;
    const body = createBody({ ...SPEC, hyperparameters: { ...hyperparameters, batchSize: 8 } }, SUBMISSION);
    expect(body.supervisedTuningSpec).toMatchObject({
      tuningMode: "TUNING_MODE_FULL",
      hyperParameters: { batchSize: "8" },
    });
    expect(body.supervisedTuningSpec!.hyperParameters).not.toHaveProperty("adapterSize");
  });

  it("says nothing of modes and outputs for Gemini, whose v1 has neither", () => {
    const body = createBody(
      { ...SPEC, baseModel: "gemini-3.1-flash-lite", hyperparameters: { adapterSize: 4 } },
      SUBMISSION,
    );
    expect(body).not.toHaveProperty("outputUri");
    expect(body.supervisedTuningSpec).not.toHaveProperty("tuningMode");
  });
});

describe("checkSubmission", () => {
  const change = (changes: Partial<TuningSpec>) => ({ ...SPEC, ...changes });
  it.each<[string, TuningSpec, RegExp]>([
    ["Gemini's adapter size 2", change({ hyperparameters: { adapterSize: 2 } }), /no adapter of size 2.*tuningMode/s],
    ["preference tuning", change({ method: "preference" }), /documents supervised tuning/],
    ["going on from a tuned model", change({ parentDigest: "f".repeat(64) }), /files of yours/],
  ])("refuses %s", (_, spec, message) => {
    expect(() => checkSubmission(spec, SUBMISSION)).toThrow(message);
  });

  it("takes what only open models have", () => {
    expect(() =>
      checkSubmission(change({ hyperparameters: { adapterSize: 32, batchSize: 8 } }), SUBMISSION),
    ).not.toThrow();
    expect(() => checkSubmission(change({ hyperparameters: {} }), SUBMISSION)).not.toThrow();
  });
});

describe("jobView", () => {
  const view = (state: string, fields: object = {}) =>
    jobView(
      tuningJobSchema.parse({ name: "j", state, createTime: "2026-11-23T10:00:00Z", outputUri: OUTPUT, ...fields }),
    );

  it("gives the weights where an endpoint would stand, and no location of an endpoint", () => {
    const weights = `${OUTPUT}postprocess/node-0/checkpoints/final`;
    expect(view("JOB_STATE_SUCCEEDED").tunedModel).toEqual({ model: weights, endpoint: weights });
    const model = "projects/1/locations/us-central1/models/7@1";
    expect(view("JOB_STATE_SUCCEEDED", { tunedModel: { model } }).tunedModel).toEqual({ model, endpoint: weights });
  });

  it.each(["JOB_STATE_RUNNING", "JOB_STATE_FAILED", "JOB_STATE_CANCELLED"])("promises no weights at %s", (state) => {
    expect(view(state).tunedModel).toBeUndefined();
  });

  it("takes an output without a closing slash", () => {
    expect(finalWeightsOf("gs://b/out")).toBe("gs://b/out/postprocess/node-0/checkpoints/final");
  });
});

it.each(["gs://b/", "gs://b/models", "gs://b/tuned/qa_agent/mine/"])(
  "deletes nothing below %s, which another tool chose",
  async (output) => {
    const asked: string[] = [];
    const call = async ({ url }: { url: string }) => asked.push(url);
    await expect(removeWeights(finalWeightsOf(output), { call })).rejects.toMatchObject({ code: "weights_not_ours" });
    expect(asked).toEqual([]);
  },
);
