import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "../../primitives";
import { launchSandbox } from "../../sandbox";
import { specDigest } from "../../tuning";
import { createVertexBackend, vertexHeaders } from "../../tuning/adapters/vertex";
import { closedPort } from "./closed-port";
import { geminiRows } from "./gemini-rows";
import { messageRows } from "./message-rows";
import { createSandboxAdmin } from "./sandbox-admin";
import { type BackendHarness, describeTuningBackend } from "./tuning-backend";

const QUOTA = 4;
const PLACE = { project: "acme", location: "us-central1" };

interface Flavour {
  readonly baseModel: string;
  readonly refused: string;
  readonly rows: (count: number) => string;
}

const GEMINI: Flavour = { baseModel: "gemini-3.1-flash-lite", refused: "gemini-1.5-flash-002", rows: geminiRows };
const OPEN: Flavour = { baseModel: "qwen/qwen3@qwen3-32b", refused: "qwen/qwen2@qwen2-7b", rows: messageRows };

async function start({ baseModel, refused, rows }: Flavour): Promise<BackendHarness> {
  const directory = mkdtempSync(join(tmpdir(), "flanstack-vertex-"));
  const sandbox = await launchSandbox({ dataDirectory: directory, port: 0, speed: 1, quota: QUOTA });
  const backendAt = (baseUrl: string) =>
    createVertexBackend({
      ...PLACE,
      baseUrl,
      storageBaseUrl: baseUrl,
      headers: vertexHeaders(baseUrl),
      clock: systemClock,
      pageSize: 2,
    });
  return {
    admin: createSandboxAdmin(sandbox.url),
    backend: backendAt(sandbox.url),
    unreachable: backendAt(`http://127.0.0.1:${await closedPort()}`),
    createOperation: "vertex.tuningJobs.create",
    listOperation: "vertex.tuningJobs.list",
    quota: QUOTA,
    spec: (changes) => ({
      provider: "gemini",
      method: "supervised",
      baseModel,
      hyperparameters: { epochs: 3, adapterSize: 4, learningRateMultiplier: 1 },
      trainDigest: "a".repeat(64),
      generation: 1,
      ...changes,
    }),
    async submission(spec, changes) {
      await upload(sandbox.url, "rows", "train.jsonl", rows(20));
      return {
        digest: specDigest(spec),
        owner: { project: "flanstack", stack: "test", agent: "qa_agent" },
        displayName: "qa_agent",
        train: { uri: "gs://rows/train.jsonl" },
        ...PLACE,
        ...changes,
      };
    },
    refusedSpec: () => ({
      provider: "gemini",
      method: "supervised",
      baseModel: refused,
      hyperparameters: {},
      trainDigest: "b".repeat(64),
      generation: 1,
    }),
    async close() {
      await sandbox.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function upload(url: string, bucket: string, name: string, text: string): Promise<void> {
  await fetch(`${url}/storage/v1/b?project=acme`, {
    method: "POST",
    body: JSON.stringify({ name: bucket, location: "us-central1" }),
  });
  const reply = await fetch(`${url}/upload/storage/v1/b/${bucket}/o?uploadType=media&name=${name}`, {
    method: "POST",
    body: text,
  });
  if (!reply.ok) throw new Error(`upload: ${await reply.text()}`);
}

describeTuningBackend("Vertex", () => start(GEMINI));
describeTuningBackend("Vertex with an open model", () => start(OPEN));
