/** Sums of token counts over a file, and the range that a price is applied to. */
import type { TokenRange } from "../estimate";
import type { TokenCount } from "./count";

export interface TokenTotals {
  readonly rows: number;
  readonly tokens: number;
  readonly exact: boolean;
  readonly source: string;
  readonly band: TokenRange;
  readonly asRecords: number;
  /** Tokens of the longest row, with its error band's upper end: compared with the provider's limit per example. */
  readonly longest: number;
}

/** Adds counts up. No rows: all zero, and exact. */
export function sumTokens(counts: Iterable<TokenCount>): TokenTotals {
  let rows = 0;
  let tokens = 0;
  let low = 0;
  let high = 0;
  let asRecords = 0;
  let longest = 0;
  let exact = true;
  const sources = new Set<string>();
  for (const count of counts) {
    rows += 1;
    tokens += count.tokens;
    low += count.band.low;
    high += count.band.high;
    asRecords += count.asRecords;
    longest = Math.max(longest, count.band.high);
    exact &&= count.exact;
    sources.add(count.source);
  }
  return { rows, tokens, exact, source: [...sources].join("; "), band: { low, high }, asRecords, longest };
}
