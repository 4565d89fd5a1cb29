/** The sandbox's OpenAI routes through OpenAI's own client. */
import OpenAI, { toFile } from "openai";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type SandboxInProcess, startInProcess } from "../start-in-process";
import { lineProblem } from "./training-file";

let sandbox: SandboxInProcess;
let openai: OpenAI;
beforeEach(async () => {
  sandbox = await startInProcess({ clock: { now: () => Date.parse("2026-11-23T00:00:00Z") } });
  openai = new OpenAI({ baseURL: `${sandbox.url}/v1`, apiKey: "planted-key", maxRetries: 0 });
});
afterEach(() => sandbox.close());

const TOOLS = [
  {
    type: "function" as const,
    function: {
      name: "run_tests",
      description: "Runs the tests of a folder.",
      parameters: { type: "object", properties: { path: { type: "string" } }, required: ["path"] },
    },
  },
];

function example(index: number): Record<string, unknown> {
  const path = `tests/module_${index}`;
  return {
    messages: [
      { role: "user", content: `Please run everything in ${path} now` },
      {
        role: "assistant",
        content: null,
        tool_calls: [
          {
            id: `call_${index}`,
            type: "function",
            function: { name: "run_tests", arguments: JSON.stringify({ path }) },
          },
        ],
      },
      { role: "tool", tool_call_id: `call_${index}`, content: '{"ok":true}' },
      { role: "assistant", content: "Done." },
    ],
    tools: TOOLS,
  };
}

const lines = (count: number) =>
  Array.from({ length: count }, (_, index) => `${JSON.stringify(example(index))}\n`).join("");
const upload = async (text: string, name = "train.jsonl") =>
  openai.files.create({ file: await toFile(Buffer.from(text), name), purpose: "fine-tune" });
const advance = (seconds: number) => sandbox.admin("POST", "clock", { advanceSeconds: seconds });
const MODEL = "gpt-4.1-mini-2025-04-14";

describe("files", () => {
  it("keep their bytes, are listed by purpose, and go", async () => {
    const file = await upload(lines(3));
    expect(file).toMatchObject({
      object: "file",
      purpose: "fine-tune",
      filename: "train.jsonl",
      bytes: lines(3).length,
    });
    expect(await (await openai.files.content(file.id)).text()).toBe(lines(3));
    expect((await openai.files.list({ purpose: "fine-tune" })).data).toHaveLength(1);
    expect((await openai.files.list({ purpose: "batch" })).data).toHaveLength(0);
    await openai.files.delete(file.id);
    await expect(openai.files.retrieve(file.id)).rejects.toMatchObject({ status: 404 });
  });

  it("are refused with another ending for this purpose", async () => {
    await expect(upload("x", "train.txt")).rejects.toMatchObject({ status: 400 });
  });
});

