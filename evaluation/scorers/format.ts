/** Does an answer keep to the format: native calls that validate, or words, and never one dressed up as the other? */
import type { Prediction, ToolDeclaration } from "../../inference";
import { schemaFaults } from "./tool-schemas";

export type FormatFaultKind =
  | "malformed_call"
  | "unknown_tool"
  | "invalid_arguments"
  | "format_leak"
  | "empty_answer"
  | "cut_off"
  | "filtered";

export interface FormatFault {
  readonly kind: FormatFaultKind;
  readonly message: string;
}

/** Text that is a call in the wrong place: ReAct lines, tags of chat templates, or a JSON object with a call's keys. */
const LEAKS: readonly RegExp[] = [
  /^\s*(?:Action|Action Input|Observation)\s*:/m,
  /<\/?(?:tool_call|function_call|tool_response|\|python_tag\|)/i,
  /\[TOOL_CALLS\]/,
  /"(?:name|tool|tool_name|function)"\s*:\s*"[^"]*"\s*,\s*"(?:arguments|args|parameters|action_input)"\s*:/,
  /"(?:arguments|args|parameters|action_input)"\s*:\s*\{[\s\S]*?\}\s*,\s*"(?:name|tool|tool_name|function)"\s*:\s*"/,
  /"(?:tool_calls|functionCall|function_call)"\s*:/,
];

/** True when the text holds a call that should have been a native one. */
export function hasFormatLeak(text: string): boolean {
  return LEAKS.some((leak) => leak.test(text));
}

/** All format faults of a prediction; none when it keeps to the format. */
export function formatFaults(
  prediction: Pick<Prediction, "calls" | "malformed" | "text" | "finish">,
  tools: readonly ToolDeclaration[],
): FormatFault[] {
  const faults: FormatFault[] = [];
  const add = (kind: FormatFaultKind, message: string) => faults.push({ kind, message });
  for (const raw of prediction.malformed) add("malformed_call", `no JSON object: ${raw.slice(0, 120)}`);
  if (prediction.finish === "malformed" && prediction.malformed.length === 0) add("malformed_call", "unreadable call");
  if (prediction.finish === "length") add("cut_off", "the answer was cut off");
  if (prediction.finish === "filtered") add("filtered", "the provider filtered the answer");
  for (const call of prediction.calls) {
    const tool = tools.find((candidate) => candidate.name === call.name);
    if (tool === undefined) {
      add("unknown_tool", `there is no tool ${JSON.stringify(call.name)}`);
      continue;
    }
    const [first] = schemaFaults(tool, call.args);
    if (first !== undefined) add("invalid_arguments", `${call.name}: ${first.message}`);
  }
  if (hasFormatLeak(prediction.text)) add("format_leak", "a call is written into the text");
  const isEmpty = prediction.calls.length === 0 && prediction.text.trim() === "";
  if (isEmpty && prediction.malformed.length === 0 && prediction.finish !== "filtered") {
    add("empty_answer", "neither a call nor a word");
  }
  return faults;
}
