/** One answer judged against one row, teacher-forced: the model saw the gold history and had to take the next step. */
import type { Prediction } from "../../inference";
import type { EvaluationRow } from "../row";
import { type FormatFault, formatFaults } from "./format";
import { readAnswer } from "./read-answer";
import { type CallFault, matchCalls } from "./strict-calls";

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
  return {
    id: row.id,
    exampleId: row.exampleId,
    cluster: row.cluster,
    isCall,
    decision: !broken && prediction.calls.length > 0 === isCall,
    tools: !broken && match.tools,
    calls: !broken && match.calls,
    format: format.length === 0,
    hallucinatedTool: format.some((fault) => fault.kind === "unknown_tool"),
    formatLeak: format.some((fault) => fault.kind === "format_leak"),
    callFaults: match.faults,
    formatFaults: format,
  };
}

/** Saying nothing is not the same as rightly not calling. */
function isSilent(prediction: Prediction): boolean {
  return prediction.calls.length === 0 && prediction.text.trim() === "";
}
