/** Single calls about one ticket. */
import type { Observation, Scenario, Turn } from "../../contract";
import type { SupportWorld } from "../world";
import type { TicketChange, TicketDetails } from "./observations";
import { resultOf, stopped, worded } from "./slots";
import { answer, call } from "./steps";

const ticketState: Scenario<SupportWorld> = {
  family: "ticket_state",
  skill: "ticket_management",
  shape: "single",
  draw(world, random) {
    const ticket = random.pick(world.tickets.filter((each) => each.merged_into === "")).ticket_id;
    return {
      slots: { ticket: { value: ticket } },
      *solve() {
        const seen = yield* call(
          "ticketing_system_get_ticket",
          { ticket_id: ticket },
          {
            reasons: [
              "The state of {ticket} is in the ticket itself.",
              "One look at {ticket} [answers this|is enough].",
            ],
            values: { ticket },
          },
        );
        if (!seen.ok) return stopped(seen);
        const found = resultOf<TicketDetails>(seen);
        return answer(
          [
            "As for {ticket}, it is {status}, rated {priority}, with {team}, and was last touched on {updated}.",
            "You will find it {status}, with {priority} priority. It was last changed on {updated} and is with {team}.",
            "{ticket} last changed on {updated}. Its state is {status}, its priority {priority}, and team {team} has it.",
            "{ticket} is {status}, priority {priority}, with {team}; last change on {updated}.",
            '"{subject}" is {status}. Priority {priority}, team {team}, last change on {updated}.',
            "[The state is|State:] {status}. It belongs to team {team}, the priority is {priority}, and the latest change dates from {updated}.",
            "It is {status}, rated {priority} and with {team}; the latest change dates from {updated}.",
            "Team {team} has it. The ticket is {status} with {priority} priority[ and was|,] last touched on {updated}.",
          ],
          {
            ticket,
            status: found.status,
            priority: found.priority,
            team: found.team,
            subject: found.subject,
            updated: found.updated,
          },
          { required: ["status"] },
        );
      },
      follow(observations: readonly Observation[]): readonly Turn[] {
        const [seen] = observations;
        if (seen === undefined || !seen.ok) return [];
        const found = resultOf<TicketDetails>(seen);
        return [
          {
            frames: ["And when was it opened?", "Since when do we have it[, actually|]?", "How old is it?"],
            slots: {},
            *solve() {
              return answer(
                [
                  "It was opened on {created}.",
                  "{created}[ is the day it came in|].",
                  "[Since|We've had it since] {created}.",
                ],
                { created: found.created },
              );
            },
          },
          {
            frames: [
              "[And what|What] does the latest {comments} say?",
              "[Show|Tell] me the newest {comments}, too.",
              "Is there a {comments} on it?",
            ],
            slots: {
              comments: { value: true, text: ["comment", "remark", "entry"], derivation: "synonym" },
            },
            *solve() {
              const again = yield* call("ticketing_system_get_ticket", { ticket_id: ticket, include_comments: true });
              if (!again.ok) return stopped(again);
              const last = resultOf<TicketDetails>(again).comments.at(-1);
              if (last === undefined) return answer(["No, nobody has commented.", "There's no comment[ yet|]."], {});
              return answer(
                [
                  'On {date} came this, from {author}: "{body}"',
                  'The latest is from {date}: "{body}"',
                  '"{body}" ([by|from] {author}, {date}).',
                ],
                { date: last.date, author: last.author === "customer" ? "the customer" : "support", body: last.body },
                { required: ["body"] },
              );
            },
          },
        ];
      },
    };
  },
  frames: [
    "What's the state of {ticket}?",
    "A customer is on the phone about {ticket}. [Who has it|Which team has it], and how far along is it?",
    "{ticket} - where are we?",
    "Could you look up {ticket} for me? [I'd like|I need] to know its state and who has it.",
    "I inherited {ticket} from a colleague who is [away|on leave]. Status and priority, please.",
    "Has anything happened with {ticket}[ lately|]?",
  ],
  missing: [
    {
      slot: "ticket",
      frames: [
        "A caller asks for the state of a ticket. Can you check?",
        "A customer is on the phone and wants to know how far along we are. Can you check?",
        "Could you look up a ticket for me?",
      ],
      ask: [
        "Which ticket? It starts with TCK.",
        "[Of course|Sure]. What's the ticket's number?",
        "I need the number of the ticket [for that|first].",
      ],
      reply: ["{ticket}", "[It's|The number is] {ticket}.", "Sorry, {ticket}."],
    },
  ],
};

