/** What is planned or published, and how it did. */
import { answer, type Scenario } from "../../contract";
import { CHANNELS, type ContentWorld } from "../world";
import { bound, listed, once, worded } from "./parts";
import type { Calendar, Performance } from "./seen";

const campaignCalendar: Scenario<ContentWorld> = {
  family: "campaign_calendar",
  skill: "campaign_planning",
  shape: "single",
  draw(world, random) {
    const campaign = random.pick(world.campaigns).campaign_id;
    const from = bound(world, random, -random.int(0, 9));
    const to = bound(world, random, random.int(5, 12));
    return {
      slots: { campaign: { value: campaign }, from, to },
      solve: () =>
        once<Calendar>(
          "social_scheduler_get_calendar",
          { from_date: from.value, to_date: to.value, campaign_id: campaign },
          ({ entries, total }) =>
            total === 0
              ? answer(
                  [
                    "{campaign} has nothing in the calendar [for that time|in those days].",
                    "The calendar of {campaign} is empty [there|for that stretch].",
                    "No post and no mailing: {campaign} has [no entry|none] in that time.",
                  ],
                  { campaign },
                )
              : answer(
                  [
                    "{campaign} has {total} {unit} in the calendar[ for that time|]: {list}.",
                    total === 1
                      ? "Just {list}. [That's|Altogether] {total} {unit} for {campaign}."
                      : "In order of time: {list}. [That's|Altogether] {total} {unit} for {campaign}.",
                    "{list} - {total} in all.",
                    "[Between those days|In that stretch] I see {total} {unit}: {list}.",
                  ],
                  {
                    campaign,
                    total,
                    unit: total === 1 ? "entry" : "entries",
                    list: listed(
                      entries.map((entry) => `${entry.id} on ${entry.date} at ${entry.time} (${entry.status})`),
                    ),
                  },
                  { required: ["total", "list"] },
                ),
        ),
    };
  },
  frames: [
    "What does the calendar hold for {campaign} from {from} until {to}?",
    "Calendar of {campaign}, {from} to {to}.",
    "I'm writing the status note on {campaign} and have to list all its posts and mailings from {from} up to {to}.",
    "Between {from} and {to}, what did we plan or publish under {campaign}?",
    "Show the schedule, please: campaign {campaign}, starting {from}, ending {to}.",
  ],
};

const channelCalendar: Scenario<ContentWorld> = {
  family: "channel_calendar",
  skill: "social_media",
  shape: "single",
  draw(world, random) {
    const channel = random.pick(CHANNELS);
    const from = bound(world, random, -random.int(2, 12));
    const to = bound(world, random, random.int(1, 9));
    return {
      slots: { channel: worded(channel), from, to },
      solve: () =>
        once<Calendar>(
          "social_scheduler_get_calendar",
          { from_date: from.value, to_date: to.value, channel },
          ({ entries, total }) =>
            total === 0
              ? answer([
                  "[Nothing at all|Not one post] on that channel in those days.",
                  "It's empty: no post, neither published nor queued.",
                  "[I found no|There is no] post there between the two dates.",
                ])
              : answer(
                  [
                    "{total} {unit} there: {list}.",
                    "[That channel|The channel] shows {list}; {total} in total.",
                    "{list}. [Number of posts|Posts in all]: {total}.",
                    "I count {total} {unit} - {list}.",
                  ],
                  {
                    total,
                    unit: total === 1 ? "post" : "posts",
                    list: listed(
                      entries.map((entry) => `${entry.id} on ${entry.date} at ${entry.time} (${entry.status})`),
                    ),
                  },
                  { required: ["total", "list"] },
                ),
        ),
    };
  },
  frames: [
    "Which posts are on {channel} between {from} and {to}?",
    "I take over {channel} this week. What was published or queued there from {from} through {to}?",
    "All entries of {channel}, {from} - {to}.",
    "Pull the plan for {channel}. First day: {from}; last day: {to}.",
    "We might be posting too much on {channel}. Can you list everything from {from} up to {to}?",
  ],
};

const topPosts: Scenario<ContentWorld> = {
  family: "top_posts",
  skill: "social_media",
  shape: "complex",
  draw(world, random) {
    const metric = random.pick(["impressions", "clicks", "reactions"]);
    const channel = random.pick(world.posts.filter((post) => post.status === "published")).channel;
    const top = random.int(2, 5);
    const from = bound(world, random, -random.int(10, 16));
    const to = bound(world, random, -random.int(0, 3));
    return {
      slots: { metric: { value: metric }, channel: worded(channel), top: { value: top }, from, to },
      solve: () =>
        once<Performance>(
          "social_scheduler_get_performance",
          { from_date: from.value, to_date: to.value, metric, channel, top },
          ({ best, total, posts_counted }) =>
            best.length === 0
              ? answer(
                  [
                    "No post was published there in that time, so [there are|I count] no {metric}.",
                    "There are no {metric}, [as|because] nothing went out on that channel then.",
                    "[There's nothing|I have nothing] to rank; not a single post appeared in those days.",
                  ],
                  { metric },
                )
              : answer(
                  posts_counted === 1
                    ? [
                        "Just one post appeared there in that time, {list}, so the sum is {total} {metric}.",
                        "Only one post counts in those days: {list}. That makes {total} {metric} in total.",
                        "{list}, the only post there in those days; {metric} in all: {total}.",
                      ]
                    : [
                        "{total} {metric}; posts counted: {n}. [Best|On top]: {list}.",
                        "In front: {list}. Total of {metric}: {total}, posts counted: {n}.",
                        "{list}. Posts counted: {n}, with {total} {metric} [in total|overall].",
                        "The sum is {total} {metric} (posts counted: {n}). Leading: {list}.",
                      ],
                  {
                    metric,
                    total,
                    n: posts_counted,
                    list: listed(best.map((post) => `${post.post_id} with ${post.value}`)),
                  },
                  { required: ["total", "list"] },
                ),
        ),
    };
  },
  frames: [
    "Top {top} by {metric} on {channel} from {from} to {to}?",
    "How did {channel} perform? Sum of {metric} from {from} until {to}, and the best {top}.",
    "Best {top} by {metric}, {channel}, {from} to {to}, with the sum.",
    "For the newsletter intro I'm looking for our strongest posts on {channel}. Go by {metric}, take the days from {from} through {to}, name {top}.",
    "Between {from} and {to}, which {top} of our posts got the most {metric} on {channel}, and what was the total?",
  ],
  invalid: [
    {
      slot: "metric",
      tool: "social_scheduler_get_performance",
      parameter: "metric",
      draw: (_, random) => ({ value: random.pick(["revenue", "followers", "sentiment", "watch minutes", "saves"]) }),
      explain: [
        "For posts we record {allowed}, but not {metric}. Which should I use?",
        "[I can't rank posts|Posts can't be ranked] by {metric}. What works: {allowed}. Which one?",
        "We only measure {allowed}, so [there is nothing to sum up|I have no numbers] for {metric}. Would another measure do?",
      ],
      allowed: "impressions, clicks and reactions",
    },
    {
      slot: "top",
      tool: "social_scheduler_get_performance",
      parameter: "top",
      draw: (_, random) => ({ value: random.int(12, 80) }),
      explain: [
        "A list of {top} is too long: {allowed} posts can be named. How many do you want?",
        "I can name {allowed} posts, not {top}. How many of the best by {metric} do you want?",
        "{top} is more than I can name at once ({allowed}). Which number suits you?",
      ],
      allowed: "one to ten",
    },
  ],
};

export const calendarScenarios: readonly Scenario<ContentWorld>[] = [campaignCalendar, channelCalendar, topPosts];
