/** What is evaluated: one question to a model (a step of an example) with what counts as right. */
import type { PredictionRequest, ToolCall, ToolDeclaration } from "../inference";

/** What a model should do next: call tools, ask back, refuse, or answer in words. */
export type Decision = "call" | "ask" | "refuse" | "answer";

/** Tags of rows that are evaluated together: the user's own decide, generated ones beside them are a slice. */
export const OWN_ROW = "rows:own";
export const GENERATED_ROW = "rows:generated";

export interface Gold {
  readonly decision: Decision;
  /**
   * Sets of calls that are all equally right; one must be matched as a whole. Empty when the decision is not `call`.
   * The calls of one set are parallel: their order does not count.
   */
  readonly calls: readonly (readonly ToolCall[])[];
  /** The gold's own words; "" for a call without a reason. */
  readonly text: string;
  /** What right words must contain, as text. */
  readonly required: readonly string[];
}

export interface EvaluationRow {
  /** Unique: the example's id and the position of the gold turn, `qa_agent-react-0012#4`. */
  readonly id: string;
  /** The example this is a step of. */
  readonly exampleId: string;
  readonly agent: string;
  readonly type: string;
  /** What the example tempts a model to do, on the steps of its last request; null on requests that are served before it. */
  readonly hallucinationType: string | null;
  readonly family: string;
  /** The wording's frame, where the row names one. */
  readonly frame?: string;
  /** What the example practises, finer than its type: `lookalike`, `missing_required` … */
  readonly kind: string;
  /** How calls are written: as native calls, or as ReAct text (then `request.tools` is empty and the system text lists them). */
  readonly rendering: "native" | "text";
  /** The tools there are, whichever way they are shown. */
  readonly tools: readonly ToolDeclaration[];
  /** Parameters whose text the model writes itself, as `tool.parameter` under the names shown here. */
  readonly composed: readonly string[];
  /** Rows that may succeed or fail together: the family, with those that twins tie to it. The unit of every test. */
  readonly cluster: string;
  readonly tags: readonly string[];
  readonly difficulty: string;
  /** Exactly what the model sees; its `exampleId` is this row's `id`. */
  readonly request: PredictionRequest;
  readonly gold: Gold;
}
