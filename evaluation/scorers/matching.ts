/** Maximum matching in a bipartite graph: the most pairs that can be made when everyone is used at most once. */

/**
 * @param left  how many stand on the left
 * @param right how many stand on the right
 * @param fits  whether a pair may be made
 * @returns for each on the left, its partner's index or -1; no other pairing makes more pairs
 * @see Kuhn (1955), Naval Research Logistics Quarterly 2(1-2): augmenting paths
 */
export function maximumMatching(left: number, right: number, fits: (left: number, right: number) => boolean): number[] {
  const partnerOfRight = new Array<number>(right).fill(-1);

  const augment = (from: number, seen: boolean[]): boolean => {
    for (let to = 0; to < right; to += 1) {
      if (seen[to] || !fits(from, to)) continue;
      seen[to] = true;
      if (partnerOfRight[to] === -1 || augment(partnerOfRight[to]!, seen)) {
        partnerOfRight[to] = from;
        return true;
      }
    }
    return false;
  };

  for (let from = 0; from < left; from += 1) augment(from, new Array<boolean>(right).fill(false));
  const partnerOfLeft = new Array<number>(left).fill(-1);
  partnerOfRight.forEach((from, to) => {
    if (from !== -1) partnerOfLeft[from] = to;
  });
  return partnerOfLeft;
}
