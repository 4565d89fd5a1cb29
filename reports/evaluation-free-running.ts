/** Free running in the report: how many goals each model reached when it acted on its own, and why the others were not. */
import type { AgentResults, FreeArmResult } from "../evaluation";
import { percent, proportionText } from "./evaluation-format";
import { type Html, html, table } from "./html";

const LINES: readonly (readonly [title: string, read: (arm: FreeArmResult) => string])[] = [
  ["goal reached", (arm) => proportionText(arm.solved)],
  ["goal reached, where calls are due", (arm) => proportionText(arm.solvedCalls)],
  ["end state right", (arm) => proportionText(arm.state)],
  ["changed more than needed", (arm) => proportionText(arm.extraWrites)],
  ["looked up what was needed", (arm) => proportionText(arm.observations)],
  ["required facts in the last words", (arm) => proportionText(arm.facts)],
  ["came to an end", (arm) => proportionText(arm.closed)],
  ["answers, calls, questions", (arm) => `${arm.answers}, ${arm.calls}, ${arm.questions}`],
];

/** Nothing when nothing was played. */
export function freeRunningSection({ agent, freeRunning }: AgentResults): Html | undefined {
  if (freeRunning === undefined) return undefined;
  const { cases, families, decides, arms } = freeRunning;
  const unsolved = arms[0]?.unsolved ?? [];
  return html`<h3>Free running</h3><p>${cases} examples in ${families} families: the model acts in the agent's world until it is done, a scripted user answers its questions. ${
    decides
      ? "For these examples the gate takes these runs in place of single steps."
      : "The verdict is taken on something else: these runs are shown beside it."
  }</p>${table(
    `${agent}: free runs, 95 % intervals widened for families`,
    [{ title: "measure" }, ...arms.map(({ arm }) => ({ title: arm }))],
    LINES.map(([title, read]) => [title, ...arms.map(read)]),
  )}${
    unsolved.length === 0
      ? undefined
      : html`<details><summary>Runs of ${arms[0]!.arm} that failed, the first ${unsolved.length}</summary><dl>${unsolved.map(
          ({ id, why, said }) => html`<dt>${id}: ${why}</dt><dd><pre>${said}</pre></dd>`,
        )}</dl></details>`
  }`;
}

/** One line per agent for people in a hurry. */
export function freeRunningLine({ freeRunning }: AgentResults): string | undefined {
  if (freeRunning === undefined) return undefined;
  const shares = freeRunning.arms.map(({ arm, solved }) => `${arm} ${percent(solved.rate)}`).join(", ");
  return `Free running, ${freeRunning.cases} examples: ${shares}${freeRunning.decides ? "" : " (shown, does not decide)"}.`;
}
