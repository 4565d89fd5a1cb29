/** Emails with one step: who gets them, what they are built from, checks, sending, results. */
import { all, percent, type Scenario } from "../../contract";
import { type ContentWorld, REGIONS, shiftDate } from "../world";
import { answering, clock, day, hour, listed, once, seen, stuck } from "./parts";

const answer = answering([
  "Shall I compare it?",
  "Any other group?",
  "Tell me in time.",
  "More numbers?",
  "I can look further.",
  "Is that enough?",
  "Others on request.",
  "It's up to you.",
]);

export type Segments = {
  readonly segments: readonly {
    readonly segment_id: string;
    readonly name: string;
    readonly opted_in: number;
    readonly contacts: number;
  }[];
  readonly total: number;
};
export type Results = {
  readonly email_id: string;
  readonly segment_id: string;
  readonly subject: string;
  readonly delivered: number;
  readonly opened: number;
  readonly clicked: number;
  readonly unsubscribed: number;
};
export type Checks = {
  readonly passed: boolean;
  readonly failures: readonly { readonly check: string; readonly detail: string }[];
};
export type Built = { readonly email_id: string; readonly recipients: number };
export type Scheduled = {
  readonly date: string;
  readonly time: string;
  readonly recipients: number;
  readonly hours_needed: number;
};

const segmentSearch: Scenario<ContentWorld> = {
  family: "segment_search",
  skill: "campaign_planning",
  shape: "single",
  draw(world, random) {
    const model = random.pick(world.segments);
    const least = random.int(1, 12) * 50;
    const region = random.chance(0.7) ? model.region : random.pick(REGIONS);
    return {
      slots: { interest: { value: model.interest }, region: { value: region }, least: { value: least } },
      solve: () =>
        once<Segments>(
          "email_builder_find_segments",
          { interest: model.interest, region, min_opted_in: least },
          ({ segments, total }) =>
            total === 0
              ? answer(
                  [
                    "No segment in the {region} [comes|is] close to that size for {interest}.",
                    "[There's none|None]: for {interest} in the {region} I see no segment that large.",
                    "I looked in the {region}, and nobody there is grouped under {interest} [in such numbers|with enough consents].",
                  ],
                  { region, interest: model.interest },
                )
              : answer(
                  [
                    "[Segments that fit|Fitting segments] ({total}): {list}.",
                    "In the {region} [there is|you have] {list}. [Number of matches|Matches]: {total}.",
                    "{list} - with the largest first ({total} found).",
                    "For {interest} you could [use|write to] {list}; {total} in all.",
                  ],
                  {
                    total,
                    region,
                    interest: model.interest,
                    list: listed(
                      segments.map((each) => `${each.segment_id} "${each.name}" (${each.opted_in} opted in)`),
                    ),
                  },
                  { required: ["list"] },
                ),
        ),
    };
  },
  frames: [
    "Which segments in the {region} care about a {interest} and have at least {least} people opted in?",
    "Segments: {interest}, {region}, {least}+ consents.",
    "I'd like to mail those who follow the {interest} topic. Only the {region} and only groups with {least} or more opt-ins, please.",
    "Is there anybody to write to in the {region} about our new {interest}? A group below {least} consents isn't worth it.",
    "Find me a mailing group - minimum {least} opted in, region {region}, interest {interest}.",
  ],
  invalid: [
    {
      slot: "region",
      tool: "email_builder_find_segments",
      parameter: "region",
      draw: (_, random) => ({ value: random.pick(["coast", "highlands", "capital", "border", "islands"]) }),
      explain: [
        "Segments are split into {allowed}; {region} isn't a region of its own. Which do you want?",
        "I can't filter by {region}. [Try|There is] {allowed} - which one fits the {interest} mailing?",
        "{region} is unknown as a region; it's {allowed}. Where should I look?",
      ],
      allowed: "north, south, east and west",
    },
  ],
};

