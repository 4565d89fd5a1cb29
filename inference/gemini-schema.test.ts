import { describe, expect, it } from "vitest";
import { geminiSchema } from "./gemini-schema";

describe("geminiSchema", () => {
  it.each([
    ["a type", { type: "string" }, { type: "STRING" }],
    ["a type that may be null", { type: ["integer", "null"] }, { nullable: true, type: "INTEGER" }],
    [
      "two types",
      { type: ["string", "number"], description: "d" },
      { anyOf: [{ type: "STRING" }, { type: "NUMBER" }], description: "d" },
    ],
    ["an enum of texts", { type: "string", enum: ["a", "b"] }, { type: "STRING", enum: ["a", "b"] }],
    ["an enum of numbers: the wire only has texts", { type: "integer", enum: [1, 2] }, { type: "INTEGER" }],
    ["a constant", { type: "string", const: "a" }, { type: "STRING", enum: ["a"] }],
    ["zero as a limit", { type: "number", minimum: 0 }, { type: "NUMBER", minimum: 0 }],
    [
      "nesting",
      {
        type: "object",
        additionalProperties: false,
        $schema: "x",
        properties: { list: { type: "array", items: { type: "object", properties: { a: { type: "boolean" } } } } },
        required: ["list"],
      },
      {
        type: "OBJECT",
        properties: { list: { type: "ARRAY", items: { type: "OBJECT", properties: { a: { type: "BOOLEAN" } } } } },
        required: ["list"],
      },
    ],
    ["a tool without parameters", { type: "object", properties: {}, required: [] }, { type: "OBJECT", properties: {} }],
  ])("%s", (_, schema, expected) => {
    expect(geminiSchema(schema)).toEqual(expected);
  });
});
