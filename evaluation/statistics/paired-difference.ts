/** The difference between two shares on the same rows, with an interval that knows about clusters and small counts. */
import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import type { PairCounts } from "./pairs";

export interface PairedDifference {
  /** Share of the tuned model minus share of the other; `null` without rows. */
  readonly difference: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** How much clustering widens the variance; at least 1. */
  readonly designEffect: number;
  /** Rows on which the models disagree, as a share. */
  readonly discordant: number | null;
}

/**
 * Agresti and Min's adjusted interval, its variance multiplied by the design effect, with Student's t for the number of
 * clusters. With no disagreement at all the interval still has a width.
 * @param level two-sided coverage: 0.9 gives the bounds of two one-sided 5 % tests
 * @see Agresti and Min (2005), Statistics in Medicine 24(5), section 3 (0.5 added to each cell); Miller (2024), arXiv
 *   2411.00640, section 2.2 (clustered variance of paired differences)
 */
export function pairedDifference(counts: PairCounts, level = 0.95): PairedDifference {
  const { rows, onlyTuned, onlyOther } = counts;
  if (rows === 0) return { difference: null, low: null, high: null, designEffect: 1, discordant: null };
  const [gained, lost, total] = [onlyTuned + 0.5, onlyOther + 0.5, rows + 2];
  const middle = (gained - lost) / total;
  const variance = (gained + lost - (gained - lost) ** 2 / total) / total ** 2;
  const designEffect = designEffectOf(counts);
  const freedom = Math.max(1, counts.clusters.length - 1);
  const half = tQuantile(1 - (1 - level) / 2, freedom) * Math.sqrt(variance * designEffect);
  return {
    difference: (onlyTuned - onlyOther) / rows,
    low: Math.max(-1, middle - half),
    high: Math.min(1, middle + half),
    designEffect,
    discordant: (onlyTuned + onlyOther) / rows,
  };
}

/** Cluster-robust variance of the mean difference over that of independent rows; never below 1. */
export function designEffectOf(counts: PairCounts): number {
  const { rows, onlyTuned, onlyOther, clusters } = counts;
  if (clusters.length < 2) return Math.max(1, rows);
  const mean = (onlyTuned - onlyOther) / rows;
  const independent = onlyTuned + onlyOther - rows * mean ** 2;
  if (independent <= 0) return 1;
  let robust = 0;
  for (const cluster of clusters) robust += (cluster.difference - cluster.rows * mean) ** 2;
  return Math.max(1, (robust * (clusters.length / (clusters.length - 1))) / independent);
}
