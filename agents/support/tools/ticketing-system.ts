/** ticketing_system: finding, opening, changing and escalating tickets. */
import type { Arguments, Outcome, Tool } from "../../contract";
import type { Category, Priority, Status, SupportWorld, Ticket, Tier } from "../world";
import {
  customerOf,
  customerParameter,
  fail,
  integer,
  isDate,
  list,
  ok,
  parameters,
  record,
  TEAMS,
  text,
  ticketOf,
  ticketParameter,
  withTicket,
} from "./outcomes";

const STATUSES = ["open", "pending", "solved", "closed"] as const;
const PRIORITIES = ["low", "normal", "high", "urgent"] as const;
const CATEGORIES = ["billing", "access", "bug", "how_to", "outage"] as const;

const summaryFields = {
  ticket_id: text,
  customer_id: text,
  subject: text,
  product: text,
  category: text,
  priority: text,
  status: text,
  tier: text,
  team: text,
  created: text,
  updated: text,
  tags: list(text),
};

export const ticketTools: readonly Tool<SupportWorld>[] = [
  {
    name: "ticketing_system_search_tickets",
    family: "ticketing_system",
    skill: "ticket_management",
    task: "search tickets",
    description: "Finds tickets by customer, status, priority, product or age. Every filter that is given must hold.",
    parameters: parameters(
      {
        customer: customerParameter,
        statuses: {
          type: "array",
          items: { type: "string", enum: STATUSES },
          minItems: 1,
          maxItems: 4,
          description: "Tickets in any of these states.",
        },
        priority: { type: "string", enum: PRIORITIES, description: "Only this priority." },
        product: { type: "string", description: "Only this product." },
        created_since: { type: "string", description: "Only tickets created on this day or later, as 2026-12-31." },
        sort: {
          type: "string",
          enum: ["newest", "oldest", "most_urgent"],
          description: "By day of creation, or by priority.",
          default: "newest",
        },
        limit: { type: "integer", minimum: 1, maximum: 50, description: "At most this many.", default: 10 },
      },
      [],
    ),
    returns: record({ total: integer, tickets: list(record(summaryFields)) }),
    effect: "read",
    execute: searchTickets,
  },
  {
    name: "ticketing_system_get_ticket",
    family: "ticketing_system",
    skill: "ticket_management",
    task: "read a ticket",
    description:
      "Gives one ticket with its state, priority, tier and dates, and on request its comments, oldest first.",
    parameters: parameters(
      {
        ticket_id: ticketParameter,
        include_comments: { type: "boolean", description: "Whether to give the comments.", default: false },
      },
      ["ticket_id"],
    ),
    returns: record({
      ...summaryFields,
      comments: list(record({ date: text, visibility: text, author: text, body: text })),
    }),
    effect: "read",
    execute(world, args) {
      const ticket = ticketOf(world, args.ticket_id);
      if (ticket.error !== undefined) return ticket.error;
      const comments = args.include_comments === true ? byDate(ticket.found.comments) : [];
      return ok({ ...summaryOf(ticket.found), comments }, world);
    },
  },
  {
    name: "ticketing_system_create_ticket",
    family: "ticketing_system",
    skill: "ticket_management",
    task: "create a ticket",
    description:
      "Opens a ticket for a customer. Refused when the customer has an unsolved ticket with the same subject.",
    parameters: parameters(
      {
        customer: customerParameter,
        subject: { type: "string", description: "The problem in a few words." },
        product: { type: "string", description: "The product concerned." },
        category: { type: "string", enum: CATEGORIES, description: "Kind of request." },
        priority: { type: "string", enum: PRIORITIES, description: "How soon it matters.", default: "normal" },
        details: {
          type: "object",
          description: "Facts for whoever works on it.",
          properties: {
            version: { type: "string", description: "Version of the product." },
            error_code: { type: "string", description: "Code such as E-48213." },
            affected_users: { type: "integer", minimum: 1, maximum: 100000, description: "How many people." },
          },
          required: [],
          additionalProperties: false,
        },
      },
      ["customer", "subject", "product", "category"],
    ),
    returns: record({ ticket_id: text, status: text, priority: text, team: text }),
    effect: "write",
    execute: createTicket,
  },
  {
    name: "ticketing_system_update_ticket",
    family: "ticketing_system",
    skill: "ticket_management",
    task: "update a ticket",
    description: "Changes state or priority of a ticket, or adds tags. A closed ticket cannot be changed.",
    parameters: parameters(
      {
        ticket_id: ticketParameter,
        status: { type: "string", enum: STATUSES, description: "New state." },
        priority: { type: "string", enum: PRIORITIES, description: "New priority." },
        add_tags: {
          type: "array",
          items: { type: "string" },
          minItems: 1,
          maxItems: 5,
          description: "Tags to add; those that it has stay.",
        },
      },
      ["ticket_id"],
    ),
    returns: record({ ticket_id: text, status: text, priority: text, tags: list(text), updated: text }),
    effect: "write",
    execute(world, args) {
      const ticket = ticketOf(world, args.ticket_id);
      if (ticket.error !== undefined) return ticket.error;
      const { found } = ticket;
      if (args.status === undefined && args.priority === undefined && args.add_tags === undefined) {
        return fail("invalid_argument", "nothing to change: give status, priority or add_tags");
      }
      if (found.status === "closed") return fail("conflict", `${found.ticket_id} is closed and cannot be changed`);
      const changed: Ticket = {
        ...found,
        status: (args.status as Status | undefined) ?? found.status,
        priority: (args.priority as Priority | undefined) ?? found.priority,
        tags: [...new Set([...found.tags, ...((args.add_tags as readonly string[] | undefined) ?? [])])],
        updated: world.today,
      };
      const { ticket_id, status, priority, tags, updated } = changed;
      return ok({ ticket_id, status, priority, tags, updated }, withTicket(world, changed));
    },
  },
  {
    name: "ticketing_system_add_comment",
    family: "ticketing_system",
    skill: "customer_communication",
    task: "comment on a ticket",
    description: "Adds a comment to a ticket: an internal note, or a public one that the customer reads.",
    parameters: parameters(
      {
        ticket_id: ticketParameter,
        body: { type: "string", description: "The text." },
        visibility: { type: "string", enum: ["internal", "public"], description: "Who reads it.", default: "internal" },
      },
      ["ticket_id", "body"],
    ),
    returns: record({ ticket_id: text, comments: integer, visibility: text }),
    effect: "write",
    composed: ["body"],
    execute(world, args) {
      const ticket = ticketOf(world, args.ticket_id);
      if (ticket.error !== undefined) return ticket.error;
      const { found } = ticket;
      if (String(args.body).trim() === "") return fail("invalid_argument", "body is empty");
      if (found.status === "closed") return fail("conflict", `${found.ticket_id} is closed and takes no comments`);
      const visibility = args.visibility as "internal" | "public";
      const comments = [
        ...found.comments,
        { date: world.today, visibility, author: "support" as const, body: String(args.body) },
      ];
      return ok(
        { ticket_id: found.ticket_id, comments: comments.length, visibility },
        withTicket(world, { ...found, comments, updated: world.today }),
      );
    },
  },
  {
    name: "ticketing_system_escalate_ticket",
    family: "ticketing_system",
    skill: "escalation",
    task: "escalate a ticket",
    description:
      "Hands a ticket up: to tier 2, from tier 2 to tier 3, or to the duty manager, who takes urgent tickets only.",
    parameters: parameters(
      {
        ticket_id: ticketParameter,
        tier: { type: "string", enum: ["tier_2", "tier_3", "duty_manager"], description: "Who gets it." },
        reason: {
          type: "string",
          enum: ["customer_impact", "no_progress", "security", "contract"],
          description: "Why.",
          default: "no_progress",
        },
        team: { type: "string", enum: TEAMS, description: "Team that takes over; its present one when absent." },
      },
      ["ticket_id", "tier"],
    ),
    returns: record({ ticket_id: text, tier: text, team: text, reason: text }),
    effect: "write",
    execute: escalateTicket,
  },
];

