/** A sandbox with data and a ledger, and inputs for the two resources, for tests of the real provider process. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { sha256 } from "../../primitives";
import { launchSandbox } from "../../sandbox";
import { specDigest, type TuningSpec } from "../../tuning";
import { geminiRows } from "../contract/gemini-rows";
import { openAiRows } from "../contract/openai-rows";
import { createSandboxAdmin, type SandboxAdmin } from "../contract/sandbox-admin";
import type { Properties } from "./provider-process";

export interface TuningWorld {
  readonly url: string;
  readonly directory: string;
  readonly admin: SandboxAdmin;
  /** Environment of a provider process: addresses and short deadlines. */
  environment(changes?: Readonly<Record<string, string>>): Record<string, string>;
  /** Empties the sandbox and uploads data and ledger again. */
  fresh(): Promise<void>;
  jobInputs(changes?: Properties & { spec?: Partial<TuningSpec> }): Properties & { digest: string };
  modelInputs(changes?: Properties & { spec?: Partial<TuningSpec> }): Properties & { digest: string };
  /** The same for OpenAI: a file instead of an object, and a ledger in a folder unless another is named. */
  openAiJobInputs(changes?: Properties & { spec?: Partial<TuningSpec> }): Properties & { digest: string };
  /** Create requests of this digest that the sandbox received. */
  requestsOf(digest: string): Promise<number>;
  close(): Promise<void>;
}

const SPEC: TuningSpec = {
  provider: "gemini",
  method: "supervised",
  baseModel: "gemini-3.1-flash-lite",
  hyperparameters: { epochs: 3, adapterSize: 4 },
  trainDigest: "a".repeat(64),
  generation: 1,
};

const OPENAI_ROWS = openAiRows(20);
const OPENAI_SPEC: Partial<TuningSpec> = {
  provider: "openai",
  baseModel: "gpt-4.1-mini-2025-04-14",
  hyperparameters: { epochs: 3 },
  trainDigest: sha256(OPENAI_ROWS),
};

export async function startTuningWorld(options: { quota?: number; speed?: number } = {}): Promise<TuningWorld> {
  const directory = mkdtempSync(join(tmpdir(), "flanstack-provider-"));
  const sandbox = await launchSandbox({
    dataDirectory: join(directory, "sandbox"),
    port: 0,
    speed: options.speed ?? 1,
    quota: options.quota,
  });
  const admin = createSandboxAdmin(sandbox.url);

  const shared = (changes: Properties & { spec?: Partial<TuningSpec> }) => {
    const spec = { ...SPEC, ...changes.spec };
    return {
      project: "acme",
      location: "us-central1",
      ledger: "gs://ledger/flanstack",
      owner: { project: "flanstack", stack: "test", agent: "qa_agent" },
      onDelete: "retain",
      wait: {},
      ...changes,
      spec,
      digest: specDigest(spec),
    };
  };

  const world: TuningWorld = {
    url: sandbox.url,
    directory,
    admin,
    environment: (changes = {}) => ({
      FLANSTACK_VERTEX_BASE_URL: sandbox.url,
      FLANSTACK_STORAGE_BASE_URL: sandbox.url,
      FLANSTACK_OPENAI_BASE_URL: `${sandbox.url}/v1`,
      FLANSTACK_JOURNAL: join(directory, "journal"),
      FLANSTACK_CREATE_DEADLINE_SECONDS: "1.5",
      FLANSTACK_SETTLE_SECONDS: "0.3",
      FLANSTACK_POLL_SECONDS: "0.1",
      ...changes,
    }),
    async fresh() {
      await admin.reset();
      for (const folder of ["journal", "ledger"]) rmSync(join(directory, folder), { recursive: true, force: true });
      for (const name of ["ledger", "rows"]) {
        await post(`${sandbox.url}/storage/v1/b?project=acme`, JSON.stringify({ name, location: "us-central1" }));
      }
      await post(`${sandbox.url}/upload/storage/v1/b/rows/o?uploadType=media&name=train.jsonl`, geminiRows(20));
    },
    jobInputs: (changes = {}) => ({
      train: { uri: "gs://rows/train.jsonl" },
      displayName: "qa_agent",
      labels: { "cost-center": "1234" },
      urn: "urn:pulumi:test::flanstack::pulumi-nodejs:dynamic/flanstack:TuningJob::qa_agent",
      ...shared(changes),
    }),
    modelInputs: (changes = {}) => ({
      jobName: "",
      urn: "urn:pulumi:test::flanstack::pulumi-nodejs:dynamic/flanstack:TunedModel::qa_agent",
      ...shared({ ...changes }),
    }),
    openAiJobInputs: ({ spec, ...changes } = {}) => ({
      train: { path: join(directory, "train.jsonl") },
      displayName: "qa_agent",
      urn: "urn:pulumi:test::flanstack::pulumi-nodejs:dynamic/flanstack:TuningJob::qa_agent",
      ...shared({
        ledger: pathToFileURL(join(directory, "ledger")).href,
        ...changes,
        spec: { ...OPENAI_SPEC, ...spec },
      }),
      project: undefined,
      location: undefined,
    }),
    requestsOf: async (digest) => (await admin.createRequests()).get(digest.slice(0, 32)) ?? 0,
    async close() {
      await sandbox.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
  writeFileSync(join(directory, "train.jsonl"), OPENAI_ROWS);
  writeFileSync(join(directory, "validation.jsonl"), openAiRows(12));
  await world.fresh();
  return world;
}

async function post(url: string, body: string): Promise<void> {
  const reply = await fetch(url, { method: "POST", body });
  if (!reply.ok) throw new Error(`${url}: ${await reply.text()}`);
}
