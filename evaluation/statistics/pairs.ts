/** Two models on the same rows: the counts every comparison starts from. */

/** One row's outcome under both models. What `true` means is the metric's: solved, hallucinated … */
export interface Pair {
  readonly cluster: string;
  readonly tuned: boolean;
  readonly other: boolean;
}

/** What a cluster's rows add up to. */
export interface ClusterSum {
  readonly rows: number;
  /** Rows with `true` for the tuned model alone, minus those for the other alone. */
  readonly difference: number;
}

export interface PairCounts {
  readonly rows: number;
  readonly onlyTuned: number;
  readonly onlyOther: number;
  readonly clusters: readonly ClusterSum[];
}

export function countPairs(pairs: readonly Pair[]): PairCounts {
  let onlyTuned = 0;
  let onlyOther = 0;
  const clusters = new Map<string, { rows: number; difference: number }>();
  for (const { cluster, tuned, other } of pairs) {
    let sum = clusters.get(cluster);
    if (sum === undefined) {
      sum = { rows: 0, difference: 0 };
      clusters.set(cluster, sum);
    }
    sum.rows += 1;
    if (tuned === other) continue;
    if (tuned) onlyTuned += 1;
    else onlyOther += 1;
    sum.difference += tuned ? 1 : -1;
  }
  return { rows: pairs.length, onlyTuned, onlyOther, clusters: [...clusters.values()] };
}
