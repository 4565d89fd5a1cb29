import { describe, expect, it } from "vitest";
import type { PredictionRequest } from "./prediction";
import { createVertexClient, vertexHost } from "./vertex-client";

const RESOURCE = "projects/p/locations/us/endpoints/7";
const REQUEST: PredictionRequest = {
  exampleId: "row-1",
  system: "You test software.",
  turns: [
    { role: "user", text: "Run the login tests" },
    { role: "assistant", text: "Two suites.", calls: [call("list_suites", {}), call("list_flaky", { days: 7 })] },
    {
      role: "tool",
      results: [
        { name: "list_suites", value: ["login"] },
        { name: "list_flaky", value: { count: 0 } },
      ],
    },
  ],
  tools: [{ name: "run_tests", description: "Runs", parameters: { type: "object", properties: {} } }],
};

function call(name: string, args: Record<string, string | number>) {
  return { name, args };
}

function server(...replies: (Response | Error)[]) {
  const seen: { url: string; headers: Headers; body: unknown }[] = [];
  const fetch = (async (url: string, init: RequestInit) => {
    seen.push({ url, headers: new Headers(init.headers), body: JSON.parse(init.body as string) });
    const reply = replies.shift();
    if (reply === undefined) throw new Error("asked once too often");
    if (reply instanceof Error) throw reply;
    return reply;
  }) as typeof globalThis.fetch;
  return { seen, fetch };
}

const json = (value: unknown, status = 200, headers = {}) => new Response(JSON.stringify(value), { status, headers });
const text = (value: string, finishReason = "STOP") =>
  json({ candidates: [{ content: { parts: [{ text: value }] }, finishReason }] });

function client(replies: (Response | Error)[], options = {}) {
  const wire = server(...replies);
  let time = 0;
  const clock = {
    now: () => time,
    sleep: async (milliseconds: number) => {
      time += milliseconds;
    },
  };
  return {
    seen: wire.seen,
    clock,
    predict: () =>
      createVertexClient({
        resource: RESOURCE,
        baseUrl: "http://127.0.0.1:9",
        fetch: wire.fetch,
        clock,
        ...options,
      }).predict(REQUEST),
  };
}