function searchTickets(world: SupportWorld, args: Arguments): Outcome<SupportWorld> {
  const customer = args.customer === undefined ? undefined : customerOf(world, args.customer);
  if (customer?.error !== undefined) return customer.error;
  const since = args.created_since as string | undefined;
  if (since !== undefined && !isDate(since)) {
    return fail("invalid_argument", `created_since must be a date such as 2026-12-31, got ${since}`);
  }
  const statuses = args.statuses as readonly string[] | undefined;
  const matches = world.tickets.filter(
    (ticket) =>
      ticket.merged_into === "" &&
      (customer === undefined || ticket.customer_id === customer.found.customer_id) &&
      (statuses === undefined || statuses.includes(ticket.status)) &&
      (args.priority === undefined || ticket.priority === args.priority) &&
      (args.product === undefined || ticket.product === args.product) &&
      (since === undefined || ticket.created >= since),
  );
  const newestFirst = (left: Ticket, right: Ticket) =>
    left.created === right.created
      ? compareText(left.ticket_id, right.ticket_id)
      : compareText(right.created, left.created);
  const order = {
    newest: newestFirst,
    oldest: (left: Ticket, right: Ticket) => newestFirst(right, left),
    most_urgent: (left: Ticket, right: Ticket) =>
      PRIORITIES.indexOf(right.priority) - PRIORITIES.indexOf(left.priority) || newestFirst(right, left),
  }[args.sort as "newest"];
  const tickets = [...matches].sort(order).slice(0, args.limit as number);
  return ok({ total: matches.length, tickets: tickets.map(summaryOf) }, world);
}

