/** A small row for tests of the formats: a slip, parallel calls, an observation that is no object. */
import type { Message, Row } from "../types";

const call = (args: object) => `<tool_call>\n${JSON.stringify({ name: "loans_renew", arguments: args })}\n</tool_call>`;
const message = (role: Message["role"], content: string, loss = false): Message => ({ role, content, loss });

export const libraryRow: Row = {
  id: "library_agent-1-react-000",
  type: "react",
  agent: "library_agent",
  hallucination_type: null,
  conversations: [
    message("system", "You run a library."),
    message("user", "Renew LN-1 by 2 weeks and LN-2 too."),
    message("assistant", call({ loan_id: "LN1" })),
    message("tool", '{"error":{"code":"not_found","message":"no loan LN1"}}'),
    message("assistant", `Both at once.\n${call({ loan_id: "LN-1", weeks: 2 })}\n${call({ loan_id: "LN-2" })}`, true),
    message("tool", '{"due":"2026-12-01"}'),
    message("tool", "[1,2]"),
    message("assistant", "Both are renewed.", true),
  ],
  tools: JSON.stringify([
    {
      name: "loans_renew",
      description: "Renews a loan.",
      parameters: {
        type: "object",
        properties: { loan_id: { type: "string" }, weeks: { type: "integer", minimum: 1, maximum: 4 } },
        required: ["loan_id"],
        additionalProperties: false,
      },
    },
  ]),
  trace: "{}",
  tags: [],
  family: "renew",
  frame_id: "renew.1",
  difficulty: "easy",
  seed: 1,
};
