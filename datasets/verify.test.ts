import { describe, expect, it } from "vitest";
import { isKind, libraryEngine, libraryRows, traceOf } from "../test/fixtures/library-rows";
import { rebuild } from "./rebuild";
import type { ScriptEvent, Trajectory } from "./types";
import { verify } from "./verify";

type CallsEvent = Extract<ScriptEvent, { kind: "calls" }>;

const rows = libraryRows();
const played = (wanted: (row: (typeof rows)[number]) => boolean): Trajectory => {
  const rebuilt = rebuild(libraryEngine, rows.find(wanted)!);
  if ("findings" in rebuilt) throw new Error(JSON.stringify(rebuilt.findings));
  return rebuilt.trajectory;
};
const renewed = played((row) => isKind("single")(row) && row.family === "renew_loan");
const chain = played((row) => isKind("short_chain")(row) && row.family === "renew_first_of_member");
const faulty = played((row) => traceOf(row).calls.some((call) => call.event === "fault"));

/** Changes the n-th event that calls. */
function changed(trajectory: Trajectory, change: (event: CallsEvent) => Partial<CallsEvent>, at = 0): Trajectory {
  let seen = -1;
  const script = trajectory.script.map((event) => {
    if (event.kind !== "calls") return event;
    seen += 1;
    return seen === at ? { ...event, ...change(event) } : event;
  });
  return { ...trajectory, script };
}

describe("verify", () => {
  it.each([
    ["one call", renewed],
    ["a chain", chain],
    ["a fault of the service, which left the world alone", faulty],
  ])("passes %s", (_reason, trajectory) => {
    expect(verify(libraryEngine, trajectory)).toEqual({ ok: true, trajectory });
  });

  it.each<[string, Trajectory, RegExp]>([
    [
      "an observation that the call does not return",
      changed(renewed, ({ calls }) => ({
        observations: [{ call: calls[0]!, ok: true, value: { due: "2031-01-01" } }],
      })),
      /^loans_renew observes something else/,
    ],
    [
      "a failure where the call succeeds",
      changed(renewed, ({ calls }) => ({
        observations: [{ call: calls[0]!, ok: false, error: { code: "conflict", message: "no" } }],
      })),
      /^loans_renew succeeds and fails/,
    ],
    [
      "a write that left the world alone",
      changed(renewed, ({ before }) => ({ after: before })),
      /^loans_renew leaves another state/,
    ],
    [
      "a second call in a world that the first did not leave",
      changed(chain, ({ before }) => ({ before: before.map((world) => ({ ...world, today: "2031-01-01" })) }), 1),
      /starts from another state/,
    ],
  ])("refuses %s", (_reason, trajectory, reason) => {
    expect(verify(libraryEngine, trajectory)).toEqual({ ok: false, reason: expect.stringMatching(reason) });
  });
});