function createTicket(world: SupportWorld, args: Arguments): Outcome<SupportWorld> {
  const customer = customerOf(world, args.customer);
  if (customer.error !== undefined) return customer.error;
  if (!world.products.includes(String(args.product))) return fail("not_found", `no product ${args.product}`);
  const { customer_id } = customer.found;
  const twin = world.tickets.find(
    (ticket) =>
      ticket.customer_id === customer_id &&
      ticket.subject === args.subject &&
      (ticket.status === "open" || ticket.status === "pending"),
  );
  if (twin !== undefined) return fail("conflict", `${twin.ticket_id} has the same subject and is ${twin.status}`);
  const [ticket_id, ...next_tickets] = world.next_tickets;
  if (ticket_id === undefined) return fail("conflict", "the ticket system takes no new tickets right now");
  const category = args.category as Category;
  const details = (args.details ?? {}) as { readonly [name: string]: string | number };
  const ticket: Ticket = {
    ticket_id,
    customer_id,
    subject: args.subject as string,
    product: args.product as string,
    category,
    priority: args.priority as Priority,
    status: "open",
    tier: "tier_1",
    team: (
      { billing: "billing", access: "accounts", bug: "platform", how_to: "integrations", outage: "platform" } as const
    )[category],
    created: world.today,
    updated: world.today,
    tags: [],
    comments: Object.entries(details).map(([name, value]) => ({
      date: world.today,
      visibility: "internal" as const,
      author: "support" as const,
      body: `${name}: ${value}`,
    })),
    merged_into: "",
  };
  return ok(
    { ticket_id, status: ticket.status, priority: ticket.priority, team: ticket.team },
    { ...world, next_tickets, tickets: [...world.tickets, ticket] },
  );
}

function escalateTicket(world: SupportWorld, args: Arguments): Outcome<SupportWorld> {
  const ticket = ticketOf(world, args.ticket_id);
  if (ticket.error !== undefined) return ticket.error;
  const { found } = ticket;
  const tier = args.tier as Tier;
  if (found.status === "closed" || found.status === "solved") {
    return fail("conflict", `${found.ticket_id} is ${found.status} and cannot be escalated`);
  }
  if (found.tier === tier) return fail("conflict", `${found.ticket_id} is with ${tier} already`);
  if (tier === "tier_3" && found.tier === "tier_1") {
    return fail("permission", `tier_3 takes tickets from tier_2 only; ${found.ticket_id} is in ${found.tier}`);
  }
  if (tier === "duty_manager" && found.priority !== "urgent") {
    return fail("permission", `the duty manager takes urgent tickets only; ${found.ticket_id} is ${found.priority}`);
  }
  if (tier === "tier_2" && found.tier !== "tier_1") {
    return fail("conflict", `${found.ticket_id} is beyond tier_2 already, in ${found.tier}`);
  }
  const team = (args.team as Ticket["team"] | undefined) ?? found.team;
  return ok(
    { ticket_id: found.ticket_id, tier, team, reason: args.reason as string },
    withTicket(world, { ...found, tier, team, updated: world.today }),
  );
}

function summaryOf({ comments: _, merged_into: __, ...summary }: Ticket) {
  return summary;
}

function byDate(comments: Ticket["comments"]) {
  return [...comments].sort((left, right) => compareText(left.date, right.date));
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
