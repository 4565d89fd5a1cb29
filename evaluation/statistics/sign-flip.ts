/**
 * The cluster sign-flip permutation test: is one model better than another, when rows of a cluster succeed or fail together?
 *
 * Were both models equal, each cluster's difference could as well have had the other sign, all its rows together. The test
 * compares the sum over clusters with its distribution over all sign choices. Differences are whole numbers, so that
 * distribution is computed exactly, by convolution; nothing is drawn.
 */

export interface SignFlipTest {
  /** P(sum >= observed): small when the tuned model is better. */
  readonly oneSided: number;
  /** P(|sum| >= |observed|) */
  readonly twoSided: number;
}

/**
 * @param differences per cluster, the rows only the tuned model solved minus those only the other solved
 * @throws RangeError when a difference is no whole number
 * @see Fisher (1935), The Design of Experiments, section 21 (sign changes); clusters as units: Small, Ten Have and Rosenbaum
 *   (2008), JASA 103(481)
 */
export function signFlipTest(differences: readonly number[]): SignFlipTest {
  let observed = 0;
  let reach = 0;
  for (const difference of differences) {
    if (!Number.isInteger(difference)) throw new RangeError(`signFlipTest: ${difference} is no whole number`);
    observed += difference;
    reach += Math.abs(difference);
  }
  if (reach === 0) return { oneSided: 1, twoSided: 1 };

  // chances[reach + s] = P(the clusters so far add up to s)
  let chances = new Float64Array(2 * reach + 1);
  let next = new Float64Array(2 * reach + 1);
  chances[reach] = 1;
  let spread = 0;
  for (const difference of differences) {
    const step = Math.abs(difference);
    if (step === 0) continue;
    next.fill(0, reach - spread - step, reach + spread + step + 1);
    for (let at = reach - spread; at <= reach + spread; at += 1) {
      const half = chances[at]! / 2;
      if (half === 0) continue;
      next[at - step] = next[at - step]! + half;
      next[at + step] = next[at + step]! + half;
    }
    [chances, next] = [next, chances];
    spread += step;
  }
  return {
    oneSided: Math.min(1, tail(chances, reach + observed)),
    twoSided: observed === 0 ? 1 : Math.min(1, 2 * tail(chances, reach + Math.abs(observed))),
  };
}

/** From the far end inwards, so that small chances are added before large ones. */
function tail(chances: Float64Array, from: number): number {
  let sum = 0;
  for (let at = chances.length - 1; at >= from; at -= 1) sum += chances[at]!;
  return sum;
}
