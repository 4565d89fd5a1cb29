/** A verdict in sentences: what decided, with its numbers. */
import type { ComparisonResult, GuardrailResult, Verdict } from "./verdict";

/** The reasons of a verdict, those that decided first. */
export function reasonsFor(verdict: Omit<Verdict, "reasons">): string[] {
  const sentences = [
    ...verdict.vetoes.map((veto) => ({
      weight: veto.passed ? 3 : 0,
      text: veto.passed ? `${capital(veto.name)}: passed (${veto.detail}).` : `Vetoed by ${veto.name}: ${veto.detail}.`,
    })),
    ...verdict.guardrails.map((guardrail) => ({ weight: WEIGHT[guardrail.finding], text: guardrailText(guardrail) })),
    ...verdict.comparisons.map((comparison) => ({
      weight: WEIGHT[comparison.finding] - 0.5,
      text: comparisonText(comparison, verdict),
    })),
  ];
  return sentences.sort((left, right) => left.weight - right.weight).map(({ text }) => text);
}

const WEIGHT = { failed: 1, inconclusive: 2, passed: 3 } as const;

function comparisonText(comparison: ComparisonResult, verdict: Omit<Verdict, "reasons">): string {
  const { thresholds } = verdict;
  const { difference, low, high, rows, adjustedP } = comparison;
  const who = comparison.with;
  if (rows < thresholds.minimumRows || difference === null || low === null || high === null) {
    return `Against ${who}: ${rows} rows, ${thresholds.minimumRows} are needed for a verdict.`;
  }
  const measured = `${points(difference)} (95 % interval ${points(low)} to ${points(high)}, ${rows} rows in ${comparison.clusters} families, p ${probability(comparison.p)}, over all agents ${probability(adjustedP)})`;
  const shown =
    comparison.minimumDetectableEffect === null
      ? "these rows could show no difference at all"
      : `these rows can show ${(100 * comparison.minimumDetectableEffect).toFixed(1)} points or more`;
  if (thresholds.mode === "non-inferiority") {
    const margin = `${(100 * thresholds.margin).toFixed(1)} points`;
    if (comparison.finding === "passed") return `Not worse than ${who} by more than ${margin}: ${measured}.`;
    if (comparison.finding === "failed") return `Worse than ${who} by more than ${margin}: ${measured}.`;
    return `Not shown to be within ${margin} of ${who}: ${measured}.`;
  }
  if (comparison.finding === "passed") return `Better than ${who}: ${measured}.`;
  const least = `${(100 * thresholds.minimumEffect).toFixed(1)} points`;
  if (comparison.finding === "failed" && high < 0) return `Worse than ${who}: ${measured}.`;
  if (comparison.finding === "failed")
    return `At most ${points(high)} against ${who}, and ${least} are wanted: ${measured}.`;
  return `No verdict against ${who}: ${measured}; ${shown}.`;
}

function guardrailText(guardrail: GuardrailResult): string {
  const { name, against, rows, margin, minimumRows, difference, high, finding } = guardrail;
  const allowed = `${(100 * margin).toFixed(1)} points`;
  if (difference === null || high === null) return `${capital(name)}: no rows.`;
  if (rows < minimumRows) return `${capital(name)}: ${rows} rows, ${minimumRows} are needed.`;
  const measured = `${points(difference)} against ${against}, at most ${points(high)}, ${rows} rows`;
  if (finding === "passed") return `${capital(name)}: within ${allowed} (${measured}).`;
  if (finding === "failed") return `${capital(name)}: worse by more than ${allowed} (${measured}).`;
  return `${capital(name)}: not shown to be within ${allowed} (${measured}).`;
}

function points(share: number): string {
  const value = (100 * share).toFixed(1);
  return `${share > 0 ? "+" : ""}${value} points`;
}

function probability(p: number): string {
  return p < 0.0001 ? "< 0.0001" : p.toFixed(4);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
