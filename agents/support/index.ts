/** The support agent: tickets, articles, chats, mails. */
import type { Random } from "../../primitives";
import type { Agent } from "../contract";
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
  const article = random.pick(world.articles);
  const chat = random.pick(world.chats);
  const issue = random.pick(world.issues);
  return random.pick([
    `${customer.company} is on the ${customer.plan} plan, by the way.`,
    `(${customer.company} has the number ${customer.customer_id}.)`,
    `Somebody else is looking after ${ticket.ticket_id}, which is about ${ticket.product}.`,
    `${article.article_id} was last updated on ${article.updated}.`,
    `${chat.chat_id} is a different story, that's ${chat.product}.`,
    `Our issue list also has ${issue.issue_id} for ${issue.product}.`,
    `We look after ${world.products[0]!} and ${world.products[1]!} these days.`,
    `Unrelated: ${customer.email} is the address we have for ${customer.company}.`,
  ]);
}
