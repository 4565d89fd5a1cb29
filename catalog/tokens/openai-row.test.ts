import fc from "fast-check";
import { describe, expect, it } from "vitest";
import measured from "./__fixtures__/openai-prompt-tokens.json";
import { countBpe } from "./bpe";
import { type ChatRow, countChatRow } from "./openai-row";
import { renderTools } from "./openai-tools";

const described = (row: ChatRow) => countChatRow(row, countBpe);

describe("countChatRow, against prompt counts that the API reported", () => {
  it.each(measured.map((vector) => [vector.label, vector] as const))("%s", (_, vector) => {
    expect(described(vector.row as ChatRow).tokens).toBe(vector.tokens);
  });

  it("is sure of most of the table; two parallel calls are one recording only", () => {
    const unsure = measured.filter((vector) => described(vector.row as ChatRow).slack > 0);
    expect(unsure.map((vector) => vector.label)).toEqual(["two parallel calls and their results, no tools"]);
  });
});

describe("countChatRow", () => {
  const user = { role: "user", content: "Is build 7 green?" };
  const tool = { function: { name: "pytest", description: "Run tests", parameters: { properties: {} } } };

  it("counts tools: a counter that leaves them out would call these rows equal", () => {
    expect(described({ messages: [user], tools: [tool] }).tokens).toBeGreaterThan(
      described({ messages: [user] }).tokens,
    );
  });

  it("counts calls and their arguments", () => {
    const call = (given: string): ChatRow => ({
      messages: [
        user,
        { role: "assistant", content: null, tool_calls: [{ id: "1", function: { name: "pytest", arguments: given } }] },
      ],
    });
    expect(described(call('{"path":"tests/login/test_session.py"}')).tokens).toBeGreaterThan(
      described(call("{}")).tokens,
    );
  });

  it("reads arguments given as an object like the same arguments given as text", () => {
    const row = (given: string | object): ChatRow => ({
      messages: [{ role: "assistant", tool_calls: [{ function: { name: "f", arguments: given } }] }],
    });
    expect(described(row({ a: 1 }))).toEqual(described(row('{"a":1}')));
  });

  it("says that it is unsure about nested parameters and multi-line descriptions", () => {
    const nested = { function: { name: "f", parameters: { properties: { a: { type: "object", properties: {} } } } } };
    const long = { function: { name: "f", description: "One.\nTwo." } };
    expect(described({ messages: [user], tools: [nested] }).slack).toBeGreaterThan(0);
    expect(described({ messages: [user], tools: [long] }).slack).toBeGreaterThan(0);
  });

  it("does not stumble over special markers in a text", () => {
    expect(countBpe("<|endoftext|>")).toBeGreaterThan(1);
  });

  it("grows with every message", () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 5 }), fc.string(), (texts, more) => {
        const messages = texts.map((content) => ({ role: "user", content }));
        const longer = [...messages, { role: "user", content: more }];
        expect(described({ messages: longer }).tokens).toBeGreaterThan(described({ messages }).tokens);
      }),
    );
  });
});

describe("renderTools", () => {
  it("renders types as the models read them", () => {
    const text = renderTools([
      {
        name: "search",
        description: "Find rows.",
        parameters: {
          type: "object",
          required: ["query"],
          properties: {
            query: { type: "string", description: "What to find" },
            limit: { type: "integer" },
            order: { type: "string", enum: ["new", "old"] },
            tags: { type: "array", items: { type: "string" } },
          },
        },
      },
      { name: "ping" },
    ]);
    expect(text).toMatchInlineSnapshot(`
      "namespace functions {

      // Find rows.
      type search = (_: {
      // What to find
      query: string,
      limit?: number,
      order?: "new" | "old",
      tags?: string[],
      }) => any;

      type ping = () => any;

      } // namespace functions"
    `);
  });
});