const lastComment: Scenario<SupportWorld> = {
  family: "last_comment",
  skill: "ticket_management",
  shape: "single",
  draw(world, random) {
    const ticket = random.pick(world.tickets.filter((each) => each.merged_into === "")).ticket_id;
    return {
      slots: {
        ticket: { value: ticket },
        comment: { value: true, text: ["comment", "remark", "note"], derivation: "synonym" },
      },
      *solve() {
        const seen = yield* call("ticketing_system_get_ticket", { ticket_id: ticket, include_comments: true });
        if (!seen.ok) return stopped(seen);
        const last = resultOf<TicketDetails>(seen).comments.at(-1);
        if (last === undefined) return answer(["Nobody has commented on {ticket}."], { ticket });
        return answer(
          [
            'On {date}, {author} [had this to say|put it like this]: "{body}"',
            'It [reads|goes] "{body}" and was written by {author} on {date}.',
            'The last word is {author}\'s, in a {visibility} comment of {date}: "{body}"',
            'The latest entry is from {date} ({author}, {visibility}): "{body}"',
            '"{body}" - that was {author} on {date}.',
            'On {date} {author} wrote: "{body}"',
          ],
          {
            date: last.date,
            author: last.author === "customer" ? "the customer" : "support",
            visibility: last.visibility,
            body: last.body,
          },
          { required: ["body"] },
        );
      },
    };
  },
  frames: [
    "Read me the latest {comment} on {ticket}[, would you|].",
    "What is the last {comment} in {ticket}, and [on which day was it|when was it] written?",
    "Before I call them back: what's the newest {comment} in {ticket}?",
    "{ticket}: last {comment}?",
    "I lost track of {ticket}. Who left the most recent {comment}, and what does it say?",
  ],
};

