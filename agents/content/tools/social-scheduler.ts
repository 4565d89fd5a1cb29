/** social_scheduler: the calendar of posts and mailings, free times, and how posts did. */
import type { Tool } from "../../contract";
import { CHANNELS, type ContentWorld, type Post } from "../world";
import { fail, findDraft, futureProblem, integer, isDate, objectOf, parameters, text } from "./outcome";

const family = "social_scheduler";
const METRICS = ["impressions", "clicks", "reactions"] as const;
const HOURS = { morning: [8, 11], afternoon: [12, 17], evening: [18, 21], any: [8, 21] } as const;
const channel = { type: "string", description: "Where it appears.", enum: CHANNELS } as const;
const date = { type: "string", description: "Day as 2026-11-20." } as const;
const time = { type: "string", description: "Time of day as 09:30." } as const;

const postSchema = objectOf({
  post_id: text,
  draft_id: text,
  campaign_id: text,
  channel: text,
  date: text,
  time: text,
  status: text,
});

const getCalendar: Tool<ContentWorld> = {
  name: "social_scheduler_get_calendar",
  family,
  skill: "campaign_planning",
  task: "read the content calendar",
  description: "Lists posts and mailings (between two days, in order of time), of all or of one campaign or channel.",
  parameters: parameters(
    {
      from_date: { type: "string", description: "First day as 2026-11-20." },
      to_date: { type: "string", description: "Last day as 2026-11-30." },
      campaign_id: { type: "string", description: "Only this campaign, such as CMP-123." },
      channel: { type: "string", description: "Only this channel; mailings are on none.", enum: CHANNELS },
    },
    ["from_date", "to_date"],
  ),
  returns: objectOf({
    entries: {
      type: "array",
      items: objectOf({ id: text, type: text, channel: text, date: text, time: text, status: text }),
    },
    total: integer,
  }),
  effect: "read",
  execute(world, args) {
    const from = String(args.from_date);
    const to = String(args.to_date);
    const wrong = [from, to].find((each) => !isDate(each));
    if (wrong !== undefined) return fail("invalid_argument", `"${wrong}" is not a date of the form 2026-11-20`);
    if (from > to) return fail("invalid_argument", `from_date ${from} is after to_date ${to}`);
    if (args.campaign_id !== undefined && !world.campaigns.some((each) => each.campaign_id === args.campaign_id))
      return fail("not_found", `there is no campaign ${args.campaign_id}`);
    const posts = world.posts.map((post) => ({
      ...post,
      id: post.post_id,
      type: "post",
      channel: String(post.channel),
    }));
    const emails = world.emails.map((email) => ({ ...email, id: email.email_id, type: "email", channel: "email" }));
    const entries = [...posts, ...emails]
      .filter(
        (entry) =>
          entry.date >= from &&
          entry.date <= to &&
          (args.campaign_id === undefined || entry.campaign_id === args.campaign_id) &&
          (args.channel === undefined || entry.channel === args.channel),
      )
      .map((entry) => ({
        id: entry.id,
        type: entry.type,
        channel: entry.channel,
        date: entry.date,
        time: entry.time,
        status: String(entry.status),
      }))
      .sort((left, right) =>
        `${left.date} ${left.time} ${left.id}` < `${right.date} ${right.time} ${right.id}` ? -1 : 1,
      );
    return { ok: true, observation: { entries, total: entries.length }, world };
  },
};

const findFreeSlots: Tool<ContentWorld> = {
  name: "social_scheduler_find_free_slots",
  family,
  skill: "campaign_planning",
  task: "find free hours on a channel",
  description: "Lists the free full hours of a channel on a day (8:00 to 21:00), all or one part of the day.",
  parameters: parameters(
    {
      channel,
      date,
      part_of_day: {
        type: "string",
        description: "Which hours to look at.",
        enum: ["morning", "afternoon", "evening", "any"],
        default: "any",
      },
    },
    ["channel", "date"],
  ),
  returns: objectOf({ channel: text, date: text, free: { type: "array", items: text } }),
  effect: "read",
  alsoBy: ["social_scheduler_get_calendar"],
  execute(world, args) {
    const day = String(args.date);
    const problem = futureProblem(world.today, day, "08:00");
    if (problem !== undefined) return fail("invalid_argument", problem);
    const [first, last] = HOURS[args.part_of_day as keyof typeof HOURS];
    const free = Array.from(
      { length: last - first + 1 },
      (_, index) => `${String(first + index).padStart(2, "0")}:00`,
    ).filter((hour) => postAt(world, String(args.channel), day, hour) === undefined);
    return { ok: true, observation: { channel: String(args.channel), date: day, free }, world };
  },
};

