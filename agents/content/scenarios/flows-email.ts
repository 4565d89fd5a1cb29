/** Mailings in several steps: pick who, build, check, send; stop honestly where a check says no. */
import { all, call, partial, percent, type Scenario } from "../../contract";
import { type ContentWorld, KINDS, TONES } from "../world";
import type { Built, Checks, Results, Scheduled, Segments } from "./mailings";
import { answering, clock, day, hour, listed, seen, stuck, worded } from "./parts";

const answer = answering([
  "Results will follow.",
  "Another mailing?",
  "Nothing else went out.",
  "Good luck with it.",
  "Who else needs it?",
  "I'll leave it there.",
  "Tell me in time.",
  "The rest is unchanged.",
]);

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
        date: when,
        time: clock(random, time),
      },
      *solve() {
        const approved = yield* call(
          "content_generator_set_status",
          { draft_id: email.draft_id, status: "approved" },
          {
            reasons: [
              "{draft} has your approval, so that is recorded first.",
              "[First the text|The text first]: {draft} gets approved.",
              "Without an approved text no check [would|can] pass; {draft} is marked now.",
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
              "Not sent. The checks say {why}; {draft} itself is approved[ now|].",
            ],
            { draft: email.draft_id, email: email.email_id, why: listed(failures.map((failure) => failure.detail)) },
            { required: ["why"] },
          );
        const sent = yield* call(
          "email_builder_schedule_send",
          { email_id: email.email_id, date: when.value, time },
          {
            reasons: [
              "All checks passed, so {email} can be scheduled.",
              "Nothing [holds|is holding] {email} back. Setting the time.",
              "It passed. [The send time|What remains] is the last step.",
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
            "[Everything went well|All went well]: approval, checks, and the send on {date}, {time}, to {recipients} recipients.",
            "{email} is scheduled for {date}, {time} ({recipients} recipients); [its checks found nothing|no check complained].",
            "On {date} at {time} {recipients} people get {email}. Its text, {draft}, is approved.",
          ],
          { draft: email.draft_id, email: email.email_id, recipients, date, time },
          { required: ["date", "time", "recipients"] },
        );
      },
    };
  },
  frames: [
    "I've read {draft} and approve it. Check {email} and, if it passes, send it {date} at {time}.",
    "{email} uses {draft}, which I hereby approve. Run the checks; all fine means {date}, {time}.",
    "Approve {draft}, check {email}, schedule {date} {time} - in that order, and stop if something fails.",
    "Is {email} good to go? Its text {draft} has my approval. When the checks are clean it should leave {date} at {time}.",
    "The approval for {draft} came in by phone. Now {email} may run through its checks and, unless they object, go out {date}, {time}.",
    "Since I approve {draft}, only the checks of {email} stand between us and {date}, {time}. Run them and schedule it if you can.",
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
    const draft = random.pick(approved).draft_id;
    const interest = random.pick(world.segments).interest;
    const subject = random.pick(world.ideas.subjects);
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
              "[The recipients come first|Recipients first]: who is interested in a {interest}?",
              'I look for the biggest group around "{interest}" before building [anything|the email].',
              "Which segment is the largest? The list is sorted by that.",
              "To whom? The largest group around {interest}.",
              "I need the segment before the email.",
              "{interest}: which groups are there, and how big?",
            ],
            values: { interest },
          },
        );
        if (!found.ok) return stuck(found);
        const segment = seen<Segments>(found).segments[0];
        if (segment === undefined) return partial(["No segment is interested in {interest}."], { interest });
        const built = yield* call(
          "email_builder_create_email",
          { draft_id: draft, segment_id: segment.segment_id, subject_lines: [{ text: subject }] },
          {
            reasons: [
              "{segment} is the largest with {size} people, so the email is built for it.",
              "On top is {segment} ({size} opted in). [Building the email|The email is next].",
              'It\'s {segment}, "{name}". Now [I put|to put] {draft} into an email.',
              "{size} opted in at {segment}, the most of all.",
              "The choice is {segment}. Next I build the email from {draft}.",
              '"{name}" leads with {size}, so they get it.',
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
              "[Checks first|First the checks], as always before a send.",
              "Can {email} go out? The checks decide[ that|].",
              "All that's built must be checked: {email}.",
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
              "{email} is built for {segment}, yet it can't be sent: {why}.",
              "I got as far as {email}. The checks refuse it because {why}.",
              "[No send so far|Not scheduled]: {why}. {email} for {segment} waits as a draft.",
              "{segment} would be the largest, but with {email} there's a problem - {why}.",
            ],
            { email: email_id, segment: segment.segment_id, why: listed(failures.map((failure) => failure.detail)) },
            { required: ["email", "why"] },
          );
        const sent = yield* call(
          "email_builder_schedule_send",
          { email_id, date: when.value, time },
          {
            reasons: [
              "No failures, so {email} gets its time.",
              "It may be sent. [The last step|What is left]: the schedule.",
              "{email} is clean[, on to the date|; now the date].",
              "Scheduling {email}, since it passed.",
              "{email} is allowed out now.",
              "The result is clean. When? As you said.",
            ],
            values: { email: email_id },
          },
        );
        if (!sent.ok) return stuck(sent);
        const { date, recipients } = seen<Scheduled>(sent);
        return answer(
          [
            '{email} goes to {segment} ("{name}", {recipients} people) on {date} at {time}.',
            '[The largest group|Largest] was "{name}" with {recipients}. {email} is scheduled for {date}, {time}.',
            "{recipients} people in {segment} will get {email}: {date}, {time}. It passed all checks.",
            "Built, checked, scheduled: {email} for {segment}, {date} at {time}[, {recipients} recipients|].",
          ],
          { email: email_id, segment: segment.segment_id, name: segment.name, recipients, date, time },
          { required: ["email", "segment", "date"] },
        );
      },
    };
  },
  frames: [
    'Email {draft} to our largest {interest} segment, subject "{subject}", {date} at {time}. Check it first.',
    'Who are most of our {interest} people? Write to that group: text {draft}, subject "{subject}", {date}, {time}, provided the checks pass.',
    'Mailing wanted. Group: the biggest one with interest {interest}. Text: {draft}. Subject: "{subject}". Time: {time} {date}. Checks before sending.',
    '{draft} deserves a big audience, so take whichever segment on {interest} has the most opt-ins and get it out {date} at {time} under the subject "{subject}", once it has been checked.',
    "I'd like \"{subject}\" in the inboxes {date}, {time}. It's the text of {draft}, it goes to the largest group that follows {interest}, and of course it must pass the checks.",
    '"{subject}" to the biggest crowd we have on {interest}: text {draft}, {date}, {time}, after the checks.',
    'Of all groups that follow {interest} pick the one with most consents and mail them {draft} ("{subject}") {date} at {time}. Don\'t forget to check.',
  ],
};

