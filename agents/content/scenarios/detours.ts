/** Recoveries (a call fails, another way is found) and ambiguous requests (several match: which one?). */
import { ask, call, count, partial, type Scenario } from "../../contract";
import { TERMS } from "../words";
import { CHANNELS, type ContentWorld } from "../world";
import type { Checks, Scheduled } from "./mailings";
import type { Keywords, Ranking } from "./pages";
import { answering, clock, day, hour, listed, seen, spelled, stuck, worded } from "./parts";
import type { Calendar, Queued, Slots } from "./posts";

const answer = answering([
  "Sorry for the detour.",
  "Is that all right?",
  "I can undo it.",
  "One step more, then.",
  "Close enough?",
  "Another way exists, too.",
  "Tell me if not.",
  "That did it.",
]);

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
        const first = yield* call("social_scheduler_schedule_post", {
          draft_id: draft,
          channel: taken.channel,
          date: taken.date,
          time: taken.time,
        });
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
            "[Not at {wanted}|{wanted} didn't work]: another post is there. {time} was next, and {post} has it.",
            "{draft} is queued as {post}, [only a bit later|just later]: {time} instead of {wanted}.",
            "On {date} {time} was the next free hour after {wanted}; {post} is set for it.",
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
    "{channel} {date} {time} for {draft}. Taken? Then next hour that's open.",
    "Could you get {draft} onto {channel} at {time} on {date}? Go later that day where you must, but not earlier.",
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
      slots: { draft: { value: draft }, channel: worded(channel), date: when, time: clock(random, time) },
      *solve() {
        const args = { draft_id: draft, channel, date: when.value, time };
        const first = yield* call("social_scheduler_schedule_post", args);
        if (first.ok) return answer(["{draft} is queued."], { draft });
        const approved = yield* call(
          "content_generator_set_status",
          { draft_id: draft, status: "approved" },
          {
            reasons: [
              "{draft} isn't approved yet; you said that you approve it, so I [record|note] that.",
              "The scheduler wants an approved text. [Your approval is given|You gave it], so {draft} moves on.",
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
            "{draft} was not approved yet. It is now, and {post} runs on {date} at {time}.",
            "[First the approval|The approval first], then the slot: {post}, {date}, {time}.",
            "The queue refused {draft} at first; after its approval {post} is set for {date}, {time}.",
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
    "I want {draft} on {channel} {date}, {time}. I think it's approved - where it is not, approve it in my name.",
    "Does {draft} have its approval? Either way I'm fine with it: put it up {date} on {channel}, {time}.",
    "Put {draft} up on {channel}, {date}, {time}; I approve of it, in case nobody has said so.",
  ],
};

const untracked: Scenario<ContentWorld> = {
  family: "untracked_keyword_nearest",
  skill: "seo_optimization",
  shape: "recovery",
  draw(world, random) {
    const missing = world.keywords.filter((each) => each.position === 0);
    const keyword = random.pick(missing).keyword;
    const topic = world.topics.find((each) => keyword.endsWith(each))!;
    return {
      slots: { keyword: { value: keyword }, topic: { value: topic } },
      *solve() {
        const first = yield* call("seo_analyzer_get_ranking", { keyword });
        if (first.ok) return answer(["It's at place {n}."], { n: seen<Ranking>(first).position });
        const found = yield* call(
          "seo_analyzer_find_keywords",
          { topic },
          {
            reasons: [
              '"{keyword}" isn\'t tracked; related phrases on {topic} may be.',
              "The tracker doesn't know it. Are there others on {topic}?",
              "You named a way out: another {topic} phrase.",
              "[No ranking|There's no ranking] for that one, so I look at other {topic} phrases.",
              "Not tracked. [What else|Which other phrase] do people search about a {topic}?",
            ],
            values: { keyword, topic },
          },
        );
        if (!found.ok) return stuck(found);
        const other = seen<Keywords>(found).keywords.find((each) => each.keyword !== keyword);
        if (other === undefined)
          return partial(['"{keyword}" isn\'t tracked, and nothing similar exists.'], { keyword });
        const second = yield* call(
          "seo_analyzer_get_ranking",
          { keyword: other.keyword },
          {
            reasons: [
              '"{other}" is the most searched alternative.',
              'Next best is "{other}" with {searches} searches.',
              'I [try|go for] "{other}", which has {searches} searches a month.',
              'Let\'s see where "{other}" stands.',
              '{searches} searches speak for "{other}".',
              'Substitute: "{other}".',
            ],
            values: { other: other.keyword, searches: other.searches },
          },
        );
        if (!second.ok)
          return partial(
            [
              'Neither "{keyword}" nor "{other}" is tracked, so I have no place for you.',
              'No ranking to show: "{keyword}" isn\'t followed, and the biggest alternative, "{other}", isn\'t either.',
              'I tried "{keyword}" and then "{other}". [Both are untracked|We track neither of them].',
            ],
            { keyword, other: other.keyword },
          );
        const { position, previous_position } = seen<Ranking>(second);
        return answer(
          [
            '"{keyword}" isn\'t tracked. [The closest|Closest] is "{other}": place {now}, {before} a month ago.',
            '[We have nothing|There is nothing] on "{keyword}", but for "{other}" we\'re at {now} (before: {before}).',
            'Instead of "{keyword}", which nobody tracks, take "{other}": {now} now and {before} last month.',
            'For lack of tracking I used "{other}" ({searches} searches): we went from {before} to {now}.',
          ],
          { keyword, other: other.keyword, searches: other.searches, now: position, before: previous_position },
          { required: ["other", "now"] },
        );
      },
    };
  },
  frames: [
    "What's our ranking for \"{keyword}\"? If we don't follow it, take the most searched other phrase on {topic}.",
    'Place for "{keyword}", please, or else for the biggest {topic} phrase that\'s different.',
    'I need one ranking about the {topic} for my deck, ideally "{keyword}"; if that\'s not there, the next most searched will do.',
    '"{keyword}" - where are we? Not tracked means: use another {topic} keyword, the largest you find.',
    'Could you look up "{keyword}"? I fear nobody tracks it. In that case the top alternative around {topic} is good enough.',
    'Do we know where "{keyword}" ranks? For lack of that, another popular {topic} phrase and its place, please.',
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
        const first = yield* call("email_builder_schedule_send", { email_id: email, date: when.value, time });
        if (first.ok) return answer(["{email} is scheduled."], { email });
        const checked = yield* call(
          "email_builder_run_checks",
          { email_id: email },
          {
            reasons: [
              "It was refused for want of checks, so [I run them|they come first].",
              "{email} has to pass its checks before it gets a time.",
              "The checks are missing. [Running|I run] all of them.",
              "No checks, no date. So: checks.",
              "{email} never went through its checks; now it does.",
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
              "{email} could not be scheduled: it needed its checks, and it failed them ({why}).",
              "Not scheduled. The checks [had not been run|were missing]; I ran them and they say {why}.",
              "{email} stays where it is, because {why}. Fix that and it can go out.",
              "I tried, but {email} doesn't pass: {why}.",
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
            "[The first try|My first try] was refused. After the checks {email} is set for {date}, {time}.",
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
    "Can you get {email} out {date}? {time} is when most of them read.",
    "Send time for {email}: {time}, {date}.",
    "The client is waiting for {email}, so let it go out {date} at {time}; do whatever has to be done before.",
    "I'd like {email} to leave {date}, {time}.",
    "Could we have {email} delivered {date}, starting at {time}?",
  ],
};

const lockedDraft: Scenario<ContentWorld> = {
  family: "edit_locked_draft",
  skill: "copywriting",
  shape: "recovery",
  draw(world, random) {
    const approved = world.drafts.filter((draft) => draft.status === "approved");
    if (approved.length === 0) return undefined;
    const draft = random.pick(approved).draft_id;
    const [from, to] = random.pick(TERMS);
    return {
      slots: { draft: { value: draft }, from: { value: from }, to: { value: to } },
      *solve() {
        const edit = { draft_id: draft, replace: { from, to } };
        const first = yield* call("content_generator_revise_draft", edit);
        if (first.ok) return answer(["{draft} is edited."], { draft });
        const reopened = yield* call(
          "content_generator_set_status",
          { draft_id: draft, status: "draft" },
          {
            reasons: [
              "{draft} is locked by its approval; you allowed me to reopen it.",
              "Approved texts can't be edited, so {draft} goes back first, as [agreed|you said].",
              "[It's locked|The lock has to go]. Reopening {draft}.",
              "Reopening {draft}, which you permitted.",
              "A locked text can't change, so {draft} is opened.",
              "You said to reopen it if need be. It's needed.",
            ],
            values: { draft },
          },
        );
        if (!reopened.ok) return stuck(reopened);
        const second = yield* call("content_generator_revise_draft", edit, {
          reasons: [
            "Open again, so the edit [can be made|goes through].",
            'Now "{from}" can become "{to}".',
            "{draft} is a draft again; [the same edit|that edit] once more.",
            "The lock is off {draft}; here is the edit.",
            'Now it works: "{to}" for "{from}".',
            "Second attempt on {draft}.",
          ],
          values: { draft, from, to },
        });
        if (!second.ok) return stuck(second);
        const { replacements, words } = seen<{ replacements: number; words: number }>(second);
        return answer(
          [
            '{draft} was locked, so I reopened it. Replacements of "{from}": {n}. It needs a new approval.',
            '[Reopened and edited|After reopening it I edited it]: "{to}" instead of "{from}" ({n}) in {draft}, which is a draft again.',
            '"{from}" is out of {draft} (count: {n}). [Mind that|Note that] it has lost its approval[ by this|].',
            'The approval of {draft} stood in the way. It\'s back to draft, {words} words, and "{from}" was replaced; number of places: {n}.',
          ],
          { draft, from, to, n: replacements, words },
          { required: ["n"] },
        );
      },
    };
  },
  frames: [
    'In {draft} change "{from}" to "{to}", and reopen it if it\'s locked.',
    '{draft} should say "{to}" rather than "{from}". You may set it back to draft when that\'s necessary.',
    '"{from}" -> "{to}" in {draft}. Unlock it where needed, back to draft is OK.',
    'We found a wording problem late: "{from}" in {draft} has to become "{to}". I don\'t mind if it has to be reopened for that.',
    'Please fix {draft}, even if that means to reopen an approved text: it must read "{to}", never "{from}".',
    'It should read "{to}" in {draft} where it now reads "{from}", and a lock must not stop you: reopen it.',
  ],
};

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
              "[No number was given|Without a number], the list for the {product} helps.",
            ],
            values: { product },
          },
        );
        if (!found.ok) return stuck(found);
        const { drafts } = seen<{ drafts: { draft_id: string; title: string }[] }>(found);
        return ask(
          [
            "There are {n} texts on the {product}: {list}. Which one [do you mean|shall I measure]?",
            "[I found|It could be any of] {list}. Which of [these|the {n}]?",
            "{n} match: {list}. [Please pick one|Which is it].",
            "The {product} has {list}. [Do you want|Is it] the first, or another?",
            "Which text about the {product} is it: {list}?",
            "Before I count: do you mean {list}?",
            "Do you have a particular one in mind? There's {list}.",
          ],
          {
            n: count(drafts as never),
            product,
            list: listed(drafts.map((draft) => `${draft.draft_id} "${draft.title}"`)),
          },
          {
            frames: ["{draft}", "[I mean|Take] {draft}.", "{draft}, please[. Thanks|].", "The one numbered {draft}."],
            slots: { draft: { value: wanted } },
            *solve() {
              const checked = yield* call("content_generator_check_draft", { draft_id: wanted });
              if (!checked.ok) return stuck(checked);
              const { words, sentences } = seen<{ words: number; sentences: number }>(checked);
              return answer(
                [
                  "{draft} has {words} words in {sentences} sentences.",
                  "[That one|It] comes to {words} words, {sentences} sentences.",
                  "Length of {draft}: {words} words. Sentences: {sentences}.",
                  "{words} words, {sentences} sentences[ for {draft}|].",
                ],
                { draft: wanted, words, sentences },
                { required: ["words", "sentences"] },
              );
            },
          },
        );
      },
    };
  },
  frames: [
    "How long is the text about the {product}?",
    "Word count of our {product} draft?",
    "The translator charges by the word. What do we have in the {product} text?",
    "I need to know the length of what was written on the {product}.",
    "Measure the draft for the {product}, please: words and sentences.",
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
              "First {date}: what is there[ at all|]?",
            ],
            values: { date },
          },
        );
        if (!found.ok) return stuck(found);
        const { entries } = seen<Calendar>(found);
        return ask(
          [
            "{date} has {n}: {list}. Which should I move?",
            "[More than one|Not just one] is planned then - {list}. Which of them do you mean?",
            "On {date} I see {list}. [Which one is it|Is it one of these, and which]?",
            "I count {n}, namely {list}. [Tell me which|Which one], please.",
            "Which post is it? I see {list}.",
            "Could you tell me which one? That day has {list}.",
            "Is one of these the post you mean: {list}?",
          ],
          { date, n: count(entries as never), list: listed(entries.map((entry) => `${entry.id} at ${entry.time}`)) },
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
                  "{post} now goes out on {date} at {time}; the others stay.",
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
    "Our post on {date} has to wait; {target}, {time}.",
    "Could the post planned for {date} go out {target} instead? {time}, please.",
    "Something came up for {date}. The post that's queued then should run {target} at {time}.",
    "{date}: reschedule the post, new time {time}, {target}.",
  ],
};

