/** Case sets in a run: whom their cases are asked, and which answers are whose. */
import type { AnsweredArm } from "../evaluate-arms";
import type { EvaluationRow } from "../row";
import type { CaseSet } from "./case-set";

/** Only the candidate and the arm that guardrails are taken against are asked. */
export const ARMS_IN_SETS = 2;

/** The cases of all sets, each once. */
export function caseRowsOf(sets: ReadonlyMap<string, readonly CaseSet[]>): EvaluationRow[] {
  const rows = [...sets.values()].flatMap((list) => list.flatMap((set) => set.rows));
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

/** The answers to one set, out of those to all cases. */
export function answersTo(set: CaseSet, arm: AnsweredArm): AnsweredArm {
  const byId = new Map(arm.predictions.map((prediction) => [prediction.exampleId, prediction]));
  return { ...arm, predictions: set.rows.map((row) => byId.get(row.id)!) };
}