const winnerSegment: Scenario<ContentWorld> = {
  family: "mail_segment_that_opened_more",
  skill: "campaign_planning",
  shape: "chain",
  draw(world, random) {
    const sent = world.emails.filter((email) => email.status === "sent");
    const [left, right] = random.sample(sent, 2);
    if (left === undefined || right === undefined || left.segment_id === right.segment_id) return undefined;
    const draft = random.pick(world.drafts).draft_id;
    const subject = random.pick(world.ideas.subjects);
    return {
      slots: {
        left: { value: left.email_id },
        right: { value: right.email_id },
        draft: { value: draft },
        subject: { value: subject },
      },
      *solve() {
        const found = yield* all(
          [
            ["email_builder_get_results", { email_id: left.email_id }],
            ["email_builder_get_results", { email_id: right.email_id }],
          ],
          {
            reasons: [
              "Both results are needed, and neither [depends on|waits for] the other.",
              "To compare {left} with {right} I [fetch|ask for] both at once.",
              "Which audience was keener? The two results [tell|will tell].",
              "{left}, {right}: two look-ups, one turn.",
              "The winner is decided by opens, so I get both.",
              "Results first, the new email after that.",
            ],
            values: { left: left.email_id, right: right.email_id },
          },
        );
        const [first, second] = found;
        if (first === undefined || !first.ok || second === undefined || !second.ok)
          return stuck(found.find((each) => !each.ok)!);
        const [a, b] = [seen<Results>(first), seen<Results>(second)];
        const [winner, loser] = a.opened * b.delivered >= b.opened * a.delivered ? [a, b] : [b, a];
        const rates = { best: percent(winner.opened, winner.delivered), other: percent(loser.opened, loser.delivered) };
        const built = yield* call(
          "email_builder_create_email",
          { draft_id: draft, segment_id: winner.segment_id, subject_lines: [{ text: subject }] },
          {
            reasons: [
              "{segment} opened more ({best} percent against {other}), so it gets the new email.",
              "With {best} percent, {winner} wins. Its segment is {segment}.",
              "{best} percent beats {other} percent; I build for {segment}.",
              "{best} against {other}: {segment} it is.",
              "The better half is {segment}.",
              "I go with {segment}, as {winner} had {best} percent.",
            ],
            values: { segment: winner.segment_id, winner: winner.email_id, ...rates },
          },
        );
        if (!built.ok) return stuck(built);
        const { email_id, recipients } = seen<Built>(built);
        return answer(
          [
            "{segment} was keener, {best} percent against {other}. {email} is built for its {recipients} people.",
            "[New email|The new one]: {email}, {recipients} recipients in {segment}, which opened {winner} at {best} percent.",
            "{winner} won with {best} percent opens, so {email} addresses {segment} ({recipients} recipients).",
            "Opened by {best} percent here and {other} percent there: [the choice is|that makes it] {segment}. {email} is ready as a draft.",
          ],
          { segment: winner.segment_id, winner: winner.email_id, email: email_id, recipients, ...rates },
          { required: ["segment", "email", "best"] },
        );
      },
    };
  },
  frames: [
    'Look at {left} and {right}. Whichever segment opened more should get {draft} as a new email, subject "{subject}".',
    'Who was more curious, the readers of {left} or those of {right}? Build the next mailing for them from {draft}, with "{subject}" as its subject.',
    '{left} / {right}: higher open rate wins -> new email, {draft}, "{subject}", same segment as the winner.',
    'Our next mailing is {draft} under the line "{subject}". I want to send it to the better half: compare the opens of {left} with {right} and build it for that segment.',
    'We have two groups and budget for one. Decide by the open rates of {left} and {right}, then create the email from {draft} - "{subject}" - for the group that did better.',
    'Where was the open rate higher, {left} or {right}? That segment is to receive {draft}, subject "{subject}"; build it.',
    'Take the winner of {left} and {right} by opens and make its segment the target of a new email from {draft} named "{subject}".',
  ],
};

