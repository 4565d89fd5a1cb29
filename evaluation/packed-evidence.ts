/**
 * What a gate decides on, small enough to stand in a results file: with it a verdict can be taken again with other thresholds,
 * together with other agents, and two results files can be compared row by row, without asking a model again.
 */
import type { AgentEvidence, Comparison, Guardrail, Veto } from "./gate/verdict";
import type { StepScore } from "./scorers/step";
import type { Pair } from "./statistics/pairs";

/** Pairs in columns: which cluster each row is of, and a 0 or 1 per row for either model. */
interface PackedPairs {
  readonly clusters: readonly string[];
  /** Per row the position of its cluster. */
  readonly of: readonly number[];
  readonly tuned: string;
  readonly other: string;
}

export interface PackedEvidence {
  readonly comparisons: readonly { readonly with: string; readonly pairs: PackedPairs }[];
  readonly guardrails: readonly (Omit<Guardrail, "pairs"> & { readonly pairs: PackedPairs })[];
  readonly vetoes: readonly Veto[];
}

/** Per row, in one order for all arms. */
export interface RowOutcomes {
  readonly ids: readonly string[];
  readonly clusters: readonly string[];
  readonly of: readonly number[];
  /** Rows that want a call. */
  readonly wantsCall: string;
  /** Arm → metric → a 0 or 1 per row. */
  readonly arms: { readonly [arm: string]: { readonly [metric in OutcomeMetric]: string } };
}

export type OutcomeMetric = "solved" | "tools" | "calls" | "format" | "hallucinatedTool";

const METRICS: readonly OutcomeMetric[] = ["solved", "tools", "calls", "format", "hallucinatedTool"];

export function packEvidence(evidence: AgentEvidence): PackedEvidence {
  return {
    comparisons: evidence.comparisons.map(({ pairs, ...rest }) => ({ ...rest, pairs: packPairs(pairs) })),
    guardrails: evidence.guardrails.map(({ pairs, ...rest }) => ({ ...rest, pairs: packPairs(pairs) })),
    vetoes: evidence.vetoes,
  };
}

export function unpackEvidence(agent: string, packed: PackedEvidence): AgentEvidence {
  return {
    agent,
    comparisons: packed.comparisons.map((each): Comparison => ({ ...each, pairs: unpackPairs(each.pairs) })),
    guardrails: packed.guardrails.map((each): Guardrail => ({ ...each, pairs: unpackPairs(each.pairs) })),
    vetoes: packed.vetoes,
  };
}

/** @param arms in their order; `scores[i]` of every arm is the same row's */
export function packOutcomes(
  arms: readonly { readonly name: string; readonly scores: readonly StepScore[] }[],
): RowOutcomes {
  const scores = arms[0]?.scores ?? [];
  return {
    ids: scores.map(({ id }) => id),
    ...packClusters(scores),
    wantsCall: bits(scores, ({ isCall }) => isCall),
    arms: Object.fromEntries(
      arms.map((arm) => [
        arm.name,
        Object.fromEntries(METRICS.map((metric) => [metric, bits(arm.scores, (score) => score[metric])])) as Record<
          OutcomeMetric,
          string
        >,
      ]),
    ),
  };
}

function packPairs(pairs: readonly Pair[]): PackedPairs {
  return { ...packClusters(pairs), tuned: bits(pairs, ({ tuned }) => tuned), other: bits(pairs, ({ other }) => other) };
}

/** @throws RangeError when the columns do not fit together */
function unpackPairs({ clusters, of, tuned, other }: PackedPairs): Pair[] {
  if (of.length !== tuned.length || of.length !== other.length || of.some((each) => clusters[each] === undefined))
    throw new RangeError(`packed pairs: ${of.length} rows, ${tuned.length} and ${other.length} outcomes`);
  return of.map((each, row) => ({ cluster: clusters[each]!, tuned: tuned[row] === "1", other: other[row] === "1" }));
}

function packClusters(rows: readonly { readonly cluster: string }[]): { clusters: string[]; of: number[] } {
  const positions = new Map<string, number>();
  const of = rows.map(({ cluster }) => {
    const known = positions.get(cluster) ?? positions.size;
    positions.set(cluster, known);
    return known;
  });
  return { clusters: [...positions.keys()], of };
}

function bits<T>(rows: readonly T[], isSet: (row: T) => boolean): string {
  return rows.map((row) => (isSet(row) ? "1" : "0")).join("");
}
