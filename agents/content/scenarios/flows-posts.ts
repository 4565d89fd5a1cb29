/** Posts in several steps: find an hour, repeat what worked, clear a day. */
import { all, answer, call, count, partial, type Scenario } from "../../contract";
import { CHANNELS, type ContentWorld } from "../world";
import { bound, channelName, day, listed, seen, spelled, stuck, worded } from "./parts";
import type { Calendar, Performance, Queued, Slots } from "./seen";

const firstFreeHour: Scenario<ContentWorld> = {
  family: "queue_in_first_free_hour",
  skill: "social_media",
  shape: "chain",
  draw(world, random) {
    const approved = world.drafts.filter((draft) => draft.status === "approved");
    if (approved.length === 0) return undefined;
    const draft = random.pick(approved).draft_id;
    const channel = random.pick(CHANNELS);
    const part = random.pick(["morning", "afternoon", "evening"]);
    const when = day(world, random, random.int(1, 5));
    return {
      slots: { draft: { value: draft }, channel: worded(channel), part: { value: part }, date: when },
      *solve() {
        const found = yield* call(
          "social_scheduler_find_free_slots",
          { channel, date: when.value, part_of_day: part },
          {
            reasons: [
              "I [need|want] to know which hours of the {part} are still open[ there|].",
              "Before the post is queued, the free hours [have to be|must be] looked up.",
              "The request leaves the hour open, so I [look up|ask for] the gaps in the {part}.",
              "Is anything open in the {part}? [I look there|Let me see].",
              "I can't book an hour that is taken, so I check the {part}.",
              "Free time in the {part}: let me see.",
            ],
            values: { part },
          },
        );
        if (!found.ok) return stuck(found);
        const { free, date } = seen<Slots>(found);
        const time = free[0];
        if (time === undefined)
          return partial(
            ["The {part} is full on {date}, so {draft} is not queued. Shall I look at another time?"],
            {
              part,
              date,
              draft,
            },
            { offers: ["social_scheduler_schedule_post"] },
          );
        const queued = yield* call(
          "social_scheduler_schedule_post",
          { draft_id: draft, channel, date, time },
          {
            reasons: [
              "{time} is the first [gap|open hour], so {draft} [goes|can go] there.",
              "The earliest hour [on the list|that came back] is {time}; [I book it|booking it].",
              "[Nobody has taken {time}|It is free at {time}]. That's where I put {draft}.",
              "{time} it is, for {draft}.",
              "Good, there's room at {time}.",
              "Among the free hours {time} comes earliest.",
            ],
            values: { time, draft },
          },
        );
        if (!queued.ok) return stuck(queued);
        return answer(
          [
            "{draft} got the first open hour of the {part}: {time} on {date}, as {post}.",
            "[Queued|I queued] {draft} for {time} ({date}). [The post number is|Post number:] {post}.",
            "{post} runs at {time} on {date}, the earliest free hour of the {part}.",
            "The first [gap|open hour] was {time}, and {draft} now holds it on {date} under {post}.",
            "On {date} at {time}: {post} with the text of {draft}.",
          ],
          { draft, time, date, part, post: seen<Queued>(queued).post_id },
          { required: ["time", "post"] },
        );
      },
    };
  },
  frames: [
    "Put {draft} on {channel} {date}, in the first free hour of the {part}.",
    "I don't mind the exact hour, but {draft} should be on {channel} {date} and as early in the {part} as there's room.",
    "Find the earliest gap in the {part} on {channel} {date} and queue {draft} there.",
    "{draft} should go up on {channel} {date}. Is the {part} packed already? If not, take its first open hour.",
    "{draft} still has no slot. Try {channel}, {date}, {part}, whatever is open first.",
    "Would you give {draft} whatever hour of the {part} is free first? It should run on {channel} {date}.",
    "{draft} should appear on {channel} {date}, as soon as there's a gap in the {part}.",
  ],
};