const whichSegment: Scenario<ContentWorld> = {
  family: "which_segment_of_interest",
  skill: "campaign_planning",
  shape: "ambiguous",
  draw(world, random) {
    const interests = world.topics.filter(
      (topic) => world.segments.filter((each) => each.interest === topic).length >= 2,
    );
    if (interests.length === 0) return undefined;
    const interest = random.pick(interests);
    const wanted = random.pick(world.segments.filter((each) => each.interest === interest)).segment_id;
    const draft = random.pick(world.drafts).draft_id;
    const subject = random.pick(world.ideas.subjects);
    return {
      slots: { interest: { value: interest }, draft: { value: draft }, subject: { value: subject } },
      *solve() {
        const found = yield* call(
          "email_builder_find_segments",
          { interest },
          {
            reasons: [
              "Which segment follows {interest}? I look[ it up|].",
              "The group has to be found by its interest, {interest}.",
              "[No segment number|A segment number is missing], so I search for {interest}.",
            ],
            values: { interest },
          },
        );
        if (!found.ok) return stuck(found);
        const { segments } = seen<{ segments: { segment_id: string; name: string; opted_in: number }[] }>(found);
        return ask(
          [
            "{n} segments follow {interest}: {list}. Which should get it?",
            "[It's not just one|There's more than one]: {list}. Whom do you mean?",
            "For {interest} I have {list}. [Which of them|Which]?",
            "Do you mean {list}? All {n} are about {interest}; [one will do|please choose].",
            "Which group shall I take? There's {list}.",
            "To whom exactly? I can offer {list}.",
            "Before I build it: {list}. Whom would you like?",
          ],
          {
            n: count(segments as never),
            interest,
            list: listed(segments.map((each) => `${each.segment_id} "${each.name}" (${each.opted_in})`)),
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
                  "Created {email}; {recipients} people [will see|would see] it once it's sent.",
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
    'Build an email from {draft} to the {interest} people, subject "{subject}".',
    'Turn {draft} into a mailing for everyone who follows {interest}; "{subject}" is the subject line.',
    'Our {interest} group should get {draft} as an email. Could you create it with the subject "{subject}"?',
    'New email: {draft}, "{subject}", segment {interest}.',
    '"{subject}" would be a fine subject for {draft}, I think, so make that an email to the segment interested in {interest}.',
  ],
};

export const recoveries: readonly Scenario<ContentWorld>[] = [
  slotTaken,
  notApproved,
  untracked,
  uncheckedEmail,
  lockedDraft,
];
export const ambiguities: readonly Scenario<ContentWorld>[] = [whichDraft, whichPost, whichSegment];
