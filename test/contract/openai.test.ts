import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sha256, systemClock } from "../../primitives";
import { type LaunchedSandbox, launchSandbox } from "../../sandbox";
import { specDigest, type TuningSpec } from "../../tuning";
import { createOpenAiBackend, type OpenAiBackend } from "../../tuning/adapters/openai";
import { closedPort } from "./closed-port";
import { openAiRows } from "./openai-rows";
import { createSandboxAdmin, type SandboxAdmin } from "./sandbox-admin";
import { type BackendHarness, describeTuningBackend } from "./tuning-backend";

const QUOTA = 4;
const ROWS = openAiRows(20);
const SPEC: TuningSpec = {
  provider: "openai",
  method: "supervised",
  baseModel: "gpt-4.1-mini-2025-04-14",
  hyperparameters: { epochs: 3, batchSize: 4, learningRateMultiplier: 0.5 },
  trainDigest: sha256(ROWS),
  generation: 1,
};

interface OpenAiHarness extends BackendHarness {
  readonly directory: string;
  readonly backend: OpenAiBackend;
}

async function start(): Promise<OpenAiHarness> {
  const directory = mkdtempSync(join(tmpdir(), "flanstack-openai-"));
  const sandbox: LaunchedSandbox = await launchSandbox({
    dataDirectory: join(directory, "sandbox"),
    port: 0,
    speed: 1,
    quota: QUOTA,
  });
  writeFileSync(join(directory, "train.jsonl"), ROWS);
  writeFileSync(join(directory, "validation.jsonl"), openAiRows(12));
  const backendAt = (baseUrl: string) =>
    createOpenAiBackend({ apiKey: "sandbox", baseUrl, clock: systemClock, directory, pageSize: 2 });
  return {
    directory,
    admin: createSandboxAdmin(sandbox.url, "openai"),
    backend: backendAt(`${sandbox.url}/v1`),
    unreachable: backendAt(`http://127.0.0.1:${await closedPort()}/v1`),
    createOperation: "openai.fineTuningJobs.create",
    listOperation: "openai.fineTuningJobs.list",
    quota: QUOTA,
    spec: (changes) => ({ ...SPEC, ...changes }),
    submission: async (spec, changes) => ({
      digest: specDigest(spec),
      owner: { project: "flanstack", stack: "test", agent: "qa_agent" },
      displayName: "qa_agent",
      train: { path: "train.jsonl" },
      validation: { path: "validation.jsonl" },
      ...changes,
    }),
    refusedSpec: () => ({ ...SPEC, baseModel: "gpt-6-luna" }),
    async close() {
      await sandbox.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

describeTuningBackend("OpenAI", start, {
  expired: "the API has no such state",
  partial: "the API has no such state",
  "no-endpoint": "a tuned model is its own endpoint",
  paused: "only a person pauses a job; the state is covered by the mapping's test",
});

describe("OpenAI's own ways", () => {
  let harness: OpenAiHarness;
  let admin: SandboxAdmin;
  let backend: OpenAiBackend;
  beforeAll(async () => {
    harness = await start();
    ({ admin, backend } = harness);
  });
  afterAll(() => harness?.close());
  beforeEach(() => admin.reset());

  const uploads = async () => (await admin.requests("openai.files.create")).length;
  const prepare = async () => backend.prepare(SPEC, await harness.submission(SPEC));

  it("uploads each file once, whatever the run", async () => {
    const first = await prepare();
    const second = await prepare();
    expect(second.train.uri).toBe(first.train.uri);
    expect(second.validation?.uri).toBe(first.validation?.uri);
    expect(await uploads()).toBe(2);
  });

  it("adopts an upload whose reply was lost", async () => {
    await admin.fault({ operation: "openai.files.create", nth: 1, moment: "committed", action: "drop" });
    await prepare();
    expect(await uploads()).toBe(2);
  });

  it("refuses a file that is not the spec's, before anything is uploaded", async () => {
    const spec = { ...SPEC, trainDigest: "0".repeat(64) };
    await expect(backend.prepare(spec, await harness.submission(spec))).rejects.toMatchObject({ code: "train_digest" });
    expect(await uploads()).toBe(0);
  });

  it.each([
    ["that this account does not have", "gpt-3.5-turbo-9999"],
    ["that was shut down", "gpt-4.1-nano-2025-04-14"],
  ])("refuses a base model %s, before anything is uploaded", async (_, baseModel) => {
    const spec = { ...SPEC, baseModel };
    await expect(backend.prepare(spec, await harness.submission(spec))).rejects.toMatchObject({
      code: "base_model_unavailable",
    });
    expect(await uploads()).toBe(0);
  });

  it("says which file is missing", async () => {
    const submission = await harness.submission(SPEC, { train: { path: "nowhere.jsonl" } });
    await expect(backend.prepare(SPEC, submission)).rejects.toThrow("nowhere.jsonl");
  });

  it("gives checkpoints, loss by step, and progress while it runs", async () => {
    const submission = await prepare();
    const outcome = await backend.submit(SPEC, submission, { timeoutMilliseconds: 5_000 });
    const { name } = (outcome as { job: { name: string } }).job;
    await admin.advance(300);
    const running = (await backend.status(name))!;
    expect(running.state).toBe("running");
    expect(await backend.progress!(running)).toMatchObject({ step: expect.any(Number), totalSteps: 15 });
    await admin.advance(3 * 3600);
    const job = (await backend.status(name))!;
    expect(job.tunedModel?.checkpoints).toHaveLength(3);
    expect(job.tunedModel?.checkpoints?.at(-1)?.endpoint).toBe(job.tunedModel?.model);
    const metrics = await backend.metrics(job);
    expect(metrics.at(-1)).toMatchObject({
      step: 15,
      trainLoss: expect.any(Number),
      validationLoss: expect.any(Number),
    });
    expect(metrics[0]!.trainLoss).toBeGreaterThan(metrics.at(-1)!.trainLoss!);
    const { fullValidationLoss, validationLoss } = metrics.at(-1)!;
    expect(await backend.validationLoss!(job)).toBe(fullValidationLoss ?? validationLoss);
  });

  it("tunes by preference with rows of two answers, and refuses rows of one", async () => {
    const answer = (content: string) => [{ role: "assistant", content }];
    const rows = Array.from({ length: 12 }, (_, index) =>
      JSON.stringify({
        input: { messages: [{ role: "user", content: `Which tool runs test ${index}?` }] },
        preferred_output: answer("run_tests"),
        non_preferred_output: answer("I have no idea."),
      }),
    ).join("\n");
    writeFileSync(join(harness.directory, "preference.jsonl"), rows);
    const spec = { ...SPEC, method: "preference" as const, trainDigest: sha256(rows) };
    const files = { train: { path: "preference.jsonl" }, validation: undefined };
    const submission = await backend.prepare(spec, await harness.submission(spec, files));
    const outcome = await backend.submit(spec, submission, { timeoutMilliseconds: 5_000 });
    const { name } = (outcome as { job: { name: string } }).job;
    const made = await (await fetch(`${admin.url}/v1/fine_tuning/jobs/${name}`)).json();
    expect(made).toMatchObject({ method: { type: "dpo" } });
    await admin.advance(3 * 3600);
    expect(await backend.status(name)).toMatchObject({ state: "succeeded" });

    const plain = { ...SPEC, method: "preference" as const };
    const wrong = await backend.submit(plain, await backend.prepare(plain, await harness.submission(plain)), {
      timeoutMilliseconds: 5_000,
    });
    await admin.advance(3 * 3600);
    expect(await backend.status((wrong as { job: { name: string } }).job.name)).toMatchObject({ state: "failed" });
  });

  it("sends the digest as metadata and a seed that follows from it", async () => {
    const submission = await prepare();
    await backend.submit(SPEC, submission, { timeoutMilliseconds: 5_000 });
    const [job] = await backend.find(submission.digest);
    expect(job!.labels).toMatchObject({
      "managed-by": "flanstack",
      digest: submission.digest.slice(0, 32),
      stack: "test",
    });
  });
});