describe("the Vertex client", () => {
  it("sends history, tools and settings as generateContent wants them", async () => {
    const given = client([text("done")], { sampling: { seed: 5, maxOutputTokens: 99 } });
    await given.predict();
    expect(given.seen[0]!.url).toBe(`http://127.0.0.1:9/v1/${RESOURCE}:generateContent`);
    expect(given.seen[0]!.headers.get("authorization")).toBeNull();
    expect(given.seen[0]!.body).toEqual({
      systemInstruction: { parts: [{ text: "You test software." }] },
      contents: [
        { role: "user", parts: [{ text: "Run the login tests" }] },
        {
          role: "model",
          parts: [
            { text: "Two suites." },
            { functionCall: { name: "list_suites", args: {} }, thoughtSignature: "skip_thought_signature_validator" },
            { functionCall: { name: "list_flaky", args: { days: 7 } } },
          ],
        },
        {
          role: "user",
          parts: [
            { functionResponse: { name: "list_suites", response: { output: ["login"] } } },
            { functionResponse: { name: "list_flaky", response: { count: 0 } } },
          ],
        },
      ],
      tools: [
        {
          functionDeclarations: [
            { name: "run_tests", description: "Runs", parameters: { type: "OBJECT", properties: {} } },
          ],
        },
      ],
      generationConfig: { temperature: 0, candidateCount: 1, maxOutputTokens: 99, seed: 5 },
    });
  });

  it("reads calls, text, tokens and who answered; thoughts are no answer, but cost output", async () => {
    const given = client([
      json({
        candidates: [
          {
            content: {
              parts: [
                { text: "hm", thought: true },
                { text: "I run it." },
                { functionCall: { name: "run_tests", args: { path: "a", retries: 0 } } },
                { functionCall: { name: "ping" } },
              ],
            },
            finishReason: "STOP",
          },
        ],
        usageMetadata: { promptTokenCount: 11, candidatesTokenCount: 5, thoughtsTokenCount: 2 },
        modelVersion: "gemini-x@1",
      }),
    ]);
    expect(await given.predict()).toEqual({
      exampleId: "row-1",
      model: RESOURCE,
      calls: [
        { name: "run_tests", args: { path: "a", retries: 0 } },
        { name: "ping", args: {} },
      ],
      malformed: [],
      text: "I run it.",
      finish: "stop",
      inputTokens: 11,
      outputTokens: 7,
      latencyMs: 0,
      servedBy: "gemini-x@1",
      fallbackReason: null,
    });
  });

  it.each([
    ["a cut answer", () => text("half", "MAX_TOKENS"), { finish: "length", text: "half" }],
    ["a filtered answer", () => text("", "SAFETY"), { finish: "filtered" }],
    ["a blocked prompt", () => json({ promptFeedback: { blockReason: "SAFETY" } }), { finish: "filtered", calls: [] }],
    [
      "a call the provider could not read",
      () => json({ candidates: [{ finishReason: "MALFORMED_FUNCTION_CALL", finishMessage: "print(x" }] }),
      { finish: "malformed", malformed: ["print(x"], calls: [] },
    ],
    ["a reason made after this was written", () => text("a", "NEW_REASON"), { finish: "unknown", text: "a" }],
    ["no usage", () => text("a"), { inputTokens: null, outputTokens: null, servedBy: RESOURCE }],
  ])("keeps %s as the model's answer", async (_, reply, expected) => {
    expect(await client([reply()]).predict()).toMatchObject(expected);
  });

  it("asks again after 429, a broken reply and a broken connection, and measures the last attempt alone", async () => {
    const given = client([
      json({ error: { message: "quota" } }, 429, { "retry-after": "3" }),
      new Response("<html>"),
      new TypeError("fetch failed"),
      text("done"),
    ]);
    expect(await given.predict()).toMatchObject({ text: "done", latencyMs: 0 });
    expect(given.seen).toHaveLength(4);
    expect(given.clock.now()).toBeGreaterThanOrEqual(3000);
  });

  it("does not ask again after a refusal, and names it", async () => {
    const given = client([json({ error: { message: "Request contains an invalid argument." } }, 400)]);
    await expect(given.predict()).rejects.toMatchObject({
      code: "endpoint_refused_request",
      message: expect.stringContaining("Request contains an invalid argument."),
    });
    expect(given.seen).toHaveLength(1);
  });

  it("sends a token that it was given", async () => {
    const given = client([text("a")], { accessToken: async () => "t0ken" });
    await given.predict();
    expect(given.seen[0]!.headers.get("authorization")).toBe("Bearer t0ken");
  });

  it.each([
    ["a model instead of its endpoint", { resource: "projects/p/locations/us/models/7@1" }, "bad_endpoint_name"],
    ["a bare name", { resource: "gemini-3.5-flash" }, "bad_endpoint_name"],
    ["somebody else's host", { resource: RESOURCE, baseUrl: "https://example.com" }, "credentials_for_foreign_host"],
    [
      "a host that only looks like Google's",
      { resource: RESOURCE, baseUrl: "https://googleapis.com.example.org" },
      "credentials_for_foreign_host",
    ],
    [
      "Google without encryption",
      { resource: RESOURCE, baseUrl: "http://us-aiplatform.googleapis.com" },
      "credentials_for_foreign_host",
    ],
  ])("refuses %s", (_, options, code) => {
    expect(() => createVertexClient(options)).toThrow(expect.objectContaining({ code }));
  });

  it.each([
    ["global", "https://aiplatform.googleapis.com"],
    ["eu", "https://aiplatform.eu.rep.googleapis.com"],
    ["europe-west4", "https://europe-west4-aiplatform.googleapis.com"],
  ])("finds the host of %s", (location, host) => {
    expect(vertexHost(location)).toBe(host);
  });
});
