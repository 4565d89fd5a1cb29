/** The same questions asked again, in the report: pass^k per model, and the comparator against itself. */
import type { AgentResults } from "../evaluation";
import { NONE, percent, points, probability } from "./evaluation-format";
import { type Html, html, table } from "./html";

/** Nothing when nothing was asked twice. */
export function steadinessSection({ agent, steadiness }: AgentResults): Html | undefined {
  if (steadiness === undefined) return undefined;
  const { rows, repeats, arms, againstItself } = steadiness;
  const ks = Array.from({ length: repeats }, (_, index) => index + 1);
  return html`<h3>Asked again</h3>${table(
    `${agent}: ${rows} rows asked ${repeats} times; pass^k is the chance that k answers to one row are all right`,
    [
      { title: "model" },
      ...ks.map((k) => ({ title: `pass^${k}`, isNumber: true })),
      { title: "rows that waver", isNumber: true },
    ],
    arms.map(({ arm, pass, wavering }) => [arm, ...pass.map((share) => percent(share)), percent(wavering)]),
  )}${
    againstItself === null
      ? undefined
      : html`<p>The ${againstItself.arm} model against itself: ${points(againstItself.difference)} points (${
          againstItself.low === null ? NONE : `${points(againstItself.low)} to ${points(againstItself.high)}`
        }, p ${probability(againstItself.p)}). A gain of that size means nothing.</p>`
  }`;
}
