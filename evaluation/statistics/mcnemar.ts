/** Exact McNemar tests: could the difference between two models on the same rows be chance? For independent rows. */
import binomialCdf from "@stdlib/stats-base-dists-binomial-cdf";

/**
 * Two-sided exact McNemar test.
 * @param onlyFirst  rows that only the first model solved (count >= 0)
 * @param onlySecond rows that only the second model solved (count >= 0)
 * @returns p in [0, 1]; 1 when the models never disagree
 * @throws RangeError when a count is negative or fractional
 * @see McNemar (1947), Psychometrika 12(2); exact form: the sign test on the discordant pairs
 */
export function mcnemarExact(onlyFirst: number, onlySecond: number): number {
  for (const count of [onlyFirst, onlySecond]) {
    if (!Number.isInteger(count) || count < 0) throw new RangeError(`mcnemarExact: ${count} is no count`);
  }
  const discordant = onlyFirst + onlySecond;
  if (discordant === 0) return 1;
  return Math.min(1, 2 * binomialCdf(Math.min(onlyFirst, onlySecond), discordant, 0.5));
}
