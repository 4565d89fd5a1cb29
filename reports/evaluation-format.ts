/** Numbers, names and text of evaluation reports, written the same way everywhere. */
import type { AgentResults, EvaluationResults, Proportion } from "../evaluation";

/** What stands in a cell without a value. */
export const NONE = "–";

export function percent(share: number | null, digits = 1): string {
  return share === null ? NONE : `${(100 * share).toFixed(digits)}\u00a0%`;
}

export function points(share: number | null): string {
  if (share === null) return NONE;
  return `${share > 0 ? "+" : ""}${(100 * share).toFixed(1)}`;
}

/** `81.2 % (74.0–86.9, n 120)` */
export function proportionText({ rate, low, high, total }: Proportion): string {
  if (rate === null || low === null || high === null) return NONE;
  return `${percent(rate)} (${(100 * low).toFixed(1)}–${(100 * high).toFixed(1)}, n\u00a0${total})`;
}

export function probability(p: number): string {
  return p < 0.0001 ? "< 0.0001" : p.toFixed(4);
}

export function dollars(usd: number | null): string {
  if (usd === null) return NONE;
  return usd !== 0 && Math.abs(usd) < 0.01 ? `$${usd.toPrecision(2)}` : `$${usd.toFixed(2)}`;
}

export function whole(value: number | null): string {
  return value === null ? NONE : Math.round(value).toLocaleString("en-US");
}

/** `hallucinated_tool` → `hallucinated tool` */
export function plainName(name: string): string {
  return name.replaceAll("_", " ");
}

export const DECISION_WORDS = {
  promote: "PROMOTE",
  hold: "HOLD",
  inconclusive: "INCONCLUSIVE",
} as const;

/** The one line that everything else explains. */
export function headline(results: EvaluationResults): string {
  const verdicts = results.agents.flatMap(({ verdict }) => (verdict === null ? [] : [verdict.decision]));
  const counted = (["promote", "hold", "inconclusive"] as const)
    .map((decision) => ({ decision, count: verdicts.filter((each) => each === decision).length }))
    .filter(({ count }) => count > 0)
    .map(({ decision, count }) => `${count} ${decision}`);
  const agents = results.agents.length === 1 ? "1 agent" : `${results.agents.length} agents`;
  if (verdicts.length === 0) return `No verdict: ${agents} measured on ${results.rowsFrom} rows, which decide nothing`;
  return `${counted.join(", ")} (${agents}, ${results.rowsFrom} rows)`;
}

export const SIMULATED =
  "Simulated: tuned and served by the embedded sandbox. This proves the pipeline; it says nothing about a model's quality.";

/** Rows of an agent, and how many independent ones they are worth in its first comparison. */
export function rowsText(agent: AgentResults): string {
  const [first] = agent.comparisons;
  const [arm] = agent.arms;
  if (first === undefined || arm === undefined) return NONE;
  const families = first.clusters === 1 ? "1 family" : `${first.clusters} families`;
  return `${arm.examples} examples, ${arm.rows} steps, ${families}`;
}
