/** Reads an OpenAI training file as the service's validation does. */
import type { TrainingExample } from "../learner/memory";
import { exampleOf } from "./conversation";
import { isObject, type JsonObject } from "./wire";

export interface FileCheck {
  readonly examples: number;
  /** Estimated: four characters to a token. */
  readonly tokens: number;
  /** The first faults, by line. */
  readonly problems: readonly string[];
}

const REPORTED = 5;
const MESSAGE_KEYS = ["role", "content", "name", "tool_calls", "tool_call_id", "weight", "function_call", "refusal"];
const ROLES = ["system", "developer", "user", "assistant", "tool"];

export function checkFile(bytes: Buffer, isPreference: boolean): FileCheck {
  const text = bytes.toString("utf8");
  const problems: string[] = [];
  let examples = 0;
  text.split("\n").forEach((line, index) => {
    if (line.trim() === "") return;
    examples += 1;
    if (problems.length >= REPORTED) return;
    const problem = lineProblem(line, isPreference);
    if (problem !== undefined) problems.push(`Line ${index + 1}: ${problem}`);
  });
  return { examples, tokens: Math.ceil(text.length / 4), problems };
}

export function loadExamples(bytes: Buffer): TrainingExample[] {
  return bytes
    .toString("utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => exampleOf(JSON.parse(line) as JsonObject));
}

export function lineProblem(line: string, isPreference: boolean): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return "not valid JSON.";
  }
  if (!isObject(value)) return "not a JSON object.";
  return isPreference ? preferenceProblem(value) : chatProblem(value, true);
}

function preferenceProblem({
  input,
  preferred_output: preferred,
  non_preferred_output: other,
}: JsonObject): string | undefined {
  if (!isObject(input)) return 'missing the key "input".';
  for (const [name, output] of [
    ["preferred_output", preferred],
    ["non_preferred_output", other],
  ] as const) {
    if (!Array.isArray(output) || output.length !== 1 || (output[0] as JsonObject).role !== "assistant") {
      return `"${name}" must hold exactly one assistant message.`;
    }
  }
  return chatProblem(input, false);
}

function chatProblem({ messages, tools }: JsonObject, isTarget: boolean): string | undefined {
  if (!Array.isArray(messages) || messages.length === 0) return 'missing the key "messages", or it is empty.';
  const names = new Set(((tools ?? []) as JsonObject[]).map((tool) => (tool.function as JsonObject | undefined)?.name));
  const open = new Set<string>();
  for (const [index, message] of (messages as unknown[]).entries()) {
    const problem = messageProblem(message, names, open);
    if (problem !== undefined) return `messages[${index}]: ${problem}`;
    const before = messages[index - 1] as JsonObject | undefined;
    if ((message as JsonObject).role === "assistant" && before?.role === "assistant")
      return `messages[${index}]: two assistant messages in a row. contains invalid schema (20)`;
  }
  if (open.size > 0) return `tool call ${[...open][0]} has no tool message with its result.`;
  const last = messages.at(-1) as JsonObject;
  if (isTarget && last.role !== "assistant") return "the last message must be from the assistant.";
  if (isTarget && !(messages as JsonObject[]).some((message) => message.role === "assistant" && message.weight !== 0)) {
    return "no assistant message has a weight other than 0.";
  }
  return undefined;
}

function messageProblem(message: unknown, names: ReadonlySet<unknown>, open: Set<string>): string | undefined {
  if (!isObject(message)) return "must be an object.";
  const unknown = Object.keys(message).find((key) => !MESSAGE_KEYS.includes(key));
  if (unknown !== undefined) return `unknown key "${unknown}".`;
  const { role, content, tool_calls: calls, weight } = message;
  if (!ROLES.includes(String(role))) return `role must be one of ${ROLES.join(", ")}.`;
  if (weight !== undefined && (role !== "assistant" || (weight !== 0 && weight !== 1)))
    return "weight must be 0 or 1 and belongs to assistant messages.";
  if (role === "tool") {
    const id = String(message.tool_call_id);
    return open.delete(id) ? undefined : `tool_call_id ${id} answers no open tool call.`;
  }
  if (open.size > 0) return `tool call ${[...open][0]} must be answered before the next ${String(role)} message.`;
  if (calls === undefined)
    return typeof content === "string" || Array.isArray(content)
      ? undefined
      : "content must be a text or a list of parts.";
  if (!Array.isArray(calls) || calls.length === 0) return "tool_calls must be a list with at least one call.";
  for (const call of calls as JsonObject[]) {
    const { name, arguments: args } = (call.function ?? {}) as JsonObject;
    if (typeof call.id !== "string" || call.type !== "function" || typeof args !== "string")
      return "each tool call needs id, type function, and arguments as a text.";
    if (!names.has(name)) return `tool call ${call.id} names ${String(name)}, which is not among the tools.`;
    open.add(call.id);
  }
  return undefined;
}