const results: Scenario<ContentWorld> = {
  family: "email_results",
  skill: "campaign_planning",
  shape: "single",
  draw(world, random) {
    const email = random.pick(world.emails.filter((each) => each.status === "sent")).email_id;
    return {
      slots: { email: { value: email } },
      solve: () =>
        once<Results>("email_builder_get_results", { email_id: email }, (got) =>
          answer(
            [
              "{email} reached {delivered} people; {opened} opened it ({rate} percent) and {clicked} clicked.",
              "Of {delivered} delivered, {opened} were opened. [That's|This is] {rate} percent, with {clicked} clicks and {left} who unsubscribed.",
              "[Open rate|Its open rate is] {rate} percent: {opened} out of {delivered}. Clicks: {clicked}.",
              "Delivered {delivered}, opened {opened}, clicked {clicked}. So {rate} percent [had a look|opened it].",
              '"{subject}" was opened by {opened} of the {delivered} who got it, {rate} percent, and {clicked} followed a link.',
            ],
            {
              email,
              subject: got.subject,
              delivered: got.delivered,
              opened: got.opened,
              clicked: got.clicked,
              left: got.unsubscribed,
              rate: percent(got.opened, got.delivered),
            },
            { required: ["opened", "rate"] },
          ),
        ),
      follow: ([first]) => {
        if (first === undefined || !first.ok) return [];
        const got = first.value as unknown as Results;
        return [
          {
            frames: [
              "And how many [left|unsubscribed]?",
              "Did anyone unsubscribe[ because of it|]?",
              "What about [people leaving the list|unsubscribes]?",
            ],
            slots: {},
            *solve() {
              return answer(
                [
                  "{left} [did|unsubscribed].",
                  "[The figure for that|That figure] is {left}.",
                  "Unsubscribed after this email: {left}.",
                ],
                { left: got.unsubscribed },
              );
            },
          },
        ];
      },
    };
  },
  frames: [
    "How did {email} do?",
    "I need the open rate of {email} for the Monday report[, and the clicks|].",
    "{email} - delivered, opened, clicked?",
    "Was {email} worth the effort? Show me its numbers and what share of people opened it.",
    "The subject line of {email} was a bet. Tell me whether people opened it, and how many.",
  ],
  missing: [
    {
      slot: "email",
      frames: [
        "How did our last email do?",
        "What's the open rate of that mailing?",
        "Can you show me how many people opened the email?",
      ],
      ask: [
        "Which email [is it|do you mean]? [I need|Please give me] the EM number.",
        "We've sent more than one. [What's the identifier|Do you know the EM number]?",
        "[Sure|Certainly], for which mailing? Its identifier begins with EM.",
      ],
      reply: ["{email}", "The number is {email}.", "I think it was {email}."],
    },
  ],
};

const checkEmail: Scenario<ContentWorld> = {
  family: "email_checks",
  skill: "copywriting",
  shape: "single",
  draw(world, random) {
    const email = random.pick(world.emails.filter((each) => each.status === "draft")).email_id;
    return {
      slots: { email: { value: email } },
      solve: () =>
        once<Checks>("email_builder_run_checks", { email_id: email }, ({ passed, failures }) =>
          passed
            ? answer(
                [
                  "{email} passed everything [and|so it] can be scheduled.",
                  "[All clear|No complaints] for {email}; you may send it.",
                  "The checks on {email} found nothing, so it is ready to go out.",
                ],
                { email },
              )
            : answer(
                [
                  "{email} isn't ready: {why}.",
                  "[It did not pass|Not passed]. [The reason|Reason]: {why}.",
                  "{why} - until that is [fixed|settled], {email} can't be scheduled.",
                  "The checks stopped {email} because of this: {why}.",
                  "Failed [so far|for now], as {why}.",
                ],
                { email, why: listed(failures.map((failure) => failure.detail)) },
                { required: ["why"] },
              ),
        ),
    };
  },
  frames: [
    "Is {email} ready to be sent?",
    "Run the pre-send checks on {email}.",
    "{email} - all checks, please.",
    "Somebody wants {email} out today. Has it got a fault that would stop us?",
    "Before we schedule {email}, see if it passes.",
  ],
};

