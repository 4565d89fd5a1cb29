/** Was the goal reached? The world must be as gold leaves it, what had to be looked up was looked up, and the answer says it. */
import { decisionOfText } from "../decision";
import { holdsFacts } from "../scorers/words";
import type { FreeCase } from "./free-case";
import type { FreeRun } from "./play";

export interface FreeScore {
  readonly id: string;
  readonly exampleId: string;
  readonly cluster: string;
  readonly wantsCall: boolean;
  /** The world is as gold leaves it. */
  readonly state: boolean;
  /** Changed the world more often than gold did, even if the end is the same. */
  readonly extraWrites: boolean;
  /** Saw everything that gold had to see. */
  readonly observations: boolean;
  /** The last words hold the required facts. */
  readonly facts: boolean;
  /** The last words are of gold's kind: an answer, a question, a refusal. */
  readonly closing: boolean;
  readonly solved: boolean;
}

/**
 * Judges a run.
 * @see Yao et al. (2024), tau-bench, arXiv 2406.12045, section 3: end state and required outputs, not the path
 */
export function scoreFreeRun(given: FreeCase, run: FreeRun): FreeScore {
  const { gold } = given;
  const seen = new Set(run.observations);
  const state = run.state === gold.state;
  const extraWrites = run.writes > gold.writes;
  const observations = gold.observations.every((observation) => seen.has(observation));
  const facts = holdsFacts(run.answer, gold.required);
  const kind = decisionOfText(run.answer);
  const closing = run.ended === "closed" && (kind === gold.closing || kind === decisionOfText(gold.words));
  // Words are read by a heuristic; where an end state and facts are there to be checked, those decide.
  const saysEnough = gold.wantsCall
    ? run.ended === "closed" && facts && run.calls > 0
    : closing && facts && run.calls === 0;
  return {
    id: given.id,
    exampleId: given.id,
    cluster: given.cluster,
    wantsCall: gold.wantsCall,
    state,
    extraWrites,
    observations,
    facts,
    closing,
    solved: state && !extraWrites && observations && saysEnough,
  };
}
