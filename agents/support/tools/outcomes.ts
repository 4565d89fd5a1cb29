/** Short forms for what a tool gives back, and the look-ups that every family needs. */
import type { Json } from "../../../primitives";
import type { JsonSchema, Outcome, ParametersSchema, ToolErrorCode } from "../../contract";
import type { Customer, SupportWorld, Ticket } from "../world";

export type Found<T> = { readonly found: T; readonly error?: undefined } | { readonly error: Outcome<SupportWorld> };

export function ok(observation: Json, world: SupportWorld): Outcome<SupportWorld> {
  return { ok: true, observation, world };
}

export function fail(code: ToolErrorCode, message: string): Outcome<SupportWorld> {
  return { ok: false, error: { code, message } };
}

/** Parameters that refuse what they do not name. */
export function parameters(
  properties: { readonly [name: string]: JsonSchema },
  required: readonly string[],
): ParametersSchema {
  return { type: "object", properties, required, additionalProperties: false };
}

/** An observation in which every property is always present. */
export function record(properties: { readonly [name: string]: JsonSchema }): JsonSchema {
  return { type: "object", properties, required: Object.keys(properties) };
}

export function list(items: JsonSchema): JsonSchema {
  return { type: "array", items };
}

export const text: JsonSchema = { type: "string" };
export const integer: JsonSchema = { type: "integer" };

export const TEAMS = ["billing", "accounts", "platform", "mobile", "integrations"] as const;
export const TEMPLATES = ["outage_notice", "fix_released", "ticket_received", "feedback_request"] as const;

export const customerParameter: JsonSchema = {
  type: "string",
  description: "Customer: an identifier such as CUS-48213, or the exact company name.",
};
export const ticketParameter: JsonSchema = { type: "string", description: "Identifier such as TCK-48213." };

/** A customer by identifier or company name. */
export function customerOf(world: SupportWorld, wanted: unknown): Found<Customer> {
  const found = world.customers.find((each) => each.customer_id === wanted || each.company === wanted);
  return found === undefined ? { error: fail("not_found", `no customer ${wanted}`) } : { found };
}

/** A ticket by identifier; a merged one gives an error that names where it went. */
export function ticketOf(world: SupportWorld, ticketId: unknown): Found<Ticket> {
  const found = world.tickets.find((each) => each.ticket_id === ticketId);
  if (found === undefined) return { error: fail("not_found", `no ticket ${ticketId}`) };
  if (found.merged_into !== "") {
    return { error: fail("conflict", `${found.ticket_id} was merged into ${found.merged_into}`) };
  }
  return { found };
}

export function withTicket(world: SupportWorld, ticket: Ticket): SupportWorld {
  return { ...world, tickets: world.tickets.map((each) => (each.ticket_id === ticket.ticket_id ? ticket : each)) };
}

export function isDate(value: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(value) &&
    !Number.isNaN(Date.parse(`${value}T00:00:00Z`)) &&
    new Date(`${value}T00:00:00Z`).toISOString().startsWith(value)
  );
}
