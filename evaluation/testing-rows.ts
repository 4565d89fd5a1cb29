/** Rows and answers for tests, with everything filled in. */
import type { Prediction, ToolCall } from "../inference";
import type { EvaluationRow, Gold } from "./row";

export const TOOL = {
  name: "run_tests",
  description: "Runs tests",
  parameters: {
    type: "object",
    properties: { path: { type: "string" }, retries: { type: "integer", default: 0 } },
    required: ["path"],
    additionalProperties: false,
  },
};

export const OTHER_TOOL = { name: "list_suites", description: "Lists", parameters: { type: "object", properties: {} } };

export const wantsCalls = (...calls: ToolCall[]): Gold => ({
  decision: "call",
  calls: [calls],
  text: "",
  required: [],
});

export const wantsWords = (decision: "ask" | "refuse" | "answer", text: string, required: string[] = []): Gold => ({
  decision,
  calls: [],
  text,
  required,
});

export function testRow(id: string, gold: Gold, changes: Partial<EvaluationRow> = {}): EvaluationRow {
  const tools = [TOOL, OTHER_TOOL];
  return {
    id: `${id}#1`,
    exampleId: id,
    agent: "qa_agent",
    type: "tflan",
    kind: "single",
    hallucinationType: null,
    family: "smoke",
    cluster: "qa_agent/smoke",
    tags: [],
    difficulty: "easy",
    rendering: "native",
    tools,
    composed: [],
    request: { exampleId: `${id}#1`, turns: [{ role: "user", text: `please ${id}` }], tools },
    gold,
    ...changes,
  };
}

export function testAnswer(given: Partial<Prediction> = {}): Prediction {
  return {
    exampleId: "x",
    model: "m",
    calls: [],
    malformed: [],
    text: "",
    finish: "stop",
    latencyMs: 100,
    inputTokens: 1000,
    outputTokens: 100,
    servedBy: "m",
    fallbackReason: null,
    ...given,
  };
}
