import { describe, expect, it } from "vitest";
import { LINE_FORMATS } from "../export";
import { exportSplitOf } from "../export/format";
import { renderFile } from "../export/render-file";
import { importRows } from "./rows";

const bytes = (...rows: unknown[]) => Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
const tool = {
  type: "function",
  function: {
    name: "get_weather",
    description: "The weather of a town.",
    parameters: {
      type: "object",
      properties: { town: { type: "string" }, days: { type: ["integer", "null"] } },
      required: ["town"],
      additionalProperties: false,
    },
    strict: true,
  },
};
const call = (id: string, args: object) => ({
  id,
  type: "function",
  function: { name: "get_weather", arguments: JSON.stringify(args) },
});
const row = {
  messages: [
    { role: "system", content: "You know the weather." },
    { role: "user", content: "Bern and Basel?" },
    {
      role: "assistant",
      content: null,
      tool_calls: [call("a", { town: "Bern" }), call("b", { town: "Basel", days: 2 })],
      weight: 0,
    },
    { role: "tool", tool_call_id: "b", content: '{"sky":"grey"}' },
    { role: "tool", tool_call_id: "a", content: "sunny, 20 degrees" },
    { role: "assistant", content: "Sunny, and grey." },
  ],
  tools: [tool],
};

describe("a user's rows", () => {
  it("become canonical: loss by weight, results in the order of the calls, text as a JSON text", async () => {
    const { rows, problems, withoutSystem } = await importRows("mine_train.jsonl", bytes(row));
    expect({ problems, withoutSystem }).toEqual({ problems: [], withoutSystem: 0 });
    expect(rows[0]).toMatchObject({
      id: "mine_train-1",
      agent: "mine",
      type: "tflan",
      tags: ["imported", "mine_train"],
    });
    expect(rows[0]!.conversations.map(({ role, loss }) => `${role} ${loss}`)).toEqual([
      "system false",
      "user false",
      "assistant false",
      "tool false",
      "tool false",
      "assistant true",
    ]);
    expect(rows[0]!.conversations.slice(3, 5).map((message) => message.content)).toEqual([
      '"sunny, 20 degrees"',
      '{"sky":"grey"}',
    ]);
  });

  it.each(LINE_FORMATS)("export to %s", async (format) => {
    const ends = { ...row, messages: row.messages.slice(0, 3).map((each) => ({ ...each, weight: undefined })) };
    const bare = { messages: row.messages.slice(1, 2).concat({ role: "assistant", content: "Where?" } as never) };
    const { rows } = await importRows("mine.jsonl", bytes({ ...row, messages: trained() }, ends, bare));
    expect(rows).toHaveLength(3);
    expect(renderFile("mine", format, "train", rows).problems).toEqual([]);
  });

  it("come back from OpenAI's format as they went in", async () => {
    const { rows } = await importRows("mine.jsonl", bytes({ ...row, messages: trained() }));
    const file = renderFile("mine", "openai", "train", rows);
    const again = await importRows("mine.jsonl", Buffer.from(file.bytes as string));
    expect(again.rows).toEqual(rows);
  });

  it("that have no system message get the neutral one, and are counted", async () => {
    const { rows, withoutSystem } = await importRows("mine.jsonl", bytes({ ...row, messages: row.messages.slice(1) }));
    expect(withoutSystem).toBe(1);
    expect(rows[0]!.conversations[0]).toEqual({ role: "system", content: "You are a helpful assistant.", loss: false });
  });

  it.each<[string, (messages: Record<string, unknown>[]) => void, string]>([
    [
      "a picture",
      (messages) => Object.assign(messages[1]!, { content: [{ type: "image_url" }] }),
      "/messages/1/content/0",
    ],
    [
      "calls of 2023",
      (messages) => Object.assign(messages[2]!, { function_call: { name: "x" } }),
      "/messages/2/function_call",
    ],
    [
      "arguments that are no JSON",
      (messages) => Object.assign(messages[2]!, { tool_calls: [{ id: "a", function: { name: "x", arguments: "{" } }] }),
      "/messages/2/tool_calls/0/function/arguments",
    ],
    [
      "a result for nobody",
      (messages) => Object.assign(messages[3]!, { tool_call_id: "z" }),
      "/messages/3/tool_call_id",
    ],
    ["a lost result", (messages) => messages.splice(4, 1), "/messages/4"],
    ["a role of nobody", (messages) => Object.assign(messages[1]!, { role: "human" }), "/messages/1/role"],
    [
      "our own call syntax",
      (messages) => Object.assign(messages[5]!, { content: "<tool_call>" }),
      "/messages/5/content",
    ],
  ])("are refused with %s, by place", async (_, change, pointer) => {
    const messages = structuredClone(row.messages) as Record<string, unknown>[];
    change(messages);
    const { rows, problems } = await importRows("mine.jsonl", bytes(row, { ...row, messages }));
    expect(rows).toHaveLength(1);
    expect(problems).toEqual([expect.objectContaining({ code: "not_importable", path: `mine.jsonl:2:${pointer}` })]);
  });
});

it("refuses a format that has lost what a row needs", async () => {
  await expect(importRows("g.jsonl", bytes({ contents: [] }))).rejects.toMatchObject({ code: "not_importable" });
});

it.each([
  ["mine_train.jsonl", "mine", "train"],
  ["mine-val.jsonl", "mine", "validation"],
  ["validation.jsonl", "data", "validation"],
  ["mine.test.parquet", "mine", "test"],
  ["traces.jsonl", "traces", "train"],
  ["retrain.jsonl", "retrain", "train"],
])("%s is of %s, %s", (file, name, split) => {
  expect(exportSplitOf(file)).toEqual({ name, split });
});

function trained() {
  return row.messages.map((message) => ({ ...message, weight: undefined }));
}
