import { describe, expect, it } from "vitest";
import { contentAgent } from "../../agents/content";
import { prepareEngine } from "../engine";
import type { AnyAgent, World } from "../types";
import { doneBefore, hasResults, isWrite } from "./reached";
import type { CallsEvent } from "./script";

const engine = prepareEngine(contentAgent as unknown as AnyAgent);
const world = { today: "2026-01-05" } as World;

function step(tool: string, args: object, value: object): CallsEvent {
  const call = { tool, args } as CallsEvent["calls"][number];
  const observation = { call, ok: true, value } as unknown as CallsEvent["observations"][number];
  return {
    kind: "calls",
    calls: [call],
    observations: [observation],
    before: [world],
    after: [world],
    reasons: [],
    values: {},
  };
}

const read = step(
  "seo_analyzer_get_ranking",
  { keyword: "dog leash" },
  { keyword: "dog leash", position: 22, previous_position: 15 },
);
const write = step(
  "content_generator_set_status",
  { draft_id: "DR-1", status: "approved" },
  { draft_id: "DR-1", previous_status: "in_review", status: "approved" },
);
describe("how far a request got", () => {
  it("tells a step that only changes things from one that reads", () => {
    expect([isWrite(engine, read), isWrite(engine, write)]).toEqual([false, true]);
  });
  it("tells a change with results, as a run of tests, from one without", () => {
    const run = (value: object) => hasResults(step("run_tests", {}, value));
    expect([run({ failures: [] }), run({ outcome: "passed" }), hasResults(write)]).toEqual([true, true, false]);
  });
  it("tells what was changed once per function, with its identifier and the state it was given", () => {
    const earlier = step(
      "content_generator_set_status",
      { draft_id: "DR-1", status: "in_review" },
      { draft_id: "DR-1" },
    );
    expect(doneBefore(engine, [earlier, write])).toEqual(["changing the status of the draft (DR-1, approved)"]);
    expect(doneBefore(engine, [earlier])).toEqual(["changing the status of the draft (DR-1, in review)"]);
    expect(doneBefore(engine, [read])).toEqual([]);
  });
});