const partialChecks: Scenario<ContentWorld> = {
  family: "email_selected_checks",
  skill: "copywriting",
  shape: "single",
  draw(world, random) {
    const email = random.pick(world.emails.filter((each) => each.status === "draft")).email_id;
    const [first, second] = random.sample(["subject", "draft", "consent"], 2) as [string, string];
    return {
      slots: { email: { value: email }, first: { value: first }, second: { value: second } },
      solve: () =>
        once<Checks>(
          "email_builder_run_checks",
          { email_id: email, checks: [first, second] },
          ({ passed, failures }) =>
            passed
              ? answer(
                  [
                    "{first} and {second} are fine for {email}; the full run is still to be done.",
                    "[Both|Each] passed. {email} [has yet to|still has to] go through all checks before it's scheduled.",
                    "No objection to {first} or {second} in {email}[, though that wasn't the whole list|].",
                  ],
                  { email, first, second },
                  { required: [] },
                )
              : answer(
                  [
                    "[Looking only at|Just] {first} and {second}: {why}.",
                    "{email} has a problem there - {why}.",
                    "{why}. [I left out the rest|The rest was left out].",
                  ],
                  { email, first, second, why: listed(failures.map((failure) => failure.detail)) },
                  { required: ["why"] },
                ),
        ),
    };
  },
  frames: [
    "Only check {first} and {second} of {email}.",
    "For {email} I'd like the {first} check and the {second} check, not the others.",
    "{email}: {first}, {second}?",
    "We changed something in {email}, so test the {first} part again as well as {second}.",
    "Does {email} get past {first} and past {second}? The third check can wait.",
  ],
};

const buildEmail: Scenario<ContentWorld> = {
  family: "email_with_two_subjects",
  skill: "copywriting",
  shape: "complex",
  draw(world, random) {
    const draft = random.pick(world.drafts).draft_id;
    const segment = random.pick(world.segments).segment_id;
    const [first, second] = random.sample(world.ideas.subjects, 2) as [string, string];
    const share = random.int(2, 8) * 10;
    const rest = 100 - share;
    return {
      slots: {
        draft: { value: draft },
        segment: { value: segment },
        first: { value: first },
        second: { value: second },
        share: { value: share, text: [`${share} percent`, `${share}%`] },
        rest: { value: rest, text: [`${rest} percent`, `${rest}%`] },
      },
      solve: () =>
        once<Built>(
          "email_builder_create_email",
          {
            draft_id: draft,
            segment_id: segment,
            subject_lines: [
              { text: first, share },
              { text: second, share: rest },
            ],
          },
          (built) =>
            answer(
              [
                "{email} is built; it will go to {recipients} people.",
                "[The new email|Your email] is {email}: {recipients} recipients, both subject lines included.",
                "[Created|I've created] {email} from {draft}. {segment} [means|makes] {recipients} recipients.",
                "{recipients} people in {segment} would get {email}, [split|divided] between the two subjects.",
              ],
              { email: built.email_id, recipients: built.recipients, draft, segment },
              { required: ["email", "recipients"] },
            ),
        ),
    };
  },
  frames: [
    'Build an email from {draft} for {segment}: {share} get "{first}", {rest} get "{second}".',
    'I can\'t decide between "{first}" and "{second}". Make a mailing of {draft} to {segment} in which the first has {share} and the second {rest}.',
    'New email / text {draft} / segment {segment} / subject A "{first}" {share} / subject B "{second}" {rest}',
    'Please turn {draft} into an email to {segment}. Subject lines: "{first}" ({share}) and "{second}" ({rest}).',
    '{segment} should receive {draft} by email. Could you test two subjects on them, "{first}" with {share} and then "{second}" with {rest}?',
  ],
  missing: [
    {
      slot: "segment",
      frames: [
        'Build an email from {draft}: {share} get "{first}", {rest} get "{second}".',
        'Turn {draft} into a mailing with two subjects, "{first}" ({share}) and "{second}" ({rest}).',
      ],
      ask: [
        "Who should get it? [Please name|I need] the segment.",
        "[To which segment|Which segment] shall {draft} go?",
        "Text and subjects are clear; the recipients aren't. Which SEG number is it?",
      ],
      reply: ["{segment}", "Send it to {segment}.", "{segment}, please."],
    },
  ],
  invalid: [
    {
      slot: "rest",
      tool: "email_builder_create_email",
      parameter: "subject_lines",
      draw: (_, random) => {
        const rest = random.int(101, 180);
        return { value: rest, text: [`${rest} percent`, `${rest}%`] };
      },
      explain: [
        '{rest} can\'t be: {allowed}. How do you want to split "{first}" and "{second}"?',
        "The split doesn't work, since {allowed}, and {rest} is [beyond|more than] that. What shares shall I use?",
        "[I can't give|No subject can have] {rest}; {allowed}. Which shares did you have in mind?",
      ],
      allowed: "the shares have to add up to the whole segment",
    },
  ],
};

