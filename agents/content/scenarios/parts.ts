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
import { implied, synonyms } from "../synonyms";
import { type ContentWorld, shiftDate } from "../world";

type Opened = { readonly opened: number; readonly delivered: number };
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
      "[What I got back|All that came back] is an error: {reason}.",
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

/** "a, b or c" */
export function either(items: readonly string[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} or ${items.at(-1)}`;
}

/** "a; b; c", for sentences that hold commas themselves. */
export function apart(items: readonly string[]): string {
  return items.join("; ");
}

/** What people call a channel, to stand after "the". */
export function channelName(channel: string): string {
  return { short_video: "short video channel", professional: "professional network" }[channel] ?? spaced(channel);
}

/** Whether one of two mailings is ahead by opens and by open rate alike, and by more than a rounding. */
export function agreeOnOpens(one: Opened, other: Opened): boolean {
  const rates = one.opened / one.delivered - other.opened / other.delivered;
  return Math.abs(rates) > 0.001 && (one.opened - other.opened) * rates > 0;
}

/** Whether enough of a segment agreed to be written to: what the consent check asks for. */
export function hasConsent(segment: { readonly opted_in: number; readonly contacts: number }): boolean {
  return segment.opted_in >= 0.6 * segment.contacts;
}

/** Whether a text has this term as a whole word. */
export function says(sentences: readonly string[], term: string): boolean {
  return sentences.some((sentence) => new RegExp(`\\b${term}\\b`, "i").test(sentence));
}

/** A value of an enum, in everyday words where there are some. */
export function worded(value: string): Slot {
  const everyday = synonyms[value];
  return everyday === undefined ? { value } : { value, text: everyday, derivation: "synonym" };
}

/** A value of an enum as a sentence says it: "in review". */
export function spaced(value: string): string {
  return value.replaceAll("_", " ");
}

/** A value that a sentence implies without naming it: "hand it to the reviewers" for in_review. Every frame must hold such words. */
export function meant(value: string): Slot {
  return { value, text: implied[value], derivation: "synonym" };
}

/** A day so many days from today, with its preposition: "on 23 November", "in 3 days", "this Friday", "tomorrow". */
export function day(world: ContentWorld, random: Random, offset: number): Slot {
  const value = shiftDate(world.today, offset);
  const relative = [offset === 0 ? "today" : offset === 1 ? "tomorrow" : `in ${offset} days`];
  if (offset >= 2 && offset <= 6) relative.push(`on ${weekday(value)}`);
  if (offset >= 2 && offset <= 6 && weeksApart(world.today, value) === 0) relative.push(`this ${weekday(value)}`);
  if (offset === 7) relative.push("in a week", "a week from now");
  if (offset === 14) relative.push("in two weeks", "two weeks from now");
  if (random.chance(0.6)) return { value, text: random.pick(relative), derivation: "relative_date" };
  const date = spelled(random, value);
  return { ...date, text: `on ${date.text ?? value}` };
}

/** A day to stand after "from", "since", "until". */
export function bound(world: ContentWorld, random: Random, offset: number): Slot {
  const value = shiftDate(world.today, offset);
  const relative =
    offset === 0
      ? ["today"]
      : offset === -1
        ? ["yesterday"]
        : offset === 1
          ? ["tomorrow"]
          : offset < -1
            ? [
                `${-offset} days ago`,
                ...(offset >= -7 && weeksApart(value, world.today) === 1 ? [`last ${weekday(value)}`] : []),
              ]
            : weeksApart(world.today, value) === 0
              ? [`this ${weekday(value)}`]
              : [];
  if (relative.length > 0 && random.chance(0.5))
    return { value, text: random.pick(relative), derivation: "relative_date" };
  return spelled(random, value);
}

/** A date as people write it, to stand after a preposition: "2026-11-23", "23 November", "November 23". */
export function spelled(random: Random, value: string): Slot {
  const month = MONTHS[Number(value.slice(5, 7)) - 1]!;
  const number = String(Number(value.slice(8)));
  const text = random.pick([
    value,
    value,
    `${number} ${month}`,
    `${month} ${number}`,
    `${month.slice(0, 3)} ${number}`,
  ]);
  return text === value ? { value } : { value, text, derivation: "relative_date" };
}

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** How many Mondays lie between two days: "this Friday" is said in its own week, "last Friday" in the week after. */
function weeksApart(from: string, to: string): number {
  const week = (date: string) => Math.floor((Date.parse(`${date}T00:00:00Z`) / 86_400_000 + 3) / 7);
  return week(to) - week(from);
}

function weekday(date: string): string {
  return WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()]!;
}

/** A full hour. */
export function hour(random: Random, first = 8, last = 20): string {
  return `${String(random.int(first, last)).padStart(2, "0")}:00`;
}

/** A full hour as people say it: "14:00", "2 pm", "2 in the afternoon". */
export function clock(random: Random, time: string): Slot {
  const full = Number(time.slice(0, 2));
  const short = full > 12 ? full - 12 : full;
  const part = full < 12 ? "morning" : full < 18 ? "afternoon" : "evening";
  const spoken = [
    `${short} ${full < 12 ? "am" : "pm"}`,
    `${short}${full < 12 ? "am" : "pm"}`,
    full === 12 ? "noon" : `${short} in the ${part}`,
  ];
  return random.chance(0.4) ? { value: time } : { value: time, text: random.pick(spoken), derivation: "quantity" };
}

/** Those texts that are about the same topic as a product, a page or a draft's text. */
export function matching(world: ContentWorld, texts: readonly string[], about: string): readonly string[] {
  const topic = world.topics.find((each) => about.includes(each) || about.includes(each.replaceAll(" ", "-")));
  return topic === undefined ? texts : texts.filter((text) => text.includes(topic));
}
