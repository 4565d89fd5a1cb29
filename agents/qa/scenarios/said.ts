/** Observations in words: lists with "and", what a run left behind, which methods of a class do not pass. */
import type { ClassRun, RunReport } from "./observations";

const LONGEST = 10;

/** "a", "a and b", "a, b and c"; where items hold commas themselves "a; b; c". Of more than ten, the first ten. */
export function listed(items: readonly string[], word: "and" | "or" = "and"): string {
  const comma = items.some((item) => item.includes(",")) ? "; " : ", ";
  if (items.length > LONGEST) return `${items.slice(0, LONGEST).join(comma)}${comma}and so on`;
  if (items.length <= 2) return items.join(` ${word} `);
  if (comma === "; ") return items.join("; ");
  return `${items.slice(0, -1).join(", ")} ${word} ${items.at(-1)}`;
}

/** "3 passed", "0 passed, 1 failed and 1 skipped". */
export function counts({ passed, failed, skipped }: Pick<RunReport, "passed" | "failed" | "skipped">): string {
  const parts = [
    `${passed} passed`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ];
  return listed(parts);
}

/** Every failed test with what it says. */
export function failuresOf({ failures }: Pick<RunReport, "failures">): string {
  return listed(failures.map(({ test_id, message }) => `${test_id} (${message})`));
}

/** "2 passed and 1 in error (test_x: sms-feed cannot be reached)". */
export function tally({ passed, failed, errors, methods }: ClassRun): string {
  const named = (outcome: string) =>
    methods
      .filter((method) => method.outcome === outcome)
      .map(({ name, message }) => `${name}: ${message}`)
      .join("; ");
  const parts = [
    `${passed} passed`,
    ...(failed > 0 ? [`${failed} failed (${named("failed")})`] : []),
    ...(errors > 0 ? [`${errors} ended in an error (${named("error")})`] : []),
  ];
  return parts.length <= 2 ? parts.join(" and ") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