const sendChecked: Scenario<ContentWorld> = {
  family: "send_with_hourly_limit",
  skill: "campaign_planning",
  shape: "complex",
  draw(world, random) {
    const email = random.pick(world.emails.filter((each) => each.status === "draft"));
    const checked = world.emails.map((each) => (each === email ? { ...each, status: "checked" as const } : each));
    const when = day(world, random, random.int(1, 9));
    const [time, limit] = [hour(random, 6, 19), random.int(2, 30) * 100];
    return {
      world: { ...world, emails: checked },
      slots: { email: { value: email.email_id }, date: when, time: clock(random, time), limit: { value: limit } },
      solve: () =>
        once<Scheduled>(
          "email_builder_schedule_send",
          { email_id: email.email_id, date: when.value, time, hourly_limit: limit },
          (sent) =>
            answer(
              [
                "{email} starts on {date} at {time}; {recipients} recipients at that pace. Hours until [done|the last one has it]: {hours}.",
                "[Scheduled|It is scheduled]: {date}, {time}, {recipients} recipients. Hours needed: {hours}.",
                "From {date}, {time}, {email} goes to {recipients} people, over a time of {hours} h.",
                "{recipients} people will get {email}, starting {date} at {time} and [lasting|running for] {hours} h.",
              ],
              {
                email: email.email_id,
                date: sent.date,
                time: sent.time,
                recipients: sent.recipients,
                hours: sent.hours_needed,
              },
              { required: ["date", "time", "hours"] },
            ),
        ),
    };
  },
  frames: [
    "Send {email} {date} at {time}, no more than {limit} an hour.",
    "{email} has passed its checks. Please schedule it {date}, {time}, with a limit of {limit} per hour so that support can cope.",
    "{email}: {date} {time}, max {limit}/h.",
    "Our shop can't take a rush, so could {email} go out slowly - {limit} each hour - starting at {time} {date}?",
    "When it's {time} {date}, {email} should start going out; {limit} emails an hour is the most we can handle.",
  ],
  invalid: [
    {
      slot: "limit",
      tool: "email_builder_schedule_send",
      parameter: "hourly_limit",
      draw: (_, random) => ({ value: random.int(5, 95) }),
      explain: [
        "{limit} an hour is too slow for the sender; it does {allowed}. What pace for {email}?",
        "[The hourly limit|That limit] has to be {allowed}, not {limit}. Which number shall I take?",
        "I can't throttle {email} to {limit}: {allowed} are possible. How many should it be?",
      ],
      allowed: "a hundred to ten thousand",
    },
  ],
};

