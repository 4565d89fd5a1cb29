/** Posts with one step: free hours, queueing, moving. */
import { all, answer, type Scenario } from "../../contract";
import { CHANNELS, type ContentWorld } from "../world";
import { channelName, clock, day, either, hour, listed, once, seen, stuck, worded } from "./parts";
import type { Queued, Slots } from "./seen";

const freeHours: Scenario<ContentWorld> = {
  family: "free_hours_on_channel",
  skill: "campaign_planning",
  shape: "single",
  draw(world, random) {
    const channel = random.pick(CHANNELS);
    const part = random.pick(["morning", "afternoon", "evening", "any"]);
    const when = day(world, random, random.int(1, 6));
    return {
      slots: { channel: worded(channel), part: worded(part), date: when },
      solve: () =>
        once<Slots>(
          "social_scheduler_find_free_slots",
          { channel, date: when.value, part_of_day: part },
          ({ free, date }) =>
            free.length === 0
              ? answer(
                  [
                    "None of the hours you asked about is free there on {date}.",
                    "[No hour|Not one hour] that fits is free on that channel on {date}.",
                    "Every hour you asked about is taken on {date}.",
                  ],
                  { date },
                )
              : answer(
                  [
                    "Free on {date}: {hours}.",
                    "[You can|You could] have {hours} on {date}.",
                    "Still open ({date}): {hours}.",
                    "On {date} [nobody has taken|there is no post at] {any}.",
                    "[These hours|The following] are left for {date}: {hours}.",
                  ],
                  { date, hours: listed(free), any: either(free) },
                  { required: ["date"] },
                ),
        ),
    };
  },
  frames: [
    "What's free on {channel} {date} ({part})?",
    "I want to squeeze something in on {channel} {date}. Which hours are open ({part})?",
    "Free slots, {channel}, {date}, {part}.",
    "Is any gap left on {channel} {date}, {part}?",
    "A partner may post with us on {channel} {date}, so tell me the unbooked hours; {part}, they said.",
  ],
  missing: [
    {
      slot: "channel",
      frames: [
        "Which hours are still open {date} ({part})?",
        "I want to put up a post {date} ({part}). What's free?",
        "Free slots {date}: {part}.",
      ],
      ask: [
        "On which channel: microblog, photo feed, short video or professional network?",
        "Each channel has its own free hours. Which channel [is it for|do you mean]?",
        "[Sure|No problem] - for which channel[, photo feed, microblog, or another one|]?",
      ],
      reply: ["{channel}", "[It's for|On] {channel}.", "We meant {channel}."],
    },
  ],
  invalid: [
    {
      slot: "channel",
      tool: "social_scheduler_find_free_slots",
      parameter: "channel",
      draw: (_, random) => ({
        value: random.pick(["the podcast", "the radio", "the cinema screen", "the billboard", "the shop radio"]),
      }),
      explain: [
        "The scheduler doesn't cover {channel}. I can look at {allowed}; which one should it be?",
        "[I see no|There is no] calendar for {channel}. Would one of these do: {allowed}?",
        "The choice of channels is {allowed}, so {channel} isn't possible. Which of them should I look at?",
      ],
      allowed: "the microblog, the photo feed, the short video channel or the professional network",
    },
  ],
};

const queuePost: Scenario<ContentWorld> = {
  family: "queue_approved_draft",
  skill: "social_media",
  shape: "complex",
  draw(world, random) {
    const approved = world.drafts.filter((draft) => draft.status === "approved");
    if (approved.length === 0) return undefined;
    const draft = random.pick(approved).draft_id;
    const channel = random.pick(CHANNELS);
    const when = day(world, random, random.int(1, 8));
    const time = hour(random);
    if (world.posts.some((post) => post.channel === channel && post.date === when.value && post.time === time))
      return undefined;
    return {
      slots: { draft: { value: draft }, channel: worded(channel), date: when, time: clock(random, time) },
      solve: () =>
        once<Queued>("social_scheduler_schedule_post", { draft_id: draft, channel, date: when.value, time }, (post) =>
          answer(
            [
              "{draft} goes out on {date} at {time}; the post is {post}.",
              "[Queued|It's queued] as {post}: {date}, {time}.",
              "{post} [is set|has been set up] for {date} at {time} with the text of {draft}.",
              "[All set|Booked]. {draft} appears on {date} at {time}[; the number of the post is {post}| ({post})].",
              "The post is in the queue[ now|] - {post}, due {date}, {time}.",
            ],
            { draft, date: post.date, time: post.time, post: post.post_id },
            { required: ["date", "time", "post"] },
          ),
        ),
    };
  },
  frames: [
    "Queue {draft} on {channel} {date} at {time}.",
    "{draft} has the go-ahead. Can it go up on {channel} {date} at {time}?",
    "Schedule: {draft}, {channel}, {date}, {time}.",
    "Please have {channel} show {draft} {date}, {time} sharp.",
    "The event starts soon, which is why I'd like {draft} to appear {date} on {channel} - at {time} if you can.",
  ],
  missing: [
    {
      slot: "time",
      frames: [
        "Queue {draft} on {channel} {date}.",
        "{draft} should appear {date} on {channel}; please schedule it.",
        "Could you put {draft} up {date}? It belongs on {channel}.",
      ],
      ask: [
        "At what time[ should it go out|]?",
        "[Which hour|What hour of the day] do you have in mind for {draft}?",
        "I have the day and the channel, but [not the|no] time of day. When exactly?",
      ],
      reply: ["{time}", "At {time}.", "Let's say {time}."],
    },
    {
      slot: "draft",
      frames: [
        "Queue the new post on {channel} {date} at {time}.",
        "Something should go up on {channel} {date} at {time}; can you schedule it?",
      ],
      ask: [
        "Which draft is it? I need [its|the] DR number.",
        "[Happy to|Will do]. What text should be posted - which draft number?",
        "[You named the slot|Slot and channel are given], but no text: which draft do you mean?",
      ],
      reply: ["{draft}", "Take {draft}.", "The text is {draft}."],
    },
  ],
  invalid: [
    {
      slot: "channel",
      tool: "social_scheduler_schedule_post",
      parameter: "channel",
      draw: (_, random) => ({
        value: random.pick([
          "the intranet",
          "the notice board",
          "the store window",
          "the app banner",
          "the trade fair screen",
        ]),
      }),
      explain: [
        "{draft} can't be queued on {channel}. The scheduler posts to {allowed}; which one do you want?",
        "[Posting to|Putting it on] {channel} isn't possible here; it can be {allowed}. What would you like instead?",
        "It can be {allowed}, [whereas|but] {channel} is no channel of ours. Where should {draft} go?",
      ],
      allowed: "the microblog, the photo feed, the short video channel or the professional network",
    },
  ],
};

