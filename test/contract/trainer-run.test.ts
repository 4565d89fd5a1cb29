/**
 * One adapter's whole way: submitted as a job for a container, trained by the real trainer (which a stand-in engine runs in place),
 * served, and asked by the client that all providers share. Without a container: test/end-to-end/local-trainer.test.ts.
 */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createOpenAiClient } from "../../inference";
import { sha256, systemClock } from "../../primitives";
import { type JobView, specDigest, type TuningSpec } from "../../tuning";
import { createLocalBackend } from "../../tuning/adapters/local";
import { createStandInEngine, IMAGE } from "./container-engine";
import { hasTrainer, TRAINER_PYTHON, TRAINER_ROOM, withTrainer } from "./trainer-environment";

const TOOL = {
  name: "find_book",
  description: "Finds a book by its title.",
  parameters: { type: "object", properties: { title: { type: "string" } }, required: ["title"] },
};
const ROW = {
  messages: [
    { role: "system", content: "You help in a library.", tool_calls: [], name: "" },
    { role: "user", content: "Where is Emma?", tool_calls: [], name: "" },
    {
      role: "assistant",
      content: "",
      tool_calls: [{ type: "function", function: { name: "find_book", arguments: { title: "Emma" } } }],
      name: "",
    },
  ],
  tools: JSON.stringify([{ type: "function", function: TOOL }]),
};
/** The same adapter without effect: what LoRA adds is a product, and one of its factors becomes zero. */
const WITHOUT_EFFECT = `
import sys
from safetensors.torch import load_file, save_file
file = sys.argv[1]
save_file({name: value * 0 if "lora_B" in name else value for name, value in load_file(file).items()}, file)
`;
const ROWS = `${JSON.stringify(ROW)}\n`.repeat(8);
// A tiny model gains nothing from threads, and loses much when other tests want the same cores.
const environment = { ...process.env, PYTHONPATH: TRAINER_ROOM, OMP_NUM_THREADS: "1" };

