/** Searches for tickets and mails. */
import { count, type Scenario } from "../../contract";
import { synonyms } from "../lexicon/synonyms";
import type { SupportWorld } from "../world";
import type { MailList, TicketList } from "./observations";
import { customerOfId, customerSlot, recentPeriod, resultOf, stopped, worded } from "./slots";
import { answer, call } from "./steps";

const openOfCustomer: Scenario<SupportWorld> = {
  family: "tickets_of_customer",
  skill: "ticket_management",
  shape: "single",
  draw(world, random) {
    const ticket = random.pick(world.tickets.filter((each) => each.merged_into === ""));
    const slot = customerSlot(customerOfId(world, ticket.customer_id), random);
    const status = random.chance(0.75) ? ticket.status : random.pick(["open", "pending", "solved", "closed"]);
    const sort = random.pick(["newest", "oldest", "most_urgent"]);
    return {
      slots: {
        customer: slot,
        status: worded(status, random),
        sort: { value: sort, text: synonyms[sort]!, derivation: "synonym" },
      },
      *solve() {
        const seen = yield* call("ticketing_system_search_tickets", {
          customer: slot.value,
          statuses: [status],
          sort,
        });
        if (!seen.ok) return stopped(seen);
        const { total, tickets } = resultOf<TicketList>(seen);
        const [first] = tickets;
        const values = { customer: slot.value as string, status, n: total };
        if (first === undefined) {
          return answer(
            [
              "There [is|was] no {status} ticket to be found for {customer}.",
              "As far as I can see, {customer} has no ticket that is {status}[ at all|].",
              "{customer} has no tickets that are {status}.",
              "No {status} ticket[ at all|] for {customer}.",
              "[No ticket of {customer} is|I find no ticket of {customer} that is] {status}.",
            ],
            values,
            { required: [] },
          );
        }
        return answer(
          [
            'One ticket: {ticket}, "{subject}".',
            'For {customer} I [find|see] one ticket that is {status}: {ticket}, "{subject}".',
            '{ticket} ("{subject}") is the only ticket of {customer} that is {status}.',
            '[Just|Only] {ticket} from {created}: "{subject}".',
            '{customer} has one such ticket, {ticket}. It is about "{subject}".',
            'There is one ticket in that state[ for {customer}|]: {ticket} ("{subject}").',
            'It is {ticket} alone, with "{subject}" as the subject.',
          ],
          { ...values, ticket: first.ticket_id, subject: first.subject, created: first.created },
          {
            required: total === 1 ? ["ticket"] : ["n", "ticket"],
            list: tickets.map((each) => `${each.ticket_id} of ${each.created} ("${each.subject}", ${each.priority})`),
            lead: [
              "{customer} has {n} tickets that are {status}: {list}.",
              "{n} {status} tickets, in your order: {list}.",
              "For {customer} I find {n} {status} tickets, sorted as you want them: {list}.",
            ],
          },
        );
      },
    };
  },
  frames: [
    "Which {status} tickets does {customer} have? Sort them {sort}.",
    "I have a call with {customer} in ten minutes - which {status} tickets do they have with us, {sort}?",
    "[List|Show me] every {status} ticket of {customer}, {sort}.",
    "{customer}: {status} tickets, {sort}",
    "How many tickets of {customer} are {status}[ at the moment|], and what are they about? I want to see them {sort}.",
  ],
  missing: [
    {
      slot: "customer",
      frames: [
        "Which {status} tickets does the customer have who [rang|called] just now? List them {sort}.",
        "I have a call with a customer in ten minutes. Which {status} tickets do they have with us, {sort}?",
        "A caller wonders how many of their tickets are {status}. List them {sort}.",
      ],
      ask: [
        "Which customer do you mean?",
        "Which company is it, or which customer number?",
        "I'd need the customer's name or number.",
      ],
      reply: ["{customer}", "It's {customer}.", "[I mean|That'd be] {customer}."],
    },
  ],
  invalid: [
    {
      slot: "status",
      tool: "ticketing_system_search_tickets",
      parameter: "statuses",
      draw: (_, random) => ({
        value: random.pick(["forgotten", "unanswered", "half-solved", "reopened", "abandoned"]),
      }),
      explain: [
        'Tickets are {allowed}, never "{status}". Which of these do you want to see for {customer}?',
        '"{status}" is no state of a ticket. For {customer} I can look for {allowed}; which shall it be?',
        'Which do you want for {customer}: {allowed}? A state "{status}" doesn\'t exist.',
      ],
      allowed: "open, pending, solved or closed",
    },
  ],
};

