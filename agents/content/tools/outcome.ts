/** How the content tools answer, and the checks that more than one of them makes. */
import type { JsonSchema, Outcome, ParametersSchema, ToolErrorCode } from "../../contract";
import type { ContentWorld } from "../world";

export type ContentOutcome = Outcome<ContentWorld>;

export function fail(code: ToolErrorCode, message: string): ContentOutcome {
  return { ok: false, error: { code, message } };
}

export function parameters(properties: ParametersSchema["properties"], required: readonly string[]): ParametersSchema {
  return { type: "object", properties, required, additionalProperties: false };
}

/** The schema of an object in which every property is present. */
export function objectOf(properties: { readonly [name: string]: JsonSchema }): JsonSchema {
  return { type: "object", properties, required: Object.keys(properties) };
}

export const text: JsonSchema = { type: "string" };
export const integer: JsonSchema = { type: "integer" };

export function findDraft(world: ContentWorld, id: unknown) {
  return world.drafts.find((draft) => draft.draft_id === id);
}

export function wordCount(sentences: readonly string[]): number {
  return sentences
    .join(" ")
    .split(/\s+/)
    .filter((word) => word !== "").length;
}

/** Why a date and time can't be used for something that lies ahead; undefined when they can. */
export function futureProblem(today: string, date: string, time: string): string | undefined {
  if (!isDate(date)) return `date "${date}" is not a date of the form 2026-11-20`;
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return `time "${time}" is not a time of day of the form 09:30`;
  return date < today ? `date ${date} lies in the past` : undefined;
}

export function isDate(date: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(Date.parse(`${date}T00:00:00Z`));
}
