/** From a text to a post in several steps: look, decide by what was seen, write, verify. */
import { all, call, count, partial, type Scenario } from "../../contract";
import { CHANNELS, type ContentWorld } from "../world";
import { answering, bound, day, listed, seen, spelled, stuck, worded } from "./parts";
import type { Calendar, Performance, Queued, Slots } from "./posts";

const answer = answering([
  "It can be undone.",
  "Another one?",
  "The rest is unchanged.",
  "Nothing else moved.",
  "Is that right?",
  "More of these?",
  "Tell me when.",
  "That was all.",
]);

export type Checked = {
  readonly status: string;
  readonly words: number;
  readonly sentences: number;
  readonly longest_sentence_words: number;
};

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
              "First I [need|want] to know which hours of the {part} are still open[ there|].",
              "Before anything is queued, the free hours [have to be|must be] looked up.",
              "The request leaves the hour open, so I [begin|start] with the gaps in the {part}.",
              "Is anything open in the {part}? [That comes first|I look there first].",
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
          return partial(["The {part} is full on {date}, so {draft} is not queued. Shall I look at another time?"], {
            part,
            date,
            draft,
          });
        const queued = yield* call(
          "social_scheduler_schedule_post",
          { draft_id: draft, channel, date, time },
          {
            reasons: [
              "{time} is the first [gap|open hour], so {draft} [goes|can go] there.",
              "The earliest hour [on the list|that came back] is {time}; [I book it|booking it].",
              "[Nothing is taken|It is free] at {time}. That's where I put {draft}.",
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
            "{draft} got the first open hour: {time} on {date}, as {post}.",
            "[Queued|I queued it] for {time} ({date}). [The post number is|Post number:] {post}.",
            "{post} runs at {time} on {date} - [nothing earlier was free|the earliest that was left].",
            "[The first gap was|It fits in at] {time}, and {draft} now holds it on {date} under {post}.",
            "On {date} at {time}: {post} with the text {draft}.",
          ],
          { draft, time, date, post: seen<Queued>(queued).post_id },
          { required: ["time", "post"] },
        );
      },
    };
  },
  frames: [
    "Put {draft} on {channel} {date}, in the first free hour of the {part}.",
    "I don't mind when exactly, but {draft} should be on {channel} {date} and as early in the {part} as there's room.",
    "{channel} {date} - find the earliest gap in the {part} and queue {draft} there.",
    "Is the {part} already packed {date}? If not, take its first open hour on {channel} for {draft}.",
    "{draft} still has no slot. {channel}, {date}, {part}, whatever is open first.",
    "Would you look at the {part} of {channel} {date} and give {draft} whatever hour is free first?",
    "As soon as there's a gap in the {part}, {draft} should appear on {channel}; the day is clear: {date}.",
  ],
};

