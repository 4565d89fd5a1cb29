import fc from "fast-check";
import { describe, expect, it } from "vitest";
import counted from "./__fixtures__/gemma3-counts.json";
import { countTokens } from "./count";
import { countGeminiRow, type GeminiRow } from "./gemini-row";
import { ESTIMATE_ERROR, ESTIMATE_SLACK, estimateTokens } from "./text-estimate";

describe("estimateTokens, against the Gemma 3 vocabulary", () => {
  it.each(counted.texts.map(({ label, text, tokens }) => [label, text, tokens] as const))(
    "keeps its band on %s",
    (_, text, tokens) => {
      const estimate = estimateTokens(text);
      const slack = estimate * ESTIMATE_ERROR + ESTIMATE_SLACK;
      expect(tokens).toBeGreaterThanOrEqual(estimate - slack);
      expect(tokens).toBeLessThanOrEqual(estimate + slack);
    },
  );

  it("is right within 3 % over all of them together: errors do not add up", () => {
    const truth = counted.texts.reduce((sum, { tokens }) => sum + tokens, 0);
    const estimate = counted.texts.reduce((sum, { text }) => sum + estimateTokens(text), 0);
    expect(Math.abs(estimate / truth - 1)).toBeLessThan(0.03);
  });

  it("is needed: four characters per token breaks the band on every third text", () => {
    const breaks = counted.texts.filter(({ text, tokens }) => {
      const simple = text.length / 4;
      return Math.abs(simple - tokens) > simple * ESTIMATE_ERROR + ESTIMATE_SLACK;
    });
    expect(breaks.length).toBeGreaterThan(counted.texts.length / 3);
  });

  it("counts nothing in nothing, and never less for more text", () => {
    expect(estimateTokens("")).toBe(0);
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, more) => {
        expect(estimateTokens(`${text} ${more}`)).toBeGreaterThanOrEqual(estimateTokens(text) - 1e-9);
      }),
    );
  });
});

/** Prompt counts that Gemini 2.5 reported in recorded replies of January 2026; newer models publish no way to check. */
describe("countGeminiRow, against recorded prompt counts", () => {
  const capital = {
    name: "get_capital",
    description: "Get the capital of a country.",
    parameters: {
      type: "OBJECT",
      properties: { country: { type: "STRING", description: "The country name." } },
      required: ["country"],
    },
  };
  const country = { name: "get_user_country", description: "", parameters: { type: "OBJECT", properties: {} } };
  const user = (text: string) => ({ role: "user", parts: [{ text }] });
  const call = (name: string, args: object) => ({ role: "model", parts: [{ functionCall: { name, args } }] });
  const result = (name: string, response: object) => ({
    role: "user",
    parts: [{ functionResponse: { name, response } }],
  });
  const schema =
    '\nAlways respond with a JSON object that\'s compatible with this schema:\n\n{"properties": {"city": {"type": "string"}, "country": {"type": "string"}}, "required": ["city", "country"], "type": "object", "title": "CityLocation"}\n\nDon\'t include any text or Markdown fencing before or after.\n';
  const question =
    "What is the largest city in the user country? Use the get_user_country tool and then your own world knowledge.";

  const replies: readonly (readonly [string, GeminiRow, number])[] = [
    [
      "a system instruction and a question",
      {
        systemInstruction: { parts: [{ text: "You are a helpful assistant." }] },
        contents: [user("What is the capital of France?")],
      },
      15,
    ],
    [
      "one declaration",
      { contents: [user("What is the capital of France?")], tools: [{ functionDeclarations: [capital] }] },
      50,
    ],
    [
      "a call and its result",
      {
        contents: [
          user("What is the capital of France?"),
          call("get_capital", { country: "France" }),
          result("get_capital", { return_value: "Paris" }),
        ],
        tools: [{ functionDeclarations: [capital] }],
      },
      82,
    ],
    [
      "a long instruction, a declaration without parameters",
      {
        systemInstruction: { parts: [{ text: schema }] },
        contents: [user(question)],
        tools: [{ functionDeclarations: [country] }],
      },
      125,
    ],
    [
      "the same with a call and its result",
      {
        systemInstruction: { parts: [{ text: schema }] },
        contents: [
          user(question),
          call("get_user_country", {}),
          result("get_user_country", { return_value: "Mexico" }),
        ],
        tools: [{ functionDeclarations: [country] }],
      },
      156,
    ],
  ];

  it.each(replies)("keeps its band on %s", (_, row, tokens) => {
    const { band } = countTokens("gemini", row);
    expect(band.low).toBeLessThanOrEqual(tokens);
    expect(band.high).toBeGreaterThanOrEqual(tokens);
  });
});

describe("countGeminiRow", () => {
  const count = (text: string) => text.length; // one token per character, so that sums can be seen

  it("counts each model turn as a record of prefix, answer and 8 tokens", () => {
    const turn = (role: string, text: string) => ({ role, parts: [{ text }] });
    const contents = [turn("user", "aaaa"), turn("model", "bb"), turn("user", "ccc"), turn("model", "d")];
    // each turn has 2 tokens of its own: 6, 4, 5, 3; records: (6 + 4 + 8) + (6 + 4 + 5 + 3 + 8)
    expect(countGeminiRow({ contents }, count)).toEqual({ tokens: 18, asRecords: 18 + 26 });
  });

  it("never bills less than the row, also when no model speaks", () => {
    expect(countGeminiRow({ contents: [{ role: "user", parts: [{ text: "abc" }] }] }, count)).toEqual({
      tokens: 5,
      asRecords: 5,
    });
  });

  it("counts declarations, calls and results", () => {
    const bare = { contents: [{ role: "user", parts: [{ text: "a" }] }] };
    const tools = [{ functionDeclarations: [{ name: "f" }] }];
    const call = { role: "model", parts: [{ functionCall: { name: "f", args: {} } }] };
    const tokens = (row: GeminiRow) => countGeminiRow(row, count).tokens;
    expect(tokens({ ...bare, tools })).toBe(tokens(bare) + '{"name":"f"}'.length);
    expect(tokens({ contents: [...bare.contents, call] })).toBe(tokens(bare) + 2 + '{"name":"f","args":{}}'.length);
  });
});
