/** Case sets in the report: hand-written cases, safety and forgetting, with the first cases that the candidate got wrong. */
import type { AgentResults } from "../evaluation";
import { exampleBlock } from "./evaluation-example";
import { plainName, proportionText } from "./evaluation-format";
import { type Html, html, table } from "./html";

/** The arms that were asked. */
export function setArms({ sets = [] }: AgentResults): string[] {
  return sets[0]?.parts[0]?.arms.map(({ arm }) => arm) ?? [];
}

/** Nothing when no set was asked. */
export function setsSection(results: AgentResults): Html | undefined {
  const { agent, sets = [] } = results;
  if (sets.length === 0) return undefined;
  const arms = setArms(results);
  return html`<h3>Beside the rows</h3>${table(
    `${agent}: cases nobody generated, answered rightly. What a loss here means for the verdict stands with the guardrails.`,
    [
      { title: "set" },
      { title: "cases", isNumber: true },
      ...arms.map((arm) => ({ title: `${arm} right`, isNumber: true })),
    ],
    sets.flatMap(({ name, parts }) =>
      parts.map(({ part, arms: shares }) => [
        `${name}: ${plainName(part)}`,
        String(shares[0]?.right.total ?? 0),
        ...shares.map(({ right }) => proportionText(right)),
      ]),
    ),
  )}${sets.flatMap(({ name, failures }) =>
    failures.length === 0
      ? []
      : html`<details><summary>${name}: the first ${failures.length} that went wrong</summary>${failures.map(exampleBlock)}</details>`,
  )}`;
}

/** The same as rows of a Markdown table: set, then each arm's share. */
export function setRows({ sets = [] }: AgentResults): string[][] {
  return sets.flatMap(({ name, parts }) =>
    parts.map(({ part, arms }) => [`${name}: ${plainName(part)}`, ...arms.map(({ right }) => proportionText(right))]),
  );
}
