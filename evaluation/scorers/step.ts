/** One answer judged against one row, teacher-forced: the model saw the gold history and had to take the next step. */
import type { Prediction } from "../../inference";
import { decisionOf, decisionOfText } from "../decision";
import type { Decision, EvaluationRow, Gold } from "../row";
import { type FormatFault, formatFaults } from "./format";
import { readAnswer } from "./read-answer";
import { type CallFault, matchCalls } from "./strict-calls";
import { holdsFacts } from "./words";

export interface StepScore {
  readonly id: string;
  readonly exampleId: string;
  readonly cluster: string;
  /** Gold calls a tool here. */
  readonly isCall: boolean;
  /** Called where gold calls, and did not where it does not. */
  readonly decision: boolean;
  /** The right tools; on rows without a call: no call. */
  readonly tools: boolean;
  /** Right tools and right arguments; on rows without a call: no call. */
  readonly calls: boolean;
  /** What the model decided, read from its answer. */
  readonly decided: Decision;
  /** The four-way decision is gold's: call, ask, refuse or answer. */
  readonly decisionKind: boolean;
  /** The words hold every required fact; `null` where none is required. */
  readonly facts: boolean | null;
  /** All of it: the right calls, or the right kind of words with their facts. */
  readonly solved: boolean;
  /** No format fault. */
  readonly format: boolean;
  /** A tool was called that the row does not have. */
  readonly hallucinatedTool: boolean;
  readonly formatLeak: boolean;
  readonly callFaults: readonly CallFault[];
  readonly formatFaults: readonly FormatFault[];
}

/**
 * Judges one answer.
 * An answer with malformed calls, or cut off in the middle, is never right: what it would have done is unknown.
 */
export function scoreStep(row: EvaluationRow, given: Prediction): StepScore {
  const prediction = readAnswer(row, given);
  const format = formatFaults(prediction, row.tools);
  const match = matchCalls(prediction.calls, row.gold, row.tools, row.composed);
  const isCall = row.gold.decision === "call";
  const broken = prediction.malformed.length > 0 || prediction.finish === "malformed" || isSilent(prediction);
  const calls = !broken && match.calls;
  const decided = decisionOf(prediction);
  const decisionKind = !broken && agreesWithGold(decided, row.gold);
  const facts = row.gold.required.length === 0 ? null : holdsFacts(prediction.text, row.gold.required);
  return {
    id: row.id,
    exampleId: row.exampleId,
    cluster: row.cluster,
    isCall,
    decision: !broken && prediction.calls.length > 0 === isCall,
    tools: !broken && match.tools,
    calls,
    decided,
    decisionKind,
    facts,
    solved: calls && (isCall || (decisionKind && facts !== false)),
    format: format.length === 0,
    hallucinatedTool: format.some((fault) => fault.kind === "unknown_tool"),
    formatLeak: format.some((fault) => fault.kind === "format_leak"),
    callFaults: match.faults,
    formatFaults: format,
  };
}

/** Words count as gold's kind also when they read like gold's own words: the reading then errs for both alike. */
function agreesWithGold(decided: Decision, gold: Gold): boolean {
  if (decided === gold.decision) return true;
  return gold.decision !== "call" && decided === decisionOfText(gold.text);
}

/** Saying nothing is not the same as rightly not calling. */
function isSilent(prediction: Prediction): boolean {
  return prediction.calls.length === 0 && prediction.text.trim() === "";
}
