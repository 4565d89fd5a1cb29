import { expect, it } from "vitest";
import { exportFormat } from "./index";
import { libraryRow as row } from "./library-row";

it("writes OpenAI's messages with weights, ids and arguments as text", () => {
  expect(exportFormat("openai")!.render(row)).toMatchInlineSnapshot(`
    {
      "messages": [
        {
          "content": "You run a library.",
          "role": "system",
        },
        {
          "content": "Renew LN-1 by 2 weeks and LN-2 too.",
          "role": "user",
        },
        {
          "content": null,
          "role": "assistant",
          "tool_calls": [
            {
              "function": {
                "arguments": "{"loan_id":"LN1"}",
                "name": "loans_renew",
              },
              "id": "call_1",
              "type": "function",
            },
          ],
          "weight": 0,
        },
        {
          "content": "{"error":{"code":"not_found","message":"no loan LN1"}}",
          "role": "tool",
          "tool_call_id": "call_1",
        },
        {
          "content": "Both at once.",
          "role": "assistant",
          "tool_calls": [
            {
              "function": {
                "arguments": "{"loan_id":"LN-1","weeks":2}",
                "name": "loans_renew",
              },
              "id": "call_2",
              "type": "function",
            },
            {
              "function": {
                "arguments": "{"loan_id":"LN-2"}",
                "name": "loans_renew",
              },
              "id": "call_3",
              "type": "function",
            },
          ],
          "weight": 1,
        },
        {
          "content": "{"due":"2026-12-01"}",
          "role": "tool",
          "tool_call_id": "call_2",
        },
        {
          "content": "[1,2]",
          "role": "tool",
          "tool_call_id": "call_3",
        },
        {
          "content": "Both are renewed.",
          "role": "assistant",
          "weight": 1,
        },
      ],
      "parallel_tool_calls": true,
      "tools": [
        {
          "function": {
            "description": "Renews a loan.",
            "name": "loans_renew",
            "parameters": {
              "additionalProperties": false,
              "properties": {
                "loan_id": {
                  "type": "string",
                },
                "weeks": {
                  "maximum": 4,
                  "minimum": 1,
                  "type": "integer",
                },
              },
              "required": [
                "loan_id",
              ],
              "type": "object",
            },
          },
          "type": "function",
        },
      ],
    }
  `);
});
