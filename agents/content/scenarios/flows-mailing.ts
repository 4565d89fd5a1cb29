/** A mailing from nothing to its send. */
import { answer, call, partial, type Scenario } from "../../contract";
import { type ContentWorld, KINDS, TONES } from "../world";
import { clock, day, hour, listed, matching, meant, seen, stuck, worded } from "./parts";
import type { Built, Checks, Scheduled } from "./seen";

const fullMailing: Scenario<ContentWorld> = {
  family: "mailing_from_scratch",
  skill: "copywriting",
  shape: "chain",
  draw(world, random) {
    const campaign = random.pick(world.campaigns);
    const audience = random.pick(world.ideas.audiences);
    const fitting = world.segments.filter((each) => campaign.product.endsWith(each.interest));
    if (fitting.length === 0) return undefined;
    const segment = random.pick(fitting).segment_id;
    const subject = random.pick(matching(world, world.ideas.subjects, campaign.product));
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
        review: meant("in_review"),
        approval: meant("approved"),
      },
      *solve() {
        const made = yield* call(
          "content_generator_create_draft",
          { kind, product: campaign.product, audience, tone, sentences },
          {
            reasons: [
              "The mailing builds on a text about the {product}.",
              "[The mailing has no text yet|The mailing needs a text], so I write one.",
              "The review, the email and the send [build on|wait for] the text, so I write it.",
              "A text on the {product} is what I have to write.",
              "Now the text.",
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
              "Next stop for {draft}: review.",
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
              "{segment} gets an email; {draft} is its text.",
              "Building the email now for {segment}.",
              "With {draft} approved, the email can be built.",
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
              "Does {email} pass? [Let me check|A check will tell].",
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
              "{email} is built[ from {draft}|, text {draft}], but it can't be scheduled, as {why}.",
              "I had to stop at the checks. {email} fails because {why}; {draft} is approved all the same.",
            ],
            { draft: draft_id, email: email_id, why: listed(failures.map((failure) => failure.detail)) },
            { required: ["email", "why"], offers: ["email_builder_schedule_send"] },
          );
        const sent = yield* call(
          "email_builder_schedule_send",
          { email_id, date: when.value, time },
          {
            reasons: [
              "The checks are clean, so {email} gets its slot.",
              "Nothing failed. [Scheduling|I schedule] {email}.",
              "{email} may go. [The question is when|Next: when].",
              "{email} passed; now the date you gave.",
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
            "{email} with the new text {draft}, approved and checked, goes to {recipients} people on {date} at {time}.",
            "[From brief to send|It all went through]: {draft}, approved, then {email}, checked and scheduled for {date}, {time}, {recipients} recipients.",
            "{draft} is written and approved; {email} passed its checks and leaves on {date} at {time} ({recipients} recipients).",
            "{recipients} people in {segment} get {email} on {date}, {time}. It passed its checks; its text is {draft}, approved as you said.",
          ],
          { draft: draft_id, email: email_id, segment, recipients, date, time },
          { required: ["draft", "email", "date"] },
        );
      },
    };
  },
  frames: [
    'Write a {tone} {kind} on the {product} for {audience} ({sentences}), put it through review with my approval, and email it to {segment}, subject "{subject}", {date} at {time}, checks included.',
    "{segment} should hear about the {product} {date}, {time}. There's no text yet: make it a {kind}, {tone}, {sentences}, for {audience}. Move it to review and then to approved, in my name. Subject line \"{subject}\"; don't skip the checks.",
    'Full mailing, please. Text: {kind}, {product}, {audience}, {tone}, {sentences}. Review, approval (yes, from me), email to {segment} with "{subject}", checks, then send it {date}, {time}.',
    "Could you do the whole thing while I'm in meetings? It's for {audience}: {product}, {tone} {kind}, {sentences}; review it and approve it on my behalf; build the email to {segment}, subject \"{subject}\"; after its checks it leaves {date} at {time}.",
    'It should all go out {date} at {time}: a {kind} of {sentences} about the {product} in a {tone} voice that speaks to {audience}, reviewed and with my approval noted, then mailed to {segment} as "{subject}" once it passes.',
    'Nothing exists yet. We want {segment} to get a mail "{subject}" {date} at {time}; inside, a {tone} {kind} about the {product} for {audience}, {sentences}. Put it through review with my approval. Checks as usual.',
  ],
};

export const flowsMailing: readonly Scenario<ContentWorld>[] = [fullMailing];