describe("jobs", () => {
  it("run to a model that answers, with events, checkpoints and a result file", async () => {
    const file = await upload(lines(20));
    const created = await openai.fineTuning.jobs.create({
      model: MODEL,
      training_file: file.id,
      validation_file: file.id,
      suffix: "qa",
      metadata: { digest: "d1" },
      method: { type: "supervised", supervised: { hyperparameters: { n_epochs: 3, batch_size: 4 } } },
    });
    expect(created).toMatchObject({
      status: "validating_files",
      fine_tuned_model: null,
      trained_tokens: null,
      metadata: { digest: "d1" },
    });
    await advance(60);
    expect((await openai.fineTuning.jobs.retrieve(created.id)).status).toBe("running");
    await advance(3600);
    const job = await openai.fineTuning.jobs.retrieve(created.id);
    expect(job).toMatchObject({
      status: "succeeded",
      fine_tuned_model: expect.stringMatching(/^ft:gpt-4\.1-mini-2025-04-14:sandbox:qa:\w{8}$/),
    });
    const checkpoints = (await openai.fineTuning.jobs.checkpoints.list(job.id)).data;
    expect(checkpoints.map((checkpoint) => checkpoint.step_number)).toEqual([15, 10, 5]);
    expect(checkpoints[0]!.fine_tuned_model_checkpoint).toBe(job.fine_tuned_model);
    const messages = (await openai.fineTuning.jobs.listEvents(job.id, { limit: 100 })).data.map(
      (event) => event.message,
    );
    expect(messages[0]).toBe("The job has successfully completed");
    const csv = await (await openai.files.content(job.result_files[0]!)).text();
    expect(csv.split("\n")[0]).toBe("step,train_loss,train_accuracy,valid_loss,valid_mean_token_accuracy");

    const messagesIn = [{ role: "user" as const, content: "Please run everything in tests/login_3 now" }];
    const reply = await openai.chat.completions.create({
      model: job.fine_tuned_model!,
      messages: messagesIn,
      tools: TOOLS,
    });
    expect(reply.choices[0]).toMatchObject({
      finish_reason: "tool_calls",
      message: {
        content: null,
        tool_calls: [{ function: { name: "run_tests", arguments: '{"path":"tests/login_3"}' } }],
      },
    });
    const streamed: string[] = [];
    for await (const chunk of await openai.chat.completions.create({
      model: job.fine_tuned_model!,
      messages: messagesIn,
      tools: TOOLS,
      stream: true,
    })) {
      streamed.push(chunk.choices[0]?.delta.tool_calls?.[0]?.function?.arguments ?? "");
    }
    expect(streamed.join("")).toBe('{"path":"tests/login_3"}');
  });

  it("are found again by their metadata", async () => {
    const file = await upload(lines(20));
    for (const digest of ["d1", "d2"])
      await openai.fineTuning.jobs.create({ model: MODEL, training_file: file.id, metadata: { digest } });
    const found = await openai.fineTuning.jobs.list({ metadata: { digest: "d2" } });
    expect(found.data.map((job) => job.metadata)).toEqual([{ digest: "d2" }]);
  });

  it.each([
    ["an unknown file", { training_file: "file-none" }, 400],
    ["an unknown model", { model: "gpt-9" }, 404],
    ["a model that cannot be tuned", { model: "gpt-6-luna" }, 400],
    ["a model that was shut down", { model: "gpt-4.1-nano-2025-04-14" }, 404],
    ["no epoch", { method: { type: "supervised", supervised: { hyperparameters: { n_epochs: 0 } } } }, 400],
    ["99 epochs", { method: { type: "supervised", supervised: { hyperparameters: { n_epochs: 99 } } } }, 400],
    ["a suffix of 65 characters", { suffix: "x".repeat(65) }, 400],
    [
      "17 keys of metadata",
      { metadata: Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`k${index}`, "v"])) },
      400,
    ],
    ["an unknown method", { method: { type: "wishful" } }, 400],
    ["an unknown field", { epochs: 3 }, 400],
  ])("are refused for %s, with message, param and code", async (_, fields, status) => {
    const file = await upload(lines(20));
    const create = openai.fineTuning.jobs.create({ model: MODEL, training_file: file.id, ...fields } as never);
    const error = await create.then(
      () => undefined,
      (refused: { status: number; error: object }) => refused,
    );
    expect(error?.status).toBe(status);
    expect(Object.keys(error!.error).sort()).toEqual(["code", "message", "param", "type"]);
  });

  it("are refused for everybody once the service takes no new ones", async () => {
    const file = await upload(lines(20));
    await advance(45 * 86_400);
    await expect(openai.fineTuning.jobs.create({ model: MODEL, training_file: file.id })).rejects.toMatchObject({
      status: 403,
    });
    await advance(10 * 86_400);
    await expect(openai.models.retrieve(MODEL)).rejects.toMatchObject({ status: 404 });
  });

  it.each([
    ["a broken line", () => `${lines(12)}{"messages": [\n`, "Line 13: not valid JSON"],
    ["nine examples", () => lines(9), "must have at least 10"],
  ])("fail in validation over %s", async (_, text, message) => {
    const file = await upload(text());
    const { id } = await openai.fineTuning.jobs.create({ model: MODEL, training_file: file.id });
    await advance(20);
    const job = await openai.fineTuning.jobs.retrieve(id);
    expect(job.status).toBe("failed");
    expect(job.error!.message).toContain(message);
  });

  it("pause, resume and cancel", async () => {
    const file = await upload(lines(20));
    const { id } = await openai.fineTuning.jobs.create({ model: MODEL, training_file: file.id });
    await advance(60);
    await openai.fineTuning.jobs.pause(id);
    await advance(7200);
    expect((await openai.fineTuning.jobs.resume(id)).status).toBe("running");
    expect((await openai.fineTuning.jobs.cancel(id)).status).toBe("cancelled");
    await expect(openai.fineTuning.jobs.cancel(id)).rejects.toMatchObject({ status: 400 });
  });

  it("count at their creation, by metadata, and leave no key in the log", async () => {
    const file = await upload(lines(20));
    await openai.fineTuning.jobs.create({ model: MODEL, training_file: file.id, metadata: { digest: "d" } });
    const { creates } = await sandbox.admin<{ creates: object[] }>("GET", "counters");
    expect(creates).toEqual([{ operation: "openai.fineTuningJobs.create", labels: { digest: "d" }, count: 1 }]);
    expect(JSON.stringify(await sandbox.admin("GET", "requests"))).not.toContain("planted-key");
  });
});

describe("models", () => {
  it("tell when they are shut down; a fine-tune can be deleted, a base model cannot", async () => {
    expect(await openai.models.retrieve(MODEL)).toMatchObject({ shutdown_date: "2027-01-14" });
    await expect(openai.models.delete(MODEL)).rejects.toMatchObject({ status: 403 });
  });
});

describe("a training line is refused", () => {
  const messages = example(1).messages as Record<string, unknown>[];
  const line = (changed: object) => JSON.stringify({ ...example(1), ...changed });
  it.each([
    [
      "a tool call that nobody answers",
      line({ messages: [messages[0], messages[1], messages[3]] }),
      "must be answered",
    ],
    [
      "two assistant messages in a row",
      line({ messages: [messages[0], messages[3], messages[3]] }),
      "two assistant messages",
    ],
    ["a tool that is not listed", line({ tools: [] }), "not among the tools"],
    [
      "arguments as an object",
      line({
        messages: [
          messages[0],
          {
            role: "assistant",
            tool_calls: [{ id: "c", type: "function", function: { name: "run_tests", arguments: {} } }],
          },
        ],
      }),
      "arguments as a text",
    ],
    [
      "only weights of zero",
      line({ messages: [messages[0], { role: "assistant", content: "x", weight: 0 }] }),
      "weight other than 0",
    ],
    ["a user's weight", line({ messages: [{ ...messages[0], weight: 1 }, messages[3]] }), "belongs to assistant"],
    ["the user's word last", line({ messages: [messages[0]] }), "last message"],
  ])("for %s", (_, text, problem) => {
    expect(lineProblem(text, false)).toContain(problem);
  });
});
