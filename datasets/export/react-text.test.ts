import { expect, it } from "vitest";
import { exportFormat } from "./index";
import { libraryRow as row } from "./library-row";

it("write parallel calls as steps, each with its observation, and no slip", () => {
  const { messages } = exportFormat("anthropic")!.render(row) as { messages: { content: string }[] };
  expect(messages.map((each) => each.content)).toEqual([
    "Renew LN-1 by 2 weeks and LN-2 too.",
    'Thought: Both at once.\nAction: loans_renew\nAction Input: {"loan_id":"LN-1","weeks":2}',
    'Observation: {"due":"2026-12-01"}',
    'Thought: The next call is loans_renew.\nAction: loans_renew\nAction Input: {"loan_id":"LN-2"}',
    "Observation: [1,2]",
    "Thought: Nothing is left to call.\nFinal Answer: Both are renewed.",
  ]);
});