const approveIfShort: Scenario<ContentWorld> = {
  family: "approve_if_short_enough",
  skill: "copywriting",
  shape: "chain",
  draw(world, random) {
    const waiting = world.drafts.filter((draft) => draft.status === "in_review");
    if (waiting.length === 0) return undefined;
    const draft = random.pick(waiting).draft_id;
    const limit = random.int(24, 62);
    const keep = random.int(2, 3);
    return {
      slots: {
        draft: { value: draft },
        limit: { value: limit, text: [`${limit} words`] },
        keep: { value: keep, text: [`${keep} sentences`] },
      },
      *solve() {
        const first = yield* call(
          "content_generator_check_draft",
          { draft_id: draft },
          {
            reasons: [
              "Whether {draft} may pass depends on its length, so I [measure it first|count first].",
              "[Let me see|I have to see] how long {draft} is before I decide[ anything|].",
              "The word count of {draft} [comes first|decides what happens next].",
              "You set a limit, and {draft} has to be held against it.",
              "Too long or not? I measure {draft}.",
              "No approval before {draft} has been counted.",
            ],
            values: { draft },
          },
        );
        if (!first.ok) return stuck(first);
        const { words } = seen<Checked>(first);
        let now = words;
        if (words > limit) {
          const cut = yield* call(
            "content_generator_revise_draft",
            { draft_id: draft, max_sentences: keep },
            {
              reasons: [
                "{words} words is over the limit, so it [has to be|must be] cut[ as agreed|].",
                "With {words} words {draft} is too long; [next comes the cut|I cut it].",
                "[That's|It is] more than allowed ({words} words). Shortening it now.",
                "Over the limit with {words}. Only the first sentences stay.",
                "{draft} has {words} words, which is why it gets shorter.",
                "Since {words} is too much I keep what you told me to keep.",
              ],
              values: { words, draft },
            },
          );
          if (!cut.ok) return stuck(cut);
          now = seen<Checked>(cut).words;
          if (now > limit)
            return partial(
              [
                "Even after the cut {draft} has {now} words, which is over {limit}, so I did not approve it.",
                "I shortened {draft} from {words} to {now} words. That's still more than {limit}; it stays in review.",
                "{draft} isn't approved: cut as you said, it [still counts|counts] {now} words and you wanted {limit} at most.",
              ],
              { draft, now, limit, words },
              { required: ["now"] },
            );
        }
        const moved = yield* call(
          "content_generator_set_status",
          { draft_id: draft, status: "approved" },
          {
            reasons: [
              "At {now} words {draft} is within the limit and can be approved.",
              "{now} words [is fine|fits], so [I approve it|the approval follows].",
              "Now that the length is {now} words, nothing stands in the way of approval.",
              "Your condition holds at {now} words.",
              "{draft} passes: {now} words. Approving it.",
              "Short enough ({now}); on to the approval.",
            ],
            values: { now, draft },
          },
        );
        if (!moved.ok) return stuck(moved);
        return words > limit
          ? answer(
              [
                "{draft} was too long at {words} words. I cut it to {now} and approved it.",
                "[Cut from|From] {words} to {now} words, then approved: {draft}.",
                "[It needed|There had to be] a cut first ({words} words became {now}); {draft} is approved now.",
              ],
              { draft, words, now },
            )
          : answer(
              [
                "{draft} has {words} words, which is fine, so it's approved.",
                "Approved. {draft} [stays|is] under your limit with {words} words.",
                "[No cut|No cutting] was needed: {words} words. {draft} is approved[ now|].",
                "With just {words} words {draft} was short enough, and I approved it.",
              ],
              { draft, words },
            );
      },
    };
  },
  frames: [
    "Approve {draft} if it has no more than {limit}. Otherwise cut it to {keep} first and approve it after that.",
    "I've read {draft} and I'm happy with it, as long as it isn't over {limit}. Longer? Then keep {keep} and, if it fits, mark it approved.",
    "{draft}: limit {limit}. Over -> keep {keep}. Then approve.",
    "Can {draft} be approved? My one condition is the length, {limit} at most; reduce it to {keep} where that's needed.",
    "You have my approval for {draft} under one condition: at most {limit}. Should it be above, drop everything after {keep} and look again.",
    "At most {limit} are allowed for {draft}. If there are more of them, only {keep} may stay; either way I approve what fits.",
    "My sign-off for {draft} depends on its length. {limit} or less: approved. More: trim to {keep}, count again, and approve in case it's all right by then.",
  ],
};