const changePriority: Scenario<SupportWorld> = {
  family: "change_priority",
  skill: "ticket_management",
  shape: "single",
  draw(world, random) {
    const ticket = random.pick(world.tickets.filter((each) => each.merged_into === "" && each.status !== "closed"));
    const priority = random.pick(["low", "normal", "high", "urgent"].filter((each) => each !== ticket.priority));
    return {
      slots: { ticket: { value: ticket.ticket_id }, priority: worded(priority, random) },
      *solve() {
        const seen = yield* call(
          "ticketing_system_update_ticket",
          { ticket_id: ticket.ticket_id, priority },
          { reasons: ["Ticket and new priority are given[, so it can be set|]."] },
        );
        if (!seen.ok) return stopped(seen);
        const found = resultOf<TicketChange>(seen);
        return answer(
          [
            "As you wished, {ticket} has {priority} priority now.",
            "The priority is {priority} now[, and nothing else about {ticket} was changed|].",
            "The new priority of {ticket} is {priority}[; it is still {status}|].",
            "[Noted:|That is done:] {ticket} has {priority} priority [from now on|as of today].",
            "{ticket} now has priority {priority}.",
            "[Changed|Done]: {priority} for {ticket}; its state stays {status}.",
            "From now on {ticket} has {priority} priority.",
            "I've set {ticket} to {priority}[ (state: {status})|].",
          ],
          { ticket: ticket.ticket_id, priority: found.priority, status: found.status },
          { required: ["ticket", "priority"] },
        );
      },
    };
  },
  frames: [
    "Make {ticket} {priority}.",
    "{ticket} should be {priority}[, as I agreed with the customer|; the customer knows].",
    "Please regrade {ticket} as {priority}[, I'll explain later|].",
    "I think {ticket} is wrongly classified. It ought to be {priority}; could you correct that?",
    "{ticket}: {priority} from now on",
  ],
  missing: [
    {
      slot: "priority",
      frames: [
        "Change the priority of {ticket}[, please|].",
        "{ticket} is wrongly prioritised. Could you correct that?",
        "The priority of {ticket} has to be different[ from now on|].",
      ],
      ask: [
        "To which priority: low, normal, high or urgent?",
        "What should {ticket} be?",
        "[Okay,|Sure,] and the new priority?",
      ],
      reply: ["{priority}", "Make it {priority}.", "[I'd say|Let's take] {priority}."],
    },
  ],
  invalid: [
    {
      slot: "priority",
      tool: "ticketing_system_update_ticket",
      parameter: "priority",
      draw: (_, random) => ({ value: random.pick(["critical", "severe", "blocker", "platinum", "extreme"]) }),
      explain: [
        '"{priority}" isn\'t a priority here; {ticket} can be {allowed}. Which one?',
        'For {ticket} I can choose {allowed}, but not "{priority}". [Which one do you want|What shall it be]?',
        'There is no priority "{priority}", only {allowed}. [Which comes closest|What fits best] for {ticket}?',
      ],
      allowed: "low, normal, high or urgent",
    },
  ],
};

const setState: Scenario<SupportWorld> = {
  family: "set_ticket_state",
  skill: "ticket_management",
  shape: "single",
  draw(world, random) {
    const ticket = random.pick(world.tickets.filter((each) => each.merged_into === "" && each.status !== "closed"));
    const status = random.pick(["open", "pending", "solved", "closed"].filter((each) => each !== ticket.status));
    return {
      slots: { ticket: { value: ticket.ticket_id }, status: worded(status, random) },
      *solve() {
        const seen = yield* call("ticketing_system_update_ticket", { ticket_id: ticket.ticket_id, status });
        if (!seen.ok) return stopped(seen);
        const found = resultOf<TicketChange>(seen);
        return answer(
          [
            "As of [now|today] {ticket} is {status}[; its priority is still {priority}|].",
            "{ticket} is set to {status} now.",
            "{ticket} is [marked as|down as] {status} now.",
            "With this, {ticket} is {status}[; I left the priority at {priority}|].",
            "{ticket} is {status} now.",
            "[The state of|State of] {ticket}: {status}[, priority unchanged at {priority}|].",
            "It's {status} [from here on|as of now]; nothing else in {ticket} was changed.",
            "I moved {ticket} to {status}.",
          ],
          { ticket: ticket.ticket_id, status: found.status, priority: found.priority },
          { required: ["status"] },
        );
      },
    };
  },
  frames: [
    "Set {ticket} to {status}.",
    "{ticket} is {status} as far as I'm concerned. Record that[, please|].",
    "[After|Following] today's call {ticket} should be {status}.",
    "Could you mark {ticket} as {status}?",
    "{ticket} -> {status}",
  ],
  invalid: [
    {
      slot: "status",
      tool: "ticketing_system_update_ticket",
      parameter: "status",
      draw: (_, random) => ({ value: random.pick(["frozen", "snoozed", "rejected", "parked", "halfway"]) }),
      explain: [
        'A ticket is {allowed}; "{status}" is no state. What should {ticket} be?',
        'I can\'t set "{status}". Possible for {ticket}: {allowed}. Which one?',
        '"{status}" isn\'t one of the states ({allowed}). Which did you mean?',
      ],
      allowed: "open, pending, solved or closed",
    },
  ],
};

export const ticketScenarios: readonly Scenario<SupportWorld>[] = [ticketState, lastComment, changePriority, setState];
