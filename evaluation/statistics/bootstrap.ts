/** Bootstrap intervals for what is no share: latency, cost, argument scores, and ratios of them. */
import type { Random } from "../../primitives";

/** One row's value under both models. */
export interface ValuePair {
  readonly cluster: string;
  readonly tuned: number;
  readonly other: number;
}

export interface BootstrapInterval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  readonly draws: number;
}

/**
 * Percentile interval of a statistic of paired rows; whole clusters are drawn with replacement.
 * @param statistic of a sample; draws for which it is not finite (a ratio over nothing) count as the worst of both ends
 * @param random    a seeded stream: the same stream gives the same interval
 * @returns `null` without rows or when the statistic itself is not finite
 * @see Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapter 13; clusters: Davison and Hinkley (1997), 3.8
 */
export function pairedBootstrap(
  rows: readonly ValuePair[],
  statistic: (sample: readonly ValuePair[]) => number,
  random: Random,
  options: { readonly draws?: number; readonly level?: number } = {},
): BootstrapInterval | null {
  const { draws = 2000, level = 0.95 } = options;
  const estimate = statistic(rows);
  if (rows.length === 0 || !Number.isFinite(estimate)) return null;
  const clusters = new Map<string, ValuePair[]>();
  for (const row of rows) {
    const members = clusters.get(row.cluster);
    if (members === undefined) clusters.set(row.cluster, [row]);
    else members.push(row);
  }
  const groups = [...clusters.values()];
  const values: number[] = [];
  for (let draw = 0; draw < draws; draw += 1) {
    const sample: ValuePair[] = [];
    for (let index = 0; index < groups.length; index += 1) {
      for (const row of groups[random.int(0, groups.length - 1)]!) sample.push(row);
    }
    const value = statistic(sample);
    if (Number.isFinite(value)) values.push(value);
    else values.push(draw % 2 === 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY);
  }
  values.sort((left, right) => left - right);
  return { estimate, low: quantile(values, (1 - level) / 2), high: quantile(values, 1 - (1 - level) / 2), draws };
}

/** Mean of tuned minus mean of other. */
export function meanDifference(sample: readonly ValuePair[]): number {
  let sum = 0;
  for (const { tuned, other } of sample) sum += tuned - other;
  return sum / sample.length;
}

/** The value below which this share of a sorted list lies, interpolated (Hyndman and Fan's type 7). */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const [low, high] = [sorted[below]!, sorted[Math.min(below + 1, sorted.length - 1)]!];
  if (!Number.isFinite(low) || !Number.isFinite(high)) return share < 0.5 ? low : high;
  return low + (position - below) * (high - low);
}
