/** email: what came in, replies, prepared messages, and follow-ups on a day. */
import type { Tool } from "../../contract";
import type { Email, SupportWorld } from "../world";
import {
  customerOf,
  customerParameter,
  fail,
  isDate,
  list,
  ok,
  parameters,
  record,
  TEMPLATES,
  text,
  ticketOf,
  ticketParameter,
} from "./outcomes";

const template = { type: "string", enum: TEMPLATES, description: "Prepared text." } as const;

export const emailTools: readonly Tool<SupportWorld>[] = [
  {
    name: "email_list_messages",
    family: "email",
    skill: "customer_communication",
    task: "list a customer's emails",
    description: "Lists a customer's emails, newest first.",
    parameters: parameters(
      {
        customer: customerParameter,
        direction: {
          type: "string",
          enum: ["inbound", "outbound", "both"],
          description: "From the customer, to the customer, or both.",
          default: "both",
        },
        since: { type: "string", description: "Only emails of this day or later, as 2026-12-31." },
        limit: { type: "integer", minimum: 1, maximum: 50, description: "At most this many.", default: 10 },
      },
      ["customer"],
    ),
    returns: record({
      emails: list(record({ email_id: text, direction: text, date: text, subject: text, body: text })),
    }),
    effect: "read",
    execute(world, args) {
      const customer = customerOf(world, args.customer);
      if (customer.error !== undefined) return customer.error;
      const since = args.since as string | undefined;
      if (since !== undefined && !isDate(since)) {
        return fail("invalid_argument", `since must be a date such as 2026-12-31, got ${since}`);
      }
      const emails = world.emails
        .filter((email) => email.customer_id === customer.found.customer_id)
        .filter((email) => args.direction === "both" || email.direction === args.direction)
        .filter((email) => since === undefined || email.date >= since)
        .sort((left, right) => (left.date === right.date ? 0 : left.date < right.date ? 1 : -1))
        .slice(0, args.limit as number)
        .map(({ customer_id: _, ...email }) => email);
      return ok({ emails }, world);
    },
  },
  {
    name: "email_send_reply",
    family: "email",
    skill: "customer_communication",
    task: "reply to an email",
    description: "Answers an email that came in, in the same thread.",
    parameters: parameters(
      {
        email_id: { type: "string", description: "Identifier such as EML-48213." },
        body: { type: "string", description: "The answer." },
      },
      ["email_id", "body"],
    ),
    returns: record({ email_id: text, to: text, subject: text }),
    effect: "write",
    composed: ["body"],
    execute(world, args) {
      const email = world.emails.find((each) => each.email_id === args.email_id);
      if (email === undefined) return fail("not_found", `no email ${args.email_id}`);
      if (email.direction === "outbound")
        return fail("conflict", `${email.email_id} was sent by us; there is nothing to answer`);
      if (String(args.body).trim() === "") return fail("invalid_argument", "body is empty");
      return send(world, email.customer_id, `Re: ${email.subject}`, String(args.body));
    },
  },
  {
    name: "email_send_template",
    family: "email",
    skill: "customer_communication",
    task: "send a prepared email",
    description:
      "Sends a prepared message to a customer. Feedback requests are not sent to customers who declined surveys.",
    parameters: parameters({ customer: customerParameter, template }, ["customer", "template"]),
    returns: record({ email_id: text, to: text, subject: text }),
    effect: "write",
    execute(world, args) {
      const customer = customerOf(world, args.customer);
      if (customer.error !== undefined) return customer.error;
      if (args.template === "feedback_request" && customer.found.no_surveys) {
        return fail("permission", `${customer.found.company} has declined surveys`);
      }
      const subject = {
        outage_notice: "Service interruption",
        fix_released: "A fix is available",
        ticket_received: "We have received your request",
        feedback_request: "How did we do?",
      }[args.template as "outage_notice"];
      return send(world, customer.found.customer_id, subject, `Template ${args.template}`);
    },
  },
  {
    name: "email_schedule_follow_up",
    family: "email",
    skill: "customer_communication",
    task: "schedule a follow-up message",
    description: "Plans a prepared message about a ticket for a day within the next 60 days.",
    parameters: parameters(
      {
        ticket_id: ticketParameter,
        send_on: { type: "string", description: "Day to send it, as 2026-12-31." },
        template: { ...template, default: "feedback_request" },
      },
      ["ticket_id", "send_on"],
    ),
    returns: record({ follow_up_id: text, ticket_id: text, send_on: text, template: text }),
    effect: "write",
    execute(world, args) {
      const ticket = ticketOf(world, args.ticket_id);
      if (ticket.error !== undefined) return ticket.error;
      const { ticket_id, customer_id } = ticket.found;
      const send_on = args.send_on as string;
      const latest = new Date(Date.parse(`${world.today}T00:00:00Z`) + 60 * 86_400_000).toISOString().slice(0, 10);
      if (!isDate(send_on) || send_on <= world.today || send_on > latest) {
        return fail("invalid_argument", `send_on must be after ${world.today} and not after ${latest}, got ${send_on}`);
      }
      const planned = args.template as string;
      const customer = world.customers.find((each) => each.customer_id === customer_id)!;
      if (planned === "feedback_request" && customer.no_surveys) {
        return fail("permission", `${customer.company} has declined surveys`);
      }
      if (world.follow_ups.some((each) => each.ticket_id === ticket_id && each.send_on === send_on)) {
        return fail("conflict", `a follow-up for ${ticket_id} is planned on ${send_on} already`);
      }
      const [follow_up_id, ...next_follow_ups] = world.next_follow_ups;
      if (follow_up_id === undefined) return fail("conflict", "no further follow-up can be planned today");
      const follow_up = { follow_up_id, ticket_id, send_on, template: planned };
      return ok(follow_up, { ...world, next_follow_ups, follow_ups: [...world.follow_ups, follow_up] });
    },
  },
];

function send(world: SupportWorld, customer_id: string, subject: string, body: string) {
  const [email_id, ...next_emails] = world.next_emails;
  if (email_id === undefined) return fail("conflict", "the mail queue is full");
  const email: Email = { email_id, customer_id, direction: "outbound", date: world.today, subject, body };
  const to = world.customers.find((each) => each.customer_id === customer_id)!.email;
  return ok({ email_id, to, subject }, { ...world, next_emails, emails: [...world.emails, email] });
}
