/** Slots that several scenarios draw, and what a policy says when a call it counted on fails. */
import type { Random } from "../../../primitives";
import { type Closing, type Observation, partial, type Slot } from "../../contract";
import { synonyms } from "../lexicon/synonyms";
import { type CodeModule, daysFrom, missedLines, percentOf } from "../world";
import type { CaseList } from "./observations";

/** An enum value as it stands, or in everyday words; never with underscores. */
export function worded(value: string, random: Random): Slot {
  const others = synonyms[value];
  if (others === undefined || (!value.includes("_") && random.chance(0.4))) return { value };
  return { value, text: others, derivation: "synonym" };
}

/** An enum value in everyday words only, where the bare value would not read as a reason. */
export function inOtherWords(value: string): Slot {
  return { value, text: synonyms[value] ?? value, derivation: "synonym" };
}

/** A date some days from today that reads on after "ends": "in 12 days" or "on 2026-12-02". */
export function dateSlot(today: string, days: number, random: Random): Slot {
  const value = daysFrom(today, days);
  if (random.chance(0.5)) return { value, text: `on ${value}` };
  return { value, text: days === 1 ? "tomorrow" : `in ${days} days`, derivation: "relative_date" };
}

/** Whether the lines of two modules are covered alike, to a tenth of a percent: then neither is the weaker one. */
export function coveredAlike(left: CodeModule, right: CodeModule): boolean {
  const percent = ({ lines, gaps }: CodeModule) => percentOf(lines - missedLines(gaps), lines);
  return percent(left) === percent(right);
}

/** Where a gap is: "lines 21 to 36", "line 159". */
export function linesOf({
  first_line,
  last_line,
}: {
  readonly first_line: number;
  readonly last_line: number;
}): string {
  return first_line === last_line ? `line ${first_line}` : `lines ${first_line} to ${last_line}`;
}

/** Derived cases one by one: "amount 2, items 0 (raises); amount 3, items 1 (returns)". */
export function shownCases(cases: CaseList["cases"]): string {
  return cases
    .map(({ inputs, expect }) => `${inputs.map(({ name, value }) => `${name} ${value}`).join(", ")} (${expect})`)
    .join("; ");
}

export function resultOf<T>(observation: Observation & { readonly ok: true }): T {
  return observation.value as unknown as T;
}

/** The honest end when a call did not work out. */
export function stopped(observation: Observation & { readonly ok: false }): Closing {
  return partial(
    [
      "I [got stuck|had to stop]: {reason}. [Tell me how you would like to go on|How should I proceed]?",
      "This did not work[ out|]. The [service|system] answered: {reason}.",
      'No luck [here|with that]; what came back was "{reason}".',
      '[Unfortunately|Sadly] the call failed with "{reason}", so [there is no result to report|I have nothing reliable to show].',
      "Not done: {reason}. [If you can give me another value, I will try again|A different value may help].",
    ],
    { reason: observation.error.message },
  );
}

/** Whether one stretch of missed lines is longer than any other, in the function that misses most lines altogether. */
export function hasOneLargestGap(
  gaps: readonly { kind: string; first_line: number; last_line: number; function: string }[],
): boolean {
  const lines = gaps.filter((gap) => gap.kind === "line");
  const size = (gap: (typeof lines)[number]) => gap.last_line - gap.first_line + 1;
  const [longest, second] = [...lines].sort((left, right) => size(right) - size(left));
  if (longest === undefined) return false;
  if (second !== undefined && size(second) === size(longest)) return false;
  const missed = new Map<string, number>();
  for (const gap of lines) missed.set(gap.function, (missed.get(gap.function) ?? 0) + size(gap));
  return [...missed].every(([name, total]) => name === longest.function || total < missed.get(longest.function)!);
}