const consentBlocked: Scenario<ContentWorld> = {
  family: "segment_lacks_consent",
  skill: "campaign_planning",
  shape: "chain",
  draw(world, random) {
    const weak = world.segments.filter((segment) => segment.opted_in < 0.6 * segment.contacts);
    if (weak.length === 0) return undefined;
    const segment = random.pick(weak);
    const model = random.pick(world.emails.filter((email) => email.status === "draft"));
    const emails = world.emails.map((email) =>
      email.email_id === model.email_id ? { ...email, segment_id: segment.segment_id } : email,
    );
    return {
      world: { ...world, emails },
      slots: { email: { value: model.email_id }, interest: { value: segment.interest } },
      *solve() {
        const checked = yield* call(
          "email_builder_run_checks",
          { email_id: model.email_id, checks: ["consent"] },
          {
            reasons: [
              "Is there enough consent? [That|This one] check is all I need[ now|].",
              "The consent check on {email} [comes|is] first.",
              "I start with what may stop {email}: missing consent.",
              "You ask about consent, so only that is checked.",
              "{email}: did enough people agree?",
              "Consent first; the other groups only matter if it fails.",
            ],
            values: { email: model.email_id },
          },
        );
        if (!checked.ok) return stuck(checked);
        const { failures } = seen<Checks>(checked);
        const why = failures[0]?.detail;
        if (why === undefined) return answer(["{email} has enough consent."], { email: model.email_id });
        const found = yield* call(
          "email_builder_find_segments",
          { interest: segment.interest },
          {
            reasons: [
              "It fails: {why}. So I look who else likes a {interest}.",
              "Since {why}, [another group|other groups] on {interest} may serve.",
              "Not enough consent. [Alternatives|Other segments] for {interest} are next.",
              "{why}, so who else is there for {interest}?",
              "Others interested in a {interest} might have agreed in larger numbers.",
              "That's a no. Looking for another {interest} group.",
            ],
            values: { why, interest: segment.interest },
          },
        );
        if (!found.ok) return stuck(found);
        const others = seen<Segments>(found).segments.filter((each) => each.opted_in >= 0.6 * each.contacts);
        return others.length === 0
          ? partial(
              [
                "{email} lacks consent ({why}), and no other {interest} segment has enough of it.",
                "[It can't go out|{email} can't go out]: {why}. I found no alternative for {interest} either.",
                "There is no way to send it now. {why}, and the other groups on {interest} don't help.",
              ],
              { email: model.email_id, why, interest: segment.interest },
              { required: ["why"] },
            )
          : answer(
              [
                "{email} fails on consent: {why}. You could use {list} instead.",
                "Too little consent, {why}. [With the same interest|Same interest], and enough opt-ins: {list}.",
                "No: {why}. [Better|A better choice]: {list}.",
                "Consent is missing ({why}). {list} would be allowed.",
              ],
              {
                email: model.email_id,
                why,
                list: listed(others.map((each) => `${each.segment_id} (${each.opted_in} of ${each.contacts})`)),
              },
              { required: ["why", "list"] },
            );
      },
    };
  },
  frames: [
    "Check the consent for {email}. If it's too low, which other {interest} segments could we write to?",
    "May we send {email} as far as consent goes? Should the answer be no, list the groups interested in {interest}.",
    "{email}: consent check; if it fails -> alternatives with interest {interest}.",
    "Legal is nervous about consent in {email}. Find out, and in case they're right, see who else follows {interest}.",
    "I'm not sure that enough people agreed to get {email}. Test the consent; I'd need another {interest} group where it isn't sufficient.",
    "Does {email} fail on consent? In that event I'd like other groups around {interest} to choose from.",
    "Consent in {email}, please. And, in case there isn't enough of it, who else likes a {interest}?",
  ],
};

