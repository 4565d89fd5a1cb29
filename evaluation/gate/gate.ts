/**
 * The gate: evidence in, a verdict per agent out. Pure: the same evidence gives the same verdict.
 *
 * An agent is promoted when it beats every comparator (an intersection of tests, so the largest p counts), by at least the
 * minimum effect, with p adjusted by Holm over the agents; when no guardrail failed or lacks rows; and when nothing vetoes.
 */
import { minimumDetectableEffect } from "../statistics/detectable-effect";
import { holm } from "../statistics/holm";
import { mcnemarExact } from "../statistics/mcnemar";
import { pairedDifference } from "../statistics/paired-difference";
import { countPairs } from "../statistics/pairs";
import { signFlipTest } from "../statistics/sign-flip";
import { reasonsFor } from "./reasons";
import type {
  AgentEvidence,
  Comparison,
  ComparisonResult,
  Finding,
  GateDecision,
  GateThresholds,
  Guardrail,
  GuardrailResult,
  Verdict,
} from "./verdict";
import { DEFAULT_THRESHOLDS } from "./verdict";

/**
 * Verdicts for all agents that are decided together (they share the error rate).
 * @throws RangeError when an agent has nothing to be compared with, or a threshold is impossible
 */
export function decide(
  evidence: readonly AgentEvidence[],
  given: Partial<GateThresholds> = {},
  options: { readonly withDetectableEffect?: boolean } = {},
): Verdict[] {
  const thresholds = { ...DEFAULT_THRESHOLDS, ...given };
  checkThresholds(thresholds);
  const measured = evidence.map((agent) => {
    if (agent.comparisons.length === 0) throw new RangeError(`${agent.agent}: nothing to be compared with`);
    return agent.comparisons.map((comparison) => measure(comparison, thresholds, options.withDetectableEffect ?? true));
  });
  // All comparators must be beaten, so the hardest one speaks for the agent.
  const hardest = measured.map((comparisons) => Math.max(...comparisons.map((comparison) => comparison.p)));
  const adjusted = holm(hardest);

  return evidence.map((agent, index) => {
    const adjustedP = adjusted[index]!;
    const largest = hardest[index]!;
    const comparisons = measured[index]!.map((comparison) => {
      // The agent's own factor: its hardest comparison has exactly `adjustedP`.
      const own = { ...comparison, adjustedP: largest === 0 ? 0 : Math.min(1, comparison.p * (adjustedP / largest)) };
      return { ...own, finding: findingOf(own, thresholds) };
    });
    const guardrails = agent.guardrails.map(checkGuardrail);
    const verdict = { agent: agent.agent, comparisons, guardrails, vetoes: agent.vetoes, adjustedP, thresholds };
    const decision = decisionOf(verdict);
    return { ...verdict, decision, reasons: reasonsFor({ ...verdict, decision }) };
  });
}

function checkThresholds(thresholds: GateThresholds): void {
  const { errorRate, minimumEffect, margin, minimumRows } = thresholds;
  if (!(errorRate > 0 && errorRate < 0.5)) throw new RangeError(`gate: error rate ${errorRate} is not within (0, 0.5)`);
  if (!(minimumEffect >= 0 && minimumEffect < 1)) throw new RangeError(`gate: minimum effect ${minimumEffect}`);
  if (!(margin > 0 && margin < 1)) throw new RangeError(`gate: margin ${margin} is not within (0, 1)`);
  if (!Number.isInteger(minimumRows) || minimumRows < 1) throw new RangeError(`gate: minimum rows ${minimumRows}`);
}

function measure(
  comparison: Comparison,
  thresholds: GateThresholds,
  withDetectableEffect: boolean,
): Omit<ComparisonResult, "finding" | "adjustedP"> {
  const counts = countPairs(comparison.pairs);
  const difference = pairedDifference(counts, 0.95);
  const isSuperiority = thresholds.mode === "superiority";
  return {
    ...difference,
    with: comparison.with,
    rows: counts.rows,
    clusters: counts.clusters.length,
    ...(counts.rows === 0 ? {} : { shares: sharesOf(comparison) }),
    p: isSuperiority
      ? signFlipTest(counts.clusters.map((cluster) => cluster.difference)).oneSided
      : nonInferiorityP(comparison, thresholds.margin),
    mcnemar: mcnemarExact(counts.onlyTuned, counts.onlyOther),
    minimumDetectableEffect: withDetectableEffect
      ? minimumDetectableEffect(counts.rows / difference.designEffect, difference.discordant ?? 0)
      : null,
  };
}

function sharesOf({ pairs }: Comparison): { tuned: number; other: number } {
  const share = (of: "tuned" | "other") => pairs.filter((pair) => pair[of]).length / pairs.length;
  return { tuned: share("tuned"), other: share("other") };
}

/** The smallest error rate at which the interval's lower end still lies above minus the margin, found by halving. */
function nonInferiorityP(comparison: Comparison, margin: number): number {
  const counts = countPairs(comparison.pairs);
  if (counts.rows === 0) return 1;
  const holds = (p: number) => pairedDifference(counts, 1 - 2 * p).low! > -margin;
  let [low, high] = [0, 0.5];
  if (!holds(0.499999)) return 1;
  for (let step = 0; step < 30; step += 1) {
    const middle = (low + high) / 2;
    if (middle > 0 && holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function findingOf(comparison: Omit<ComparisonResult, "finding">, thresholds: GateThresholds): Finding {
  const { difference, high, adjustedP } = comparison;
  if (comparison.rows < thresholds.minimumRows || difference === null || high === null) return "inconclusive";
  if (thresholds.mode === "non-inferiority") {
    if (adjustedP <= thresholds.errorRate) return "passed";
    return high < -thresholds.margin ? "failed" : "inconclusive";
  }
  if (adjustedP <= thresholds.errorRate && difference >= thresholds.minimumEffect) return "passed";
  // Failed means shown: even the upper end of the interval is not worth a change.
  return high < thresholds.minimumEffect ? "failed" : "inconclusive";
}

/** Passed: surely not worse by more than the margin. Failed: surely worse, and by more than the margin as measured. */
function checkGuardrail(guardrail: Guardrail): GuardrailResult {
  const counts = countPairs(guardrail.pairs);
  const oneSided = pairedDifference(counts, 0.9);
  const { difference, low, high } = oneSided;
  let finding: Finding = "inconclusive";
  if (difference !== null && low !== null && high !== null && counts.rows >= guardrail.minimumRows) {
    if (high <= guardrail.margin) finding = "passed";
    else if (low > 0 && difference > guardrail.margin) finding = "failed";
  }
  const { name, against, margin, minimumRows } = guardrail;
  return { ...oneSided, name, against, margin, minimumRows, rows: counts.rows, finding };
}

function decisionOf(verdict: Pick<Verdict, "comparisons" | "guardrails" | "vetoes">): GateDecision {
  const findings = [...verdict.comparisons, ...verdict.guardrails].map(({ finding }) => finding);
  if (verdict.vetoes.some((veto) => !veto.passed) || findings.includes("failed")) return "hold";
  return findings.includes("inconclusive") ? "inconclusive" : "promote";
}
