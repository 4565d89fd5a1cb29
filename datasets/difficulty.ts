/** How hard a row is, by counting: steps, calls at once, arguments, tools to choose from, a missing or wrong value. */
import type { Phrased } from "./phrase";
import type { Difficulty, Trajectory } from "./types";

/** One step, or two with no more than two functions to choose from. */
const EASY_BELOW = 2.375;
const HARD_FROM = 5.6;

export function difficultyScore(trajectory: Trajectory, phrased: Pick<Phrased, "shown" | "tags">): number {
  let steps = 0;
  let widest = 0;
  let slips = 0;
  let argumentCount = 0;
  let asks = 0;
  for (const event of trajectory.script) {
    if (event.kind === "text" && event.decision !== "answer") asks += 1;
    if (event.kind !== "calls") continue;
    steps += 1;
    widest = Math.max(widest, event.calls.length);
    if (event.observations.some((observation) => !observation.ok)) slips += 1;
    for (const call of event.calls) argumentCount = Math.max(argumentCount, Object.keys(call.args).length);
  }
  return (
    steps +
    (widest > 1 ? 1 : 0) +
    (argumentCount >= 4 ? 1 : 0) +
    slips * 0.5 +
    asks +
    phrased.shown.length / 8 +
    (phrased.tags.includes("masked") ? 0.5 : 0)
  );
}

export function difficultyOf(trajectory: Trajectory, phrased: Pick<Phrased, "shown" | "tags">): Difficulty {
  const score = difficultyScore(trajectory, phrased);
  if (score < EASY_BELOW) return "easy";
  return score < HARD_FROM ? "medium" : "hard";
}
