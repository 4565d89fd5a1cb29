/** The support agent: tickets, articles, chats, mails. */
import type { Random } from "../../primitives";
import { type Agent, inPassing } from "../contract";
import { declines, lexicon, policies } from "./lexicon";
import { scenarios } from "./scenarios";
import { tools } from "./tools";
import { createWorld, type SupportWorld } from "./world";

export const supportAgent: Agent<SupportWorld> = {
  name: "support_agent",
  description: "customer support",
  skills: ["customer_communication", "troubleshooting", "ticket_management", "escalation"],
  families: ["ticketing_system", "knowledge_base", "chat", "email"],
  tools,
  policies,
  createWorld,
  scenarios,
  declines,
  lexicon,
  aside,
};

function aside(world: SupportWorld, random: Random): string {
  const customer = random.pick(world.customers);
  const ticket = random.pick(world.tickets);
  const chat = random.pick(world.chats);
  const issue = random.pick(world.issues);
  return inPassing(
    [
      ticket.ticket_id,
      `${ticket.ticket_id} (${ticket.product})`,
      `the mail from ${customer.company}`,
      `the account of ${customer.company} (${customer.customer_id})`,
      `the article ${random.pick(world.articles).article_id}`,
      `${chat.chat_id} for team ${chat.team}`,
      `${issue.issue_id} in ${issue.product}`,
    ],
    random,
  );
}
