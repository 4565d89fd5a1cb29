/** Mailings in several steps: approve, check, send; stop where a check says no. */
import { answer, call, partial, type Scenario } from "../../contract";
import type { ContentWorld } from "../world";
import { clock, day, hour, listed, matching, meant, seen, stuck } from "./parts";
import type { Built, Checks, Scheduled, Segments } from "./seen";

const approveCheckSend: Scenario<ContentWorld> = {
  family: "approve_check_and_send",
  skill: "campaign_planning",
  shape: "chain",
  draw(world, random) {
    const candidates = world.emails.filter((email) => email.status === "draft");
    const email = random.pick(candidates);
    const when = day(world, random, random.int(1, 7));
    const time = hour(random, 6, 19);
    const drafts = world.drafts.map((draft) =>
      draft.draft_id === email.draft_id ? { ...draft, status: "in_review" as const } : draft,
    );
    return {
      world: { ...world, drafts },
      slots: {
        email: { value: email.email_id },
        draft: { value: email.draft_id },
        approval: meant("approved"),
        date: when,
        time: clock(random, time),
      },
      *solve() {
        const approved = yield* call(
          "content_generator_set_status",
          { draft_id: email.draft_id, status: "approved" },
          {
            reasons: [
              "{draft} has your approval, so that is recorded.",
              "[On your word|As you say], {draft} gets approved.",
              "The checks [want|ask for] an approved text, so {draft} is marked now.",
              "On your word {draft} becomes approved.",
              "Your approval of {draft} has to be entered before the checks.",
              "The state of {draft} first, [since|because] the checks look at it.",
            ],
            values: { draft: email.draft_id },
          },
        );
        if (!approved.ok) return stuck(approved);
        const checked = yield* call(
          "email_builder_run_checks",
          { email_id: email.email_id },
          {
            reasons: [
              "The text is approved; now {email} [has to|must] pass its checks.",
              "[Next|Now]: does {email} pass?",
              "An email can only be scheduled after the checks, so those [come|are] next.",
              "{email} next: will it pass?",
              "With an approved text {email} has a chance. Checking.",
              "I run all checks on {email}.",
            ],
            values: { email: email.email_id },
          },
        );
        if (!checked.ok) return stuck(checked);
        const { passed, failures } = seen<Checks>(checked);
        if (!passed)
          return partial(
            [
              "{draft} is approved, but {email} isn't scheduled: {why}.",
              "I stopped before sending. {email} did not pass, because {why}. The approval of {draft} stands.",
              "[Half of it is done|One half is done]: {draft} approved. {email} fails its checks ({why}).",
              "{email} is not sent. The checks say {why}; {draft} itself is approved[ now|].",
            ],
            { draft: email.draft_id, email: email.email_id, why: listed(failures.map((failure) => failure.detail)) },
            { required: ["why"], offers: ["email_builder_schedule_send"] },
          );
        const sent = yield* call(
          "email_builder_schedule_send",
          { email_id: email.email_id, date: when.value, time },
          {
            reasons: [
              "All checks passed, so {email} can be scheduled.",
              "Nothing [holds|is holding] {email} back. Setting the time.",
              "It passed. [The send time is next|Now the send time].",
              "{email} passed, so it gets its date.",
              "No complaint. {email} is scheduled as you said.",
              "Clean result; the date can be set.",
            ],
            values: { email: email.email_id },
          },
        );
        if (!sent.ok) return stuck(sent);
        const { date, recipients } = seen<Scheduled>(sent);
        return answer(
          [
            "{draft} is approved, {email} passed, and it goes to {recipients} people on {date} at {time}.",
            "[Everything went well|All went well] with {email}: approval, checks, and the send on {date}, {time}, to {recipients} recipients.",
            "{draft} is approved, and {email} is scheduled for {date}, {time} ({recipients} recipients); [its checks found nothing|no check complained].",
            "On {date} at {time} {recipients} people get {email}. Its text, {draft}, is approved, and its checks found nothing.",
          ],
          { draft: email.draft_id, email: email.email_id, recipients, date, time },
          { required: ["date", "time", "recipients"] },
        );
      },
    };
  },
  frames: [
    "I've read {draft} and approve it. Check {email} and, if it passes, send it {date} at {time}.",
    "{email} uses {draft}, which I hereby approve. Run the checks; if all is fine, send it {date}, {time}.",
    "Approve {draft}, check {email}, schedule it {date} at {time} - in that order, and stop if something fails.",
    "Is {email} good to go? Its text {draft} has my approval. When the checks are clean it should leave {date} at {time}.",
    "The approval for {draft} came in by phone. Now {email} may run through its checks and, unless they object, go out {date}, {time}.",
    "I approve {draft}, so only the checks of {email} are left. Run them and, if you can, schedule it {date}, {time}.",
    "Please enter my approval of {draft}; then see whether {email} passes, and let it go {date} at {time} when it does.",
  ],
};

