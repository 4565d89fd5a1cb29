/** Mailings that depend on who opened or who agreed. */
import { all, answer, call, partial, percent, type Scenario } from "../../contract";
import type { ContentWorld } from "../world";
import { agreeOnOpens, hasConsent, listed, matching, seen, stuck } from "./parts";
import type { Built, Checks, Results, Segments } from "./seen";

const winnerSegment: Scenario<ContentWorld> = {
  family: "mail_segment_that_opened_more",
  skill: "campaign_planning",
  shape: "chain",
  draw(world, random) {
    const sent = world.emails.filter((email) => email.status === "sent");
    const [left, right] = random.sample(sent, 2);
    if (left === undefined || right === undefined || left.segment_id === right.segment_id) return undefined;
    if (!agreeOnOpens(left, right)) return undefined;
    const text = random.pick(world.drafts);
    const draft = text.draft_id;
    const subject = random.pick(matching(world, world.ideas.subjects, text.product));
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
              "To compare {left} with {right} I [fetch|ask for] both.",
              "Which audience was keener? The two results [tell|will tell].",
              "I need the numbers of {left} and of {right}.",
              "The winner is decided by opens, so I get both.",
              "The results come before the new email.",
            ],
            values: { left: left.email_id, right: right.email_id },
          },
        );
        const [first, second] = found;
        if (first === undefined || !first.ok || second === undefined || !second.ok)
          return stuck(found.find((each) => !each.ok)!);
        const [a, b] = [seen<Results>(first), seen<Results>(second)];
        const [winner, loser] = a.opened * b.delivered > b.opened * a.delivered ? [a, b] : [b, a];
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
              "The keener readers are those of {segment}.",
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
            "[New email|The new email]: {email}, {recipients} recipients in {segment}, which opened {winner} at {best} percent.",
            "{winner} won with an open rate of {best} percent, so {email} addresses {segment} ({recipients} recipients).",
            "{winner} was opened by {best} percent, the other by {other}: [the choice is|that makes it] {segment}. {email} is ready as a draft.",
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
    'Our next mailing is {draft} under the line "{subject}". I want to send it where the interest is greater: compare the opens of {left} with {right} and build it for the segment that wins.',
    'We have two groups and budget for one. Decide by the open rates of {left} and {right}, then create the email from {draft} - "{subject}" - for the group that did better.',
    'Where was the open rate higher, {left} or {right}? That segment is to receive {draft}, subject "{subject}"; build it.',
    'Take the winner of {left} and {right} by opens and make its segment the target of a new email from {draft} with the subject "{subject}".',
  ],
};

const consentBlocked: Scenario<ContentWorld> = {
  family: "segment_lacks_consent",
  skill: "campaign_planning",
  shape: "chain",
  draw(world, random) {
    const weak = world.segments.filter((segment) => !hasConsent(segment));
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
              "The consent check on {email} [tells|will tell].",
              "What may stop {email} is missing consent, so I check that.",
              "You ask about consent, so only that is checked.",
              "{email}: did enough people agree?",
              "I check the consent; the other groups only matter if it fails.",
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
              "It fails: {why}. So I check who else likes a {interest}.",
              "Since {why}, [another group|other groups] on {interest} may serve.",
              'Not enough consent. [Alternatives|Other segments] for "{interest}" are next.',
              "Who else is there for {interest}? Here {why}.",
              "Others interested in a {interest} might have agreed in larger numbers.",
              "That's a no. Looking for another {interest} group.",
            ],
            values: { why, interest: segment.interest },
          },
        );
        if (!found.ok) return stuck(found);
        const { segments } = seen<Segments>(found);
        const others = segments.filter(hasConsent);
        const own = segments.find((each) => why.includes(`${each.opted_in} of ${each.contacts} `));
        const weak = segments.filter((each) => each !== own);
        return others.length === 0
          ? partial(
              weak.length === 0
                ? [
                    "{email} lacks consent ({why}), and its own group {own} is the only one for {interest}, so I have no alternative.",
                    "{email} can't go out: {why}. No alternative either: for {interest} I only find {own}, which by its numbers is the same group.",
                    "There is no way to send {email} now, since {why}. The search for {interest} gave {own} alone, which is the same group.",
                    "{email} lacks consent: {why}. I looked for another {interest} group, but only its own, {own}, came up.",
                  ]
                : [
                    "{email} lacks consent ({why}). Besides that group I only find {all} for {interest}; that is too little consent as well.",
                    "{email} can't go out: {why}. No alternative either: all I see besides for {interest} is {all}, again too little consent.",
                    "There is no way to send {email} now, since {why}. What else exists for {interest} lacks consent too: {all}.",
                    "{email} lacks consent: {why}. I looked for other {interest} groups and found {all}, which isn't enough consent either.",
                  ],
              {
                email: model.email_id,
                why,
                interest: segment.interest,
                own: own?.segment_id ?? segment.segment_id,
                all: listed(
                  weak.map((each) => `${each.segment_id} with ${each.opted_in} of ${each.contacts} opted in`),
                ),
              },
              { required: ["why"] },
            )
          : answer(
              [
                "{email} fails on consent: {why}. You could use {list} instead.",
                "Too little consent for {email}: {why}. [With the same interest|Same interest], and enough opt-ins: {list}.",
                "{email} hasn't got enough consent: {why}. [Better|A better choice]: {list}.",
                "Consent is missing for {email} ({why}). {list} would be allowed.",
              ],
              {
                email: model.email_id,
                why,
                list: listed(
                  others.map((each) => `${each.segment_id} (${each.opted_in} of ${each.contacts} opted in)`),
                ),
              },
              { required: ["why", "list"] },
            );
      },
    };
  },
  frames: [
    "Check the consent for {email}. If it's too low, which other {interest} segments could we write to?",
    "May we send {email} as far as consent goes? Should the answer be no, list the other groups interested in a {interest}.",
    "{email}: consent check; if it fails -> alternatives with interest {interest}.",
    "Legal is nervous about consent in {email}. Find out, and in case they're right, see who else follows the {interest} topic.",
    "I'm not sure that enough people agreed to get {email}. Test the consent; if it isn't sufficient, I'd need another {interest} group.",
    "Does {email} fail on consent? In that event I'd like other {interest} groups to choose from.",
    "Consent in {email}, please. And, in case there isn't enough of it, who else likes a {interest}?",
  ],
};

export const flowsSegments: readonly Scenario<ContentWorld>[] = [winnerSegment, consentBlocked];
