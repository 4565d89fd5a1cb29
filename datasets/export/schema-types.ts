/** Checks that several formats share. */
import type { Finding } from "../parse-row";

export const TOOL_NAME = /^[a-zA-Z0-9_-]{1,64}$/;

export type Report = (pointer: string, message: string) => void;

export function collector(): { readonly findings: Finding[]; readonly report: Report } {
  const findings: Finding[] = [];
  return {
    findings,
    report: (pointer, message) => findings.push({ gate: gateOf(pointer, message), pointer, message }),
  };
}

/** Which rule of a row a place belongs to. */
function gateOf(pointer: string, message: string): string {
  if (/\/(tools|tool_calls|tool_call_id|functionCall|functionResponse)(\/|$)/.test(pointer)) return "tool";
  return /\/weight$/.test(pointer) || message.includes("trained on") ? "loss" : "format";
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reports keys that are missing and keys that the format does not know. */
export function checkKeys(
  value: Record<string, unknown>,
  pointer: string,
  required: readonly string[],
  optional: readonly string[],
  report: Report,
): void {
  for (const key of required) if (!(key in value)) report(`${pointer}/${key}`, "is missing");
  for (const key of Object.keys(value))
    if (!required.includes(key) && !optional.includes(key)) report(`${pointer}/${key}`, "is not known to this format");
}

export function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}
