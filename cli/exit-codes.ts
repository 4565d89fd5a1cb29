/** Exit codes of a decision, beside 0 done, 1 failed or refused, 2 wrong usage, 130 interrupted. */
import type { GateDecision } from "../evaluation";

export const HOLD = 3;
export const INCONCLUSIVE = 4;

/** The worst decision speaks for all: a pipeline promotes all of them or asks a person. */
export function exitCodeOf(decisions: readonly GateDecision[]): number {
  if (decisions.includes("hold")) return HOLD;
  return decisions.includes("inconclusive") || decisions.length === 0 ? INCONCLUSIVE : 0;
}

/** For the help of commands that decide. */
export const DECISION_CODES =
  "Exit codes: 0 promote, 3 hold, 4 inconclusive (or rows that decide nothing), 1 failed or refused, 2 wrong usage.";
