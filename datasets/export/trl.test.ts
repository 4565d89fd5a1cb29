import { expect, it } from "vitest";
import { exportFormat } from "./index";
import { libraryRow as row } from "./library-row";

it("writes TRL's messages with arguments as objects and tools as text", () => {
  expect(exportFormat("trl")!.render(row)).toMatchInlineSnapshot(`
    {
      "messages": [
        {
          "content": "You run a library.",
          "name": "",
          "role": "system",
          "tool_calls": [],
        },
        {
          "content": "Renew LN-1 by 2 weeks and LN-2 too.",
          "name": "",
          "role": "user",
          "tool_calls": [],
        },
        {
          "content": "Both at once.",
          "name": "",
          "role": "assistant",
          "tool_calls": [
            {
              "function": {
                "arguments": {
                  "loan_id": "LN-1",
                  "weeks": 2,
                },
                "name": "loans_renew",
              },
              "type": "function",
            },
            {
              "function": {
                "arguments": {
                  "loan_id": "LN-2",
                },
                "name": "loans_renew",
              },
              "type": "function",
            },
          ],
        },
        {
          "content": "{"due":"2026-12-01"}",
          "name": "loans_renew",
          "role": "tool",
          "tool_calls": [],
        },
        {
          "content": "[1,2]",
          "name": "loans_renew",
          "role": "tool",
          "tool_calls": [],
        },
        {
          "content": "Both are renewed.",
          "name": "",
          "role": "assistant",
          "tool_calls": [],
        },
      ],
      "tools": "[{"type":"function","function":{"name":"loans_renew","description":"Renews a loan.","parameters":{"type":"object","properties":{"loan_id":{"type":"string"},"weeks":{"type":"integer","minimum":1,"maximum":4}},"required":["loan_id"],"additionalProperties":false}}}]",
    }
  `);
});
