/** Requests that fit more than one thing: look up, ask which, then do it. */
import { answer, ask, call, count, type Scenario } from "../../contract";
import type { ContentWorld } from "../world";
import {
  channelName,
  clock,
  day,
  either,
  hasConsent,
  hour,
  listed,
  matching,
  seen,
  spaced,
  spelled,
  stuck,
} from "./parts";
import type { Calendar, Checked, Queued } from "./seen";

const whichDraft: Scenario<ContentWorld> = {
  family: "which_draft_of_product",
  skill: "copywriting",
  shape: "ambiguous",
  draw(world, random) {
    const counts = world.products.filter(
      (product) => world.drafts.filter((draft) => draft.product === product).length >= 2,
    );
    if (counts.length === 0) return undefined;
    const product = random.pick(counts);
    const wanted = random.pick(world.drafts.filter((draft) => draft.product === product)).draft_id;
    return {
      slots: { product: { value: product } },
      *solve() {
        const found = yield* call(
          "content_generator_list_drafts",
          { product },
          {
            reasons: [
              "I [look|have to look] up which texts on the {product} exist.",
              "There may be more than one text about the {product}.",
              "[No number was given|There is no number], so I need the list for the {product}.",
            ],
            values: { product },
          },
        );
        if (!found.ok) return stuck(found);
        const { drafts } = seen<{ drafts: { draft_id: string; title: string; kind: string }[] }>(found);
        const alike = new Set(drafts.map((draft) => draft.title)).size < drafts.length;
        const names = drafts.map(
          (draft) => `${draft.draft_id} "${draft.title}"${alike ? ` (${spaced(draft.kind)})` : ""}`,
        );
        return ask(
          [
            "There are {n} texts on the {product}: {list}. Which one [do you mean|shall I measure]?",
            "[I found {list}|It could be {choice}]. Which of [these|the {n}]?",
            "{n} texts match: {list}. [Please pick one.|Which is it?]",
            "The {product} has {list}. [Do you want|Is it] the first, or another?",
            "Which text about the {product} is it: {choice}?",
            "Before I count the sentences: do you mean {choice}?",
            "Do you have a particular one in mind? The list has {list}.",
          ],
          {
            n: count(drafts as never),
            product,
            list: listed(names),
            choice: either(names),
          },
          {
            frames: ["{draft}", "[I mean|Take] {draft}.", "{draft}, please.", "The one numbered {draft}."],
            slots: { draft: { value: wanted } },
            *solve() {
              const checked = yield* call("content_generator_check_draft", { draft_id: wanted });
              if (!checked.ok) return stuck(checked);
              const { sentences, longest_sentence_words: longest } = seen<Checked>(checked);
              return answer(
                [
                  "{draft} has {sentences} sentences; the longest runs to {longest} words.",
                  "[That one|It] comes to {sentences} sentences, with {longest} words in the longest.",
                  "Sentences of {draft}: {sentences}. Words in the longest: {longest}.",
                  "{sentences} sentences, of which the longest has {longest} words[. That's {draft}|].",
                ],
                { draft: wanted, sentences, longest },
                { required: ["sentences", "longest"] },
              );
            },
          },
        );
      },
    };
  },
  frames: [
    "How many sentences does the text about the {product} have, and how long is the longest?",
    "Sentence count of our {product} draft, plus the length of its longest sentence?",
    "Someone has to read the {product} text out loud. How many sentences are there, and how long is the longest?",
    "I need the number of sentences in what was written on the {product}, and the words in the longest of them.",
    "Measure the draft for the {product}, please: sentences, and the longest one.",
  ],
};

const whichPost: Scenario<ContentWorld> = {
  family: "which_post_of_day",
  skill: "social_media",
  shape: "ambiguous",
  draw(world, random) {
    const queued = world.posts.filter((post) => post.status === "queued");
    const days = [...new Set(queued.map((post) => post.date))].filter(
      (date) =>
        queued.filter((post) => post.date === date).length >= 2 && world.emails.every((email) => email.date !== date),
    );
    if (days.length === 0) return undefined;
    const date = random.pick(days);
    const wanted = random.pick(queued.filter((post) => post.date === date)).post_id;
    const target = day(world, random, random.int(8, 14));
    const time = hour(random);
    return {
      slots: { date: spelled(random, date), target, time: clock(random, time) },
      *solve() {
        const found = yield* call(
          "social_scheduler_get_calendar",
          { from_date: date, to_date: date },
          {
            reasons: [
              "Which post is planned on {date}? [The calendar|A look at the calendar] tells.",
              "I check {date} for what could be meant.",
              "{date}: what is there[ at all|]?",
            ],
            values: { date },
          },
        );
        if (!found.ok) return stuck(found);
        const { entries } = seen<Calendar>(found);
        const names = entries.map((entry) => `${entry.id} at ${entry.time} (${channelName(entry.channel)})`);
        return ask(
          [
            "{date} has {n} posts: {list}. Which should I move?",
            "[More than one is planned|There are several] then - {list}. Which of them do you mean?",
            "On {date} I see {list}. [Which one is it|Which of these is it]?",
            "I count {n} posts, namely {list}. [Tell me which, please.|Which one, please?]",
            "Which post is it, {choice}?",
            "Could you tell me which one? That day has {list}.",
            "Which is the post you mean: {choice}?",
          ],
          { date, n: count(entries as never), list: listed(names), choice: either(names) },
          {
            frames: ["{post}", "It's {post}.", "[I meant|That would be] {post}.", "The {post} one, sorry."],
            slots: { post: { value: wanted } },
            *solve() {
              const moved = yield* call("social_scheduler_move_post", { post_id: wanted, date: target.value, time });
              if (!moved.ok) return stuck(moved);
              const after = seen<Queued>(moved);
              return answer(
                [
                  "{post} is moved to {date}, {time}.",
                  "[Done|That's done]: {post}, {date} at {time}.",
                  "{post} now goes out on {date} at {time}; nothing else was moved.",
                  "The new slot [of|for] {post} is {date}, {time}.",
                ],
                { post: wanted, date: after.date, time: after.time },
              );
            },
          },
        );
      },
    };
  },
  frames: [
    "Move the post of {date} so that it runs {target} at {time}.",
    "Our post on {date} has to wait: {target}, {time} instead.",
    "Could the post planned for {date} go out {target} instead? {time}, please.",
    "Something came up for {date}. The post that's queued then should run {target} at {time}.",
    "Reschedule the post of {date}, please; new slot: {target}, {time}.",
  ],
};

