/** A row of a guardrail set: one question with tools, judged by what the model decides, not by a gold call. */
import type { ToolDeclaration } from "../../inference";
import type { Decision, EvaluationRow } from "../row";

export interface GuardrailQuestion {
  readonly id: string;
  readonly agent: string;
  /** The set: "safety", "forgetting". */
  readonly type: string;
  /** The part of the set: "disallowed", "irrelevance". */
  readonly kind: string;
  /** Questions that may succeed or fail together. */
  readonly cluster: string;
  readonly system?: string;
  readonly prompt: string;
  readonly tools: readonly ToolDeclaration[];
  readonly wanted: Decision;
}

export function guardrailRow(question: GuardrailQuestion): EvaluationRow {
  const { id, agent, type, kind, cluster, system, prompt, tools, wanted } = question;
  return {
    id,
    exampleId: id,
    agent,
    type,
    kind,
    hallucinationType: null,
    family: cluster,
    cluster: `${agent}/${cluster}`,
    tags: [],
    difficulty: "",
    rendering: "native",
    tools,
    composed: [],
    request: { exampleId: id, system, turns: [{ role: "user", text: prompt }], tools },
    gold: { decision: wanted, calls: [], text: "", required: [] },
  };
}
