import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Calendar, Performance, Queued, Slots } from "../scenarios/seen";
import { CHANNELS } from "../world";
import { type Arguments, does, refuses, tiny } from "./tiny-world";

const calendar = (args: Arguments = {}, world = tiny) =>
  does<Calendar>(world, "social_scheduler_get_calendar", { from_date: "2026-11-01", to_date: "2026-12-31", ...args })
    .value;
const ids = (args: Arguments = {}, world = tiny) => calendar(args, world).entries.map((entry) => entry.id);
const free = (args: Arguments = {}, world = tiny) =>
  does<Slots>(world, "social_scheduler_find_free_slots", { channel: "microblog", date: "2026-11-22", ...args }).value
    .free;
const queue = (args: Arguments = {}, world = tiny) =>
  does<Queued>(world, "social_scheduler_schedule_post", {
    draft_id: "DR-3",
    channel: "microblog",
    date: "2026-11-22",
    time: "12:00",
    ...args,
  });
const performance = (args: Arguments = {}) =>
  does<Performance>(tiny, "social_scheduler_get_performance", {
    from_date: "2026-11-01",
    to_date: "2026-11-30",
    metric: "impressions",
    ...args,
  }).value;

describe("social_scheduler_get_calendar", () => {
  it("lists posts and mailings by time", () => {
    expect(ids()).toEqual(["EM-2", "PST-1", "PST-3", "PST-2", "PST-4", "PST-5"]);
  });
  it("includes both its first and its last day", () => {
    expect(ids({ from_date: "2026-11-18", to_date: "2026-11-18" })).toEqual(["PST-1", "PST-3"]);
    expect(ids({ from_date: "2026-11-23" })).toEqual([]);
  });
  it("finds each post on exactly one channel, and mailings on none", () => {
    expect(CHANNELS.flatMap((channel) => ids({ channel })).sort()).toEqual(
      ids()
        .filter((id) => id !== "EM-2")
        .sort(),
    );
  });
  it("splits by campaign without loss", () => {
    expect([...ids({ campaign_id: "CMP-1" }), ...ids({ campaign_id: "CMP-2" })].sort()).toEqual(ids().sort());
  });
});

describe("social_scheduler_find_free_slots", () => {
  it("leaves out what is taken on that channel, and only there", () => {
    expect(free()).not.toContain("10:00");
    expect(free()).not.toContain("11:00");
    expect(free({ channel: "photo_feed" })).toContain("10:00");
  });
  it("divides the day into its parts", () => {
    const parts = ["morning", "afternoon", "evening"].flatMap((part_of_day) => free({ part_of_day }));
    expect(parts).toEqual(free());
  });
  it("offers no hour twice, and none that is then refused", () => {
    expect(new Set(free()).size).toBe(free().length);
    for (const time of free()) expect(queue({ time }).value.time).toBe(time);
  });
});

describe("social_scheduler_schedule_post", () => {
  it("takes the hour, so that nobody else can", () => {
    const { world } = queue();
    expect(free({}, world)).not.toContain("12:00");
    expect(ids({}, world)).toHaveLength(ids().length + 1);
  });
  it("is refused exactly where a post stands already", () => {
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 21 }), (hour) => {
        const time = `${String(hour).padStart(2, "0")}:00`;
        const taken = time === "10:00" || time === "11:00";
        const args = { draft_id: "DR-3", channel: "microblog", date: "2026-11-22", time };
        expect(refuses(tiny, "social_scheduler_schedule_post", args)).toBe(taken ? "conflict" : undefined);
      }),
    );
  });
  it("gives each new post its own identifier", () => {
    const first = queue();
    expect(queue({ time: "13:00" }, first.world).value.post_id).not.toBe(first.value.post_id);
  });
});

