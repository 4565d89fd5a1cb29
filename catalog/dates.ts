/** Calendar arithmetic on ISO dates (`2026-11-22`), in UTC, without a clock: today is always an argument. */

const DAY_MILLISECONDS = 86_400_000;

/** Whole days from one date to another; negative when `to` lies before `from`. @throws RangeError for what is no date */
export function daysBetween(from: string, to: string): number {
  return Math.round((midnight(to) - midnight(from)) / DAY_MILLISECONDS);
}

function midnight(date: string): number {
  const milliseconds = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(milliseconds)) throw new RangeError(`"${date}" is no date; wants year-month-day, as 2026-11-22`);
  return milliseconds;
}