const schedulePost: Tool<ContentWorld> = {
  name: "social_scheduler_schedule_post",
  family,
  skill: "social_media",
  task: "queue a post",
  description: "Queues an approved draft as a post on a channel. Each channel takes one post at a time.",
  parameters: parameters(
    { draft_id: { type: "string", description: "An approved draft, such as DR-1234." }, channel, date, time },
    ["draft_id", "channel", "date", "time"],
  ),
  returns: postSchema,
  effect: "write",
  execute(world, args) {
    const draft = findDraft(world, args.draft_id);
    if (draft === undefined) return fail("not_found", `there is no draft ${args.draft_id}`);
    const problem = futureProblem(world.today, String(args.date), String(args.time));
    if (problem !== undefined) return fail("invalid_argument", problem);
    if (draft.status !== "approved")
      return fail(
        "permission",
        `${draft.draft_id} has the status ${draft.status.replaceAll("_", " ")}; only approved drafts can be queued`,
      );
    const taken = postAt(world, String(args.channel), String(args.date), String(args.time));
    if (taken !== undefined)
      return fail("conflict", `${args.channel} already has ${taken.post_id} on ${args.date} at ${args.time}`);
    const [post_id, ...left] = world.next.posts;
    if (post_id === undefined) return fail("rate_limit", "the queue takes no more new posts today");
    const post: Post = {
      post_id,
      draft_id: draft.draft_id,
      campaign_id: draft.campaign_id,
      channel: args.channel as Post["channel"],
      date: String(args.date),
      time: String(args.time),
      status: "queued",
      impressions: 0,
      clicks: 0,
      reactions: 0,
    };
    return {
      ok: true,
      observation: visible(post),
      world: { ...world, posts: [...world.posts, post], next: { ...world.next, posts: left } },
    };
  },
};

const movePost: Tool<ContentWorld> = {
  name: "social_scheduler_move_post",
  family,
  skill: "social_media",
  task: "move a queued post",
  description: "Moves a queued post to another day and time on its channel.",
  parameters: parameters({ post_id: { type: "string", description: "Identifier such as PST-12345." }, date, time }, [
    "post_id",
    "date",
    "time",
  ]),
  returns: postSchema,
  effect: "write",
  execute(world, args) {
    const post = world.posts.find((each) => each.post_id === args.post_id);
    if (post === undefined) return fail("not_found", `there is no post ${args.post_id}`);
    if (post.status === "published") return fail("conflict", `post ${post.post_id} was published on ${post.date}`);
    const problem = futureProblem(world.today, String(args.date), String(args.time));
    if (problem !== undefined) return fail("invalid_argument", problem);
    const taken = postAt(world, post.channel, String(args.date), String(args.time));
    if (taken !== undefined)
      return fail("conflict", `${post.channel} already has ${taken.post_id} on ${args.date} at ${args.time}`);
    const moved = { ...post, date: String(args.date), time: String(args.time) };
    return {
      ok: true,
      observation: visible(moved),
      world: { ...world, posts: world.posts.map((each) => (each.post_id === post.post_id ? moved : each)) },
    };
  },
};

const getPerformance: Tool<ContentWorld> = {
  name: "social_scheduler_get_performance",
  family,
  skill: "social_media",
  task: "look up the numbers of published posts",
  description: "Sums a metric over the posts published between two days and names the best of them.",
  parameters: parameters(
    {
      from_date: { type: "string", description: "First day as 2026-11-01." },
      to_date: { type: "string", description: "Last day as 2026-11-20." },
      metric: { type: "string", description: "What to count.", enum: METRICS },
      channel: { type: "string", description: "Only posts on this channel.", enum: CHANNELS },
      top: { type: "integer", description: "How many posts to name.", minimum: 1, maximum: 10, default: 3 },
    },
    ["from_date", "to_date", "metric"],
  ),
  returns: objectOf({
    metric: text,
    posts_counted: integer,
    total: integer,
    best: { type: "array", items: objectOf({ post_id: text, draft_id: text, channel: text, value: integer }) },
  }),
  effect: "read",
  execute(world, args) {
    const from = String(args.from_date);
    const to = String(args.to_date);
    const wrong = [from, to].find((each) => !isDate(each));
    if (wrong !== undefined) return fail("invalid_argument", `"${wrong}" is not a date of the form 2026-11-20`);
    if (from > to) return fail("invalid_argument", `from_date ${from} is after to_date ${to}`);
    const metric = args.metric as (typeof METRICS)[number];
    const posts = world.posts
      .filter(
        (post) =>
          post.status === "published" &&
          post.date >= from &&
          post.date <= to &&
          (args.channel === undefined || post.channel === args.channel),
      )
      .map((post) => ({
        post_id: post.post_id,
        draft_id: post.draft_id,
        channel: String(post.channel),
        value: post[metric],
      }))
      .sort((left, right) => right.value - left.value || (left.post_id < right.post_id ? -1 : 1));
    return {
      ok: true,
      observation: {
        metric,
        posts_counted: posts.length,
        total: posts.reduce((total, post) => total + post.value, 0),
        best: posts.slice(0, Number(args.top)),
      },
      world,
    };
  },
};

export const socialScheduler = [getCalendar, findFreeSlots, schedulePost, movePost, getPerformance] as const;

function postAt(world: ContentWorld, where: string, day: string, hour: string): Post | undefined {
  return world.posts.find((post) => post.channel === where && post.date === day && post.time === hour);
}

function visible({ post_id, draft_id, campaign_id, channel: where, date: day, time: hour, status }: Post) {
  return { post_id, draft_id, campaign_id, channel: String(where), date: day, time: hour, status: String(status) };
}
