import { describe, expect, it } from "vitest";
import { openAiRows } from "../../test/contract/openai-rows";
import { chatToGemini } from "./chat-to-gemini";

const tool = {
  type: "function",
  function: {
    name: "find",
    description: "Finds",
    parameters: {
      type: "object",
      properties: { id: { type: ["string", "null"] } },
      required: ["id"],
      additionalProperties: false,
    },
  },
};
const call = (id: string, args = '{"id":"7"}', rest: object = {}) => ({
  role: "assistant",
  content: null,
  tool_calls: [{ id, type: "function", function: { name: "find", arguments: args } }],
  ...rest,
});
const user = { role: "user", content: "Find 7" };
const result = (id: string, content = '{"found":true}') => ({ role: "tool", tool_call_id: id, content });
const answer = { role: "assistant", content: "Found." };
const render = (...messages: object[]) => chatToGemini(JSON.stringify({ messages, tools: [tool] }));

describe("chatToGemini", () => {
  it("renders a conversation with its calls, results and tools", () => {
    const system = { role: "system", content: "Be brief." };
    expect(render(system, user, call("a"), result("a"), answer).rows).toEqual([
      {
        systemInstruction: { role: "system", parts: [{ text: "Be brief." }] },
        contents: [
          { role: "user", parts: [{ text: "Find 7" }] },
          { role: "model", parts: [{ functionCall: { name: "find", args: { id: "7" } } }] },
          { role: "user", parts: [{ functionResponse: { name: "find", response: { found: true } } }] },
          { role: "model", parts: [{ text: "Found." }] },
        ],
        tools: [
          {
            functionDeclarations: [
              {
                name: "find",
                description: "Finds",
                parameters: {
                  type: "OBJECT",
                  properties: { id: { type: "STRING", nullable: true } },
                  required: ["id"],
                },
              },
            ],
          },
        ],
      },
    ]);
  });

  it("keeps every row of a file that OpenAI accepts", () => {
    const { rows, leftOut } = chatToGemini(openAiRows(12));
    expect([rows.length, leftOut]).toEqual([12, []]);
  });

  it("wraps a result that is no object, and joins parallel results", () => {
    const two = { ...call("a"), tool_calls: [...call("a").tool_calls, ...call("b").tool_calls] };
    const [row] = render(user, two, result("a", "3"), result("b", "not JSON"), answer).rows;
    const parts = (row!.contents as { parts: unknown[] }[])[2]!.parts;
    expect(parts).toEqual([
      { functionResponse: { name: "find", response: { result: 3 } } },
      { functionResponse: { name: "find", response: { result: "not JSON" } } },
    ]);
  });

  it("takes an untrained slip out together with its result, and counts it", () => {
    const { rows, untrainedTurnsLeftOut } = render(
      user,
      call("slip", '{"id":"8"}', { weight: 0 }),
      result("slip"),
      call("a"),
      result("a"),
      answer,
    );
    expect(untrainedTurnsLeftOut).toBe(1);
    expect(JSON.stringify(rows)).not.toContain('"8"');
    expect((rows[0]!.contents as unknown[]).length).toBe(4);
  });

  it("lets a row end with the call it teaches", () => {
    expect(render(user, call("a")).rows).toHaveLength(1);
  });

  it.each([
    ["a preference pair", JSON.stringify({ input: { messages: [user] }, preferred_output: [answer] }), "no messages"],
    ["no JSON", "{", "JSON"],
    ["arguments that are no JSON", JSON.stringify({ messages: [user, call("a", "{id")], tools: [tool] }), "JSON"],
    [
      "arguments that are no object",
      JSON.stringify({ messages: [user, call("a", "[1]")], tools: [tool] }),
      "no object",
    ],
    ["a result without its call", JSON.stringify({ messages: [user, result("x"), answer] }), "answers no call"],
    ["a call of a tool that is not declared", JSON.stringify({ messages: [user, call("a"), result("a"), answer] }), ""],
    [
      "a call that was never answered",
      JSON.stringify({ messages: [user, call("a"), user, answer], tools: [tool] }),
      "",
    ],
    ["an image", JSON.stringify({ messages: [{ role: "user", content: [{ type: "image_url" }] }, answer] }), "text"],
    ["nothing to learn", JSON.stringify({ messages: [user, { ...answer, weight: 0 }] }), ""],
    ["an old function message", JSON.stringify({ messages: [user, { role: "function", content: "1" }] }), "function"],
  ])("leaves out %s, by its line and reason", (_, line, reason) => {
    const { rows, leftOut } = chatToGemini(`${openAiRows(1)}${line}\n`);
    expect(rows).toHaveLength(1);
    expect(leftOut).toHaveLength(1);
    expect(leftOut[0]!.line).toBe(2);
    expect(leftOut[0]!.reason).toContain(reason);
  });
});
