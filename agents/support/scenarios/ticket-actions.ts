/** Single calls that do something with a ticket: hand it up, comment, plan a message. */
import type { Scenario } from "../../contract";
import { synonyms } from "../lexicon/synonyms";
import type { SupportWorld, Tier } from "../world";
import type { CommentAdded, Escalation, FollowUpPlan } from "./observations";
import { comingDay, resultOf, stopped, worded } from "./slots";
import { answer, call } from "./steps";

const escalate: Scenario<SupportWorld> = {
  family: "escalate_to_second_level",
  skill: "escalation",
  shape: "single",
  draw(world, random) {
    const candidates = world.tickets.filter(
      (each) =>
        each.merged_into === "" && each.tier === "tier_1" && (each.status === "open" || each.status === "pending"),
    );
    if (candidates.length === 0) return undefined;
    const ticket = random.pick(candidates);
    const reason = random.pick(["customer_impact", "no_progress", "security", "contract"]);
    const tier: Tier = "tier_2";
    return {
      slots: {
        ticket: { value: ticket.ticket_id },
        tier: worded(tier, random),
        reason: { value: reason, text: synonyms[reason]!, derivation: "synonym" },
      },
      *solve() {
        const seen = yield* call(
          "ticketing_system_escalate_ticket",
          { ticket_id: ticket.ticket_id, tier, reason },
          { reasons: ["Who gets {ticket} and why is clear from the request."], values: { ticket: ticket.ticket_id } },
        );
        if (!seen.ok) return stopped(seen);
        const found = resultOf<Escalation>(seen);
        return answer(
          [
            "It is now for the second level to [look at|deal with] {ticket}[; the team is still {team}|].",
            "As asked, {ticket} is with the second level now, still in team {team}.",
            "From here {ticket} is in the hands of the second level[ ({team})|].",
            "{ticket} went up to the second level; team {team} keeps it there.",
            "[Escalated|Handed over] to the second level: {ticket}, team {team}.",
            "Second level has {ticket} now[, in the {team} team|].",
            "The second level of team {team} takes over {ticket}.",
          ],
          { ticket: ticket.ticket_id, team: found.team },
          { required: ["ticket"] },
        );
      },
    };
  },
  frames: [
    "Escalate {ticket} to {tier} because of {reason}.",
    "{ticket} needs {tier}; the reason is {reason}.",
    "I can't get any further with {ticket} myself, please hand it to {tier}. Reason: {reason}.",
    "Because of {reason}, {ticket} has to go to {tier}.",
    "Would you pass {ticket} on to {tier}? The grounds: {reason}.",
  ],
  missing: [
    {
      slot: "ticket",
      frames: [
        "Please escalate one of my tickets to {tier}; the reason is {reason}.",
        "One ticket here needs {tier} because of {reason}.",
        "A ticket has to go to {tier}. Reason: {reason}.",
      ],
      ask: [
        "Which ticket [shall|should] I escalate?",
        "I need a ticket number for that.",
        "[Happy to hand it up|Will do] - what's its number?",
      ],
      reply: ["{ticket}", "[It is|That's] {ticket}.", "{ticket}, sorry for not saying so."],
    },
  ],
};

const internalNote: Scenario<SupportWorld> = {
  family: "add_note",
  skill: "ticket_management",
  shape: "single",
  draw(world, random) {
    const ticket = random.pick(world.tickets.filter((each) => each.merged_into === "" && each.status !== "closed"));
    const visibility = random.pick(["internal", "public"]);
    const note = random.pick([
      "The customer prefers calls in the morning",
      "Their administrator is away this week",
      "We are testing a repair and will report back",
      "The log file arrived and is being read",
      "Please do not restart the service again",
      "A second office reports the same behaviour",
      "The invoice was corrected by hand",
      "The training is booked, nothing else to do for now",
      "Access was granted for the auditors",
      "Their network changed the proxy last night",
    ]);
    return {
      slots: {
        ticket: { value: ticket.ticket_id },
        note: { value: note, text: `"${note}"` },
        visibility: worded(visibility, random),
      },
      *solve() {
        const seen = yield* call("ticketing_system_add_comment", {
          ticket_id: ticket.ticket_id,
          body: note,
          visibility,
        });
        if (!seen.ok) return stopped(seen);
        const found = resultOf<CommentAdded>(seen);
        return answer(
          [
            "[Noted in|Added to] {ticket}, {visibility}; it has {n} comments now.",
            "I have put it [in|into] {ticket}, where it is comment {n}.",
            "[It is|That is] comment {n} in {ticket} now, and it is {visibility}.",
            "What you wrote is now in {ticket}[, as an {visibility} comment|].",
            "The {visibility} comment is in {ticket}.",
            "{ticket} has your text as an {visibility} comment, number {n}.",
            "Comment {n} of {ticket} has your text[ ({visibility})|].",
          ],
          { ticket: ticket.ticket_id, n: found.comments, visibility: found.visibility },
          { required: ["ticket"] },
        );
      },
    };
  },
  frames: [
    "Add to {ticket}, {visibility}: {note}.",
    "Put a comment into {ticket} that says {note}. It should be {visibility}.",
    "{visibility} comment for {ticket}: {note}",
    "Before I forget - {ticket} should carry the words {note} ({visibility}).",
    "Please leave {note} in {ticket}; make it {visibility}.",
  ],
};

