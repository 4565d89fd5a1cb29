/** Mailings with one step: building, sending, comparing two. */
import { all, answer, percent, type Scenario } from "../../contract";
import { type ContentWorld, shiftDate } from "../world";
import { agreeOnOpens, clock, day, hour, matching, once, seen, stuck } from "./parts";
import type { Built, Results, Scheduled } from "./seen";

const buildEmail: Scenario<ContentWorld> = {
  family: "email_with_two_subjects",
  skill: "copywriting",
  shape: "complex",
  draw(world, random) {
    const source = random.pick(world.drafts);
    const draft = source.draft_id;
    const segment = random.pick(world.segments).segment_id;
    const [first, second] = random.sample(matching(world, world.ideas.subjects, source.product), 2) as [string, string];
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
                "{email} is built: {recipients} recipients, {share} percent of them for the first subject and {rest} percent for the second.",
                "[The new email|Your email] is {email}: {recipients} recipients, both subject lines included.",
                "[Created|I've created] {email} from {draft} with both subjects. {recipients} people in {segment} would get it.",
                "{recipients} people in {segment} would get {email}, [split|divided] between the two subjects.",
              ],
              { email: built.email_id, recipients: built.recipients, draft, segment, share, rest },
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
        "[To which segment|To whom] shall {draft} go?",
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
        "{rest} won't work: {allowed}. How do you want to split the segment between the two subjects?",
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
                "{email} starts on {date} at {time}. With {recipients} recipients and that limit, [it takes {hours} h|the send takes {hours} h].",
                "{email} is scheduled: {date}, {time}, {recipients} recipients. Hours needed: {hours}.",
                "From {date}, {time}, {email} goes to {recipients} people, within {hours} h.",
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
    "{email}: {date}, {time}, max {limit}/h.",
    "Our shop can't take a rush, so could {email} go out slowly - {limit} each hour - starting {date} at {time}?",
    "{email} should start going out {date}, {time}; {limit} emails an hour is the most we can handle.",
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
        "I can't throttle {email} to {limit} an hour: {allowed} are possible. How many an hour should it be?",
      ],
      allowed: "between a hundred and ten thousand",
    },
  ],
};

const twoResults: Scenario<ContentWorld> = {
  family: "compare_two_mailings",
  skill: "campaign_planning",
  shape: "parallel",
  draw(world, random) {
    const sent = world.emails.filter((each) => each.status === "sent");
    const [one, other] = random.sample(sent, 2);
    if (one === undefined || other === undefined || !agreeOnOpens(one, other)) return undefined;
    const [left, right] = [one.email_id, other.email_id];
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
        const better = a.opened * b.delivered > b.opened * a.delivered ? left : right;
        return answer(
          [
            "{left} was opened by {a} percent, {right} by {b} percent, so {better} did better.",
            "Open rates: {left} {a} percent, {right} {b} percent. [So|Hence] {better} wins.",
            "{a} percent for {left} against {b} percent for {right} - {better} is ahead.",
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
    "Put {right} beside {left} and tell me where the share of people who opened was higher.",
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
              "{email} now goes out on {date} at {time}, to {recipients} people.",
              "[The send is|Send] moved: {email}, {date}, {time} ({recipients} recipients).",
              "New time for {email}: {date}, {time}. It [reaches|goes to] {recipients} people.",
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
    "Please put {email} off and send it {date} at {time}.",
    "Can {email} go out {date} rather than on the day it's planned for? We'd like {time}.",
    "Change of plan - {email} {date} at {time}.",
    "The warehouse isn't stocked yet, so {email} has to wait. New time: {date}, {time}.",
  ],
};

export const mailingSendsScenarios: readonly Scenario<ContentWorld>[] = [
  buildEmail,
  sendChecked,
  twoResults,
  rescheduleSend,
];