const filteredSearch: Scenario<SupportWorld> = {
  family: "filtered_ticket_search",
  skill: "ticket_management",
  shape: "complex",
  draw(world, random) {
    const ticket = random.pick(world.tickets.filter((each) => each.merged_into === ""));
    const since = recentPeriod(world.today, random.int(8, 45), random);
    const sort = random.pick(["newest", "oldest", "most_urgent"]);
    const limit = random.int(2, 15);
    return {
      slots: {
        product: { value: ticket.product },
        since,
        sort: sort === "most_urgent" ? worded(sort, random) : { value: sort, text: `${sort} first` },
        limit: { value: limit },
      },
      *solve() {
        const seen = yield* call("ticketing_system_search_tickets", {
          product: ticket.product,
          created_since: since.value,
          sort,
          limit,
        });
        if (!seen.ok) return stopped(seen);
        const { total, tickets } = resultOf<TicketList>(seen);
        const [first] = tickets;
        const values = { n: total, shown: count(tickets as never), product: ticket.product };
        if (first === undefined) {
          return answer(
            [
              "There were no tickets for {product} in that time.",
              "For that period I find no ticket on {product}.",
              "No ticket about {product} falls into that period.",
              "No ticket about {product} arrived in that time.",
              "{product} has no tickets from that time.",
            ],
            values,
            { required: [] },
          );
        }
        return answer(
          [
            'One ticket matches: {ticket}[, from {created}|], "{subject}".',
            'It is the ticket {ticket} alone: "{subject}".',
            "In that time there is just {ticket} on {product}, opened on {created}.",
            '[Only one|A single] ticket came in: {ticket}, "{subject}", opened on {created}.',
            "For {product} I get {ticket} ({created}) and no other ticket from that time.",
            'The search gives one ticket, {ticket} ("{subject}").',
          ],
          { ...values, ticket: first.ticket_id, subject: first.subject, created: first.created },
          {
            required: total === 1 ? ["ticket"] : ["n", "ticket"],
            list: tickets.map((each) => `${each.ticket_id} ("${each.subject}", ${each.priority})`),
            lead:
              total > tickets.length
                ? [
                    "There are {n} tickets on {product} from that time, of which these are the first {shown}: {list}.",
                    "The first {shown} of {n} tickets on {product} in that time: {list}.",
                    "There were {n} tickets in that time. In that order, the first {shown} are {list}.",
                  ]
                : [
                    "{n} tickets on {product} in that time: {list}.",
                    "On {product} I get these {n} tickets for that time: {list}.",
                    "[In your order|In that order], the {n} tickets are {list}.",
                  ],
          },
        );
      },
    };
  },
  frames: [
    "Search the tickets about {product} that arrived {since}, {sort}, {limit} at most.",
    "{product} is on the agenda. Which tickets came up {since}? I want no more than {limit}, {sort}.",
    "Max {limit}, {sort}: tickets, {product}, opened {since}.",
    "I need a list for the product owner of {product}: cases opened {since} ({sort}, up to {limit}).",
    "Were there tickets on {product} {since}? Give me {limit} at most, {sort}.",
  ],
};

const customerMails: Scenario<SupportWorld> = {
  family: "mails_of_customer",
  skill: "customer_communication",
  shape: "single",
  draw(world, random) {
    const email = random.pick(world.emails);
    const slot = customerSlot(customerOfId(world, email.customer_id), random);
    const age = Math.round((Date.parse(world.today) - Date.parse(email.date)) / 86_400_000);
    const fits = random.chance(0.75);
    const direction = random.pick(fits ? [email.direction, "both"] : ["inbound", "outbound", "both"]);
    const since = recentPeriod(world.today, random.int(fits ? age : 3, 14), random);
    return {
      slots: { customer: slot, direction: worded(direction, random), since },
      *solve() {
        const seen = yield* call("email_list_messages", { customer: slot.value, direction, since: since.value });
        if (!seen.ok) return stopped(seen);
        const { emails } = resultOf<MailList>(seen);
        const [first] = emails;
        const values = { customer: slot.value as string, n: count(emails as never) };
        const kind = { inbound: "incoming ", outbound: "outgoing ", both: "" }[direction]!;
        const party = { inbound: "from", outbound: "to", both: "with" }[direction]!;
        const way = direction === "both" ? " ({direction})" : "";
        if (first === undefined) {
          return answer(
            [
              `There was no ${kind}mail ${party} {customer} in that time.`,
              `In that time I see no ${kind}mail ${party} {customer}.`,
              `No ${kind}mail ${party} {customer} in that time.`,
              `[I find no|There is no] ${kind}mail ${party} {customer} in that period.`,
              `{customer}: no ${kind}mail in that time.`,
            ],
            values,
            { required: [] },
          );
        }
        return answer(
          [
            `There is one ${kind}mail in that time, {mail}${way}, with the subject "{subject}".`,
            `I see one ${kind}mail in that time, {mail} of {date}${way}, with the subject "{subject}".`,
            `One ${kind}mail in that time: {mail} of {date}${way}, subject "{subject}".`,
            `There was one ${kind}mail ${party} {customer} in that time, {mail} of {date}${way}, with the subject "{subject}".`,
            `Just one ${kind}mail, of {date}${way}: {mail} with the subject "{subject}".`,
            `The one ${kind}mail of that time is {mail} of {date}${way}, subject "{subject}".`,
            `In that time there was one ${kind}mail ${party} {customer}, {mail}${way}, with the subject "{subject}".`,
          ],
          { ...values, date: first.date, subject: first.subject, mail: first.email_id, direction: first.direction },
          {
            required: emails.length === 1 ? ["mail"] : ["n", "mail"],
            list: emails.map((each) => `${each.email_id} of ${each.date} ("${each.subject}", ${each.direction})`),
            lead: [
              `{n} ${kind}mails ${party} {customer} in that time, newest first: {list}.`,
              `The ${kind}mails of that time, from the newest on: {list}.`,
              `In that time there were {n} ${kind}mails ${party} {customer}, newest first: {list}.`,
            ],
          },
        );
      },
    };
  },
  frames: [
    "Show the mail with {customer} {since}, {direction}.",
    "Have we had emails with {customer} {since} ({direction})? What's the subject of the newest?",
    "Which messages were there with {customer} {since}, {direction}?",
    "{customer}: mail {since}, {direction}",
    "There's a disagreement about who wrote when. List the emails of {customer} {since} ({direction})[, please|].",
  ],
};

export const searchScenarios: readonly Scenario<SupportWorld>[] = [openOfCustomer, filteredSearch, customerMails];