const followUp: Scenario<SupportWorld> = {
  family: "schedule_follow_up",
  skill: "customer_communication",
  shape: "single",
  draw(world, random) {
    const ticket = random.pick(world.tickets.filter((each) => each.merged_into === ""));
    const declined = world.customers.some((each) => each.customer_id === ticket.customer_id && each.no_surveys);
    const template = random.pick(
      declined
        ? ["fix_released", "ticket_received", "outage_notice"]
        : ["fix_released", "feedback_request", "ticket_received", "outage_notice"],
    );
    const latest = { ticket_received: 2, outage_notice: 12, fix_released: 30, feedback_request: 58 }[template]!;
    const day = comingDay(world.today, random.int(1, latest), random);
    return {
      slots: { ticket: { value: ticket.ticket_id }, template: worded(template, random), day },
      *solve() {
        const seen = yield* call("email_schedule_follow_up", {
          ticket_id: ticket.ticket_id,
          send_on: day.value,
          template,
        });
        if (!seen.ok) return stopped(seen);
        const plan = resultOf<FollowUpPlan>(seen);
        return answer(
          [
            "It will [go out|be sent] on {date}, and you [can|may] refer to it as {plan}.",
            "For {ticket} there is now a message planned, to leave on {date}.",
            "On {date} it will be on its way[, as {plan}|].",
            "I have set it for {date}[; until then it can be found as {plan}|].",
            "Planned: it goes out on {date} ({plan}).",
            "{plan} is set for {date}[, about {ticket}|].",
            "On {date} the customer of {ticket} hears from us[; number {plan}|].",
            "Scheduled for {ticket}: {plan}, to go out on {date}.",
          ],
          { plan: plan.follow_up_id, date: plan.send_on, ticket: ticket.ticket_id },
          { required: ["date"] },
        );
      },
    };
  },
  frames: [
    "Schedule the {template} for {ticket}; it should go out {day}.",
    "{ticket}: {template}, to go out {day}[, please|].",
    "We promised to get back to the customer of {ticket}. Let the {template} go out {day}.",
    "Could the {template} for {ticket} leave {day}?",
    "I'm not here when the {template} for {ticket} is due; it must go out {day}. Plan it[ for me|].",
  ],
  missing: [
    {
      slot: "day",
      frames: [
        "Schedule the {template} for {ticket}.",
        "{ticket}: plan the {template}, please.",
        "We promised a message to the customer of {ticket}: the {template}. Please plan it.",
      ],
      ask: [
        "On which day [should it go out|shall it be sent]?",
        "When? Any day within the next 60 days works.",
        "I can plan it[ for {ticket}|]; what's the date?",
      ],
      reply: ["Send it {day}.", "Let's say {day}[, please|].", "It should leave {day}."],
    },
  ],
  invalid: [
    {
      slot: "day",
      tool: "email_schedule_follow_up",
      parameter: "send_on",
      draw: (world, random) => {
        const days = random.int(80, 300);
        const value = new Date(Date.parse(`${world.today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
        return { value, text: `on ${value}` };
      },
      explain: [
        "That's too far ahead: messages can be planned {allowed}. Which earlier day suits you for {ticket}?",
        "I can only plan {allowed}, not {day}. Another date?",
        "Not {day}, I'm afraid. A follow-up for {ticket} has to go out {allowed}. Which day instead?",
      ],
      allowed: "within the next 60 days",
    },
  ],
};

export const ticketActionScenarios: readonly Scenario<SupportWorld>[] = [escalate, internalNote, followUp];
