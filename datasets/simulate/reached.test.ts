import { describe, expect, it } from "vitest";
import { contentAgent } from "../../agents/content";
import { simulatorFor } from "../../agents/contract";
import { prepareEngine } from "../engine";
import type { AnyAgent, World } from "../types";
import { changedIn, doneBefore, foundBefore, toldBefore } from "./reached";
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
const twoPages = step(
  "seo_analyzer_compare_pages",
  { urls: ["a", "b"] },
  { pages: [{ value: 13 }, { value: 10 }], links: [{ links: 3 }, { links: 7 }] },
);

describe("how far a request got", () => {
  it("names the functions the rows are made of", () => {
    const { tools } = simulatorFor(contentAgent);
    for (const each of [read, write, twoPages]) expect(tools.has(each.calls[0]!.tool)).toBe(true);
  });
  it("tells what of the answer was found, by the name of its field", () => {
    expect(foundBefore([read], [22, 15, "dog leash"], new Set())).toEqual(["position 22", "previous position 15"]);
  });
  it("tells nothing that was not asked, that the user said, or that is told with a change", () => {
    expect(foundBefore([read], [15], new Set())).toEqual(["previous position 15"]);
    expect(foundBefore([read], [22, 15], new Set(["22"]))).toEqual(["previous position 15"]);
    expect(foundBefore([write], ["DR-1", "in_review"], new Set(changedIn(engine, [write])))).toEqual([
      "previous status in_review",
    ]);
  });
  it("tells no two figures of one name, and none that has no name", () => {
    expect(foundBefore([twoPages], [13, 10, 3, 7], new Set())).toEqual([]);
  });
  it("puts a figure before what it counts, and a day behind its word", () => {
    const listed = step(
      "email_outreach_list",
      {},
      { total: 3, comments: 4, created: "2026-03-01", body: "It works now." },
    );
    expect(foundBefore([listed], [3, 4, "2026-03-01", "It works now."], new Set())).toEqual([
      "a total of 3",
      "4 comments",
      "created on 2026-03-01",
      'text "It works now"',
    ]);
  });
  it("tells what was changed once per function, with its identifier and the state it was given", () => {
    const earlier = step(
      "content_generator_set_status",
      { draft_id: "DR-1", status: "in_review" },
      { draft_id: "DR-1" },
    );
    expect(doneBefore(engine, [earlier, write])).toEqual(["changing the status of the draft (DR-1, approved)"]);
    expect(doneBefore(engine, [read])).toEqual([]);
  });
  it("knows what the user said", () => {
    const slots = { draft: { value: "DR-1" } };
    expect([...toldBefore({ kind: "user", wording: "", slots, stage: "request" })]).toEqual(["DR-1"]);
  });
});