const movePost: Scenario<ContentWorld> = {
  family: "move_queued_post",
  skill: "social_media",
  shape: "single",
  draw(world, random) {
    const queued = world.posts.filter((post) => post.status === "queued");
    if (queued.length === 0) return undefined;
    const post = random.pick(queued);
    const when = day(world, random, random.int(7, 14));
    const time = hour(random);
    return {
      slots: { post: { value: post.post_id }, date: when, time: clock(random, time) },
      solve: () =>
        once<Queued>("social_scheduler_move_post", { post_id: post.post_id, date: when.value, time }, (moved) =>
          answer(
            [
              "{post} now runs on {date} at {time}.",
              "[Moved|It's moved]: {post}, {date}, {time}.",
              "The new slot of {post} is {date}, {time}[; the channel stays the same|].",
              "[Changed|I changed it]. {post} now has the slot {date}, {time}.",
            ],
            { post: post.post_id, date: moved.date, time: moved.time },
          ),
        ),
      follow: ([first]) => {
        if (first === undefined || !first.ok) return [];
        const got = first.value as unknown as Queued;
        return [
          {
            frames: ["Which channel was it on?", "Where does it appear, by the way?", "And the channel[ is|]?"],
            slots: {},
            *solve() {
              return answer(
                [
                  "The channel is the {channel}.",
                  "On the {channel}[, as before|].",
                  "Still the {channel}; the move did not change that.",
                ],
                {
                  channel: channelName(got.channel),
                },
              );
            },
          },
          {
            frames: [
              "Whose text is that, I mean which draft?",
              "What draft is behind it?",
              "Remind me of the draft[ number|].",
            ],
            slots: {},
            *solve() {
              return answer(["{draft}.", "The text comes from {draft}.", "It was made from {draft}."], {
                draft: got.draft_id,
              });
            },
          },
        ];
      },
    };
  },
  frames: [
    "Move {post}: it should run {date} at {time}.",
    "{post} clashes with the holiday; could it run {date} at {time} instead?",
    "{post}: new slot {date}, {time}.",
    "Please put {post} off and run it {date} at {time}. We promised the partner that it wouldn't be out any earlier.",
    "I'd rather see {post} {date}. Reschedule it for {time}.",
  ],
};

const twoChannels: Scenario<ContentWorld> = {
  family: "free_hours_two_channels",
  skill: "campaign_planning",
  shape: "parallel",
  draw(world, random) {
    const [left, right] = random.sample(CHANNELS, 2) as [string, string];
    const when = day(world, random, random.int(1, 6));
    const part = random.pick(["morning", "afternoon", "evening"]);
    return {
      slots: { left: worded(left), right: worded(right), date: when, part: { value: part } },
      *solve() {
        const found = yield* all([
          ["social_scheduler_find_free_slots", { channel: left, date: when.value, part_of_day: part }],
          ["social_scheduler_find_free_slots", { channel: right, date: when.value, part_of_day: part }],
        ]);
        const [first, second] = found;
        if (first === undefined || !first.ok || second === undefined || !second.ok)
          return stuck(found.find((each) => !each.ok)!);
        const [a, b] = [seen<Slots>(first), seen<Slots>(second)];
        const both = a.free.filter((time) => b.free.includes(time));
        return both.length === 0
          ? answer(
              [
                "The two channels share no free hour in the {part}: the {left} has {a}, the {right} {b}.",
                "[No overlap|Nothing in common] in the {part} - {a} on the {left}, {b} on the {right}.",
              ],
              {
                part,
                left: channelName(left),
                right: channelName(right),
                a: listed(a.free) || "none",
                b: listed(b.free) || "none",
              },
            )
          : answer(
              [
                "Both channels are free at {both} on {date}.",
                "On {date} the two channels [have these free hours in common|share these free hours]: {both}.",
                "Neither of the two channels has a post at {either} ({date}).",
                "Open on both channels on {date}: {both}.",
              ],
              { both: listed(both), either: either(both), date: a.date },
              { required: ["date"] },
            );
      },
    };
  },
  frames: [
    "We want the same hour on {left} and {right} {date}. What's free on both in the {part}?",
    "Common gaps {date}, {part}: {left} and {right}?",
    "A launch text should hit {left} at the same moment as {right}. Check the {part} hours {date} on each.",
    "Is there an hour {date}, in the {part}, when neither {left} nor {right} has a post?",
    "Look at both calendars, {left} plus {right}, for the {part} hours {date}; I need those that work on the two of them.",
  ],
};

export const postQueueScenarios: readonly Scenario<ContentWorld>[] = [freeHours, queuePost, movePost, twoChannels];