const fullMailing: Scenario<ContentWorld> = {
  family: "mailing_from_scratch",
  skill: "copywriting",
  shape: "chain",
  draw(world, random) {
    const campaign = random.pick(world.campaigns);
    const audience = random.pick(world.ideas.audiences);
    const segment = random.pick(world.segments).segment_id;
    const subject = random.pick(world.ideas.subjects);
    const tone = random.pick(TONES);
    const sentences = random.int(3, 9);
    const kind = random.pick(KINDS.filter((each) => each === "newsletter"));
    const when = day(world, random, random.int(2, 9));
    const time = hour(random, 6, 19);
    return {
      slots: {
        product: { value: campaign.product },
        audience: { value: audience },
        segment: { value: segment },
        subject: { value: subject },
        tone: { value: tone },
        kind: worded(kind),
        sentences: { value: sentences, text: [`${sentences} sentences`] },
        date: when,
        time: clock(random, time),
      },
      *solve() {
        const made = yield* call(
          "content_generator_create_draft",
          { kind, product: campaign.product, audience, tone, sentences },
          {
            reasons: [
              "It all begins with the text about the {product}.",
              "[No text exists yet|There is no text yet], so writing one is the first step.",
              "First I write; the review, the email and the send [build on it|come after].",
              "The {product} has no text yet; I write it.",
              "Text first.",
              "Without a draft there is no mailing, so here goes.",
            ],
            values: { product: campaign.product },
          },
        );
        if (!made.ok) return stuck(made);
        const { draft_id, words } = seen<{ draft_id: string; words: number }>(made);
        const review = yield* call(
          "content_generator_set_status",
          { draft_id, status: "in_review" },
          {
            reasons: [
              "{draft} ({words} words) goes into review.",
              "A draft can't be approved at once; {draft} enters review.",
              "[Written|It's written]: {draft}. Now its review.",
              "{draft} is there. Into review with it.",
              "Next station for {draft}: review.",
              "The text, {draft}, needs its review.",
            ],
            values: { draft: draft_id, words },
          },
        );
        if (!review.ok) return stuck(review);
        const approved = yield* call(
          "content_generator_set_status",
          { draft_id, status: "approved" },
          {
            reasons: [
              "You approve it, so I record that for {draft}.",
              "[With your approval|Your approval given], {draft} moves on.",
              "{draft} is in review and may be approved, as you [said|told me].",
              "Approved by you: {draft}.",
              "I mark {draft} as approved, as agreed.",
              "{draft} gets the approval that you announced.",
            ],
            values: { draft: draft_id },
          },
        );
        if (!approved.ok) return stuck(approved);
        const built = yield* call(
          "email_builder_create_email",
          { draft_id, segment_id: segment, subject_lines: [{ text: subject }] },
          {
            reasons: [
              "The text is approved; time to build the email for {segment}.",
              "Next the email: {draft} to {segment}.",
              "{draft} is ready to be put into an email.",
              "{segment} is waiting for an email; {draft} fills it.",
              "Building it now for {segment}.",
              "From {draft} to an email is one step.",
            ],
            values: { draft: draft_id, segment },
          },
        );
        if (!built.ok) return stuck(built);
        const { email_id } = seen<Built>(built);
        const checked = yield* call(
          "email_builder_run_checks",
          { email_id },
          {
            reasons: [
              "{email} has to be checked before it's scheduled.",
              "Does {email} pass? I [check|have to check].",
              "Checks for {email}, [then|and after that] the time.",
              "{email} is built. Will it pass?",
              "As always, checks come before a date.",
              "I check {email}.",
            ],
            values: { email: email_id },
          },
        );
        if (!checked.ok) return stuck(checked);
        const { passed, failures } = seen<Checks>(checked);
        if (!passed)
          return partial(
            [
              "{draft} is written and approved and {email} is built, but the checks stop it: {why}.",
              "[Nearly there|Almost done]: {email} (text {draft}) can't be scheduled, as {why}.",
              "I had to stop at the checks. {email} fails because {why}; {draft} is approved all the same.",
            ],
            { draft: draft_id, email: email_id, why: listed(failures.map((failure) => failure.detail)) },
            { required: ["email", "why"] },
          );
        const sent = yield* call(
          "email_builder_schedule_send",
          { email_id, date: when.value, time },
          {
            reasons: [
              "The checks are clean, so {email} gets its slot.",
              "Nothing failed. [Scheduling|I schedule] {email}.",
              "{email} may go. [Last step|The last step]: when.",
              "{email} passed; the date is yours.",
              "Now {email} gets the hour you named.",
              "Scheduling what has passed: {email}.",
            ],
            values: { email: email_id },
          },
        );
        if (!sent.ok) return stuck(sent);
        const { date, recipients } = seen<Scheduled>(sent);
        return answer(
          [
            "{email} with the new text {draft} goes to {recipients} people on {date} at {time}.",
            "[From brief to send|It all went through]: {draft}, then {email}, scheduled for {date}, {time}, {recipients} recipients.",
            "{draft} is written and approved; {email} passed its checks and leaves on {date} at {time} ({recipients} recipients).",
            "{recipients} people in {segment} get {email} on {date}, {time}. Its text is {draft}.",
          ],
          { draft: draft_id, email: email_id, segment, recipients, date, time },
          { required: ["draft", "email", "date"] },
        );
      },
    };
  },
  frames: [
    'Write a {tone} {kind} on the {product} for {audience} ({sentences}), put it through review with my approval, and email it to {segment}, subject "{subject}", {date} at {time}, checks included.',
    "{segment} should hear about the {product} {date}, {time}. There's no text yet: make it a {kind}, {tone}, {sentences}, for {audience}. It can count as approved by me after review. Subject line \"{subject}\"; don't skip the checks.",
    'Full mailing, please. Text: {kind}, {product}, {audience}, {tone}, {sentences}. Review, approval (yes, from me), email to {segment} with "{subject}", checks, then send {date} {time}.',
    'Could you do the whole thing while I\'m in meetings? {audience}, {product}, {tone} {kind}, {sentences}; review it and approve it on my behalf; build the email to {segment} called "{subject}"; after its checks it leaves {date} at {time}.',
    'I need it all by {time} {date}: a {kind} of {sentences} about the {product} in a {tone} voice that speaks to {audience}, reviewed and with my approval noted, then mailed to {segment} as "{subject}" once it passes.',
    'Nothing exists yet. We want {segment} to get a mail "{subject}" {date} at {time}; inside, a {tone} {kind} about the {product} for {audience}, {sentences}. You have my approval for it after review. Checks as usual.',
  ],
};

export const emailFlows: readonly Scenario<ContentWorld>[] = [
  approveCheckSend,
  largestSegment,
  winnerSegment,
  consentBlocked,
  fullMailing,
];
