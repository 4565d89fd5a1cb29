/** Two look-ups at once: two tickets side by side, tickets and mails of a customer. */
import type { Scenario } from "../../contract";
import type { SupportWorld } from "../world";
import type { MailList, TicketDetails, TicketList } from "./observations";
import { customerSlot, resultOf, stopped } from "./slots";
import { all, answer } from "./steps";

const twoTickets: Scenario<SupportWorld> = {
  family: "compare_two_tickets",
  skill: "ticket_management",
  shape: "parallel",
  draw(world, random) {
    const [left, right] = random
      .sample(
        world.tickets.filter((each) => each.merged_into === ""),
        2,
      )
      .map((each) => each.ticket_id) as [string, string];
    return {
      slots: { left: { value: left }, right: { value: right } },
      *solve() {
        const [first, second] = yield* all(
          [
            ["ticketing_system_get_ticket", { ticket_id: left }],
            ["ticketing_system_get_ticket", { ticket_id: right }],
          ],
          { reasons: ["Both tickets can be read at once[, neither needs the other|]."] },
        );
        if (!first!.ok) return stopped(first!);
        if (!second!.ok) return stopped(second!);
        const [a, b] = [resultOf<TicketDetails>(first!), resultOf<TicketDetails>(second!)];
        const values = { left, right, one: a.product, two: b.product, state: a.status, other: b.status };
        return answer(
          a.product === b.product && a.status === b.status
            ? [
                "Both are on {one}, and both are {state}.",
                "They [are both on|share] {one}, and both are {state}.",
                "Same product, {one}, and the same state: {state}.",
                "{left} and {right} are both about {one} and both {state}.",
              ]
            : a.product === b.product
              ? [
                  "Both are on {one}, with {left} {state} and {right} {other}.",
                  "They are both on {one}; {left} is {state} and {right} is {other}.",
                  "Both are about {one}; {left} is {state}, {right} {other}.",
                  "Same product, {one}. States: {state} for {left}, {other} for {right}.",
                  "They share the product {one}. {left} is {state}, {right} {other}.",
                ]
              : a.status === b.status
                ? [
                    "The products differ: {left} is on {one}, {right} on {two}. Both are {state}.",
                    "Not the same product: {one} in {left}, {two} in {right}. As to the state, both are {state}.",
                    "{left} is about {one}, {right} about {two}; both are {state}.",
                    "Different products, {one} and {two} (in that order), but the same state: {state}.",
                  ]
                : [
                    "The products differ: {left} is on {one} ({state}), {right} on {two} ({other}).",
                    "Not the same product: {one} in {left} ({state}), {two} in {right} ({other}).",
                    "{left} is about {one} and is {state}, while {right} is about {two} and is {other}.",
                    "Different products, {one} and {two}. {left} is {state}, {right} is {other}.",
                    "{left} concerns {one} and is {state}; {right} concerns {two} and is {other}.",
                  ],
          values,
          { required: ["one"] },
        );
      },
    };
  },
  frames: [
    "Are {left} and {right} about the same product, and what state are they in?",
    "[Compare|Look at] {left} and {right}: product and state of each.",
    "A customer quotes two numbers, {left} and {right}. Could it be one and the same product? States, too, please.",
    "{left} vs {right} - product, status",
    "Someone suspects that {left} duplicates {right}. Tell me the product and the state of both[ before we discuss it|].",
  ],
};

const ticketsAndMails: Scenario<SupportWorld> = {
  family: "customer_overview",
  skill: "customer_communication",
  shape: "parallel",
  draw(world, random) {
    const customer = random.pick(world.customers.slice(0, 5));
    const slot = customerSlot(customer, random);
    return {
      slots: { customer: slot },
      *solve() {
        const [tickets, mails] = yield* all(
          [
            ["ticketing_system_search_tickets", { customer: slot.value, statuses: ["open", "pending"] }],
            ["email_list_messages", { customer: slot.value }],
          ],
          {
            reasons: ["Tickets and mails of {customer} are separate look-ups."],
            values: { customer: slot.value as string },
          },
        );
        if (!tickets!.ok) return stopped(tickets!);
        if (!mails!.ok) return stopped(mails!);
        const { total } = resultOf<TicketList>(tickets!);
        const [latest] = resultOf<MailList>(mails!).emails;
        if (latest === undefined) return answer(["{n} tickets, no mail."], { n: total });
        if (total === 0)
          return answer(
            [
              'For {customer} no ticket is open or pending. The last mail is of {date} ({direction}, subject "{subject}"). [It reads|The mail says]: "{body}"',
              'No ticket of theirs is open or pending. As to mail, the last was on {date}, {direction}, with the subject "{subject}". [It reads|The mail says]: "{body}"',
              'There is neither an open ticket nor a pending one. The last mail: {direction}, on {date}, subject "{subject}". [It reads|The mail says]: "{body}"',
              'There are no open or pending tickets. Last contact by mail: {date}, {direction}, subject "{subject}". [It reads|The mail says]: "{body}"',
              '{customer} has no open or pending ticket, and the newest mail dates from {date} ({direction}, with the subject "{subject}"). [It reads|The mail says]: "{body}"',
            ],
            {
              customer: slot.value as string,
              date: latest.date,
              direction: latest.direction,
              subject: latest.subject,
              body: latest.body,
            },
            { required: ["date"] },
          );
        return answer(
          [
            'For {customer} I count {n} tickets open or pending, and as the last mail one of {date} ({direction}, subject "{subject}"). [It reads|The mail says]: "{body}"',
            'There are {n} tickets open or pending. As to mail, the last was on {date}, {direction}, with the subject "{subject}". [It reads|The mail says]: "{body}"',
            'Tickets open or pending: {n}. The last mail: {direction}, on {date}, subject "{subject}". [It reads|The mail says]: "{body}"',
            '{n} tickets are open or pending; the last mail, of {date}, is {direction} and has the subject "{subject}". [It reads|The mail says]: "{body}"',
            'Open or pending tickets: {n}. Last contact by mail: {date}, {direction}, subject "{subject}". [It reads|The mail says]: "{body}"',
            '{customer} has {n} tickets open or pending, and the newest mail dates from {date} ({direction}, with the subject "{subject}"). [It reads|The mail says]: "{body}"',
            '[Two facts|In short]: {n} tickets open or pending, and the last mail on {date}, {direction}, with the subject "{subject}". [It reads|The mail says]: "{body}"',
          ],
          {
            customer: slot.value as string,
            n: total,
            date: latest.date,
            direction: latest.direction,
            subject: latest.subject,
            body: latest.body,
          },
          { required: ["n", "date"] },
        );
      },
    };
  },
  frames: [
    "Prepare me for {customer}: the number of tickets that are open or pending, and the last mail.",
    "What's going on with {customer}? I mean the count of open and pending tickets plus the latest mail.",
    "{customer} overview (number of open + pending tickets, last email)",
    "I'm new on the {customer} account. How many tickets are open or pending, and when did we last exchange mail?",
    "Renewal talks with {customer} start tomorrow; look up the last email exchanged with them and how many tickets are open or pending.",
  ],
};

export const overviewScenarios: readonly Scenario<SupportWorld>[] = [twoTickets, ticketsAndMails];