const twoResults: Scenario<ContentWorld> = {
  family: "compare_two_mailings",
  skill: "campaign_planning",
  shape: "parallel",
  draw(world, random) {
    const sent = world.emails.filter((each) => each.status === "sent");
    const [left, right] = random.sample(sent, 2).map((each) => each.email_id);
    if (left === undefined || right === undefined) return undefined;
    return {
      slots: { left: { value: left }, right: { value: right } },
      *solve() {
        const found = yield* all([
          ["email_builder_get_results", { email_id: left }],
          ["email_builder_get_results", { email_id: right }],
        ]);
        const [first, second] = found;
        if (first === undefined || !first.ok || second === undefined || !second.ok)
          return stuck(found.find((each) => !each.ok)!);
        const [a, b] = [seen<Results>(first), seen<Results>(second)];
        const better = a.opened * b.delivered >= b.opened * a.delivered ? left : right;
        return answer(
          [
            "{better} did better: {left} was opened by {a} percent and {right} by {b} percent.",
            "Open rates: {left} {a} percent, {right} {b} percent. [So|Hence] {better} wins.",
            "{a} percent against {b} percent - {better} is ahead.",
            "[Going by|By] opens, {better}. ({left}: {a} percent; {right}: {b} percent.)",
          ],
          { better, left, right, a: percent(a.opened, a.delivered), b: percent(b.opened, b.delivered) },
          { required: ["better", "a", "b"] },
        );
      },
    };
  },
  frames: [
    "Which was opened more, in percent, {left} or {right}?",
    "Compare the open rates of {left} and {right}.",
    "{left} vs {right}: open rate?",
    "We argued about subject lines again. {left} had the sober one, {right} the funny one - who won on opens?",
    "Put the results of {right} beside those of {left} and tell me where the share of people who opened was higher.",
  ],
};

const rescheduleSend: Scenario<ContentWorld> = {
  family: "reschedule_send",
  skill: "campaign_planning",
  shape: "single",
  draw(world, random) {
    const email = random.pick(world.emails.filter((each) => each.status === "draft"));
    const planned = {
      status: "scheduled" as const,
      date: shiftDate(world.today, random.int(1, 3)),
      time: hour(random, 6, 19),
    };
    const when = day(world, random, random.int(4, 12));
    const time = hour(random, 6, 19);
    return {
      world: { ...world, emails: world.emails.map((each) => (each === email ? { ...each, ...planned } : each)) },
      slots: { email: { value: email.email_id }, date: when, time: clock(random, time) },
      solve: () =>
        once<Scheduled>("email_builder_schedule_send", { email_id: email.email_id, date: when.value, time }, (sent) =>
          answer(
            [
              "{email} will go out on {date} at {time} now, to {recipients} people.",
              "[The send is|Send] moved: {email}, {date}, {time} ({recipients} recipients).",
              "New time for {email}: {date}, {time}. It still [reaches|goes to] {recipients} people.",
              "[Changed|That's changed]. {recipients} recipients get {email} on {date}, {time}.",
            ],
            { email: email.email_id, date: sent.date, time: sent.time, recipients: sent.recipients },
            { required: ["date", "time"] },
          ),
        ),
    };
  },
  frames: [
    "{email} is scheduled too early. Send it {date} at {time}.",
    "Please put {email} off; {date}, {time}.",
    "Can {email} go out {date} rather than on the day it's planned for? {time} would be good.",
    "Change of plan - {email} {date} at {time}.",
    "The warehouse isn't stocked yet, so {email} has to wait until it's {time} {date}.",
  ],
};

export const mailingScenarios: readonly Scenario<ContentWorld>[] = [
  segmentSearch,
  results,
  checkEmail,
  partialChecks,
  buildEmail,
  sendChecked,
  twoResults,
  rescheduleSend,
];
