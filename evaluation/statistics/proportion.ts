/** Shares with intervals: Wilson's, and the same widened for rows that are not independent. */
import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";

/** A share with its interval. `rate`, `low` and `high` are `null` when nothing was counted. */
export interface Proportion {
  readonly successes: number;
  readonly total: number;
  readonly rate: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** How many independent rows the interval is worth: `total` divided by the design effect. */
  readonly effectiveTotal: number;
}

/**
 * Wilson's score interval: where the true share may lie.
 * @param successes 0 <= successes <= total; may be fractional (an effective sample)
 * @param level coverage, 0.95 by default
 * @returns bounds in [0, 1]; both `null` when total is 0
 * @throws RangeError when the counts are impossible
 * @see Wilson (1927), JASA 22(158); recommended by Brown, Cai and DasGupta (2001), Statistical Science 16(2)
 */
export function wilson(successes: number, total: number, level = 0.95): { low: number | null; high: number | null } {
  if (!(total >= 0) || !(successes >= 0) || successes > total) {
    throw new RangeError(`wilson(${successes}, ${total}): wants 0 <= successes <= total`);
  }
  if (!(level > 0 && level < 1)) throw new RangeError(`wilson: level ${level} is not between 0 and 1`);
  if (total === 0) return { low: null, high: null };
  const z = normalQuantile(1 - (1 - level) / 2, 0, 1);
  const share = successes / total;
  const scale = 1 + z ** 2 / total;
  const middle = (share + z ** 2 / (2 * total)) / scale;
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / total + z ** 2 / (4 * total ** 2));
  // At 0 and at total the algebra gives exactly 0 and 1; rounding must not move them.
  return {
    low: successes === 0 ? 0 : Math.max(0, middle - half),
    high: successes === total ? 1 : Math.min(1, middle + half),
  };
}

/** The share of `true`, taken over independent rows. */
export function proportion(successes: number, total: number, level = 0.95): Proportion {
  return {
    successes,
    total,
    rate: total === 0 ? null : successes / total,
    ...wilson(successes, total, level),
    effectiveTotal: total,
  };
}

interface ClusterCount {
  successes: number;
  total: number;
}

/** The share of `true` over rows in clusters; see `clusteredShare`. */
export function clusteredProportion(
  rows: readonly { readonly cluster: string; readonly value: boolean }[],
  level = 0.95,
): Proportion {
  const tally = createShareTally();
  for (const { cluster, value } of rows) tally.add(cluster, value);
  return tally.result(level);
}

/** Counts rows as they come: memory grows with the clusters, not with the rows. */
export interface ShareTally {
  add(cluster: string, value: boolean): void;
  /** @param nameOf clusters that turned out to belong together get one name */
  result(level?: number, nameOf?: (cluster: string) => string): Proportion;
}

export function createShareTally(): ShareTally {
  const counts = new Map<string, ClusterCount>();
  return {
    add(cluster, value) {
      let count = counts.get(cluster);
      if (count === undefined) {
        count = { successes: 0, total: 0 };
        counts.set(cluster, count);
      }
      count.total += 1;
      if (value) count.successes += 1;
    },
    result: (level, nameOf) =>
      clusteredShare([...(nameOf === undefined ? counts : joined(counts, nameOf)).values()], level),
  };
}

function joined(counts: ReadonlyMap<string, ClusterCount>, nameOf: (cluster: string) => string) {
  const merged = new Map<string, ClusterCount>();
  for (const [cluster, { successes, total }] of counts) {
    const name = nameOf(cluster);
    const known = merged.get(name) ?? { successes: 0, total: 0 };
    merged.set(name, { successes: known.successes + successes, total: known.total + total });
  }
  return merged;
}

/**
 * A share over clusters: Wilson's interval at the effective sample size, total / design effect.
 * The design effect is the ratio of the cluster-robust variance of the mean to the binomial one, never below 1.
 * @see Miller (2024), "Adding Error Bars to Evals", arXiv 2411.00640, section 2.2 (clustered standard error);
 *   Korn and Graubard (1998), Survey Methodology 24(2) (effective sample size in score intervals)
 */
function clusteredShare(counts: readonly ClusterCount[], level = 0.95): Proportion {
  const total = counts.reduce((sum, count) => sum + count.total, 0);
  const successes = counts.reduce((sum, count) => sum + count.successes, 0);
  const share = successes / total;
  if (total === 0 || successes === 0 || successes === total) return proportion(successes, total, level);
  const clusters = counts.length;
  if (clusters === 1) return { ...proportion(successes, total, level), ...wilson(share, 1, level), effectiveTotal: 1 };
  const squares = counts.reduce((sum, count) => sum + (count.successes - count.total * share) ** 2, 0);
  const robust = ((clusters / (clusters - 1)) * squares) / total ** 2;
  const binomial = (share * (1 - share)) / total;
  const effectiveTotal = total / Math.max(1, robust / binomial);
  return { successes, total, rate: share, ...wilson(share * effectiveTotal, effectiveTotal, level), effectiveTotal };
}