const repeatBest: Scenario<ContentWorld> = {
  family: "repeat_best_post",
  skill: "social_media",
  shape: "chain",
  draw(world, random) {
    const published = world.posts.filter((post) => post.status === "published");
    const metric = random.pick(["impressions", "clicks", "reactions"] as const);
    const from = bound(world, random, -random.int(13, 16));
    const to = bound(world, random, -random.int(0, 1));
    if (published.length === 0) return undefined;
    const [most, second] = published
      .filter((post) => post.date >= String(from.value) && post.date <= String(to.value))
      .map((post) => post[metric])
      .sort((one, other) => other - one);
    if (most !== undefined && most === second) return undefined;
    const channel = random.pick(CHANNELS);
    const when = day(world, random, random.int(1, 7));
    return {
      slots: { metric: { value: metric }, from, to, channel: worded(channel), date: when },
      *solve() {
        const numbers = yield* call(
          "social_scheduler_get_performance",
          { from_date: from.value, to_date: to.value, metric },
          {
            reasons: [
              "The post with the most {metric} [has to be|must be] found.",
              "I [get|need] the numbers: posts ranked by {metric}.",
              "Which post did best? [The performance list|A look at the performance] will tell.",
              "The winner is decided by {metric}, so I need the numbers.",
              "To repeat the best one I must know which it was.",
              "A ranking by {metric} comes before any booking.",
            ],
            values: { metric },
          },
        );
        if (!numbers.ok) return stuck(numbers);
        const best = seen<Performance>(numbers).best[0];
        if (best === undefined)
          return partial(["No post was published in those days, so there is nothing to repeat."], {});
        const gaps = yield* call(
          "social_scheduler_find_free_slots",
          { channel, date: when.value },
          {
            reasons: [
              "{post} won with {value} {metric}; now I [need|look for] a free hour for its text.",
              "The winner is {post}. [Next|Next up]: an open hour on the channel.",
              "With {value} {metric} it's {post}, so I look where {draft} could go.",
              "{post} is in front. When could {draft} go out again?",
              "{value} {metric} puts {post} on top; its text needs a slot.",
              "So it's {draft} that runs again, once an hour is found.",
            ],
            values: { post: best.post_id, value: best.value, metric, draft: best.draft_id },
          },
        );
        if (!gaps.ok) return stuck(gaps);
        const { free, date } = seen<Slots>(gaps);
        if (free[0] === undefined)
          return partial(
            ["{post} did best, but {date} has no free hour on that channel."],
            { post: best.post_id, date },
            { offers: ["social_scheduler_schedule_post"] },
          );
        const queued = yield* call("social_scheduler_schedule_post", {
          draft_id: best.draft_id,
          channel,
          date,
          time: free[0],
        });
        if (!queued.ok)
          return partial(
            [
              "The best post was {post} ({value} {metric}), but its text can't be repeated: {reason}.",
              "{post} leads with {value} {metric}. [I could not|It was not possible to] queue its text again: {reason}.",
              "I found the winner, {post} with {value} {metric}, but its text isn't queued: {reason}.",
            ],
            { post: best.post_id, value: best.value, metric, reason: queued.error.message },
            { required: ["post", "reason"] },
          );
        return answer(
          [
            "{old} was the best ({value} {metric}). Its text runs again on {date} at {time} as {post}.",
            "[The winner|Winner]: {old} with {value} {metric}. [Its text|It] is queued again as {post}, {date}, {time}.",
            "{post} repeats {old}, which had {value} {metric}; it goes out on {date} at {time}.",
            "With {value} {metric} {old} came first, so {draft} is back in the queue for {date}, {time} ({post}).",
          ],
          {
            old: best.post_id,
            value: best.value,
            metric,
            draft: best.draft_id,
            date,
            time: free[0],
            post: seen<Queued>(queued).post_id,
          },
          { required: ["old", "time", "post"] },
        );
      },
    };
  },
  frames: [
    "Find the post with the most {metric} from {from} to {to} and repeat it on {channel} {date}, first free hour.",
    "Which of our posts won between {from} and {to} by {metric}? I'd like its text once more on {channel} {date}, as early as possible.",
    "Rerun of our best post, please. Counting {metric} from {from} to {to}; new slot: {channel} {date}, earliest gap.",
    "Something that worked should go up again {date}. Take whatever had the most {metric} from {from} until {to} and book the first open hour on {channel}.",
    "Same text as the leader in {metric} from {from} through {to}, please: {channel}, {date}, at the first hour that's free.",
    "Our strongest text between {from} and {to}, as far as {metric} go, deserves another round: {channel}, {date}, the first hour nobody has taken.",
    "Which post had the most {metric} from {from} until {to}? Let its text run again {date}. Use {channel} and take the earliest hour.",
  ],
};

