/**
 * How calls stand in an assistant message, and how they are read back.
 *
 * Native rendering: optional text, then one `<tool_call>` block per call.
 * ReAct text: `Thought:`, `Action:`, `Action Input:`; the observation follows in a message of its own.
 */
import { FlanstackError, type Json } from "../primitives";
import type { RowCall } from "./types";

const OPEN = "<tool_call>\n";
const CLOSE = "\n</tool_call>";

/** An assistant message read: what it says and what it calls. */
export interface ParsedMessage {
  readonly text: string;
  readonly calls: readonly RowCall[];
}

/** Renders an assistant message with calls in the native rendering. */
export function renderCalls(calls: readonly RowCall[], text = ""): string {
  const blocks = calls.map(
    (call) => `${OPEN}${JSON.stringify({ name: call.name, arguments: call.arguments })}${CLOSE}`,
  );
  return [...(text === "" ? [] : [text]), ...blocks].join("\n");
}

/**
 * Reads an assistant message of the native rendering.
 * @throws FlanstackError `call_syntax` when a block is not closed, is no JSON, or lacks name or arguments
 */
export function parseCalls(content: string): ParsedMessage {
  const start = content.indexOf("<tool_call>");
  if (start < 0) {
    if (content.includes("</tool_call>")) throw syntax("a call block is closed that was never opened");
    return { text: content, calls: [] };
  }
  const text = content.slice(0, start).replace(/\n$/, "");
  const calls: RowCall[] = [];
  let rest = content.slice(start);
  while (rest !== "") {
    if (!rest.startsWith(OPEN)) throw syntax("text follows a call block");
    const end = rest.indexOf(CLOSE);
    if (end < 0) throw syntax("a call block is not closed");
    calls.push(parseCall(rest.slice(OPEN.length, end)));
    rest = rest.slice(end + CLOSE.length);
    if (rest.startsWith("\n")) rest = rest.slice(1);
  }
  return { text, calls };
}

function parseCall(body: string): RowCall {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (cause) {
    throw syntax("a call block holds no JSON", cause);
  }
  const call = value as Partial<RowCall> | null;
  if (
    typeof call !== "object" ||
    call === null ||
    typeof call.name !== "string" ||
    typeof call.arguments !== "object" ||
    call.arguments === null ||
    Array.isArray(call.arguments) ||
    Object.keys(call).length !== 2
  ) {
    throw syntax("a call block wants exactly `name` and an object `arguments`");
  }
  return { name: call.name, arguments: call.arguments };
}

/** Renders one ReAct step. */
export function renderReactCall(call: RowCall, thought: string): string {
  return `Thought: ${thought}\nAction: ${call.name}\nAction Input: ${JSON.stringify(call.arguments)}`;
}

/** Renders what ends a ReAct turn. */
export function renderReactAnswer(text: string, thought: string): string {
  return `Thought: ${thought}\nFinal Answer: ${text}`;
}

/** Renders an observation of the ReAct text; it stands in a user message of its own. */
export function renderReactObservation(observation: Json): string {
  return `Observation: ${JSON.stringify(observation)}`;
}

const REACT_CALL = /^Thought: ([^\n]*)\nAction: ([^\n]*)\nAction Input: ([^\n]*)$/;
const REACT_ANSWER = /^Thought: ([^\n]*)\nFinal Answer: ([\s\S]*)$/;

/**
 * Reads an assistant message of the ReAct text.
 * @throws FlanstackError `call_syntax` when it is neither an action nor a final answer
 */
export function parseReact(content: string): ParsedMessage & { readonly thought: string } {
  const action = REACT_CALL.exec(content);
  if (action !== null) {
    const call = parseCall(`{"name":${JSON.stringify(action[2])},"arguments":${action[3]}}`);
    return { thought: action[1]!, text: "", calls: [call] };
  }
  const final = REACT_ANSWER.exec(content);
  if (final === null) throw syntax("neither an action nor a final answer");
  return { thought: final[1]!, text: final[2]!, calls: [] };
}

/** Whether an assistant message holds call syntax of either rendering. */
export function holdsCallSyntax(content: string): boolean {
  return /<\/?tool_call>|^(Action|Action Input|Final Answer|Thought|Observation):/m.test(content);
}

function syntax(message: string, cause?: unknown): FlanstackError {
  return new FlanstackError(message, { code: "call_syntax", cause });
}
