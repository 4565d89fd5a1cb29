/** Two models on the same rows, with everything that says how sure a difference is. Decides nothing: that is the gate's. */
import type { OutcomeMetric, RowOutcomes } from "./packed-evidence";
import { minimumDetectableEffect } from "./statistics/detectable-effect";
import { holm } from "./statistics/holm";
import { mcnemarExact } from "./statistics/mcnemar";
import { type PairedDifference, pairedDifference } from "./statistics/paired-difference";
import { countPairs, type Pair } from "./statistics/pairs";
import { clusteredProportion, type Proportion } from "./statistics/proportion";
import { signFlipTest } from "./statistics/sign-flip";

export interface ComparedMetric extends PairedDifference {
  readonly agent: string;
  readonly metric: string;
  readonly rows: number;
  readonly clusters: number;
  readonly left: Proportion;
  readonly right: Proportion;
  /** Two-sided, by sign flips of whole clusters. */
  readonly p: number;
  /** The same, Holm-adjusted over the agents, for this metric. */
  readonly adjustedP: number;
  readonly mcnemar: number;
  readonly minimumDetectableEffect: number | null;
}

export interface ToCompare {
  readonly agent: string;
  readonly outcomes: RowOutcomes;
  /** Which of its arms. */
  readonly arm: string;
}

const COMPARED: readonly (readonly [metric: OutcomeMetric, name: string, callsOnly: boolean])[] = [
  ["solved", "solved", false],
  ["solved", "solved, call rows", true],
  ["tools", "right tool or none", false],
  ["calls", "right arguments", true],
  ["format", "format kept", false],
  ["hallucinatedTool", "invented tool", false],
];

/**
 * Left minus right, per agent and metric.
 * @throws RangeError when an agent's two arms did not answer the same rows
 */
export function compareOutcomes(
  pairs: readonly { readonly left: ToCompare; readonly right: ToCompare }[],
): ComparedMetric[] {
  const compared = pairs.map(({ left, right }) => {
    const positions = sameRows(left, right);
    return COMPARED.map(([metric, name, callsOnly]) => {
      const [mine, theirs] = [left.outcomes.arms[left.arm]![metric], right.outcomes.arms[right.arm]![metric]];
      const rows = [...positions].filter(([index]) => !callsOnly || left.outcomes.wantsCall[index] === "1");
      return measure(
        left.agent,
        name,
        rows.map(([index, other]) => ({
          cluster: left.outcomes.clusters[left.outcomes.of[index]!]!,
          tuned: mine[index] === "1",
          other: theirs[other] === "1",
        })),
      );
    });
  });
  return compared.flatMap((metrics, agent) =>
    metrics.map((each, index) => ({ ...each, adjustedP: holm(compared.map((other) => other[index]!.p))[agent]! })),
  );
}

function measure(agent: string, metric: string, pairs: readonly Pair[]): Omit<ComparedMetric, "adjustedP"> {
  const counts = countPairs(pairs);
  const difference = pairedDifference(counts, 0.95);
  const share = (value: (pair: Pair) => boolean) =>
    clusteredProportion(pairs.map((pair) => ({ cluster: pair.cluster, value: value(pair) })));
  return {
    ...difference,
    agent,
    metric,
    rows: counts.rows,
    clusters: counts.clusters.length,
    left: share(({ tuned }) => tuned),
    right: share(({ other }) => other),
    p: signFlipTest(counts.clusters.map((cluster) => cluster.difference)).twoSided,
    mcnemar: mcnemarExact(counts.onlyTuned, counts.onlyOther),
    minimumDetectableEffect: minimumDetectableEffect(counts.rows / difference.designEffect, difference.discordant ?? 0),
  };
}

/** Position of a row on the left → on the right. */
function sameRows(left: ToCompare, right: ToCompare): Map<number, number> {
  const there = new Map(right.outcomes.ids.map((id, index) => [id, index]));
  const positions = new Map<number, number>();
  for (const [index, id] of left.outcomes.ids.entries()) {
    const other = there.get(id);
    if (other !== undefined) positions.set(index, other);
  }
  if (positions.size === left.outcomes.ids.length && positions.size === there.size) return positions;
  throw new RangeError(
    `${left.agent}: ${positions.size} rows are answered by both, of ${left.outcomes.ids.length} and ${there.size}`,
  );
}