describe("social_scheduler_move_post", () => {
  const move = (post_id: string, date: string, time: string) =>
    does<Queued>(tiny, "social_scheduler_move_post", { post_id, date, time });
  it("frees the old hour and takes the new one", () => {
    const { world } = move("PST-4", "2026-11-22", "15:00");
    expect(free({}, world)).toContain("10:00");
    expect(free({}, world)).not.toContain("15:00");
  });
  it("keeps channel, text and number of posts", () => {
    const { value, world } = move("PST-4", "2026-11-25", "09:00");
    expect(value).toMatchObject({ post_id: "PST-4", draft_id: "DR-3", channel: "microblog" });
    expect(world.posts).toHaveLength(tiny.posts.length);
  });
  it("can be undone by moving back", () => {
    const there = move("PST-4", "2026-11-25", "09:00").world;
    const back = does(there, "social_scheduler_move_post", {
      post_id: "PST-4",
      date: "2026-11-22",
      time: "10:00",
    }).world;
    expect(back).toEqual(tiny);
  });
});

describe("social_scheduler_get_performance", () => {
  it("sums over all channels what it sums over each", () => {
    const sum = CHANNELS.reduce((total, channel) => total + performance({ channel }).total, 0);
    expect(sum).toBe(performance().total);
    expect(performance().total).toBe(450);
  });
  it("names the best first, at most as many as asked for", () => {
    expect(performance({ top: 2 }).best.map((post) => post.post_id)).toEqual(["PST-2", "PST-1"]);
    expect(performance({ metric: "clicks", top: 1 }).best[0]).toMatchObject({ value: 10 });
  });
  it("ignores what is only queued", () => {
    expect(performance().posts_counted).toBe(3);
    expect(performance({ from_date: "2026-11-20" })).toMatchObject({ posts_counted: 0, total: 0, best: [] });
  });
});

it.each<[string, string, Arguments, string]>([
  [
    "a period that ends before it starts",
    "social_scheduler_get_calendar",
    { from_date: "2026-11-02", to_date: "2026-11-01" },
    "invalid_argument",
  ],
  [
    "a date that is none",
    "social_scheduler_get_calendar",
    { from_date: "soon", to_date: "2026-11-01" },
    "invalid_argument",
  ],
  [
    "a campaign that does not exist",
    "social_scheduler_get_calendar",
    { from_date: "2026-11-01", to_date: "2026-11-02", campaign_id: "CMP-9" },
    "not_found",
  ],
  [
    "free hours in the past",
    "social_scheduler_find_free_slots",
    { channel: "microblog", date: "2026-11-19" },
    "invalid_argument",
  ],
  [
    "a draft that nobody has reviewed",
    "social_scheduler_schedule_post",
    { draft_id: "DR-1", channel: "microblog", date: "2026-11-22", time: "12:00" },
    "permission",
  ],
  [
    "a draft that is still in review",
    "social_scheduler_schedule_post",
    { draft_id: "DR-2", channel: "microblog", date: "2026-11-22", time: "12:00" },
    "permission",
  ],
  [
    "an hour that does not exist",
    "social_scheduler_schedule_post",
    { draft_id: "DR-3", channel: "microblog", date: "2026-11-22", time: "25:00" },
    "invalid_argument",
  ],
  [
    "a draft that does not exist",
    "social_scheduler_schedule_post",
    { draft_id: "DR-0", channel: "microblog", date: "2026-11-22", time: "12:00" },
    "not_found",
  ],
  [
    "moving what is published",
    "social_scheduler_move_post",
    { post_id: "PST-1", date: "2026-11-22", time: "12:00" },
    "conflict",
  ],
  [
    "moving onto another post",
    "social_scheduler_move_post",
    { post_id: "PST-4", date: "2026-11-22", time: "11:00" },
    "conflict",
  ],
  [
    "a metric that is not recorded",
    "social_scheduler_get_performance",
    { from_date: "2026-11-01", to_date: "2026-11-02", metric: "sales" },
    "invalid_argument",
  ],
])("refuses %s", (_, tool, args, code) => {
  expect(refuses(tiny, tool, args)).toBe(code);
});
