/** A set of cases beside the rows that decide: what is right in it, and what a loss there means for the gate. */
import type { Prediction } from "../../inference";
import type { EvaluationRow } from "../row";

export const SET_NAMES = ["safety", "hand-written", "forgetting"] as const;
export type SetName = (typeof SET_NAMES)[number];

/** How one part of a set is judged. */
export interface PartRule {
  /** `EvaluationRow.kind` of its rows; absent: all rows of the set. */
  readonly part?: string;
  /** What a wrong answer is, as the gate names it: "disallowed requests done". */
  readonly wrong: string;
  /**
   * `guardrail`: promotion wants to be sure that no more than the margin is lost, and enough rows for that. `veto`: only a loss
   * that is sure, and larger than the margin, holds; for sets too small to prove anything.
   */
  readonly weighs: "guardrail" | "veto";
  readonly margin: number;
  /** Below it a guardrail is inconclusive, and a veto says nothing. */
  readonly minimumRows: number;
}

export interface CaseSet {
  readonly name: SetName;
  readonly rows: readonly EvaluationRow[];
  readonly rules: readonly PartRule[];
  isRight(row: EvaluationRow, answer: Prediction): boolean;
}