const largestSegment: Scenario<ContentWorld> = {
  family: "mail_largest_segment",
  skill: "campaign_planning",
  shape: "chain",
  draw(world, random) {
    const approved = world.drafts.filter((draft) => draft.status === "approved");
    if (approved.length === 0) return undefined;
    const text = random.pick(approved);
    const draft = text.draft_id;
    const interest = world.topics.find((topic) => text.product.endsWith(topic));
    if (interest === undefined) return undefined;
    const groups = world.segments.filter((each) => each.interest === interest);
    const most = Math.max(...groups.map((each) => each.opted_in));
    // "The largest" must be the same group whether people are counted or only those who agreed.
    if (
      groups.some(
        (each) => each.opted_in < most && groups.some((top) => top.opted_in === most && top.contacts <= each.contacts),
      )
    )
      return undefined;
    const subject = random.pick(matching(world, world.ideas.subjects, interest));
    const when = day(world, random, random.int(1, 9));
    const time = hour(random, 6, 19);
    return {
      slots: {
        draft: { value: draft },
        interest: { value: interest },
        subject: { value: subject },
        date: when,
        time: clock(random, time),
      },
      *solve() {
        const found = yield* call(
          "email_builder_find_segments",
          { interest },
          {
            reasons: [
              "[For the recipients|The recipients]: who is interested in a {interest}?",
              'I look for the biggest group around "{interest}" before building [anything|the email].',
              "Which segment is the largest? The list is sorted by that.",
              "To whom? The largest {interest} group.",
              "I need the segment before the email.",
              "Which groups are there for {interest}, and how big?",
            ],
            values: { interest },
          },
        );
        if (!found.ok) return stuck(found);
        const { segments } = seen<Segments>(found);
        const [segment] = segments;
        if (segment === undefined) return partial(["No segment is interested in a {interest}."], { interest });
        const built = yield* call(
          "email_builder_create_email",
          { draft_id: draft, segment_id: segment.segment_id, subject_lines: [{ text: subject }] },
          {
            reasons: [
              'It\'s {segment}, "{name}". Now [I put|to put] {draft} into an email.',
              "The choice is {segment}. Next I build the email from {draft}.",
              ...(segments.length > 1
                ? [
                    "{segment} is the largest with {size} opted in, so the email is built for it.",
                    "On top is {segment} ({size} opted in). [Building the email|The email is next].",
                    "{size} opted in at {segment}, the most of all.",
                    '"{name}" leads with {size}, so they get it.',
                  ]
                : [
                    "{segment} is the only group there, {size} opted in; the email is built for it.",
                    'Only "{name}" came back ({size} opted in), so they get it.',
                    "There is one group, {segment}, with {size} opted in. The email is next.",
                    "No second group to weigh up: {segment} it is, {size} opted in.",
                  ]),
            ],
            values: { segment: segment.segment_id, size: segment.opted_in, name: segment.name, draft },
          },
        );
        if (!built.ok) return stuck(built);
        const { email_id } = seen<Built>(built);
        const checked = yield* call(
          "email_builder_run_checks",
          { email_id },
          {
            reasons: [
              "{email} exists; before it is scheduled it [has to|must] be checked.",
              "[Checks now|Now the checks], as always before a send.",
              "Can {email} go out? The checks decide[ that|].",
              "{email} is built and must be checked now.",
              "Does {email} hold up?",
              "Your condition was a check of {email}.",
            ],
            values: { email: email_id },
          },
        );
        if (!checked.ok) return stuck(checked);
        const { passed, failures } = seen<Checks>(checked);
        if (!passed)
          return partial(
            [
              '{email} is built for {segment} ("{name}"), yet it can\'t be sent: {why}.',
              'I got as far as {email} for "{name}" ({segment}). The checks refuse it because {why}.',
              '{email} for {segment}, "{name}", is [not sent|not scheduled]: {why}. It waits as a draft.',
              'The group is "{name}" ({segment}), but I did not schedule {email}, as its checks found this: {why}.',
            ],
            {
              email: email_id,
              segment: segment.segment_id,
              name: segment.name,
              why: listed(failures.map((failure) => failure.detail)),
            },
            { required: ["email", "why"], offers: ["email_builder_schedule_send"] },
          );
        const sent = yield* call(
          "email_builder_schedule_send",
          { email_id, date: when.value, time },
          {
            reasons: [
              "No failures, so {email} gets its time.",
              "It may be sent. [Next is|Now] the schedule.",
              "{email} is clean[, on to the date|; now the date].",
              "Scheduling {email}, since it passed.",
              "{email} is allowed out now.",
              "The result is clean, so it gets the time you named.",
            ],
            values: { email: email_id },
          },
        );
        if (!sent.ok) return stuck(sent);
        const { date, recipients } = seen<Scheduled>(sent);
        return answer(
          [
            '{email} passed its checks and goes to {segment} ("{name}", {recipients} people) on {date} at {time}.',
            segments.length > 1
              ? '[The largest group|The biggest group] was "{name}" with {recipients} opt-ins. {email} passed its checks and is scheduled for {date}, {time}.'
              : 'The only group was "{name}" with {recipients} opt-ins. {email} passed its checks and is scheduled for {date}, {time}.',
            '{recipients} people in {segment} ("{name}") will get {email}: {date}, {time}. It passed all checks.',
            'Built, checked, scheduled: {email} for {segment}, "{name}", {date} at {time}[, {recipients} recipients|].',
          ],
          { email: email_id, segment: segment.segment_id, name: segment.name, recipients, date, time },
          { required: ["email", "name", "date"] },
        );
      },
    };
  },
  frames: [
    'Email {draft} to our largest {interest} segment, subject "{subject}", {date} at {time}. Check it first.',
    'Which group holds most of our {interest} people? Write to it: text {draft}, subject "{subject}", {date}, {time}, provided the checks pass.',
    'Mailing wanted. Group: the biggest one with interest {interest}. Text: {draft}. Subject: "{subject}". Time: {date}, {time}. Checks before sending.',
    '{draft} deserves a big audience, so take whichever {interest} segment has the most opt-ins and get it out {date} at {time} under the subject "{subject}", once it has been checked.',
    "I'd like \"{subject}\" in the inboxes {date}, {time}. It's the text of {draft}, it goes to the largest group that follows the {interest} topic, and of course it must pass the checks.",
    '"{subject}" to the biggest {interest} crowd we have: text {draft}, {date}, {time}, after the checks.',
    'Of all groups that follow the {interest} topic pick the one with the most consents and mail them {draft} ("{subject}") {date} at {time}. Don\'t forget to check.',
  ],
};

export const flowsSends: readonly Scenario<ContentWorld>[] = [approveCheckSend, largestSegment];
