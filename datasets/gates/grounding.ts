/** Gate 5: every number, identifier and name in an assistant text occurs in, or is computed from, what the row shows. */
import { derived } from "../../agents/contract";
import type { Values, Wording } from "../types";
import { leavesOf, numbersIn, type Visible } from "./visible";

const IDENTIFIER = /[A-Za-z0-9]+(?:[-_./@#:][A-Za-z0-9]+)+/g;
const PLAIN_PAIRS = new Set(["and/or", "yes/no", "e.g", "i.e", "either/or", "pass/fail", "true/false", "read/write"]);

/** What a text says that nothing shows; empty when all is grounded. `literal`: words that the agent's author wrote. */
export function ungrounded(text: string, seen: Visible, values: Values, literal: ReadonlySet<string>): string[] {
  const problems: string[] = [];
  const derivations = Object.entries(values).flatMap(([name, value]) =>
    typeof value === "object" ? [{ name, value }] : [],
  );
  const computed = new Set(derivations.map(({ value }) => Math.abs(value.value)));
  for (const { name, value } of derivations) {
    const again = derived(value.derived, value.inputs);
    if (again.value !== value.value) problems.push(`${name} is ${value.value}, computed again ${again.value}`);
    if (value.derived === "count") continue;
    for (const leaf of leavesOf(value.inputs)) {
      if (typeof leaf.value !== "number" || seen.hasNumber(leaf.value) || computed.has(Math.abs(leaf.value))) continue;
      problems.push(`${name} is computed from ${leaf.value}, which nothing shows`);
    }
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

const SENTENCE_START = /(?:^|[.!?:;]["')\]]?\s+|\n\s*|["'([]\s*|[-–•*]\s+)$/;

/** Capitalised words that do not open a sentence. */
export function namesIn(text: string): string[] {
  return [...text.matchAll(/\b[A-Z][a-z]+\b/g)]
    .filter((match) => !SENTENCE_START.test(text.slice(Math.max(0, match.index - 8), match.index)))
    .map((match) => match[0]);
}

/** Wordings kept at hand: some are made anew for each row. */
const KEPT = 4000;
const literals = new Map<Wording, readonly string[]>();

/** The words of wordings that are not values. */
export function literalWords(wordings: readonly Wording[]): Set<string> {
  const words = new Set<string>();
  for (const wording of wordings) {
    let list = literals.get(wording);
    if (list === undefined) {
      const text = wording.replace(/\{\w+\}/g, " ");
      list = [...(text.match(/[A-Z][A-Za-z]*/g) ?? []), ...(text.match(IDENTIFIER) ?? [])];
      if (literals.size >= KEPT) literals.clear();
      literals.set(wording, list);
    }
    for (const word of list) words.add(word);
  }
  return words;
}
