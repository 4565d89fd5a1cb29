/** Calendar arithmetic on ISO dates without clock, locale or time zone. */
import type { Random } from "../primitives";

const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;

/** The days of conversations: working days of three years. */
const FIRST_DAY = dayNumber("2025-01-06");
const LAST_DAY = dayNumber("2027-12-17");

/** Days since 1970-01-01. @throws RangeError when the text is no date */
export function dayNumber(iso: string): number {
  const milliseconds = Date.parse(`${iso}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso) || Number.isNaN(milliseconds)) throw new RangeError(`${iso} is no ISO date`);
  return milliseconds / 86_400_000;
}

export function isoDate(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

export function weekdayOf(iso: string): (typeof WEEKDAYS)[number] {
  return WEEKDAYS[(((dayNumber(iso) + 4) % 7) + 7) % 7]!;
}

/** A working day to hold a conversation on. */
export function drawToday(random: Random): string {
  const day = random.int(FIRST_DAY, LAST_DAY);
  const weekday = weekdayOf(isoDate(day));
  return isoDate(weekday === "Saturday" ? day + 2 : weekday === "Sunday" ? day + 1 : day);
}

/** Whether one of the ways to say a date, seen from `today`, stands in the text. */
export function mentionsDate(text: string, iso: string, today: string): boolean {
  let distance: number;
  try {
    distance = dayNumber(iso) - dayNumber(today);
  } catch {
    return false;
  }
  const lower = text.toLowerCase();
  return wordsForDate(distance, weekdayOf(iso).toLowerCase(), weekdayOf(today).toLowerCase()).some((words) =>
    lower.includes(words),
  );
}

function wordsForDate(distance: number, weekday: string, todayName: string): string[] {
  const words: string[] = [];
  if (distance === 0) words.push("today", "tonight", "this morning", "this afternoon", "right now", "now");
  if (distance === -1) words.push("yesterday", "last night");
  if (distance === 1) words.push("tomorrow");
  const days = Math.abs(distance);
  const plural = (count: number, unit: string) => `${count} ${unit}${count === 1 ? "" : "s"}`;
  if (distance < 0)
    words.push(`${plural(days, "day")} ago`, `last ${plural(days, "day")}`, `past ${plural(days, "day")}`);
  if (distance > 0)
    words.push(`in ${plural(days, "day")}`, `${plural(days, "day")} from now`, `next ${plural(days, "day")}`);
  if (days % 7 === 0 && days > 0) {
    const weeks = days / 7;
    if (distance < 0)
      words.push(`${plural(weeks, "week")} ago`, ...(weeks === 1 ? ["a week ago", "last week", "past week"] : []));
    else
      words.push(`in ${plural(weeks, "week")}`, ...(weeks === 1 ? ["in a week", "next week", "a week from now"] : []));
  }
  if (distance < 0 && distance >= -7) words.push(`last ${weekday}`, `since ${weekday}`, `on ${weekday}`);
  if (distance > 0 && distance <= 7) words.push(`next ${weekday}`, `this ${weekday}`, `on ${weekday}`, `by ${weekday}`);
  if (distance > 0 && distance <= 14 && weekday !== todayName) words.push(`until ${weekday}`, `coming ${weekday}`);
  return words;
}
