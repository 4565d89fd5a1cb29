/** What a gate says, and what it was asked with. */
import type { PairedDifference } from "../statistics/paired-difference";
import type { Pair } from "../statistics/pairs";

export type GateDecision = "promote" | "hold" | "inconclusive";

/** How large a difference counts, and how sure we must be. Shares: 0.03 is three points. */
export interface GateThresholds {
  /** `superiority`: better than every comparator. `non-inferiority`: not worse than each, for replacements forced by retirement. */
  readonly mode: "superiority" | "non-inferiority";
  /** Chance over all agents together that an equal model is promoted: 0.05. */
  readonly errorRate: number;
  /** The least gain worth a change, as measured (superiority). */
  readonly minimumEffect: number;
  /** How much worse still counts as not worse (non-inferiority). */
  readonly margin: number;
  /** Fewer rows than this give no verdict. */
  readonly minimumRows: number;
}

export const DEFAULT_THRESHOLDS: GateThresholds = {
  mode: "superiority",
  errorRate: 0.05,
  minimumEffect: 0.03,
  margin: 0.05,
  minimumRows: 120,
};

/** Success of the tuned model and of another one on the same rows. */
export interface Comparison {
  /** Whom it is compared with: "incumbent", "base", "base with three examples", "gemini-x untuned". */
  readonly with: string;
  readonly pairs: readonly Pair[];
}

/** Something that must not get worse; `true` in its pairs is the bad event. */
export interface Guardrail {
  /** "hallucinated tools", "format leak", "false refusals", "forgetting", "safety" */
  readonly name: string;
  readonly against: string;
  readonly pairs: readonly Pair[];
  /** How many more bad events, as a share of rows, are let pass: 0.05. */
  readonly margin: number;
  /** Fewer rows than this make it inconclusive. */
  readonly minimumRows: number;
}

/** A check with no statistics: hand-written cases, forbidden requests answered. Not passed means hold. */
export interface Veto {
  readonly name: string;
  readonly passed: boolean;
  readonly detail: string;
}

export interface AgentEvidence {
  readonly agent: string;
  /** All must be beaten; at least one. */
  readonly comparisons: readonly Comparison[];
  readonly guardrails: readonly Guardrail[];
  readonly vetoes: readonly Veto[];
}

export type Finding = "passed" | "failed" | "inconclusive";

export interface ComparisonResult extends PairedDifference {
  readonly with: string;
  readonly rows: number;
  readonly clusters: number;
  /** Shares solved on these very rows; absent in files of earlier versions. */
  readonly shares?: { readonly tuned: number; readonly other: number };
  /** One-sided, by sign flips of whole clusters: this decides. */
  readonly p: number;
  /** The same, Holm-adjusted over the agents that are decided together. */
  readonly adjustedP: number;
  /** Exact McNemar, two-sided, as if rows were independent: for comparison with other reports, decides nothing. */
  readonly mcnemar: number;
  /** The smallest difference these rows could have shown (80 % power, clusters counted); `null` when none. */
  readonly minimumDetectableEffect: number | null;
  readonly finding: Finding;
}

export interface GuardrailResult extends PairedDifference {
  readonly name: string;
  readonly against: string;
  readonly rows: number;
  readonly margin: number;
  readonly minimumRows: number;
  readonly finding: Finding;
}

export interface Verdict {
  readonly agent: string;
  readonly decision: GateDecision;
  /** Why, most important first; each a sentence with its numbers. */
  readonly reasons: readonly string[];
  readonly comparisons: readonly ComparisonResult[];
  readonly guardrails: readonly GuardrailResult[];
  readonly vetoes: readonly Veto[];
  /** Of the hardest comparison, Holm-adjusted over the agents of this decision. */
  readonly adjustedP: number;
  readonly thresholds: GateThresholds;
}
