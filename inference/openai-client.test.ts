import { describe, expect, it } from "vitest";
import { createOpenAiClient } from "./openai-client";
import type { PredictionRequest } from "./prediction";

const REQUEST: PredictionRequest = {
  exampleId: "row-1",
  system: "You test software.",
  turns: [
    { role: "user", text: "Run the login tests" },
    {
      role: "assistant",
      text: "",
      calls: [
        { name: "list_suites", args: {} },
        { name: "list_flaky", args: { days: 7 } },
      ],
    },
    {
      role: "tool",
      results: [
        { name: "list_suites", value: "login" },
        { name: "list_flaky", value: { count: 0 } },
      ],
    },
    { role: "assistant", text: "Which one?", calls: [] },
    { role: "user", text: "login" },
    { role: "assistant", text: "Running.", calls: [{ name: "run_tests", args: { suite: "login" } }] },
    { role: "tool", results: [{ name: "run_tests", value: { passed: true } }] },
  ],
  tools: [{ name: "run_tests", description: "Runs", parameters: { type: "object", properties: {} } }],
};

function client(replies: (() => Response)[]) {
  const seen: { url: string; body: Record<string, unknown> }[] = [];
  const made = createOpenAiClient({
    model: "ft:m",
    apiKey: "not-a-key",
    baseUrl: "http://127.0.0.1:9/v1",
    clock: { now: () => 0, sleep: async () => {} },
    fetch: async (url, init) => {
      seen.push({ url: String(url), body: JSON.parse(init!.body as string) });
      return replies.shift()!();
    },
  });
  return { seen, predict: (request = REQUEST) => made.predict(request) };
}

const json =
  (value: unknown, status = 200) =>
  () =>
    new Response(JSON.stringify(value), { status, headers: { "content-type": "application/json" } });
const choice = (message: unknown, finish_reason = "stop") =>
  json({ model: "ft:m", choices: [{ message, finish_reason }] });

describe("the OpenAI client", () => {
  it("numbers calls over the whole conversation and points results at them", async () => {
    const given = client([choice({ content: "ok" })]);
    await given.predict();
    expect(given.seen[0]!.url).toBe("http://127.0.0.1:9/v1/chat/completions");
    expect(given.seen[0]!.body).toMatchObject({
      model: "ft:m",
      temperature: 0,
      messages: [
        { role: "system", content: "You test software." },
        { role: "user", content: "Run the login tests" },
        {
          role: "assistant",
          content: null,
          tool_calls: [
            { id: "call_1", type: "function", function: { name: "list_suites", arguments: "{}" } },
            { id: "call_2", type: "function", function: { name: "list_flaky", arguments: '{"days":7}' } },
          ],
        },
        { role: "tool", tool_call_id: "call_1", content: "login" },
        { role: "tool", tool_call_id: "call_2", content: '{"count":0}' },
        { role: "assistant", content: "Which one?" },
        { role: "user", content: "login" },
        { role: "assistant", content: "Running.", tool_calls: [{ id: "call_3" }] },
        { role: "tool", tool_call_id: "call_3", content: '{"passed":true}' },
      ],
      tools: [{ type: "function", function: { name: "run_tests" } }],
    });
  });

  it("leaves tools out when there are none: an empty list is refused", async () => {
    const given = client([choice({ content: "ok" })]);
    await given.predict({ ...REQUEST, tools: [] });
    expect(given.seen[0]!.body).not.toHaveProperty("tools");
  });

  it.each([
    ["text", choice({ content: "hi" }), { text: "hi", calls: [], finish: "stop" }],
    ["a refusal", choice({ content: null, refusal: "I can't." }), { text: "I can't.", finish: "stop" }],
    [
      "a call",
      choice({ content: null, tool_calls: [{ function: { name: "f", arguments: '{"a":1}' } }] }, "tool_calls"),
      { calls: [{ name: "f", args: { a: 1 } }], malformed: [], text: "", finish: "stop" },
    ],
    [
      "arguments sent as an object",
      choice({ tool_calls: [{ function: { name: "f", arguments: { a: 1 } } }] }, "tool_calls"),
      { calls: [{ name: "f", args: { a: 1 } }] },
    ],
    [
      "arguments that are no JSON, beside good ones",
      choice({
        tool_calls: [{ function: { name: "f", arguments: "{'a': 1}" } }, { function: { name: "g", arguments: "" } }],
      }),
      { calls: [{ name: "g", args: {} }], malformed: ["{'a': 1}"], finish: "malformed" },
    ],
    [
      "arguments that are a list",
      choice({ tool_calls: [{ function: { name: "f", arguments: "[1]" } }] }),
      { calls: [], malformed: ["[1]"] },
    ],
    ["a call without a function", choice({ tool_calls: [{}] }), { calls: [{ name: "", args: {} }] }],
    ["an answer cut short", choice({ content: "ha" }, "length"), { finish: "length" }],
    ["no choice at all", json({ choices: [] }), { calls: [], text: "", finish: "unknown" }],
  ])("reads %s", async (_, reply, expected) => {
    expect(await client([reply]).predict()).toMatchObject(expected);
  });

  it("asks again after a failure of the server, not after a refusal", async () => {
    const again = client([json({ error: { message: "busy" } }, 503), choice({ content: "ok" })]);
    expect(await again.predict()).toMatchObject({ text: "ok" });
    expect(again.seen).toHaveLength(2);
    const refused = client([json({ error: { message: "no such model" } }, 404)]);
    await expect(refused.predict()).rejects.toMatchObject({ code: "endpoint_not_found", isRetryable: false });
    expect(refused.seen).toHaveLength(1);
  });

  it("names an address that answers something else", async () => {
    const page = () => new Response("<html>", { headers: { "content-type": "text/html" } });
    const given = client([page, page, page, page, page]);
    await expect(given.predict()).rejects.toMatchObject({ code: "endpoint_bad_reply" });
  });
});
