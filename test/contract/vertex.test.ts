import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "../../primitives";
import { launchSandbox } from "../../sandbox";
import { specDigest } from "../../tuning";
import { createVertexBackend, vertexHeaders } from "../../tuning/adapters/vertex";
import { closedPort } from "./closed-port";
import { geminiRows } from "./gemini-rows";
import { createSandboxAdmin } from "./sandbox-admin";
import { type BackendHarness, describeTuningBackend } from "./tuning-backend";

const QUOTA = 4;
const PLACE = { project: "acme", location: "us-central1" };

async function start(): Promise<BackendHarness> {
  const directory = mkdtempSync(join(tmpdir(), "flanstack-vertex-"));
  const sandbox = await launchSandbox({ dataDirectory: directory, port: 0, speed: 1, quota: QUOTA });
  const backendAt = (baseUrl: string) =>
    createVertexBackend({ ...PLACE, baseUrl, headers: vertexHeaders(baseUrl), clock: systemClock, pageSize: 2 });
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
      baseModel: "gemini-3.1-flash-lite",
      hyperparameters: { epochs: 3, adapterSize: 4, learningRateMultiplier: 1 },
      trainDigest: "a".repeat(64),
      generation: 1,
      ...changes,
    }),
    async submission(spec, changes) {
      await upload(sandbox.url, "rows", "train.jsonl", geminiRows(20));
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
      baseModel: "gemini-1.5-flash-002",
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

describeTuningBackend("Vertex", start);