const shortenAndReview: Scenario<ContentWorld> = {
  family: "shorten_then_send_to_review",
  skill: "copywriting",
  shape: "chain",
  draw(world, random) {
    const open = world.drafts.filter((draft) => draft.status === "draft" && draft.body.length >= 4);
    if (open.length === 0) return undefined;
    const draft = random.pick(open);
    const limit = random.int(2, 3);
    return {
      slots: {
        draft: { value: draft.draft_id },
        limit: { value: limit, text: [`${limit} sentences`] },
        phrase: { value: draft.product },
      },
      *solve() {
        const cut = yield* call("content_generator_revise_draft", { draft_id: draft.draft_id, max_sentences: limit });
        if (!cut.ok) return stuck(cut);
        const checked = yield* call(
          "content_generator_check_draft",
          { draft_id: draft.draft_id, phrase: draft.product },
          {
            reasons: [
              "[Now I check|Next I check] whether the product name survived the cut.",
              'The cut may have taken "{phrase}" along, [so I count it|hence the check].',
              'Does "{phrase}" still occur? [A check will show|I look before it goes on].',
              'You don\'t want to lose "{phrase}", hence a count.',
              "A cut can drop the name. I make sure that it didn't.",
              '"{phrase}" must be in what\'s left. Is it?',
            ],
            values: { phrase: draft.product },
          },
        );
        if (!checked.ok) return stuck(checked);
        const times = (checked.value as { phrase_count?: number }).phrase_count ?? 0;
        const { words } = seen<Checked>(checked);
        if (times === 0)
          return partial(
            [
              '{draft} is cut to {words} words, but "{phrase}" [is gone from it|no longer occurs], so I did not send it to review.',
              'I stopped before the review: after the cut {draft} doesn\'t name "{phrase}" any more ({words} words are left).',
              'The shortened {draft}, {words} words, has lost "{phrase}". [It\'s still a draft|It stays a draft] until you decide.',
            ],
            { draft: draft.draft_id, words, phrase: draft.product },
          );
        const moved = yield* call(
          "content_generator_set_status",
          { draft_id: draft.draft_id, status: "in_review" },
          {
            reasons: [
              '"{phrase}" is still there, so the draft can [move on|go to review].',
              "The name occurs {times} time(s), which [was the condition|is what was asked]; on to the review.",
              "Nothing was lost in the cut. [Passing it on|Handing it over] now.",
              'It kept "{phrase}", [and so|so] it can go on.',
              "Found: {times}. That's enough to hand it in.",
              "The reviewers will see the name. Moving it to them.",
            ],
            values: { phrase: draft.product, times },
          },
        );
        if (!moved.ok) return stuck(moved);
        return answer(
          [
            '{draft} is in review with {words} words, and "{phrase}" is still in it.',
            '[Shortened to|Down to] {words} words, "{phrase}" kept, review [started|requested] for {draft}.',
            '{words} words are left of {draft}. The name "{phrase}" survived, so [I sent it|it went] to review.',
            '[All three|Three things] done: cut, checked for "{phrase}", handed to review. {draft} has {words} words now.',
          ],
          { draft: draft.draft_id, words, phrase: draft.product },
          { required: ["words"] },
        );
      },
    };
  },
  frames: [
    'Shorten {draft} to {limit}, make sure "{phrase}" is still mentioned, and then send it to review.',
    '{draft} needs to shrink to {limit}. If "{phrase}" survives that, put it in review; if it doesn\'t, leave it where it is.',
    'Three steps for {draft}: keep {limit}; check for "{phrase}"; review.',
    'Could you get {draft} ready for review? It should have {limit}, and it would be bad if "{phrase}" were lost on the way.',
    'The reviewers only accept {limit} and want to see "{phrase}" named. Prepare {draft} for them and hand it over.',
    '{draft} goes to review today, but in {limit} and with "{phrase}" in what\'s left. Can you take care of both?',
    'Please trim {draft} ({limit}). When "{phrase}" is among the remaining words, the reviewers may have it.',
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
              "The post with the most {metric} [has to be|must be] found first.",
              "I [start|begin] with the numbers: posts ranked by {metric}.",
              "Which post did best? [The performance list|A look at the performance] will tell.",
              "Your favourite is decided by {metric}, so numbers first.",
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
              "{post} won with {value}; now I [need|look for] a free hour for its text.",
              "The winner is {post}. [Next|Next up]: an open hour on the channel.",
              "With {value} {metric} it's {post}, so I look where {draft} could go.",
              "{post} is clear in front. When could {draft} go out again?",
              "{value} {metric} puts {post} on top; its text needs a slot.",
              "So it's {draft} that runs again, once an hour is found.",
            ],
            values: { post: best.post_id, value: best.value, metric, draft: best.draft_id },
          },
        );
        if (!gaps.ok) return stuck(gaps);
        const { free, date } = seen<Slots>(gaps);
        if (free[0] === undefined)
          return partial(["{post} did best, but {date} has no free hour."], { post: best.post_id, date });
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
              "{post} leads with {value}. [I could not|It was not possible to] queue it again, since {reason}.",
              "I found the winner, {post} with {value} {metric}, and got no further: {reason}.",
            ],
            { post: best.post_id, value: best.value, metric, reason: queued.error.message },
            { required: ["post", "reason"] },
          );
        return answer(
          [
            "{old} was the best ({value} {metric}). Its text runs again on {date} at {time} as {post}.",
            "[The winner|Winner]: {old} with {value} {metric}. [Queued again|It is queued again] as {post}, {date}, {time}.",
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
    "Rerun of our best one, please. Counting {metric}, days {from} to {to}; new slot: {channel} {date}, earliest gap.",
    "Something that worked should go up again {date}. Take whatever had the most {metric} since {from} (until {to}) and book the first open hour on {channel}.",
    "{channel} {date}: same text as the leader in {metric} from {from} through {to}, at the first hour that's free.",
    "Our strongest text between {from} and {to}, as far as {metric} go, deserves another round: {channel}, {date}, the first hour nobody has taken.",
    "Who had the most {metric} since {from}, until {to}? Whatever text that was, let it run again {date}. Use {channel} and take the earliest hour.",
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
              "First a look at {date}; [only|after that] I know what has to move.",
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
              "[There's|I see] {n} to move; each keeps its time of day.",
              "{list}: that is all, so [I move it|over it goes] to the new day.",
              "The calendar shows {list}. The hour stays, the day changes.",
              "{n} found. The same hours, another day.",
              "One call per post: {list}.",
              "All of {list} can move at once.",
            ],
            values: { n: count(entries as never), list: listed(entries.map((entry) => entry.id)) },
          },
        );
        const failed = moved.find((each) => !each.ok);
        if (failed !== undefined && !failed.ok)
          return partial(["Not everything could be moved away from {date}: {reason}."], {
            date: model.date,
            reason: failed.error.message,
          });
        return answer(
          [
            "{date} is clear: {list} moved to {target} at the same time of day.",
            "[Moved|I moved] {n} to {target} ({list}).",
            "Nothing is left on {date}. {list} [now runs|is planned] on {target}.",
            "{list} went from {date} to {target}[, hour unchanged|].",
          ],
          {
            date: model.date,
            n: count(entries as never),
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
    "Nothing may go out on {channel} on {date}. Shift it all, {target}, times unchanged.",
    "How do we empty {channel} for {date}? I'd say all its posts run {target} at the same time of day - do that.",
    "{channel} / {date} / all posts -> {target}, keep the hours",
    "All that is planned on {channel} for {date} has to run {target} instead, at unchanged hours.",
    "We promised silence on {channel} for {date}, so could every post of that day run {target} at its own hour?",
  ],
};

