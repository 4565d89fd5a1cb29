/** What the situations of the content agent are put together from. */
import type { Random } from "../../../primitives";
import {
  type Arguments,
  answer,
  type Closing,
  call,
  type Observation,
  type Plan,
  partial,
  type Slot,
  type Values,
  type Wording,
} from "../../contract";
import { synonyms } from "../synonyms";
import { type ContentWorld, shiftDate } from "../world";

type Options = { readonly reasons?: readonly Wording[]; readonly values?: Values };

/** The plan of one call: what it gave goes into the closing, an error is told as it came. */
export function* once<T>(tool: string, args: Arguments, close: (seen: T) => Closing, options: Options = {}): Plan {
  const observation = yield* call(tool, args, options);
  return observation.ok ? close(seen<T>(observation)) : stuck(observation);
}

/** The value of an observation that went well. */
export function seen<T>(observation: Observation & { readonly ok: true }): T {
  return observation.value as unknown as T;
}

/** Says honestly that a call failed, and why. */
export function stuck(observation: Observation): Closing {
  if (observation.ok) return answer(["That went through."]);
  return partial(
    [
      "[That|This] did not go through: {reason}.",
      "I [had to stop|got stuck] here, because {reason}.",
      "[No luck|It failed], and this is why: {reason}.",
      "[What I got back|All that came back] is an error: {reason}. [Nothing was changed by it|It changed nothing].",
      "[Sadly|Unfortunately] I could not finish[ this|]; the system says {reason}.",
      "[One step|A step] was refused with the message that {reason}. [Shall I try another way?|How would you like to go on?|]",
    ],
    { reason: observation.error.message },
  );
}

/** "a, b and c" */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

/** A value of an enum, in everyday words where there are some. */
export function worded(value: string): Slot {
  const everyday = synonyms[value];
  return everyday === undefined ? { value } : { value, text: everyday, derivation: "synonym" };
}

/** A day so many days from today, with its preposition: "on 2026-11-23", "in 3 days", "tomorrow". */
export function day(world: ContentWorld, random: Random, offset: number): Slot {
  const value = shiftDate(world.today, offset);
  if (random.chance(0.5)) return { value, text: `on ${value}` };
  const text = offset === 0 ? "today" : offset === 1 ? "tomorrow" : `in ${offset} days`;
  return { value, text, derivation: "relative_date" };
}

/** A day as a bare date or relative words that go after "from", "since", "until". */
export function bound(world: ContentWorld, random: Random, offset: number): Slot {
  const value = shiftDate(world.today, offset);
  if (offset === 0 && random.chance(0.5)) return { value, text: "today", derivation: "relative_date" };
  if (offset === -1 && random.chance(0.5)) return { value, text: "yesterday", derivation: "relative_date" };
  if (offset < -1 && random.chance(0.4)) return { value, text: `${-offset} days ago`, derivation: "relative_date" };
  return { value };
}

/** A full hour. */
export function hour(random: Random, first = 8, last = 20): string {
  return `${String(random.int(first, last)).padStart(2, "0")}:00`;
}
