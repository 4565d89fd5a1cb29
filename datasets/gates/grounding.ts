/** Gate 5: every number, identifier and name in an assistant text occurs in, or is computed from, what the row shows. */
import { derived } from "../../agents/contract";
import type { Values, Wording } from "../types";
import { leavesOf, numbersIn, type Visible } from "./visible";

const IDENTIFIER = /[A-Za-z0-9]+(?:[-_./@#:][A-Za-z0-9]+)+/g;
const PLAIN_PAIRS = new Set(["and/or", "yes/no", "e.g", "i.e", "either/or", "pass/fail", "true/false", "read/write"]);

/** What a text says that nothing shows; empty when all is grounded. `literal`: words that the agent's author wrote. */
export function ungrounded(text: string, seen: Visible, values: Values, literal: ReadonlySet<string>): string[] {
  const computed = new Set<number>();
  const problems: string[] = [];
  for (const [name, value] of Object.entries(values)) {
    if (typeof value !== "object") continue;
    const again = derived(value.derived, value.inputs);
    if (again.value !== value.value) problems.push(`${name} is ${value.value}, computed again ${again.value}`);
    if (value.derived !== "count") {
      for (const leaf of leavesOf(value.inputs))
        if (typeof leaf.value === "number" && !seen.hasNumber(leaf.value))
          problems.push(`${name} is computed from ${leaf.value}, which nothing shows`);
    }
    computed.add(Math.abs(value.value));
  }
  for (const number of numbersIn(text)) {
    if (number.readings.some((reading) => seen.hasNumber(reading) || computed.has(reading))) continue;
    problems.push(`the number ${number.text}`);
  }
  for (const [identifier] of text.matchAll(IDENTIFIER)) {
    if (
      !/[\d_/@]|\.[a-z]{2,}/.test(identifier) ||
      PLAIN_PAIRS.has(identifier.toLowerCase()) ||
      /^[\d.,:/-]+$/.test(identifier)
    )
      continue;
    if (!seen.hasWords(identifier) && !literal.has(identifier)) problems.push(`the identifier ${identifier}`);
  }
  for (const name of namesIn(text)) {
    if (!seen.hasWords(name) && !literal.has(name)) problems.push(`the name ${name}`);
  }
  return problems;
}

/** Capitalised words that do not open a sentence. */
export function namesIn(text: string): string[] {
  const names: string[] = [];
  for (const match of text.matchAll(/(^|[.!?:;]["')\]]?\s+|\n\s*|["'([]\s*|[-–•*]\s+)?\b([A-Z][a-z]+)\b/g)) {
    if (match[1] === undefined) names.push(match[2]!);
  }
  return names;
}

const literals = new Map<Wording, readonly string[]>();

/** The words of wordings that are not values. */
export function literalWords(wordings: readonly Wording[]): Set<string> {
  const words = new Set<string>();
  for (const wording of wordings) {
    let list = literals.get(wording);
    if (list === undefined) {
      const text = wording.replace(/\{\w+\}/g, " ");
      list = [...(text.match(/[A-Z][A-Za-z]*/g) ?? []), ...(text.match(IDENTIFIER) ?? [])];
      literals.set(wording, list);
    }
    for (const word of list) words.add(word);
  }
  return words;
}
