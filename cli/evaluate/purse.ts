/** Rows, calls and money, said before the first paid call; and the refusal to pay without a known price or above a limit. */
import { type EvaluationRow, type GateThresholds, rowsWanted, SET_NAMES } from "../../evaluation";
import { FlanstackError } from "../../primitives";
import type { CliContext } from "../context";
import type { GatheredRows } from "./gather-rows";
import type { PricedArm } from "./price";

/** `null` when a price is unknown. */
export function totalUsd(priced: readonly PricedArm[]): number | null {
  return priced.reduce<number | null>((sum, arm) => (sum === null || arm.usd === null ? null : sum + arm.usd), 0);
}

export function tellCost(
  context: CliContext,
  { rows, cases, note, own, rowsFrom, isLocked }: GatheredRows,
  caseRows: readonly EvaluationRow[],
  priced: readonly PricedArm[],
  missing: readonly string[],
  thresholds: GateThresholds,
): void {
  const wanted = rowsWanted(thresholds);
  const clusters = new Set(rows.map(({ cluster }) => cluster)).size;
  const say = (label: string, text: string) => context.writeError(` ${label.padEnd(9)} ${text}`);
  say(
    "ROWS",
    `${rows.length} in ${clusters} families; ${wanted.rows} independent ones show ${wanted.toShow} (80 % power, 30 % of rows differing)`,
  );
  if (cases.length > 0)
    say("PLAYED", `${cases.length} examples, by every model, in the agent's world; these runs decide for them`);
  if (note !== undefined) say("PLAYED", note);
  if (rowsFrom === "own") {
    const open = own.filter(({ agent }) => !isLocked(agent)).map(({ agent }) => agent);
    if (open.length > 0)
      say("LOCK", `the rows of ${open.join(", ")} are not locked and may change unseen: flanstack eval-lock <file>`);
  }
  const counts = SET_NAMES.map((name) => [name, caseRows.filter(({ type }) => type === name).length] as const);
  if (caseRows.length > 0) {
    const each = counts.flatMap(([name, count]) => (count === 0 ? [] : [`${name} ${count}`]));
    say("CASES", `${each.join(", ")}; of the candidate and the arm it is compared with first`);
  }
  if (missing.length > 0) say("WITHOUT", `${missing.join("; ")}: the verdict says nothing about them`);
  for (const { name, calls, usd } of priced)
    say("CALLS", `${name}: ${calls} to make, ${usd === null ? "price unknown" : `about $${usd.toFixed(4)}`}`);
  const usd = totalUsd(priced);
  say(
    "COST",
    usd === null ? "unknown" : usd === 0 ? "$0: nothing to ask, or only this machine" : `about $${usd.toFixed(2)}`,
  );
}

/** @throws FlanstackError when calls would be paid without a known price or a limit, or above it; a dry run says it instead */
export function checkPurse(
  context: CliContext,
  isDryRun: boolean,
  priced: readonly PricedArm[],
  limit: number | undefined,
): void {
  const refuse = (code: string, message: string, fix: string) => {
    if (isDryRun) context.writeError(` NEXT      ${fix}`);
    else throw new FlanstackError(message, { code, path: "--max-usd", fix });
  };
  const usd = totalUsd(priced);
  if (usd === 0) return;
  if (usd === null) {
    const unknown = priced.filter((arm) => arm.usd === null).map(({ name }) => name);
    refuse(
      "price_unknown",
      `What the answers of ${unknown.join(", ")} cost is unknown; nobody was asked.`,
      "State the price in the file flanstack:catalog names, and the base model with --base-model.",
    );
  } else if (limit === undefined) {
    refuse(
      "budget_unset",
      `No limit is set for calls of about $${usd.toFixed(2)}; nobody was asked.`,
      `Give --max-usd ${Math.max(1, Math.ceil(usd))}.`,
    );
  } else if (usd > limit) {
    refuse(
      "budget_exceeded",
      `The answers cost about $${usd.toFixed(2)}, above the limit of $${limit}; nobody was asked.`,
      "Raise --max-usd on purpose, or give fewer rows.",
    );
  }
}
