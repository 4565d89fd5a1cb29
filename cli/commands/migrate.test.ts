import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import OpenAI, { toFile } from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Row } from "../../datasets";
import { renderCalls } from "../../datasets";
import { openai } from "../../datasets/export/openai";
import { sha256, systemClock } from "../../primitives";
import { type LaunchedSandbox, launchSandbox } from "../../sandbox";
import { createSandboxAdmin, type SandboxAdmin } from "../../test/contract/sandbox-admin";
import { specDigest } from "../../tuning";
import { createVertexBackend, vertexHeaders } from "../../tuning/adapters/vertex";
import { runCommand } from "../testing/recorded-context";
import { migrateCommand } from "./migrate";

const BASE = "gpt-4.1-mini-2025-04-14";
const DAY = ["--today", "2026-11-23", "--stack", "nowhere"];
const TOOL = {
  name: "count_parcels",
  description: "Counts the parcels that left a place.",
  parameters: {
    type: "object",
    properties: { place: { type: "string" } },
    required: ["place"],
    additionalProperties: false,
  },
};

/** A canonical row: a request, the call, what came back, the answer. */
function row(index: number): Row {
  const place = `Harbour${index}`;
  const call = { name: TOOL.name, arguments: { place } };
  return {
    id: `parcels-${index}`,
    type: "tflan",
    agent: "parcel_agent",
    hallucination_type: null,
    conversations: [
      { role: "system", content: "You count parcels.", loss: false },
      { role: "user", content: `How many parcels left ${place}?`, loss: false },
      { role: "assistant", content: renderCalls([call]), loss: true },
      { role: "tool", content: '{"parcels":40}', loss: false },
      { role: "assistant", content: "40 parcels left.", loss: true },
    ],
    tools: JSON.stringify([TOOL]),
    trace: JSON.stringify({
      version: 1,
      kind: "single",
      calls: [],
      texts: [{ turn: 4, decision: "answer", required: ["40"] }],
      accept: [],
    }),
    tags: [],
    family: `family-${index}`,
    frame_id: `frame-${index}`,
    difficulty: "easy",
    seed: index,
  };
}

const lines = (values: readonly unknown[]) => values.map((value) => `${JSON.stringify(value)}\n`).join("");
const TRAINING = lines(Array.from({ length: 40 }, (_, index) => openai.render(row(index))));
const ROWS = lines(Array.from({ length: 130 }, (_, index) => row(1000 + index)));

let folder: string;
let sandbox: LaunchedSandbox;
let admin: SandboxAdmin;
let tuned: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "flanstack-migrate-"));
  sandbox = await launchSandbox({ dataDirectory: join(folder, "sandbox"), port: 0, speed: 20_000 });
  admin = createSandboxAdmin(sandbox.url, "openai");
  writeFileSync(join(folder, "rows.jsonl"), ROWS);
  tuned = await tuneAtOpenAi();
}, 600_000);

