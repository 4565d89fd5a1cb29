/** The support world: a help desk with customers, tickets, articles, chats and mails. */
import type { WorldContext } from "../../contract";
import * as desk from "./desk";
import type { SupportWorld } from "./types";
import * as words from "./words";

export { daysFrom } from "./desk";
export type * from "./types";

export function createWorld(context: WorldContext): SupportWorld {
  const { random } = context;
  const products = random.sample(context.pool("product", words.PRODUCTS), 4);
  const symptoms = random.sample(context.pool("symptom", words.SYMPTOMS), 9);
  const customers = desk.createCustomers(context);
  const articles = desk.createArticles(context, products, symptoms);
  return {
    today: context.today,
    products,
    customers,
    tickets: desk.createTickets(context, customers, products),
    articles,
    issues: desk.createIssues(context, products, symptoms),
    chats: desk.createChats(context, customers, articles),
    emails: desk.createEmails(context, customers, articles),
    follow_ups: [],
    next_tickets: desk.identifiers(context, "ticket", "TCK", 4),
    next_emails: desk.identifiers(context, "email", "EML", 8),
    next_follow_ups: desk.identifiers(context, "follow_up", "FUP", 6),
  };
}