const batchReview: Scenario<ContentWorld> = {
  family: "send_campaign_drafts_to_review",
  skill: "campaign_planning",
  shape: "chain",
  draw(world, random) {
    const campaigns = world.campaigns.filter((campaign) =>
      world.drafts.some((draft) => draft.campaign_id === campaign.campaign_id && draft.status === "draft"),
    );
    if (campaigns.length === 0) return undefined;
    const campaign = random.pick(campaigns).campaign_id;
    return {
      slots: { campaign: { value: campaign } },
      *solve() {
        const list = yield* call(
          "content_generator_list_drafts",
          { campaign_id: campaign, status: "draft" },
          {
            reasons: [
              "[First|To begin with], which texts of {campaign} are still drafts?",
              "I list the unreviewed texts of {campaign} [before I touch any|first].",
              "Only drafts can go to review, so {campaign} is filtered by that state.",
              "Let me find what nobody has reviewed in {campaign}.",
              "{campaign} may hold texts in several states; I want the drafts.",
              "A list of unfinished texts in {campaign} is the base for this.",
            ],
            values: { campaign },
          },
        );
        if (!list.ok) return stuck(list);
        const { drafts } = seen<{ drafts: { draft_id: string; title: string }[] }>(list);
        if (drafts.length === 0) return partial(["{campaign} has no text left to review."], { campaign });
        const moved = yield* all(
          drafts.map((draft) => ["content_generator_set_status", { draft_id: draft.draft_id, status: "in_review" }]),
          {
            reasons: [
              "{n} to hand over: {list}.",
              "[These are|That would be] {list}, and none depends on another[, so all go at once|].",
              "The list holds {list}. [Each of them|Each] goes to review now.",
              "Reviewers get {list}.",
              "Handing over {list}, {n} in number.",
              "So it's {list} that nobody has seen yet.",
            ],
            values: { n: count(drafts as never), list: listed(drafts.map((draft) => draft.draft_id)) },
          },
        );
        const failed = moved.find((each) => !each.ok);
        if (failed !== undefined) return stuck(failed);
        return answer(
          [
            "{n} went to review: {list}.",
            "[All drafts|Every draft] of {campaign} [are|is] in review now, namely {list}.",
            "{list} - {n} in all - [wait|are waiting] for the reviewers.",
            "In review[ as of now|]: {list}. [With that,|So] {campaign} has no plain draft left.",
          ],
          {
            n: count(drafts as never),
            campaign,
            list: listed(drafts.map((draft) => `${draft.draft_id} "${draft.title}"`)),
          },
          { required: ["list"] },
        );
      },
    };
  },
  frames: [
    "Send all drafts of {campaign} to review.",
    "Whatever in {campaign} is still a draft should be handed to the reviewers.",
    "The reviewers have time today. Is there anything in {campaign} that hasn't gone to them? Then pass it on.",
    "{campaign}: everything with status draft -> review.",
    "I promised that by tonight no text of {campaign} would be sitting around unreviewed; please see to it.",
    "Who reviews {campaign}? Hand them every text that's still a draft.",
    "For {campaign} I'd like nothing left in the state draft: review for all of them.",
  ],
};

export const publishFlows: readonly Scenario<ContentWorld>[] = [
  firstFreeHour,
  approveIfShort,
  shortenAndReview,
  repeatBest,
  clearDay,
  batchReview,
];
