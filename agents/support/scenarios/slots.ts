/** Slots that several scenarios draw, and what a policy says when a call it counted on fails. */
import type { Random } from "../../../primitives";
import { type Closing, type Observation, partial, type Slot } from "../../contract";
import { synonyms } from "../lexicon/synonyms";
import { type Customer, daysFrom, type SupportWorld } from "../world";

/** Values that nobody says as they stand: "issues that are investigating", "mail, both". */
const UNSAID = /_|^both$|^investigating$/;

/** An enum value as it stands, or in everyday words; never with underscores. */
export function worded(value: string, random: Random): Slot {
  const others = synonyms[value];
  if (others === undefined || (!UNSAID.test(value) && random.chance(0.4))) return { value };
  return { value, text: others, derivation: "synonym" };
}

/** A customer as people name one: mostly by the company, sometimes by the number. */
export function customerSlot(customer: Customer, random: Random): Slot {
  return { value: random.chance(0.7) ? customer.company : customer.customer_id };
}

/** A coming day that reads on after a verb: "tomorrow", "in 12 days", "on 2026-12-02". */
export function comingDay(today: string, days: number, random: Random): Slot {
  const value = daysFrom(today, days);
  if (random.chance(0.45)) return { value, text: `on ${value}` };
  const relative =
    days === 1 ? ["tomorrow"] : days % 7 === 0 && days > 7 ? [`in ${days / 7} weeks`] : [`in ${days} days`];
  return { value, text: relative, derivation: "relative_date" };
}

/** A period up to today that reads on after a verb: "since yesterday", "in the last 6 days", "since 2026-11-14". */
export function recentPeriod(today: string, days: number, random: Random): Slot {
  const value = daysFrom(today, -days);
  if (random.chance(0.45)) return { value, text: `since ${value}` };
  const relative = days === 1 ? ["since yesterday"] : [`in the last ${days} days`, `during the past ${days} days`];
  return { value, text: relative, derivation: "relative_date" };
}

export function customerOfId(world: SupportWorld, customerId: string): Customer {
  return world.customers.find((each) => each.customer_id === customerId)!;
}

export function resultOf<T>(observation: Observation & { readonly ok: true }): T {
  return observation.value as unknown as T;
}

/** Whether a new ticket about this would be refused, since the customer has an unsolved one of that subject. */
export function isReported(world: SupportWorld, customerId: string, subject: string): boolean {
  return world.tickets.some(
    (each) =>
      each.customer_id === customerId &&
      each.subject === subject &&
      (each.status === "open" || each.status === "pending"),
  );
}

/** The honest end when a call did not work out. */
export function stopped(observation: Observation & { readonly ok: false }): Closing {
  return partial(
    [
      "That is where it ended: {reason}. [What would you like instead|Shall I try something else]?",
      "I couldn't get any further: {reason}.",
      'The [answer|reply] I got was "{reason}", so [this part is still open|nothing came of it].',
      "[This isn't possible at the moment|It didn't go through]: {reason}.",
      'It failed with "{reason}". [I\'d rather tell you than guess|Please check the value you gave me].',
    ],
    { reason: observation.error.message },
  );
}

/** The world with every article about this symptom open to customers: only such steps may be sent to them. */
export function withPublicArticles(world: SupportWorld, symptom: string): SupportWorld {
  return {
    ...world,
    articles: world.articles.map((each) =>
      each.symptom === symptom ? { ...each, audience: "public" as const } : each,
    ),
  };
}

/** The world in which no ticket of this customer is above normal, so that raising one changes it and lowers none. */
export function withModestPriorities(world: SupportWorld, customerId: string): SupportWorld {
  return {
    ...world,
    tickets: world.tickets.map((each) =>
      each.customer_id === customerId && (each.priority === "high" || each.priority === "urgent")
        ? { ...each, priority: each.priority === "high" ? ("normal" as const) : ("low" as const) }
        : each,
    ),
  };
}
