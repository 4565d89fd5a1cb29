import { describe, expect, it } from "vitest";
import type { Observation, ScriptEvent } from "../types";
import { REACT_THOUGHTS } from "./thought-wording";
import { calledSoFar, thoughtsBeforeCall, thoughtsBeforeText } from "./thoughts";

const call = (tool: string) => ({ tool, args: {} });
const effectOf = (tool: string) => (tool.startsWith("set") ? "write" : "read");
const well = (tool: string): Observation => ({ call: call(tool), ok: true, value: {} });
const ill = (tool: string, code: "timeout" | "not_found"): Observation => ({
  call: call(tool),
  ok: false,
  error: { code, message: "no" },
});
const step = (...observations: Observation[]) =>
  ({ kind: "calls", calls: observations.map((each) => each.call), observations }) as unknown as Extract<
    ScriptEvent,
    { kind: "calls" }
  >;

describe("a thought before a call", () => {
  it("goes on with a list, whatever became of the call before", () => {
    const planned = step(ill("get", "not_found"), well("get"));
    expect(thoughtsBeforeCall(planned, 1, effectOf, planned.observations[0])).toBe(REACT_THOUGHTS.next);
  });
  it("tries once more what may pass, and mends what may not", () => {
    const again = step(well("get"));
    expect(thoughtsBeforeCall(again, 0, effectOf, ill("get", "timeout"))).toBe(REACT_THOUGHTS.retry);
    expect(thoughtsBeforeCall(again, 0, effectOf, ill("get", "not_found"))).toBe(REACT_THOUGHTS.correction);
    expect(thoughtsBeforeCall(again, 0, effectOf, ill("list", "not_found"))).not.toBe(REACT_THOUGHTS.correction);
  });
  it("takes the first of several calls of one function for what it is", () => {
    const both = step(well("get"), well("get"), well("list"));
    expect(thoughtsBeforeCall(both, 0, effectOf, undefined)).toBe(REACT_THOUGHTS.several);
    expect(thoughtsBeforeCall(both, 1, effectOf, both.observations[0])).toBe(REACT_THOUGHTS.next);
    expect(thoughtsBeforeCall(both, 2, effectOf, both.observations[1])).toContain(REACT_THOUGHTS.call[0]);
  });
  it("speaks of going on only where something was called before", () => {
    expect(thoughtsBeforeCall(step(well("get")), 0, effectOf, undefined)).not.toContain(REACT_THOUGHTS.further[0]);
    expect(thoughtsBeforeCall(step(well("get")), 0, effectOf, well("list"))).toContain(REACT_THOUGHTS.further[0]);
  });
  it("expects no knowledge of a change", () => {
    expect(thoughtsBeforeCall(step(well("set")), 0, effectOf, undefined)).toEqual(REACT_THOUGHTS.call);
    expect(thoughtsBeforeCall(step(well("get")), 0, effectOf, undefined)).toContain(REACT_THOUGHTS.look[0]);
  });
});

describe("a thought before a message", () => {
  const having = (...steps: ReturnType<typeof step>[]) =>
    steps.reduce<ReturnType<typeof calledSoFar> | undefined>((so, each) => calledSoFar(each, effectOf, so), undefined);
  it.each([
    ["policy", REACT_THOUGHTS.refuseByPolicy],
    ["invented_result", REACT_THOUGHTS.refuseUnseen],
    ["partly_doable", REACT_THOUGHTS.refuseHalf],
    ["near_miss", REACT_THOUGHTS.refuseNamed],
    ["other_agent", REACT_THOUGHTS.handOver],
    ["tool_removed", REACT_THOUGHTS.refuse],
    ["no_tools", REACT_THOUGHTS.refuseWithout],
  ] as const)("of a refusal of kind %s says what stands against it", (kind, thoughts) => {
    expect(thoughtsBeforeText("refuse", undefined, kind)).toBe(thoughts);
  });
  it.each([
    ["answer", having(), REACT_THOUGHTS.withoutCall],
    ["answer", having(step(well("get"))), REACT_THOUGHTS.answer],
    ["answer", having(step(well("get")), step(well("set"))), REACT_THOUGHTS.done],
    ["partial", having(step(well("get"))), REACT_THOUGHTS.answer],
    ["partial", having(step(well("get")), step(ill("set", "not_found"))), REACT_THOUGHTS.partial],
    ["partial", having(step(ill("get", "timeout")), step(ill("get", "timeout"))), REACT_THOUGHTS.failed],
    ["ask", having(step(well("get"))), REACT_THOUGHTS.ask],
  ] as const)("of kind %s knows what was called", (decision, called, thoughts) => {
    expect(thoughtsBeforeText(decision, called, "single")).toBe(thoughts);
  });
});
