/** The same questions asked again: how often a model contradicts itself, and how different it looks from itself. */
import type { Prediction } from "../inference";
import type { EvaluationRow } from "./row";
import { scoreStep } from "./scorers/step";
import { mcnemarExact } from "./statistics/mcnemar";
import { type PairedDifference, pairedDifference } from "./statistics/paired-difference";
import { countPairs, type Pair } from "./statistics/pairs";
import { signFlipTest } from "./statistics/sign-flip";

export interface RepeatedArm {
  readonly name: string;
  /** `repeats[k][i]` is the k-th answer to `rows[i]`. */
  readonly repeats: readonly (readonly Prediction[])[];
}

export interface ArmSteadiness {
  readonly arm: string;
  /** `pass[k - 1]`: the chance that k answers drawn to one row are all right, averaged over rows. */
  readonly pass: readonly number[];
  /** Share of rows whose answers are right at times and wrong at times. */
  readonly wavering: number;
}

/** The comparator against itself: what a comparison of equals looks like on these rows, on this day. */
export interface SelfComparison extends PairedDifference {
  readonly arm: string;
  /** Two-sided, by sign flips of whole clusters. */
  readonly p: number;
  readonly mcnemar: number;
}

export interface Steadiness {
  readonly rows: number;
  readonly repeats: number;
  readonly arms: readonly ArmSteadiness[];
  readonly againstItself: SelfComparison | null;
}

/**
 * @param arms the comparator (incumbent or base) second: it is the one that is compared with itself
 * @throws RangeError when arms were asked a different number of times, or less than twice
 * @see Yao et al. (2024), tau-bench, arXiv 2406.12045, section 4: pass^k = mean over rows of C(right, k) / C(asked, k)
 */
export function measureSteadiness(rows: readonly EvaluationRow[], arms: readonly RepeatedArm[]): Steadiness {
  const repeats = arms[0]?.repeats.length ?? 0;
  if (repeats < 2 || arms.some((arm) => arm.repeats.length !== repeats))
    throw new RangeError(`steadiness: every arm is asked equally often and at least twice, not ${repeats} times`);
  const solved = arms.map((arm) =>
    arm.repeats.map((predictions) => rows.map((row, index) => scoreStep(row, predictions[index]!).solved)),
  );
  return {
    rows: rows.length,
    repeats,
    arms: arms.map((arm, index) => steadinessOf(arm.name, solved[index]!, rows.length)),
    againstItself: arms[1] === undefined ? null : compareWithItself(arms[1].name, rows, solved[1]!),
  };
}

function steadinessOf(arm: string, solved: readonly (readonly boolean[])[], rows: number): ArmSteadiness {
  const asked = solved.length;
  const right = Array.from({ length: rows }, (_, row) => solved.filter((repeat) => repeat[row] === true).length);
  const mean = (value: (count: number) => number) =>
    right.length === 0 ? 0 : right.reduce((sum, count) => sum + value(count), 0) / right.length;
  return {
    arm,
    pass: Array.from({ length: asked }, (_, index) =>
      mean((count) => chosen(count, index + 1) / chosen(asked, index + 1)),
    ),
    wavering: mean((count) => (count > 0 && count < asked ? 1 : 0)),
  };
}

/** Its first answers against its second. */
function compareWithItself(
  arm: string,
  rows: readonly EvaluationRow[],
  [first, second]: readonly (readonly boolean[])[],
): SelfComparison {
  const counts = countPairs(
    rows.map((row, index): Pair => ({ cluster: row.cluster, tuned: second![index]!, other: first![index]! })),
  );
  return {
    arm,
    ...pairedDifference(counts, 0.95),
    p: signFlipTest(counts.clusters.map((cluster) => cluster.difference)).twoSided,
    mcnemar: mcnemarExact(counts.onlyTuned, counts.onlyOther),
  };
}

/** Binomial coefficient. */
function chosen(of: number, count: number): number {
  if (count > of) return 0;
  let ways = 1;
  for (let each = 1; each <= count; each += 1) ways = (ways * (of - count + each)) / each;
  return ways;
}
