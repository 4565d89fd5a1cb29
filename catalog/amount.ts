/** Amounts of money that may be uncertain: a range in US dollars, and what could not be priced. */

export interface Amount {
  readonly lowUsd: number;
  readonly highUsd: number;
  /** Why the range is not the whole truth: each part whose price nobody knows. Empty: the range covers everything. */
  readonly unknown: readonly string[];
}

export const NOTHING: Amount = { lowUsd: 0, highUsd: 0, unknown: [] };

export function amount(lowUsd: number, highUsd: number = lowUsd): Amount {
  if (!(lowUsd >= 0 && highUsd >= lowUsd))
    throw new RangeError(`amount: [${lowUsd}, ${highUsd}] is no range of dollars`);
  return { lowUsd, highUsd, unknown: [] };
}

/** A part that nobody can price. */
export function unknownAmount(reason: string): Amount {
  return { lowUsd: 0, highUsd: 0, unknown: [reason] };
}

export function addAmounts(parts: readonly Amount[]): Amount {
  return {
    lowUsd: parts.reduce((sum, part) => sum + part.lowUsd, 0),
    highUsd: parts.reduce((sum, part) => sum + part.highUsd, 0),
    unknown: [...new Set(parts.flatMap((part) => part.unknown))],
  };
}

/**
 * Whole cents, rounded up: what a limit is compared with.
 * Sums of binary fractions carry dust (6 x 1.70 x 730 is 7446.000000000001); below a millionth of a dollar it is dropped.
 */
export function toCents(usd: number): number {
  return Math.ceil(Math.round(usd * 1_000_000) / 10_000);
}
