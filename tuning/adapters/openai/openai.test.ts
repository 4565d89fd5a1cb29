import { APIConnectionError, APIConnectionTimeoutError, APIError } from "openai";
import type { FineTuningJob } from "openai/resources/fine-tuning/jobs";
import { describe, expect, it } from "vitest";
import type { Submission, TuningSpec } from "../../job";
import { checkSubmission, createBody, jobView, stateOf } from "./mapping";
import { parseResultFile } from "./metrics";
import { outcomeOf } from "./refusals";

const SPEC: TuningSpec = {
  provider: "openai",
  method: "supervised",
  baseModel: "gpt-4.1-mini-2025-04-14",
  hyperparameters: { epochs: 3 },
  trainDigest: "a".repeat(64),
  generation: 1,
};
const SUBMISSION: Submission = {
  digest: "0123456789abcdef".repeat(4),
  owner: { project: "flanstack", stack: "dev", agent: "qa_agent" },
  displayName: "QA_agent dev",
  train: { path: "train.jsonl", uri: "file-1" },
};

describe("states", () => {
  const published: FineTuningJob["status"][] = [
    "validating_files",
    "queued",
    "running",
    "succeeded",
    "failed",
    "cancelled",
  ];
  it.each([...published, "paused"])("%s, which OpenAI publishes, is known", (status) => {
    expect(stateOf(status)).not.toBe("unknown");
  });
  it.each([
    ["notRunning", "queued"],
    ["canceled", "cancelled"],
    ["resuming", "running"],
  ])("%s, which Foundry says, is %s", (status, state) => {
    expect(stateOf(status)).toBe(state);
  });
  it("waits on a state that came later", () => {
    expect(stateOf("dreaming")).toBe("unknown");
  });
});

describe("createBody", () => {
  it("names files, digest and method, and a seed that follows from the digest", () => {
    expect(createBody(SPEC, SUBMISSION)).toEqual({
      model: "gpt-4.1-mini-2025-04-14",
      training_file: "file-1",
      suffix: "qa-agent-dev",
      seed: 0x0123456,
      metadata: {
        "managed-by": "flanstack",
        digest: "0123456789abcdef0123456789abcdef",
        project: "flanstack",
        stack: "dev",
        agent: "qa_agent",
      },
      method: { type: "supervised", supervised: { hyperparameters: { n_epochs: 3 } } },
    });
  });
  it("continues a parent, and sends preference pairs as dpo", () => {
    const body = createBody(
      { ...SPEC, method: "preference" },
      { ...SUBMISSION, parentModel: "ft:gpt-4.1-mini:x::1", validation: { uri: "file-2" } },
    );
    expect(body).toMatchObject({ model: "ft:gpt-4.1-mini:x::1", validation_file: "file-2", method: { type: "dpo" } });
  });
});

describe("checkSubmission", () => {
  it("names all problems together", () => {
    const labels = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`label-${index}`, "x"]));
    const spec = { ...SPEC, hyperparameters: { adapterSize: 4 }, parentDigest: "f".repeat(64) };
    expect(() => checkSubmission(spec, { ...SUBMISSION, train: {}, labels })).toThrow(
      /4 problems[\s\S]*uploaded file[\s\S]*adapter size[\s\S]*parent's tuned model[\s\S]*Leave out 1/,
    );
  });
});

describe("outcomeOf", () => {
  const api = (status: number, code?: string, retryAfter?: string) =>
    APIError.generate(
      status,
      { error: { message: "sk-abc123 no", code } },
      undefined,
      new Headers(retryAfter ? { "retry-after": retryAfter } : {}),
    );
  const dropped = (code: string) =>
    new APIConnectionError({ message: "x", cause: Object.assign(new Error("x"), { code }) });
  it.each<[string, unknown, object]>([
    ["429", api(429, "rate_limit_exceeded", "7"), { kind: "quota", retryAfterMilliseconds: 7000 }],
    ["429 for want of money", api(429, "insufficient_quota"), { kind: "refused", error: { code: "provider_refused" } }],
    ["400", api(400), { kind: "refused" }],
    ["403", api(403), { kind: "refused" }],
    ["409, which may be our own job", api(409), { kind: "unknown" }],
    ["500", api(500), { kind: "unknown" }],
    ["503", api(503), { kind: "unknown" }],
    ["a timeout", new APIConnectionTimeoutError(), { kind: "unknown" }],
    ["a reset connection", dropped("ECONNRESET"), { kind: "unknown" }],
    [
      "a refused connection",
      dropped("ECONNREFUSED"),
      { kind: "refused", error: { code: "provider_unreachable", isRetryable: true } },
    ],
    ["an unknown host", dropped("ENOTFOUND"), { kind: "refused" }],
    ["an unreadable reply", new SyntaxError("Unexpected token"), { kind: "unknown" }],
  ])("%s", (_, error, expected) => {
    expect(outcomeOf(error, SPEC, SUBMISSION)).toMatchObject(expected);
  });
  it("never repeats a key", () => {
    const outcome = outcomeOf(api(401), SPEC, SUBMISSION);
    expect((outcome as { error: Error }).error.message).toContain("[key]");
    expect((outcome as { error: Error }).error.message).not.toContain("sk-abc123");
  });
});

describe("jobView", () => {
  it("takes seconds for times and keeps what is absent absent", () => {
    const job = {
      id: "ftjob-1",
      status: "failed",
      created_at: 1_700_000_000,
      error: { code: "x", message: "bad file", param: null },
      metadata: null,
    } as unknown as FineTuningJob;
    expect(jobView(job)).toMatchObject({
      createTime: "2023-11-14T22:13:20.000Z",
      endTime: undefined,
      tunedModel: undefined,
      error: { message: "bad file" },
      labels: {},
    });
  });
});

describe("parseResultFile", () => {
  it.each([
    [
      "OpenAI's columns",
      "step,train_loss,train_accuracy,valid_loss,valid_mean_token_accuracy\n1,1.5,0.6,,\n2,1.2,0.7,1.3,0.65\n",
    ],
    [
      "another order, an unknown column, CRLF and a BOM",
      "\uFEFFtrain_loss,epoch,step,train_mean_token_accuracy,valid_loss,valid_mean_token_accuracy\r\n1.5,0,1,0.6,,\r\n1.2,0,2,0.7,1.3,0.65\r\n",
    ],
  ])("reads %s", (_, csv) => {
    const expected = [
      { step: 1, trainLoss: 1.5, trainAccuracy: 0.6 },
      { step: 2, trainLoss: 1.2, trainAccuracy: 0.7, validationLoss: 1.3, validationAccuracy: 0.65 },
    ];
    expect(parseResultFile(csv)).toEqual(expected);
    expect(parseResultFile(Buffer.from(csv).toString("base64"))).toEqual(expected);
  });
  it.each([
    ["nothing", ""],
    ["no step column", "loss\n1\n"],
    ["a header alone", "step,train_loss\n"],
  ])("gives nothing for %s", (_, csv) => {
    expect(parseResultFile(csv)).toEqual([]);
  });
});