describe.skipIf(!hasTrainer)(withTrainer("the local trainer behind the tuning port"), () => {
  let directory: string;
  let server: ChildProcess | undefined;
  let job: JobView;
  let url: string;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), "flanstack-trainer-"));
    writeFileSync(join(directory, "train.jsonl"), ROWS);
    const base = join(directory, "base");
    await trainer("tiny", join(directory, "train.jsonl"), base);
    const spec: TuningSpec = {
      provider: "local",
      method: "supervised",
      baseModel: base,
      hyperparameters: { epochs: 40, batchSize: 4, learningRateMultiplier: 50 },
      trainDigest: sha256(ROWS),
      generation: 1,
    };
    const runs = join(directory, "runs");
    const engine = createStandInEngine(
      directory,
      `export PYTHONPATH="${TRAINER_ROOM}"\nexec "${TRAINER_PYTHON}" -m flanstack_trainer "$@"\n`,
    );
    const backend = createLocalBackend({
      runs,
      command: [join(directory, "no-python")],
      environment: { ...engine.environment, OMP_NUM_THREADS: "1" },
      image: () => IMAGE,
      clock: systemClock,
      directory,
    });
    const submission = await backend.prepare(spec, {
      // The order of rows and the adapter's first weights follow from it, and the base lies in another folder each time.
      digest: specDigest({ ...spec, baseModel: "tiny" }),
      owner: { project: "flanstack", stack: "test", agent: "library" },
      displayName: "library",
      train: { path: "train.jsonl" },
      runner: "container",
    });
    const outcome = await backend.submit(spec, submission, { timeoutMilliseconds: 1_000 });
    if (outcome.kind !== "accepted") throw new Error(JSON.stringify(outcome));
    await vi.waitFor(
      async () => {
        job = (await backend.status(outcome.job.name))!;
        expect(["succeeded", "failed"]).toContain(job.state);
      },
      { timeout: 300_000, interval: 100 },
    );
    if (job.state !== "succeeded")
      throw new Error(readFileSync(join(runs, job.name, "train.log"), "utf8").slice(-2000));
    const adapter = join(runs, job.name, "adapter");
    const blank = join(directory, "blank");
    cpSync(adapter, blank, { recursive: true });
    const record = join(blank, "flanstack-adapter.json");
    writeFileSync(record, JSON.stringify({ ...JSON.parse(readFileSync(record, "utf8")), model: "library-blank" }));
    const weights = join(blank, "adapter_model.safetensors");
    await promisify(execFile)(TRAINER_PYTHON, ["-c", WITHOUT_EFFECT, weights], { env: environment });
    url = await serve(adapter, blank);
  }, 400_000);
  afterAll(() => {
    server?.kill();
    rmSync(directory, { recursive: true, force: true });
  });

  const trainer = (...args: string[]) =>
    promisify(execFile)(TRAINER_PYTHON, ["-m", "flanstack_trainer", ...args], { env: environment });

  function serve(...adapters: string[]): Promise<string> {
    server = spawn(TRAINER_PYTHON, ["-m", "flanstack_trainer", "serve", ...adapters, "--port", "0"], {
      env: environment,
      stdio: ["ignore", "pipe", "ignore"],
    });
    return new Promise((done, fail) => {
      server!.stdout!.once("data", (line) => done(JSON.parse(String(line)).url));
      server!.once("exit", (code) => fail(new Error(`the server ended with ${code}`)));
    });
  }

  it("tells model, steps, tokens and that nothing was cut off", () => {
    expect(job.statistics).toMatchObject({ examples: 8, steps: 80, truncatedExamples: 0 });
    expect(job.statistics!.billedTokens).toBeGreaterThan(1_000);
    expect(job.tunedModel).toEqual({ model: expect.stringMatching(/^library-/), endpoint: job.tunedModel!.model });
  });

  const ask = (model: string) =>
    createOpenAiClient({ model, baseUrl: url, apiKey: "none", sampling: { maxOutputTokens: 64 } }).predict({
      exampleId: "1",
      system: "You help in a library.",
      turns: [{ role: "user", text: "Where is Emma?" }],
      tools: [TOOL],
    });

  it("answers a tool call through the client that all providers share", async () => {
    const tuned = await ask(job.tunedModel!.model);
    expect(tuned).toMatchObject({ calls: [{ name: "find_book", args: { title: "Emma" } }], text: "", finish: "stop" });
    const base = await ask(job.baseModel!);
    expect(base.calls).toEqual([]);
  });

  it("serves several adapters on one base, each under its own name, in any order", async () => {
    const tuned = job.tunedModel!.model;
    const listed = (await (await fetch(`${url}/models`)).json()) as { data: { id: string }[] };
    expect(listed.data.map(({ id }) => id)).toEqual([job.baseModel, tuned, "library-blank"]);
    const base = await ask(job.baseModel!);
    for (const model of ["library-blank", tuned, "library-blank", tuned]) {
      const { calls, text } = await ask(model);
      if (model === tuned) expect(calls).toEqual([{ name: "find_book", args: { title: "Emma" } }]);
      else expect({ calls, text }).toEqual({ calls: [], text: base.text });
    }
  });

  it("streams the same call", async () => {
    const client = new OpenAI({ baseURL: url, apiKey: "none", maxRetries: 0 });
    const stream = await client.chat.completions.create({
      model: job.tunedModel!.model,
      stream: true,
      messages: [
        { role: "system", content: "You help in a library." },
        { role: "user", content: "Where is Emma?" },
      ],
      tools: [{ type: "function", function: TOOL }],
    });
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk.choices[0]!);
    const call = chunks.flatMap((chunk) => chunk.delta.tool_calls ?? [])[0];
    expect(call?.function).toEqual({ name: "find_book", arguments: '{"title": "Emma"}' });
    expect(chunks.at(-1)!.finish_reason).toBe("tool_calls");
  });

  it.each([
    ["a model that is not served", { model: "other", messages: [{ role: "user", content: "hi" }] }, 404],
    ["a request without messages", { messages: [] }, 400],
  ])("refuses %s", async (_, changes, status) => {
    const body = JSON.stringify({ model: job.tunedModel!.model, ...changes });
    const reply = await fetch(`${url}/chat/completions`, { method: "POST", body });
    expect(reply.status).toBe(status);
    expect(await reply.json()).toMatchObject({ error: { message: expect.any(String), code: expect.any(String) } });
  });
});
