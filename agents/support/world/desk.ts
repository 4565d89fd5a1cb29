/** Customers, tickets, articles, issues, chats and mails of a seeded help desk. */
import type { WorldContext } from "../../contract";
import type {
  Article,
  Category,
  Chat,
  Customer,
  Email,
  KnownIssue,
  Priority,
  Status,
  Team,
  Ticket,
  Tier,
} from "./types";
import * as words from "./words";

const TEAMS: readonly Team[] = ["billing", "accounts", "platform", "mobile", "integrations"];
const PLANS = ["free", "team", "business", "enterprise"] as const;
const CATEGORIES: readonly Category[] = ["billing", "access", "bug", "how_to", "outage"];
const PRIORITIES: readonly Priority[] = ["low", "normal", "high", "urgent"];
const STATUSES: readonly Status[] = ["open", "open", "pending", "solved", "closed"];
const TIERS: readonly Tier[] = ["tier_1", "tier_1", "tier_2", "tier_3"];
/** Days since a ticket was opened; no two of a world are equal, so "the oldest" is one. */
const AGES: readonly number[] = Array.from({ length: 38 }, (_, index) => index + 3);
/** Minutes that a chat has waited; no two of a world are equal, so "the longest" is one. */
const WAITS: readonly number[] = Array.from({ length: 57 }, (_, index) => index + 2);
const DAY = 86_400_000;

export function daysFrom(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** Different identifiers such as TCK-48213. */
export function identifiers(context: WorldContext, kind: string, prefix: string, count: number): string[] {
  const numbers = new Set<number>();
  while (numbers.size < count) numbers.add(context.number(kind, 10000, 99999));
  return [...numbers].map((number) => `${prefix}-${number}`);
}

export function createCustomers(context: WorldContext): Customer[] {
  const { random } = context;
  const ids = identifiers(context, "customer", "CUS", 7);
  return random.sample(context.pool("company", words.COMPANIES), 7).map((company, index) => ({
    customer_id: ids[index]!,
    company,
    plan: random.pick(PLANS),
    email: `${company.toLowerCase().replaceAll(" ", ".")}@example.com`,
    no_surveys: index > 4,
  }));
}

/** Sixteen tickets; the last one is merged into the first, and the first two are open tickets of one customer. */
export function createTickets(
  context: WorldContext,
  customers: readonly Customer[],
  products: readonly string[],
): Ticket[] {
  const { random } = context;
  const ids = identifiers(context, "ticket", "TCK", 16);
  const symptoms = random.sample(context.pool("symptom", words.SYMPTOMS), 16);
  const ages = random.sample(AGES, 16);
  return ids.map((ticket_id, index) => {
    const age = ages[index]!;
    const created = daysFrom(context.today, -age);
    const quietAfter = random.int(0, age - 1);
    return {
      ticket_id,
      customer_id: index < 2 ? customers[0]!.customer_id : random.pick(customers).customer_id,
      subject: symptoms[index]!,
      product: random.pick(products),
      category: random.pick(CATEGORIES),
      priority: random.pick(PRIORITIES),
      status: index < 2 ? "open" : random.pick(STATUSES),
      tier: random.pick(TIERS),
      team: random.pick(TEAMS),
      created,
      updated: daysFrom(created, quietAfter),
      tags: random.sample(words.TAGS, random.int(0, 2)),
      comments: random.sample(words.COMMENTS, random.int(1, 3)).map((body) => {
        const date = daysFrom(created, random.int(0, quietAfter));
        const visibility = random.pick(["public", "internal"] as const);
        return words.FROM_CUSTOMERS.includes(body)
          ? { date, visibility: "public" as const, author: "customer" as const, body }
          : { date, visibility, author: "support" as const, body };
      }),
      merged_into: index === 15 ? ids[0]! : "",
    };
  });
}

/** Nine articles; the last one was replaced by the first. */
export function createArticles(
  context: WorldContext,
  products: readonly string[],
  symptoms: readonly string[],
): Article[] {
  const { random } = context;
  const ids = identifiers(context, "article", "KB", 9);
  const codes = identifiers(context, "error_code", "E", 9);
  return ids.map((article_id, index) => ({
    article_id,
    title: `What to do when the ${symptoms[index]!}`,
    product: random.pick(products),
    symptom: symptoms[index]!,
    error_code: codes[index]!,
    audience: index % 3 === 2 ? "internal" : "public",
    steps: random.sample(words.STEPS, random.int(2, 4)),
    updated: daysFrom(context.today, -random.int(4, 700)),
    flags: [],
    replaced_by: index === 8 ? ids[0]! : "",
  }));
}

export function createIssues(
  context: WorldContext,
  products: readonly string[],
  symptoms: readonly string[],
): KnownIssue[] {
  const { random } = context;
  return identifiers(context, "issue", "ISS", 6).map((issue_id, index) => {
    const major = random.int(2, 14);
    const minor = random.int(0, 9);
    const status = random.pick(["investigating", "fix_scheduled", "resolved"] as const);
    return {
      issue_id,
      product: products[index % products.length]!,
      symptom: symptoms[index % symptoms.length]!,
      since_version: `${major}.${minor}`,
      status,
      fixed_in: status === "investigating" ? "" : `${major}.${minor + random.int(1, 5)}`,
    };
  });
}

/** Seven chats: four wait, two are active, and the last one ended and went on in the fifth. */
export function createChats(
  context: WorldContext,
  customers: readonly Customer[],
  articles: readonly Article[],
): Chat[] {
  const { random } = context;
  const ids = identifiers(context, "chat", "CHT", 7);
  const waits = random.sample(WAITS, 4);
  return ids.map((chat_id, index) => {
    const article = articles[index % 8]!;
    const customer = index === 6 ? customers[4]! : customers[index % customers.length]!;
    return {
      chat_id,
      customer_id: customer.customer_id,
      product: article.product,
      symptom: article.symptom,
      status: index < 4 ? "waiting" : index < 6 ? "active" : "ended",
      waiting_minutes: waits[index] ?? 0,
      team: index < 2 ? "mobile" : random.pick(TEAMS),
      messages: [
        { from: "customer" as const, text: `Hello, in ${article.product} our ${article.symptom}.` },
        {
          from: "customer" as const,
          text: random.pick([
            "We need it before the end of the day.",
            "It was fine last week.",
            "Two colleagues see the same.",
            "I have tried it in another browser as well.",
            "Is this known?",
          ]),
        },
      ],
      resolution: index === 6 ? "no_answer" : "",
      continued_in: index === 6 ? ids[4]! : "",
    };
  });
}

/** Ten mails, newest last; each customer's newest inbound one confirms or complains. */
export function createEmails(
  context: WorldContext,
  customers: readonly Customer[],
  articles: readonly Article[],
): Email[] {
  const { random } = context;
  return identifiers(context, "email", "EML", 10).map((email_id, index) => {
    const article = articles[index % 8]!;
    const outbound = index % 5 === 3;
    return {
      email_id,
      customer_id: customers[index % 5]!.customer_id,
      direction: outbound ? "outbound" : "inbound",
      date: daysFrom(context.today, index - 12),
      subject: outbound ? `Re: ${article.symptom}` : article.symptom,
      body: outbound
        ? "We are looking into it."
        : index >= 5
          ? random.pick([...words.CONFIRMATIONS, ...words.COMPLAINTS])
          : `In ${article.product} our ${article.symptom}. Please advise.`,
    };
  });
}
