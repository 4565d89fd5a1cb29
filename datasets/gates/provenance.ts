/** Gate 4: where each argument comes from. What no text, observation, default or declared derivation explains, is invented. */
import type { JsonSchema, Slots, Tool } from "../../agents/contract";
import { mentionsDate } from "../dates";
import type { Json, RowCall } from "../types";
import { leavesOf, numbersIn, type Visible } from "./visible";

/** What the conversation has shown up to a call. */
export interface Seen {
  readonly system: Visible;
  readonly user: Visible;
  readonly userText: () => string;
  readonly observations: Visible;
  readonly slots: () => Slots;
  readonly today: string;
  /** Everyday wordings of values, from the agent's lexicon. */
  readonly synonyms: { readonly [value: string]: readonly string[] };
}

const NUMBER_WORDS = [
  "zero",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
];
const MULTIPLES: readonly (readonly [RegExp, number])[] = [
  [/\b(a|one) (day|week|month|year|hour|minute)\b|\bonce\b/i, 1],
  [/\b(a )?couple\b|\btwice\b|\bboth\b|\bpair\b/i, 2],
  [/\bhalf\b/i, 0.5],
  [/\b(a )?dozen\b/i, 12],
];
const UNITS: readonly (readonly [RegExp, readonly number[]])[] = [
  [/\bhours?\b/i, [60, 3600]],
  [/\bminutes?\b/i, [60]],
  [/\bdays?\b/i, [24, 1440, 86400]],
  [/\bweeks?\b/i, [7, 168]],
  [/\bmonths?\b/i, [30]],
  [/\byears?\b/i, [12, 365]],
  [/\bfortnight\b/i, [14]],
  [/%|\bpercent\b/i, [0.01]],
  [/\bseconds?\b/i, [1000]],
  [/\bquarters?\b/i, [90, 3]],
  [/\dk\b|\bthousand\b/i, [1000]],
  [/\bmillion\b|\dm\b/i, [1_000_000]],
];

/**
 * Explains every leaf of a call's arguments.
 * @returns sources by JSON pointer, and the pointers that nothing explains
 */
export function explainArguments(
  tool: Pick<Tool, "parameters" | "composed">,
  call: RowCall,
  seen: Seen,
): { sources: Record<string, string>; unexplained: string[] } {
  const sources: Record<string, string> = {};
  const unexplained: string[] = [];
  for (const [name, value] of Object.entries(call.arguments)) {
    const schema = tool.parameters.properties[name];
    const whole = wholeSource(value, schema, seen) ?? namedSource(name, value, schema, seen);
    const composed = tool.composed?.includes(name) === true;
    for (const leaf of leavesOf(value, `/${name}`)) {
      const source = whole ?? (composed ? composedSource(leaf.value, seen) : sourceOf(leaf.value, seen));
      if (source === undefined) unexplained.push(leaf.pointer);
      else sources[leaf.pointer] = source;
    }
  }
  return { sources, unexplained };
}

function wholeSource(value: Json, schema: JsonSchema | undefined, seen: Seen): string | undefined {
  if (schema?.default !== undefined && JSON.stringify(schema.default) === JSON.stringify(value)) return "default";
  const text = JSON.stringify(value);
  for (const [name, slot] of Object.entries(seen.slots())) {
    if (slot.derivation !== undefined && JSON.stringify(slot.value) === text)
      return `derivation:${slot.derivation}:${name}`;
  }
  return undefined;
}

/**
 * A choice or a switch that the user's words name: "failures" for `failed`, "visible" for `visible_only: true`, or a
 * wording that the agent's lexicon lists under the value (or, for a switch, under the parameter).
 */
function namedSource(name: string, value: Json, schema: JsonSchema | undefined, seen: Seen): string | undefined {
  const isChoice = typeof value === "string" && schema?.enum !== undefined;
  if (!isChoice && value !== true) return undefined;
  const words = isChoice ? value : name;
  const text = seen.userText().toLowerCase();
  if (seen.synonyms[words]?.some((synonym) => text.includes(synonym.toLowerCase()))) return "derivation:synonym";
  const stems = words.split(/[_\s-]+/).filter((word) => word.length >= 4);
  const stated = stems.some((word) => new RegExp(`\\b${word.slice(0, Math.max(4, word.length - 2))}`, "i").test(text));
  return stated ? "derivation:stem" : undefined;
}

function sourceOf(value: Json, seen: Seen): string | undefined {
  if (typeof value === "string") {
    if (seen.user.hasWords(value)) return "user";
    if (seen.observations.hasWords(value)) return "observation";
    if (seen.system.hasWords(value)) return "system";
    if (seen.user.hasSpelling(value)) return "derivation:spelling";
    if (seen.observations.hasSpelling(value)) return "derivation:spelling";
    if (value === seen.today || mentionsDate(seen.userText(), value, seen.today)) return "derivation:relative_date";
    if (Number.isFinite(Number(value)) && value.trim() !== "") return sourceOf(Number(value), seen);
  }
  if (typeof value === "number") {
    if (seen.user.hasNumber(value)) return "user";
    if (seen.observations.hasNumber(value)) return "observation";
    if (isSpoken(value, seen.userText())) return "derivation:quantity";
    if (seen.system.hasNumber(value)) return "system";
  }
  return slotSource(value, seen);
}

/** A value inside a list or object that was drawn as a whole with a derivation. */
function slotSource(value: Json, seen: Seen): string | undefined {
  for (const [name, slot] of Object.entries(seen.slots())) {
    if (slot.derivation === undefined) continue;
    if (leavesOf(slot.value).some((leaf) => leaf.value === value)) return `derivation:${slot.derivation}:${name}`;
  }
  return undefined;
}

/** Text that the agent writes itself must still not state numbers nobody gave. */
function composedSource(value: Json, seen: Seen): string | undefined {
  if (typeof value !== "string") return sourceOf(value, seen);
  const invented = numbersIn(value).filter(
    ({ readings }) =>
      !readings.some(
        (number) => seen.user.hasNumber(number) || seen.observations.hasNumber(number) || seen.system.hasNumber(number),
      ),
  );
  return invented.length === 0 ? "composed" : undefined;
}

function isSpoken(value: number, text: string): boolean {
  const lower = text.toLowerCase();
  const counts = NUMBER_WORDS.flatMap((word, number) => (new RegExp(`\\b${word}\\b`).test(lower) ? [number] : []));
  counts.push(...numbersIn(lower).flatMap(({ readings }) => readings));
  for (const [pattern, number] of MULTIPLES) if (pattern.test(lower)) counts.push(number);
  if (counts.includes(value)) return true;
  return UNITS.some(
    ([pattern, factors]) =>
      pattern.test(lower) && factors.some((factor) => counts.some((count) => nearly(count * factor, value))),
  );
}

function nearly(left: number, right: number): boolean {
  return Math.abs(left - right) < 1e-9 * Math.max(1, Math.abs(right));
}
