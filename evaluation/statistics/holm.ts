/** Holm's step-down correction: several questions at once, one error rate over all. */

/**
 * Adjusted p-values, in the order given: reject where the adjusted value is at most the error rate.
 * @throws RangeError when a value is no probability
 * @see Holm (1979), Scandinavian Journal of Statistics 6(2)
 */
export function holm(pValues: readonly number[]): number[] {
  for (const p of pValues) if (!(p >= 0 && p <= 1)) throw new RangeError(`holm: ${p} is no probability`);
  const order = [...pValues.keys()].sort((left, right) => pValues[left]! - pValues[right]!);
  const adjusted = new Array<number>(pValues.length);
  let largest = 0;
  for (const [rank, index] of order.entries()) {
    largest = Math.max(largest, Math.min(1, (pValues.length - rank) * pValues[index]!));
    adjusted[index] = largest;
  }
  return adjusted;
}
