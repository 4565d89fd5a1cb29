/** The OpenAI adapter against a server that others wrote: what it knows of the API must be enough for the adapter. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LLMock } from "@copilotkit/aimock";
import { sha256, systemClock } from "../../primitives";
import { specDigest, type TuningSpec } from "../../tuning";
import { createOpenAiBackend } from "../../tuning/adapters/openai";
import { closedPort } from "./closed-port";
import { openAiRows } from "./openai-rows";
import type { SandboxAdmin } from "./sandbox-admin";
import { type BackendHarness, describeTuningBackend } from "./tuning-backend";

const ROWS = openAiRows(20);
const SPEC: TuningSpec = {
  provider: "openai",
  method: "supervised",
  baseModel: "gpt-4.1-mini-2025-04-14",
  hyperparameters: { epochs: 3 },
  trainDigest: sha256(ROWS),
  generation: 1,
};

async function start(): Promise<BackendHarness> {
  const directory = mkdtempSync(join(tmpdir(), "flanstack-openai-mock-"));
  writeFileSync(join(directory, "train.jsonl"), ROWS);
  const mock = new LLMock({ port: 0 });
  const url = await mock.start();
  const backendAt = (baseUrl: string) =>
    createOpenAiBackend({ apiKey: "mock", baseUrl, clock: systemClock, directory, pageSize: 2 });
  return {
    admin: adminOf(mock, url),
    backend: backendAt(`${url}/v1`),
    unreachable: backendAt(`http://127.0.0.1:${await closedPort()}/v1`),
    createOperation: "POST /v1/fine_tuning/jobs",
    listOperation: "GET /v1/fine_tuning/jobs",
    quota: Number.POSITIVE_INFINITY,
    spec: (changes) => ({ ...SPEC, ...changes }),
    submission: async (spec, changes) => ({
      digest: specDigest(spec),
      owner: { project: "flanstack", stack: "test", agent: "qa_agent" },
      displayName: "qa_agent",
      train: { path: "train.jsonl" },
      ...changes,
    }),
    refusedSpec: () => SPEC,
    async close() {
      await mock.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** The suite's admin calls, as far as this server has them: its jobs move on by one state at each look. */
function adminOf(mock: LLMock, url: string): SandboxAdmin {
  const missing = (what: string) => () => Promise.reject(new Error(`the mock server has no ${what}`));
  return {
    url,
    fault: missing("faults of this kind"),
    clearFaults: async () => undefined,
    faults: async () => [],
    held: async () => [],
    release: async () => undefined,
    async advance() {
      const jobs = (await (await fetch(`${url}/v1/fine_tuning/jobs?limit=100`)).json()) as { data: { id: string }[] };
      for (const { id } of jobs.data)
        for (let look = 0; look < 4; look += 1) await fetch(`${url}/v1/fine_tuning/jobs/${id}`);
    },
    steer: missing("orders for jobs"),
    createRequests: missing("counters"),
    requests: async () => [],
    reset: async () => void mock.reset(),
  };
}

const NO_FAULTS = "the mock server cannot commit and then fail";
describeTuningBackend("OpenAI at an independent mock server", start, {
  refusal: "the mock server accepts every model",
  quota: "the mock server has no quota",
  faults: NO_FAULTS,
  failure: "the mock server's jobs never fail",
  served: "the mock server has no route for a single model",
  expired: "the API has no such state",
  partial: "the API has no such state",
  paused: "the mock server has no pause",
  "no-endpoint": "a tuned model is its own endpoint",
});
