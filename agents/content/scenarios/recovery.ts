/** Posts and sends: a call is refused, and another way is found, or the user is told honestly that there is none. */
import { answer, call, partial, type Scenario } from "../../contract";
import { CHANNELS, type ContentWorld } from "../world";
import { clock, day, hour, listed, meant, seen, spelled, stuck, worded } from "./parts";
import type { Checks, Queued, Scheduled, Slots } from "./seen";

const slotTaken: Scenario<ContentWorld> = {
  family: "slot_taken_find_next",
  skill: "social_media",
  shape: "recovery",
  draw(world, random) {
    const approved = world.drafts.filter((draft) => draft.status === "approved");
    const queued = world.posts.filter((post) => post.status === "queued");
    if (approved.length === 0 || queued.length === 0) return undefined;
    const draft = random.pick(approved).draft_id;
    const taken = random.pick(queued);
    return {
      slots: {
        draft: { value: draft },
        channel: worded(taken.channel),
        date: spelled(random, taken.date),
        time: clock(random, taken.time),
      },
      *solve() {
        const first = yield* call(
          "social_scheduler_schedule_post",
          {
            draft_id: draft,
            channel: taken.channel,
            date: taken.date,
            time: taken.time,
          },
          {
            reasons: [
              "I try the wanted hour before any other.",
              "The hour you would like best is worth a try.",
              "If that hour is free, {draft} gets it.",
              "Your first choice gets its try.",
            ],
            values: { draft },
          },
        );
        if (first.ok) return answer(["{draft} is queued."], { draft });
        const gaps = yield* call(
          "social_scheduler_find_free_slots",
          { channel: taken.channel, date: taken.date },
          {
            reasons: [
              "{time} is taken, so I [need|look up] the hours that are left.",
              "That hour [is gone|belongs to another post]. What else is open on {date}?",
              "The slot is occupied; [you allowed a later one|a later one is allowed], so here come the gaps.",
              "Another post sits at {time}. Next free one?",
              "{time} won't do, a later hour may.",
              "You accept a later hour; which ones are open on {date}?",
            ],
            values: { time: taken.time, date: taken.date },
          },
        );
        if (!gaps.ok) return stuck(gaps);
        const time = seen<Slots>(gaps).free.find((each) => each > taken.time);
        if (time === undefined)
          return partial(
            [
              "{time} is taken on {date} and no later hour is free, so {draft} isn't queued.",
              "No room: {date} has nothing open after {time}. {draft} still waits.",
            ],
            { time: taken.time, date: taken.date, draft },
          );
        const second = yield* call(
          "social_scheduler_schedule_post",
          { draft_id: draft, channel: taken.channel, date: taken.date, time },
          {
            reasons: [
              "The next open hour is {time}.",
              "{time} is free and [later|after the one you wanted], so I take it.",
              "[Second try|Another try], this time at {time}.",
              "Let's take {time}.",
              "After the wanted hour, {time} is the first.",
              "{time} works.",
            ],
            values: { time },
          },
        );
        if (!second.ok) return stuck(second);
        return answer(
          [
            "{wanted} was taken, so {draft} runs at {time} on {date} ({post}).",
            "[Not at {wanted}|{wanted} didn't work]: another post is there. {time} was next, so {draft} has it as {post}.",
            "{draft} is queued as {post}, only later: {time} instead of {wanted}.",
            "On {date}, {time} was the next free hour after {wanted}; {post} with {draft} is set for it.",
          ],
          { wanted: taken.time, draft, time, date: taken.date, post: seen<Queued>(second).post_id },
          { required: ["time", "post"] },
        );
      },
    };
  },
  frames: [
    "Queue {draft} on {channel}, {date} at {time}, or the next free hour after that.",
    "{draft} should go up on {channel} on {date}. I'd prefer {time}; if somebody has it, any later hour the same day is fine.",
    "Slot for {draft}: {channel}, {date}, {time}. Taken? Then the next hour that's open.",
    "Could you get {draft} onto {channel} at {time} on {date}? Go later that day if you must, but not earlier.",
    "Please book {time} on {date} for {draft} ({channel}). It doesn't matter much if it slips to the following open slot.",
    "How about {time} on {date} for {draft}, on {channel}? If that's gone, the next hour will do.",
  ],
};

