import { expect, it } from "vitest";
import { contentAgent } from "../../agents/content";
import { prepareEngine } from "../engine";
import type { AnyAgent, World } from "../types";
import { type Goal, withServing } from "./decision";

const engine = prepareEngine(contentAgent as unknown as AnyAgent);
const nothing: Goal = { world: { today: "2026-11-20" } as World, values: [], facts: new Set(), after: undefined };

it.each([
  ["social_scheduler_find_free_slots", ["social_scheduler_find_free_slots", "social_scheduler_get_calendar"]],
  ["social_scheduler_get_calendar", ["social_scheduler_get_calendar"]],
])("takes away with %s what shows the same", (gone, all) => {
  expect(withServing(engine, nothing, [gone], 8)).toEqual(all);
});