const whichSegment: Scenario<ContentWorld> = {
  family: "which_segment_of_interest",
  skill: "campaign_planning",
  shape: "ambiguous",
  draw(world, random) {
    const interests = world.topics.filter(
      (topic) =>
        world.segments.filter((each) => each.interest === topic).length >= 2 &&
        world.segments.some((each) => each.interest === topic && hasConsent(each)),
    );
    if (interests.length === 0) return undefined;
    const interest = random.pick(interests);
    const wanted = random.pick(
      world.segments.filter((each) => each.interest === interest && hasConsent(each)),
    ).segment_id;
    const drafts = world.drafts.filter((each) => each.product.endsWith(interest));
    if (drafts.length === 0) return undefined;
    const draft = random.pick(drafts).draft_id;
    const subject = random.pick(matching(world, world.ideas.subjects, interest));
    return {
      slots: { interest: { value: interest }, draft: { value: draft }, subject: { value: subject } },
      *solve() {
        const found = yield* call(
          "email_builder_find_segments",
          { interest },
          {
            reasons: [
              "Which segment follows the {interest} topic? I [look it up|have to look it up].",
              "The group has to be found by its interest, {interest}.",
              "[No segment number|A segment number is missing], so I search for {interest}.",
            ],
            values: { interest },
          },
        );
        if (!found.ok) return stuck(found);
        const { segments } = seen<{ segments: { segment_id: string; name: string; opted_in: number }[] }>(found);
        const names = segments.map((each) => `${each.segment_id} "${each.name}" (${each.opted_in} opted in)`);
        return ask(
          [
            "{n} segments follow the {interest} topic: {list}. Which should get it?",
            "[It's not just one|There's more than one]: {list}. Whom do you mean?",
            "For {interest} I have {list}. [Which of them|Which]?",
            "Do you mean {choice}? The search for {interest} gave {n}, so please choose.",
            "Which group shall I take? There's {list}.",
            "To whom exactly: {choice}?",
            "Before I build it: {choice}?",
          ],
          {
            n: count(segments as never),
            interest,
            list: listed(names),
            choice: either(names),
          },
          {
            frames: [
              "{segment}",
              "[Let's take|We take] {segment}.",
              "{segment}, they know us.",
              "The group {segment}.",
            ],
            slots: { segment: { value: wanted } },
            *solve() {
              const built = yield* call("email_builder_create_email", {
                draft_id: draft,
                segment_id: wanted,
                subject_lines: [{ text: subject }],
              });
              if (!built.ok) return stuck(built);
              const { email_id, recipients } = seen<{ email_id: string; recipients: number }>(built);
              return answer(
                [
                  "{email} is built for {segment}, {recipients} recipients.",
                  "[Here it is|There you are]: {email}, to {recipients} people in {segment}.",
                  "{segment} it is. The email is {email} with {recipients} recipients.",
                  "Created {email}; {recipients} people [will get|would get] it once it's sent.",
                ],
                { email: email_id, segment: wanted, recipients },
                { required: ["email", "recipients"] },
              );
            },
          },
        );
      },
    };
  },
  frames: [
    'Build an email from {draft} to the {interest} segment, subject "{subject}".',
    'Turn {draft} into a mailing for the segment that follows the {interest} topic; "{subject}" is the subject line.',
    'Our {interest} group should get {draft} as an email. Could you create it with the subject "{subject}"?',
    'New email: {draft}, "{subject}", segment {interest}.',
    '"{subject}" would be a fine subject for {draft}, I think, so make that an email to the segment interested in a {interest}.',
  ],
};

export const ambiguous: readonly Scenario<ContentWorld>[] = [whichDraft, whichPost, whichSegment];
