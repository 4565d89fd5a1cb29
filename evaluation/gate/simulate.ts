/** Made-up evidence with known truth: rows in clusters that succeed or fail together. For proving the gate, never for a verdict. */
import type { Random } from "../../primitives";
import type { Pair } from "../statistics/pairs";

export interface PairedTruth {
  readonly rows: number;
  readonly clusters: number;
  /** Share of rows on which the models disagree, on average. */
  readonly discordant: number;
  /** True difference of the shares, tuned minus other. */
  readonly difference: number;
  /**
   * How much the balance of wins moves from cluster to cluster: the standard deviation of the chance to win a disagreement.
   * 0 makes rows independent.
   */
  readonly spread: number;
  /** Share of rows on which both are right, among those on which they agree. */
  readonly bothRight?: number;
}

/**
 * Draws the rows of one comparison. Each cluster has a balance of its own around the true one; sizes differ by a factor of
 * up to three, as families do.
 */
export function drawPairs(truth: PairedTruth, random: Random): Pair[] {
  const { rows, clusters, discordant, difference, spread, bothRight = 0.7 } = truth;
  const balance = discordant === 0 ? 0.5 : (discordant + difference) / (2 * discordant);
  const weights = Array.from({ length: clusters }, () => 0.5 + random.float());
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const pairs: Pair[] = [];
  let made = 0;
  let upTo = 0;
  for (const [index, weight] of weights.entries()) {
    upTo += (weight / total) * rows;
    const own = aroundMean(balance, spread, random);
    for (; made < Math.round(upTo); made += 1) {
      const cluster = String(index);
      if (random.float() < discordant) {
        const tuned = random.float() < own;
        pairs.push({ cluster, tuned, other: !tuned });
      } else {
        const right = random.float() < bothRight;
        pairs.push({ cluster, tuned: right, other: right });
      }
    }
  }
  return pairs;
}

/** One of two values at this distance on either side, so that the mean stays exactly; the distance ends at 0 and 1. */
function aroundMean(mean: number, spread: number, random: Random): number {
  const distance = Math.min(spread, mean, 1 - mean);
  return random.chance(0.5) ? mean + distance : mean - distance;
}
