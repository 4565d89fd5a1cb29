/** Which purchases have seen certain data: those trained on it, and those that went on from their models. */
import type { Claim } from "./ledger";

export interface TrainedOn {
  /** In the order of the claims. */
  readonly claims: readonly Claim[];
  /** Purchases of which it is not known, since their training file is none of those that were looked at. */
  readonly unknown: readonly Claim[];
}

/**
 * @param digests SHA-256 of training files that hold what is asked for
 * @param seen SHA-256 of all training files that were looked at
 */
export function trainedOn(
  claims: readonly Claim[],
  digests: ReadonlySet<string>,
  seen: ReadonlySet<string>,
): TrainedOn {
  const found = new Set(claims.filter(({ spec }) => digests.has(spec.trainDigest)));
  for (let before = -1; before < found.size; ) {
    before = found.size;
    const parents = new Set([...found].map(({ digest }) => digest));
    for (const claim of claims)
      if (claim.spec.parentDigest !== undefined && parents.has(claim.spec.parentDigest)) found.add(claim);
  }
  return {
    claims: claims.filter((claim) => found.has(claim)),
    unknown: claims.filter((claim) => !found.has(claim) && !seen.has(claim.spec.trainDigest)),
  };
}
