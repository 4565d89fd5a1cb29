/** How the security tools answer, and the schemas and checks that more than one of them uses. */
import type { JsonSchema, Outcome, ParametersSchema, ToolErrorCode } from "../../contract";
import type { SecurityWorld } from "../world";

export type SecurityOutcome = Outcome<SecurityWorld>;

export function fail(code: ToolErrorCode, message: string): SecurityOutcome {
  return { ok: false, error: { code, message } };
}

export function parameters(properties: ParametersSchema["properties"], required: readonly string[]): ParametersSchema {
  return { type: "object", properties, required, additionalProperties: false };
}

/** The schema of an object in which every property is present. */
export function objectOf(properties: { readonly [name: string]: JsonSchema }): JsonSchema {
  return { type: "object", properties, required: Object.keys(properties) };
}

export function listOf(items: JsonSchema): JsonSchema {
  return { type: "array", items };
}

export const text: JsonSchema = { type: "string" };
export const integer: JsonSchema = { type: "integer" };
export const yesNo: JsonSchema = { type: "boolean" };
export const number: JsonSchema = { type: "number" };
export const hostname: JsonSchema = { type: "string", description: "Full host name, such as web-123.example.net." };

export function hostOf(world: SecurityWorld, name: unknown) {
  return world.hosts.find((host) => host.hostname === name);
}

export function isDate(date: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(Date.parse(`${date}T00:00:00Z`));
}

/** Why two days make no period; undefined when they do. */
export function periodProblem(from: string, to: string): string | undefined {
  const wrong = [from, to].find((each) => !isDate(each));
  if (wrong !== undefined) return `"${wrong}" is not a date of the form 2026-11-20`;
  return from > to ? `from_date ${from} is after to_date ${to}` : undefined;
}