afterAll(async () => {
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The model that is about to die: made by OpenAI's own client, as somebody's earlier work. */
async function tuneAtOpenAi(): Promise<string> {
  const client = new OpenAI({ apiKey: "sandbox", baseURL: `${sandbox.url}/v1` });
  const file = await client.files.create({
    file: await toFile(Buffer.from(TRAINING), "train.jsonl"),
    purpose: "fine-tune",
  });
  const { id } = await client.fineTuning.jobs.create({
    model: BASE,
    training_file: file.id,
    metadata: { agent: "parcel_agent" },
  });
  for (;;) {
    const job = await client.fineTuning.jobs.retrieve(id);
    if (job.status === "failed") throw new Error(job.error?.message);
    if (job.fine_tuned_model) return job.fine_tuned_model;
    await systemClock.sleep(20);
  }
}

/** The replacement, tuned on what `migrate prepare` wrote. */
async function tuneAtVertex(rows: string): Promise<string> {
  await fetch(`${sandbox.url}/storage/v1/b?project=acme`, {
    method: "POST",
    body: JSON.stringify({ name: "moved", location: "us-central1" }),
  });
  await fetch(`${sandbox.url}/upload/storage/v1/b/moved/o?uploadType=media&name=train.jsonl`, {
    method: "POST",
    body: rows,
  });
  const place = { project: "acme", location: "us-central1" };
  const backend = createVertexBackend({
    ...place,
    baseUrl: sandbox.url,
    headers: vertexHeaders(sandbox.url),
    clock: systemClock,
  });
  const spec = {
    provider: "gemini",
    method: "supervised",
    baseModel: "gemini-3.1-flash-lite",
    hyperparameters: { epochs: 1 },
    trainDigest: sha256(rows),
    generation: 1,
  } as const;
  const owner = { project: "flanstack", stack: "test", agent: "parcel_agent" };
  const submission = {
    digest: specDigest(spec),
    owner,
    displayName: sha256(rows).slice(0, 12),
    train: { uri: "gs://moved/train.jsonl" },
    ...place,
  };
  const outcome = await backend.submit(spec, submission, { timeoutMilliseconds: 5000 });
  if (outcome.kind !== "accepted") throw new Error(JSON.stringify(outcome));
  for (;;) {
    const job = await backend.status(outcome.job.name);
    if (job?.error !== undefined) throw new Error(job.error.message);
    if (job?.tunedModel?.endpoint !== undefined) return job.tunedModel.endpoint;
    await systemClock.sleep(20);
  }
}

function migrate(args: readonly string[], environment: Record<string, string> = {}) {
  return runCommand(migrateCommand, ["migrate", ...args, ...DAY], {
    cwd: folder,
    environment: {
      FLANSTACK_OPENAI_BASE_URL: `${sandbox.url}/v1`,
      FLANSTACK_VERTEX_BASE_URL: sandbox.url,
      ...environment,
    },
  });
}

const chatCalls = async () => (await admin.requests("openai.chatCompletions.create")).length;

describe("flanstack migrate", () => {
  it("lists what is about to stop, with the provider's own date", async () => {
    const { code, output } = await migrate(["list", "--set", "project=acme"]);
    expect(code).toBe(0);
    expect(output).toContain("1 tuned model may stop within 180 days");
    expect(output).toContain("2027-01-14 (52 days, says the provider's own list)");
    expect(output).toContain(tuned);
    for (const line of output.split("\n")) expect(line.length, line).toBeLessThanOrEqual(80);
    expect((await migrate(["list", "--within-days", "30"])).output).toContain(
      "none of 1 tuned model stops within 30 days",
    );
  });

  it("moves a dying model from end to end: answers, data, price, gate, verdict", async () => {
    const { code, output } = await migrate([
      "prepare",
      tuned,
      "--rows",
      "rows.jsonl",
      "--output",
      "moved",
      "--set",
      "budgetUsd=5",
    ]);
    expect(code).toBe(0);
    expect(output.replace(tuned, "ft:MODEL")).toMatchInlineSnapshot(`
      "flanstack migrate prepare · 2026-11-23

       VERDICT  answers and data are saved; the gate is prepared
       MODEL    ft:MODEL
       ENDS     2027-01-14
       ANSWERS  260 rows answered, 100.0 % solved (simulated)
       GATE     non-inferiority, margin 5 points; 495 rows advised for a sure verdict
       DATA     40 training rows and 0 for validation, from the provider; none left
                out
       COST     once $0.03-0.08 to tune gemini-3.1-flash-lite; may retire from
                2027-05-07 (165 days)
       FILES    moved: model.json, answers.jsonl, rows.jsonl, gate.json,
                parcel_agent_gemini_train.jsonl, left_out.json,
                finetuning_plan_gemini.json
       NEXT     tune the new model, then: flanstack migrate judge FOLDER --endpoint
                ENDPOINT"
    `);
    const gate = JSON.parse(readFileSync(join(folder, "moved", "gate.json"), "utf8"));
    expect(gate).toMatchObject({
      mode: "non-inferiority",
      agent: "parcel_agent",
      incumbent: { model: tuned, endsOn: "2027-01-14", simulated: true },
      rows: { count: 260 },
    });
    expect(gate.incumbent.solved).toBeGreaterThan(0.5); // it has learned something, so there is something to lose
    expect(
      readFileSync(join(folder, "moved", "answers.jsonl"), "utf8")
        .trimEnd()
        .split("\n"),
    ).toHaveLength(260);
    const plan = JSON.parse(readFileSync(join(folder, "moved", "finetuning_plan_gemini.json"), "utf8"));
    expect(plan.agents[0].files.train.rows).toBe(40);
    expect(plan.once.highUsd).toBeGreaterThan(0);

    const rows = readFileSync(join(folder, "moved", "parcel_agent_gemini_train.jsonl"), "utf8");
    const endpoint = await tuneAtVertex(rows);
    const verdict = await migrate(["judge", "moved", "--endpoint", endpoint]);
    expect(verdict.output).toContain("VERDICT  promote");
    expect(verdict.code).toBe(0);
    const refusing = lines(
      Array.from({ length: 40 }, (_, index) => ({
        contents: [
          { role: "user", parts: [{ text: `How many parcels left Harbour${index}?` }] },
          { role: "model", parts: [{ text: "I cannot help with that." }] },
        ],
      })),
    );
    const worse = await migrate(["judge", "moved", "--endpoint", await tuneAtVertex(refusing)]);
    expect(worse.output).toContain("VERDICT  hold");
    expect(worse.code).toBe(1);
  }, 600_000);

  it("asks nothing twice: a second run uses what was recorded", async () => {
    const before = await chatCalls();
    expect(before).toBe(260);
    await migrate(["prepare", tuned, "--rows", "rows.jsonl", "--output", "moved"]);
    expect(await chatCalls()).toBe(before);
  });

  it("goes on where an interrupted run ended; the files were fetched all the same", async () => {
    await admin.fault({
      operation: "openai.chatCompletions.create",
      nth: 5,
      times: 500,
      moment: "received",
      action: "status",
      status: 400,
    });
    const first = await migrate(["prepare", tuned, "--rows", "rows.jsonl", "--output", "again"]);
    expect(first.code).toBe(1);
    expect(first.errors).toContain("rows have no answer");
    expect(existsSync(join(folder, "again", "parcel_agent_gemini_train.jsonl"))).toBe(true);
    expect(existsSync(join(folder, "again", "gate.json"))).toBe(false);
    await admin.clearFaults();
    const before = await chatCalls();
    expect((await migrate(["prepare", tuned, "--rows", "rows.jsonl", "--output", "again"])).code).toBe(0);
    const asked = (await chatCalls()) - before;
    expect(asked).toBeGreaterThan(0);
    expect(asked).toBeLessThan(260);
  });

  it("keeps every model's migration apart", async () => {
    const before = readFileSync(join(folder, "moved", "model.json"), "utf8");
    writeFileSync(join(folder, "moved", "model.json"), before.replace(tuned, "ft:another"));
    const { code, errors } = await migrate(["prepare", tuned, "--rows", "rows.jsonl", "--output", "moved"]);
    writeFileSync(join(folder, "moved", "model.json"), before);
    expect(code).toBe(1);
    expect(errors).toContain("holds the migration of ft:another");
  });

  it("refuses rows that were changed after the answers were recorded", async () => {
    const file = join(folder, "moved", "rows.jsonl");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace("Harbour1000", "Harbour9"));
    const { code, errors } = await migrate(["judge", "moved", "--endpoint", "projects/acme/locations/us/endpoints/1"]);
    writeFileSync(file, text);
    expect(code).toBe(1);
    expect(errors).toContain("locked evaluation rows changed");
  });

  it("takes the user's own copy where the provider no longer stores the data", async () => {
    const client = new OpenAI({ apiKey: "sandbox", baseURL: `${sandbox.url}/v1` });
    for await (const file of client.files.list()) await client.files.delete(file.id);
    const gone = await migrate(["prepare", tuned, "--rows", "rows.jsonl", "--output", "gone"]);
    expect(gone.output).toContain("no longer stores the training data");
    writeFileSync(join(folder, "mine.jsonl"), TRAINING);
    const own = await migrate([
      "prepare",
      tuned,
      "--rows",
      "rows.jsonl",
      "--output",
      "gone",
      "--training",
      "mine.jsonl",
    ]);
    expect(own.output).toContain("40 training rows and 0 for validation, from the own copy");
  });

  it.each([
    [
      "a model that this account has not",
      ["prepare", "ft:other", "--rows", "rows.jsonl"],
      "This account has no tuned model",
    ],
    ["a file that is not there", ["prepare", "ft:other", "--rows", "nothing.jsonl"], "nothing.jsonl cannot be read"],
  ])("refuses %s", async (_, args, text) => {
    const { code, errors } = await migrate(args);
    expect(code).toBe(1);
    expect(errors).toContain(text);
  });

  it("says which provider it could not ask", async () => {
    const { output } = await migrate(["list"], { FLANSTACK_OPENAI_BASE_URL: "https://api.openai.com/v1" });
    expect(output).toContain("OPENAI_API_KEY");
    expect(output).toContain("flanstack:project");
  });
});
