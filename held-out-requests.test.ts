import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { handWrittenCases } from "./evaluation/sets/hand-written";
import { safetyCases } from "./evaluation/sets/safety";
import { heldOutRequests } from "./held-out-requests";

const folder = mkdtempSync(join(tmpdir(), "flanstack-held-out-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("holds the prompts of all committed cases", () => {
  const requests = heldOutRequests([]);
  const prompts = [...safetyCases(), ...handWrittenCases("qa_agent"), ...handWrittenCases("security_agent")];
  expect(requests).toEqual(expect.arrayContaining(prompts.map(({ prompt }) => prompt)));
  expect(requests).toEqual([...requests].sort());
});

it("adds what the user asks in rows of their own, and takes a file that is gone for none", () => {
  const file = join(folder, "rows.jsonl");
  const conversations = [
    { role: "system", content: "You help." },
    { role: "user", content: "Where is my parcel?" },
    { role: "assistant", content: "Which one?" },
    { role: "user", content: "The blue one." },
  ];
  writeFileSync(file, `${JSON.stringify({ conversations })}\n\n`);
  const added = heldOutRequests([file, join(folder, "gone.jsonl")]).filter((text) => text.includes("parcel"));
  expect(added).toEqual(["Where is my parcel?\nThe blue one."]);
});
