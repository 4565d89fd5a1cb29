/** What the situations of the security agent are put together from. */
import type { Random } from "../../../primitives";
import {
  type Arguments,
  answer,
  type Closing,
  call,
  type Derived,
  type Observation,
  type Plan,
  partial,
  type Slot,
  sum,
  type Values,
  type Wording,
} from "../../contract";
import { implied, synonyms } from "../synonyms";
import { type SecurityWorld, shiftDate } from "../world";
import type { Events, Scan } from "./seen";

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
  if (observation.ok) return answer(["That call went through."]);
  return partial(
    [
      "[It was refused|The call was refused]: {reason}.",
      "I [can't go on|have to leave it there], since {reason}.",
      "The system [objects|said no]: {reason}.",
      "[This is not done|I stopped], because {reason}.",
      "[Not possible as it stands|As things are, no]: {reason}.",
      "There's an obstacle: {reason}. [How should I proceed?|What would you like instead?|]",
    ],
    { reason: observation.error.message },
  );
}

/** "a, b and c" */
export function listed(items: readonly (string | number)[], word = "and"): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} ${word} ${items.at(-1)}`;
}

/** A value of an enum, in everyday words where there are some. */
export function worded(value: string): Slot {
  const everyday = synonyms[value];
  return everyday === undefined ? { value } : { value, text: everyday, derivation: "synonym" };
}

/** A value that a sentence implies without naming it: "block that address" for deny. Every frame must hold such a word. */
export function meant(value: string): Slot {
  return { value, text: implied[value], derivation: "synonym" };
}

/** A day up to today, to stand after "since", "from", "until". */
export function bound(world: SecurityWorld, random: Random, offset: number): Slot {
  const value = shiftDate(world.today, offset);
  const relative =
    offset === 0
      ? ["today", "now"]
      : offset === -1
        ? ["yesterday"]
        : [`${-offset} days ago`, ...(offset >= -7 ? [`last ${weekday(value)}`] : [])];
  if (random.chance(0.5)) return { value, text: random.pick(relative), derivation: "relative_date" };
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

function weekday(date: string): string {
  return WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()]!;
}

/** A number of days as people say it: "3 days", "two weeks". */
export function span(random: Random): Slot {
  const weeks = ["two weeks", "three weeks", "four weeks"];
  const number = random.int(2, 4);
  if (random.chance(0.5)) return { value: number * 7, text: weeks[number - 2]!, derivation: "quantity" };
  const days = random.int(2, 90);
  return { value: days, text: `${days} days` };
}

/** A least severity as people say it: "high or above"; above critical there is nothing. */
export function upward(least: string): string {
  return least === "critical" ? least : `${least} or above`;
}

/** The same in a request. */
export function upwardSlot(least: string): Slot {
  if (least === "critical") return { value: least };
  return { value: least, text: [`${least} or above`, `${least} and up`, `${least} or worse`, `${least} or higher`] };
}

/** Where the traffic of a rule may come from. */
export function origin(source: string): string {
  return source === "any" ? "any source" : source;
}

/** A value of an enum without its underscores: "in progress". */
export function plain(value: string): string {
  return value.replaceAll("_", " ");
}

/** "due 2026-12-01", "overdue since 2026-10-01" */
export function dueWord(world: SecurityWorld, due: string): string {
  return due < world.today ? `overdue since ${due}` : `due ${due}`;
}

/** "1 day", "2 days" */
export function amount(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}

/** "22 (ssh) and 443 (https)" */
export function portList(ports: Scan["open_ports"]): string {
  return listed(ports.map(({ port, service }) => `${port} (${service})`)) || "none";
}

/** What events were, most attempts first: "port probe on web-1.example.net (394)"; of many the first three. */
export function deeds({ events }: Events): string {
  const named = ({ kind, hostname }: Events["events"][number]) => `${plain(kind)} on ${hostname}`;
  // The same kind on the same host twice takes the days to be told apart.
  const isTwice = new Set(events.map(named)).size < events.length;
  const all = events.map((event) => `${named(event)} (${event.count}${isTwice ? ` on ${event.date}` : ""})`);
  return all.length > 3 ? `above all ${listed(all.slice(0, 3))}` : listed(all);
}

/** The last day of the certificates that may be renewed. */
export function limitDay(world: SecurityWorld): string {
  return shiftDate(world.today, 30);
}

/** Whether version 2.4 is older than 2.10: number by number. */
export function isOlder(version: string, than: string): boolean {
  const [left, right] = [version.split(".").map(Number), than.split(".").map(Number)];
  const at = left.findIndex((number, index) => number !== right[index]);
  return at >= 0 && left[at]! < (right[at] ?? 0);
}

/** Who stands behind most attempts over all events of a list, and how many those are. */
export function busiest(
  { events }: Events,
  by: "source" | "hostname",
): { readonly name: string; readonly count: number | Derived } | undefined {
  const counts = new Map<string, number[]>();
  for (const event of events) counts.set(event[by], [...(counts.get(event[by]) ?? []), event.count]);
  const total = (numbers: readonly number[]) => numbers.reduce((whole, number) => whole + number, 0);
  const [first, ...others] = counts;
  if (first === undefined) return undefined;
  const [name, numbers] = others.reduce((left, right) => (total(right[1]) > total(left[1]) ? right : left), first);
  return { name, count: numbers.length === 1 ? numbers[0]! : sum(numbers) };
}
