import { expect, it } from "vitest";
import type { JsonSchema } from "../../agents/contract";
import { vertexSchema } from "./gemini";
import { exportFormat } from "./index";
import { libraryRow as row } from "./library-row";

it("writes Gemini's contents without the slip, results grouped, lists wrapped into objects", () => {
  expect(exportFormat("gemini")!.render(row)).toMatchInlineSnapshot(`
    {
      "contents": [
        {
          "parts": [
            {
              "text": "Renew LN-1 by 2 weeks and LN-2 too.",
            },
          ],
          "role": "user",
        },
        {
          "parts": [
            {
              "text": "Both at once.",
            },
            {
              "functionCall": {
                "args": {
                  "loan_id": "LN-1",
                  "weeks": 2,
                },
                "name": "loans_renew",
              },
            },
            {
              "functionCall": {
                "args": {
                  "loan_id": "LN-2",
                },
                "name": "loans_renew",
              },
            },
          ],
          "role": "model",
        },
        {
          "parts": [
            {
              "functionResponse": {
                "name": "loans_renew",
                "response": {
                  "due": "2026-12-01",
                },
              },
            },
            {
              "functionResponse": {
                "name": "loans_renew",
                "response": {
                  "result": [
                    1,
                    2,
                  ],
                },
              },
            },
          ],
          "role": "user",
        },
        {
          "parts": [
            {
              "text": "Both are renewed.",
            },
          ],
          "role": "model",
        },
      ],
      "systemInstruction": {
        "parts": [
          {
            "text": "You run a library.",
          },
        ],
        "role": "system",
      },
      "tools": [
        {
          "functionDeclarations": [
            {
              "description": "Renews a loan.",
              "name": "loans_renew",
              "parameters": {
                "properties": {
                  "loan_id": {
                    "type": "STRING",
                  },
                  "weeks": {
                    "maximum": 4,
                    "minimum": 1,
                    "type": "INTEGER",
                  },
                },
                "required": [
                  "loan_id",
                ],
                "type": "OBJECT",
              },
            },
          ],
        },
      ],
    }
  `);
});

/** A user's schema may be written in ways that ours never are. */
it.each<[string, object, object]>([
  ["a type or null", { type: ["integer", "null"], minimum: 1 }, { type: "INTEGER", minimum: 1, nullable: true }],
  ["several types", { type: ["string", "integer"] }, { anyOf: [{ type: "STRING" }, { type: "INTEGER" }] }],
  [
    "alternatives",
    { anyOf: [{ type: "string" }, { type: "null" }] },
    { anyOf: [{ type: "STRING" }, { nullable: true }] },
  ],
  [
    "an object without its type",
    { properties: { a: { type: "boolean" } } },
    { type: "OBJECT", properties: { a: { type: "BOOLEAN" } } },
  ],
  ["an enumeration of numbers, which Vertex has not", { type: "integer", enum: [1, 2] }, { type: "INTEGER" }],
  [
    "keys of other dialects",
    { type: "string", $schema: "x", additionalProperties: false, strict: true },
    { type: "STRING" },
  ],
])("writes %s in Vertex's spelling", (_, given, wanted) => {
  expect(vertexSchema(given as JsonSchema)).toEqual(wanted);
});
