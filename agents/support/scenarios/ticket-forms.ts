/** Calls with many arguments: a new ticket with details, several changes at once. */
import type { Scenario } from "../../contract";
import type { SupportWorld } from "../world";
import type { NewTicket, TicketChange } from "./observations";
import { customerSlot, isReported, resultOf, stopped, worded } from "./slots";
import { answer, call } from "./steps";

const newTicket: Scenario<SupportWorld> = {
  family: "open_ticket_with_details",
  skill: "ticket_management",
  shape: "complex",
  draw(world, random) {
    const customer = random.pick(world.customers);
    const slot = customerSlot(customer, random);
    const issue = random.pick(world.articles).symptom;
    if (isReported(world, customer.customer_id, issue)) return undefined;
    const product = random.pick(world.products);
    const category = random.pick(["billing", "access", "bug", "how_to", "outage"]);
    const priority = random.pick(["low", "normal", "high", "urgent"]);
    const version = `${random.int(2, 14)}.${random.int(0, 30)}`;
    const users = random.int(2, 480);
    return {
      slots: {
        customer: slot,
        subject: { value: issue, text: `"${issue}"` },
        product: { value: product },
        category: worded(category, random),
        priority: { value: priority },
        version: { value: version },
        users: { value: users },
      },
      *solve() {
        const seen = yield* call("ticketing_system_create_ticket", {
          customer: slot.value,
          subject: issue,
          product,
          category,
          priority,
          details: { version, affected_users: users },
        });
        if (!seen.ok) return stopped(seen);
        const made = resultOf<NewTicket>(seen);
        return answer(
          [
            "I opened {ticket} for them[ with {priority} priority|]; [team {team} takes it on|it goes to {team}].",
            "The ticket [has|now has] a number, {ticket}, and is with {team}.",
            "What they reported is now {ticket}[, and {team} has it|].",
            "{ticket} is open, with {team}[ and priority {priority}|].",
            "Opened as {ticket}. The {team} team has it.",
            "[Done|Filed]: {ticket} ({priority}) for {customer}.",
            "Your new ticket is {ticket}; {team} takes care of it.",
          ],
          { ticket: made.ticket_id, team: made.team, priority: made.priority, customer: slot.value as string },
          { required: ["ticket"] },
        );
      },
    };
  },
  frames: [
    "Open a ticket for {customer}: subject {subject}, product {product}, category {category}, {priority} priority, version {version}, {users} people affected.",
    "{customer} just rang. {product} {version}, {subject}, {users} users concerned. Please file that under {category} with {priority} priority.",
    "New {priority}-priority ticket ({category}) with the subject {subject} - {customer}, {product}, version {version}; it concerns {users} users.",
    "{users} people at {customer} are held up in {product} {version}. Subject for the ticket: {subject}; category {category}, {priority} priority.",
    "I'd like {subject} recorded for {customer} under {category}. They use {product} {version}, {users} of them notice it, and it should get {priority} priority.",
  ],
  invalid: [
    {
      slot: "category",
      tool: "ticketing_system_create_ticket",
      parameter: "category",
      draw: (_, random) => ({ value: random.pick(["complaint", "sales", "legal", "praise", "hardware"]) }),
      explain: [
        'There\'s no category "{category}". For {customer} I can file it under {allowed}. Which one?',
        '{subject} needs a category out of {allowed}; "{category}" isn\'t one. Which is it?',
        "I'd open it, but the category \"{category}\" doesn't exist. Choose from {allowed}, please.",
      ],
      allowed: "billing, access, bug, how-to or outage",
    },
    {
      slot: "users",
      tool: "ticketing_system_create_ticket",
      parameter: "details",
      draw: (_, random) => ({ value: -random.int(3, 90) }),
      explain: [
        "{users} people can't be right. How many are affected at {customer}? I can enter {allowed}.",
        "The number of people must be {allowed}, not {users}. How many are affected?",
        "I can't record {users} affected people for {customer}; {allowed} is possible. What is the number?",
      ],
      allowed: "1 to 100000",
    },
  ],
};

const tagTicket: Scenario<SupportWorld> = {
  family: "tag_and_reprioritise",
  skill: "ticket_management",
  shape: "complex",
  draw(world, random) {
    const ticket = random.pick(world.tickets.filter((each) => each.merged_into === "" && each.status !== "closed"));
    const [one, two] = random.sample(
      [
        "renewal-soon",
        "vip-office",
        "after-update",
        "needs-logs",
        "mobile-only",
        "second-contact",
        "training-wish",
      ].filter((each) => !ticket.tags.includes(each)),
      2,
    ) as [string, string];
    const priority = random.pick(["low", "normal", "high", "urgent"].filter((each) => each !== ticket.priority));
    const status = ticket.status === "open" ? "pending" : "open";
    return {
      slots: {
        ticket: { value: ticket.ticket_id },
        one: { value: one },
        two: { value: two },
        priority: worded(priority, random),
        status: worded(status, random),
      },
      *solve() {
        const seen = yield* call("ticketing_system_update_ticket", {
          ticket_id: ticket.ticket_id,
          status,
          priority,
          add_tags: [one, two],
        });
        if (!seen.ok) return stopped(seen);
        const found = resultOf<TicketChange>(seen);
        return answer(
          [
            "It is all as you wanted: {ticket} is {status} and {priority}, with {one} and {two} [on it|among its tags].",
            "I added {one} and {two} to {ticket} and made it {status}, with {priority} priority.",
            "Now {ticket} has {one} and {two} among its tags, is {status}, and has {priority} priority.",
            "{ticket} is {status}, has {priority} priority, and carries {one} and {two}.",
            "All set: {one} and {two} are on {ticket}, which is {status} and {priority}.",
            "[Changed|Updated]: {ticket}. It has the state {status}, priority {priority}, and the tags {one} and {two} besides.",
            "The tags {one} and {two} are both there. {ticket} is {status} with {priority} priority.",
          ],
          { ticket: ticket.ticket_id, status: found.status, priority: found.priority, one, two },
          { required: ["status", "priority"] },
        );
      },
    };
  },
  frames: [
    "Tag {ticket} with {one} and {two}, and make it {status} and {priority}.",
    "{ticket}: {status}, {priority}, tags {one} + {two}",
    "In {ticket}, please add {one} as well as {two}. It should be {priority} and {status}.",
    "Clean up {ticket} for me: it should be {status} and {priority}, and the tags {one} and {two} are missing.",
    "After the weekly review {ticket} has to be {status} and {priority}, tagged {one} and {two}.",
  ],
};

export const ticketFormScenarios: readonly Scenario<SupportWorld>[] = [newTicket, tagTicket];
