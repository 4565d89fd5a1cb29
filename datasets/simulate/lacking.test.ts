import { expect, it } from "vitest";
import { readableBeside } from "./lacking";
import type { CallsEvent } from "./script";

type Engine = Parameters<typeof readableBeside>[0];

const effects = { redact: "write", read: "read", find: "read", note: "write" };
const tools = new Map(Object.entries(effects).map(([name, effect]) => [name, { effect }]));
const engine = { simulator: { tools } } as unknown as Engine;

function step(tool: string, args: { [name: string]: string }, value: object = {}): CallsEvent {
  const call = { tool, args };
  return { kind: "calls", calls: [call], observations: [{ call, ok: true, value }] } as unknown as CallsEvent;
}

const redacted = step("redact", { document: "DOC-1" }, { copy: "DOC-2" });
const asked = ["DOC-1", "insurance"];

it.each([
  ["the same thing by another function", step("find", { document: "DOC-2", phrase: "insurance" }), true],
  ["a thing that only the step shows", step("find", { document: "DOC-3", phrase: "insurance" }), false],
  ["the same function", step("read", { document: "DOC-2" }), false],
  ["a change", step("note", { document: "DOC-2" }), false],
])("sees whether, beside a step that fails, a later one reads %s", (_, later, expected) => {
  const steps = [redacted, step("read", { document: "DOC-2", heading: "Fees" }), later];
  expect(readableBeside(engine, steps, 1, asked)).toBe(expected);
});
