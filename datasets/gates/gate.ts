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
}
