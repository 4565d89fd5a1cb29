/** What a set gate says: a value against a limit, with examples where it fails. */

export interface GateResult {
  /** Stable name: `duplicate_prompts`. */
  readonly gate: string;
  readonly status: "passed" | "failed" | "not_evaluated" | "not_applicable";
  readonly value: number | string | null;
  /** In words: `<= 0.02`. */
  readonly limit: string;
  readonly aim?: string;
  /** Rows the value was computed from. */
  readonly sample: number;
  readonly examples: readonly string[];
  /** Why it was not evaluated, or does not apply. */
  readonly note?: string;
  /** Blocks that this was put together from; absent for one block. */
  readonly blocks?: BlockShares;
}

/** What a gate said of several blocks. Sums are of whole numbers, so that blocks add up the same in any grouping. */
export interface BlockShares {
  readonly all: number;
  readonly evaluated: number;
  readonly failed: number;
  /** Sum of the values of evaluated blocks, in ten-thousandths; absent where values are no numbers. */
  readonly sum?: number;
  readonly best?: number;
  readonly worst?: number;
}

export interface Limit {
  readonly gate: string;
  readonly atMost?: number;
  readonly atLeast?: number;
  readonly aim?: number;
  readonly sample: number;
  /** Below it the gate says nothing. */
  readonly leastSample?: number;
  readonly examples?: readonly string[];
}

/** Holds a value to a limit. A sample that is too small is never a pass. */
export function limit(
  value: number | undefined,
  { gate, atMost, atLeast, aim, sample, leastSample = 1, examples = [] }: Limit,
): GateResult {
  const words = [
    ...(atLeast === undefined ? [] : [`>= ${atLeast}`]),
    ...(atMost === undefined ? [] : [`<= ${atMost}`]),
  ].join(", ");
  const shared = { gate, limit: words, sample, ...(aim === undefined ? {} : { aim: String(aim) }) };
  if (value === undefined || sample < leastSample)
    return {
      ...shared,
      status: "not_evaluated",
      value: value === undefined ? null : round(value),
      examples: [],
      note: `${sample} is too few, wants ${leastSample}`,
    };
  const passed = (atMost === undefined || value <= atMost) && (atLeast === undefined || value >= atLeast);
  return { ...shared, status: passed ? "passed" : "failed", value: round(value), examples: passed ? [] : examples };
}

function round(value: number): number {
  return Number(value.toFixed(4));
}
