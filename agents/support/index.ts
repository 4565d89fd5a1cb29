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
    `(${customer.company} is ${customer.customer_id}.)`,
    `${customer.customer_id} stands for ${customer.company}, in case you wonder.`,
    `${ticket.ticket_id} is about ${ticket.product}, for what it's worth.`,
    `I had ${ticket.ticket_id} from ${ticket.created} open just now.`,
    `${ticket.ticket_id} was opened on ${ticket.created}.`,
    `Team ${ticket.team} has ${ticket.ticket_id}, I see.`,
    `${article.article_id} dates from ${article.updated}, by the way.`,
    `${article.article_id} covers ${article.product}, as you may know.`,
    `${chat.chat_id} is about ${chat.product}.`,
    `${chat.chat_id} belongs to ${chat.team}.`,
    `${issue.issue_id} concerns ${issue.product}, just so you know.`,
    `Since version ${issue.since_version} we have ${issue.issue_id}.`,
    `We look after ${world.products[0]!} and ${world.products[1]!} here.`,
    `${world.products[2]!} is one of ours, too.`,
    `Mail for ${customer.company} goes to ${customer.email}.`,
  ]);
}