const notApproved: Scenario<ContentWorld> = {
  family: "post_refused_until_approved",
  skill: "social_media",
  shape: "recovery",
  draw(world, random) {
    const waiting = world.drafts.filter((draft) => draft.status === "in_review");
    if (waiting.length === 0) return undefined;
    const draft = random.pick(waiting).draft_id;
    const channel = random.pick(CHANNELS);
    const when = day(world, random, random.int(7, 14));
    const time = hour(random);
    return {
      slots: {
        draft: { value: draft },
        channel: worded(channel),
        date: when,
        time: clock(random, time),
        approval: meant("approved"),
      },
      *solve() {
        const args = { draft_id: draft, channel, date: when.value, time };
        const first = yield* call("social_scheduler_schedule_post", args, {
          reasons: [
            "It may be approved already, so I just queue {draft}.",
            "The plain way: {draft} into the queue.",
            "Queueing {draft} shows if its approval is missing.",
            "I go for the slot that was asked for.",
          ],
          values: { draft },
        });
        if (first.ok) return answer(["{draft} is queued."], { draft });
        const approved = yield* call(
          "content_generator_set_status",
          { draft_id: draft, status: "approved" },
          {
            reasons: [
              "{draft} isn't approved yet; you said that you approve it, so I [record|note] that.",
              "The scheduler wants an approved text. Your approval is [given|there], so {draft} moves on.",
              "What's missing is the approval - [which you have given|and I have yours].",
              "It wants approval, and I have yours for {draft}.",
              "Only approved texts can be queued. Fixing that for {draft}.",
              "You foresaw it: {draft} still needed your approval.",
            ],
            values: { draft },
          },
        );
        if (!approved.ok) return stuck(approved);
        const second = yield* call("social_scheduler_schedule_post", args, {
          reasons: [
            "Approved now, so [the same slot|the slot] should work.",
            "{draft} is approved. [Trying again|Once more] with the same time.",
            "With that out of the way, back to the queue.",
            "Once more for {draft}, this time approved.",
            "The obstacle is gone; same time, same channel.",
            "Next attempt, with {draft} approved.",
          ],
          values: { draft },
        });
        if (!second.ok) return stuck(second);
        const { post_id, date } = seen<Queued>(second);
        return answer(
          [
            "{draft} was not approved yet. I recorded your approval, and {post} runs on {date} at {time}.",
            "{draft} was still in review; I approved it as you said. {post} runs on {date} at {time}.",
            "The queue refused {draft}, which was in review; with your approval recorded, {post} is set for {date}, {time}.",
            "{post} is booked ({date}, {time}). For that I had to mark {draft} as approved.",
          ],
          { draft, post: post_id, date, time },
          { required: ["post", "date"] },
        );
      },
    };
  },
  frames: [
    "Queue {draft} on {channel} {date} at {time}. If it isn't approved yet, I approve it.",
    "{draft}, {channel}, {date}, {time}. You have my approval in case that is still open.",
    "Please schedule {draft} {date} at {time} on {channel}; should the approval be the problem, mine is given.",
    "I want {draft} on {channel} {date}, {time}. I think it's approved - if it is not, approve it in my name.",
    "Does {draft} have its approval? Either way I'm fine with it: put it up {date} on {channel}, {time}.",
    "Put {draft} up on {channel}, {date}, {time}; I approve of it, in case nobody has said so.",
  ],
};

const uncheckedEmail: Scenario<ContentWorld> = {
  family: "send_refused_until_checked",
  skill: "campaign_planning",
  shape: "recovery",
  draw(world, random) {
    const email = random.pick(world.emails.filter((each) => each.status === "draft")).email_id;
    const when = day(world, random, random.int(1, 9));
    const time = hour(random, 6, 19);
    return {
      slots: { email: { value: email }, date: when, time: clock(random, time) },
      *solve() {
        const first = yield* call(
          "email_builder_schedule_send",
          { email_id: email, date: when.value, time },
          {
            reasons: [
              "Everything for the schedule is given.",
              "{email} gets its time, if it may be sent.",
              "Perhaps {email} is ready for its date.",
              "Day and hour are clear, so I set them.",
            ],
            values: { email },
          },
        );
        if (first.ok) return answer(["{email} is scheduled."], { email });
        const checked = yield* call(
          "email_builder_run_checks",
          { email_id: email },
          {
            reasons: [
              "It was refused for want of checks, so [I run them|they come first].",
              "{email} has to pass its checks before it gets a time.",
              "The checks are not passed yet. [Running|I run] all of them.",
              "No checks, no date. So: checks.",
              "{email} has not passed its checks so far; now they run.",
              "The sender insists on checks for {email}.",
            ],
            values: { email },
          },
        );
        if (!checked.ok) return stuck(checked);
        const { passed, failures } = seen<Checks>(checked);
        if (!passed)
          return partial(
            [
              "{email} could not be scheduled: it needed its checks, and it failed them, since {why}.",
              "{email} is not scheduled. Its checks [had not been passed|were not passed yet]; I ran them and they say {why}.",
              "{email} stays unscheduled, because {why}. It can go out once that is fixed and checked.",
              "I tried, but {email} doesn't pass its checks and has no send time: {why}.",
            ],
            { email, why: listed(failures.map((failure) => failure.detail)) },
          );
        const second = yield* call(
          "email_builder_schedule_send",
          { email_id: email, date: when.value, time },
          {
            reasons: [
              "The checks passed, so now it [should work|can be scheduled].",
              "Nothing was found. [Second attempt|Once more] for {email}.",
              "{email} is cleared; [back to|now] the schedule.",
              "{email} may have its date now.",
              "Again, with a checked {email}.",
              "That was the obstacle; scheduling {email}.",
            ],
            values: { email },
          },
        );
        if (!second.ok) return stuck(second);
        const { date, recipients } = seen<Scheduled>(second);
        return answer(
          [
            "{email} had to be checked first; it passed and goes out on {date} at {time} to {recipients} people.",
            "[The|My] first try with {email} was refused. After the checks it is set for {date}, {time}.",
            "Checked and scheduled: {email}, {date}, {time}[, {recipients} recipients|].",
            "{date}, {time} it is for {email}. It lacked its checks, which it has passed [by now|in the meantime].",
          ],
          { email, date, time, recipients },
          { required: ["date", "time"] },
        );
      },
    };
  },
  frames: [
    "Schedule {email} {date} at {time}.",
    "{email} should be in the inboxes {date}, {time} - please set that up.",
    "Can you get {email} out {date}, {time}? Most of its readers look at their mail then.",
    "Send time for {email}: {time}, {date}.",
    "Sales can't wait for {email} any longer, so let it go out {date} at {time}; do whatever has to be done before.",
    "I'd like {email} to leave {date}, {time}.",
    "Could we have {email} delivered {date}, starting at {time}?",
  ],
};

export const recovery: readonly Scenario<ContentWorld>[] = [slotTaken, notApproved, uncheckedEmail];