const clearDay: Scenario<ContentWorld> = {
  family: "clear_a_channel_day",
  skill: "social_media",
  shape: "chain",
  draw(world, random) {
    const queued = world.posts.filter((post) => post.status === "queued");
    const model = random.pick(queued);
    const target = day(world, random, random.int(8, 14));
    return {
      slots: {
        channel: worded(model.channel),
        date: spelled(random, model.date),
        target,
      },
      *solve() {
        const calendar = yield* call(
          "social_scheduler_get_calendar",
          { from_date: model.date, to_date: model.date, channel: model.channel },
          {
            reasons: [
              "I need to see what is queued on {date} before I move it.",
              "Which posts does this concern? The calendar of {date} [will show|shows] it.",
              "I look at {date}; [only then will I|after that I] know what has to move.",
              "The channel's entries for {date} are needed to empty it.",
              "{date}: what's planned there?",
              "Nothing can be cleared before I know what is on {date}.",
            ],
            values: { date: model.date },
          },
        );
        if (!calendar.ok) return stuck(calendar);
        const { entries } = seen<Calendar>(calendar);
        if (entries.length === 0) return partial(["There is nothing on {date} to move."], { date: model.date });
        const moved = yield* all(
          entries.map((entry) => [
            "social_scheduler_move_post",
            { post_id: entry.id, date: target.value, time: entry.time },
          ]),
          {
            reasons: [
              "The calendar shows {list}. The hour stays, the day changes.",
              "What has to move is {list}.",
              ...(entries.length > 1
                ? [
                    "[There are|I see] {n} to move; each keeps its time of day.",
                    "{n} found. The same hours, another day.",
                    "One call per post: {list}.",
                    "{list} can move at once.",
                  ]
                : [
                    "{list}: that is all, so [I move it|over it goes] to the new day.",
                    "{list} can move right away.",
                    "Only {list} is there. Another day, the same hour.",
                    "A single post, {list}, has to move.",
                  ]),
            ],
            values: { n: count(entries as never), list: listed(entries.map((entry) => entry.id)) },
          },
        );
        const failed = moved.find((each) => !each.ok);
        if (failed !== undefined && !failed.ok) {
          const at = (ok: boolean) =>
            listed(entries.filter((_, place) => moved[place]?.ok === ok).map((entry) => entry.id)) || "none";
          return partial(
            ["Not everything could be moved away from {date}: {reason}. Moved: {done}. Still there: {left}."],
            { date: model.date, reason: failed.error.message, done: at(true), left: at(false) },
          );
        }
        return answer(
          [
            "The {channel} is clear on {date}: {list} moved to {target} at the same time of day.",
            "[Moved|I moved] {list} to {target}.",
            "Nothing is left on the {channel} on {date}. [New day: {target} for {list}|Now planned for {target}: {list}].",
            "{list} went from {date} to {target}[, hour unchanged|].",
          ],
          {
            date: model.date,
            n: count(entries as never),
            channel: channelName(model.channel),
            target: String(target.value),
            list: listed(entries.map((entry) => `${entry.id} (${entry.time})`)),
          },
          { required: ["target", "list"] },
        );
      },
    };
  },
  frames: [
    "Clear {channel} on {date}: move every post from there so that it runs {target}, same hour.",
    "There's a memorial day on {date} and {channel} should stay silent. Whatever is queued then can run {target} at its usual hour.",
    "Nothing may go out on {channel} on {date}. Shift it all so that it runs {target}, times unchanged.",
    "How do we empty {channel} for {date}? I'd say all its posts run {target} at the same time of day - do that.",
    "All posts of {channel} on {date} -> {target}, keep the hours",
    "All that is planned on {channel} for {date} has to run {target} instead, at unchanged hours.",
    "We promised silence on {channel} for {date}, so could every post of that day run {target} at its own hour?",
  ],
};

export const flowsPosts: readonly Scenario<ContentWorld>[] = [firstFreeHour, repeatBest, clearDay];
