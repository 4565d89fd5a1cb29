/** Chat messages (requests and training lines) as the learner's own form. */
import { internTool, type Situation, type Tool, type ToolCall, type Turn } from "../learner/conversation";
import type { TrainingExample } from "../learner/memory";
import type { JsonObject } from "./wire";

export function situationOf(body: JsonObject): Situation {
  const tools = toolsOf(body.tools);
  const choice = body.tool_choice as string | { function?: { name?: string } } | undefined;
  const named = typeof choice === "object" ? choice.function?.name : undefined;
  return {
    ...conversationOf(body.messages as JsonObject[]),
    tools: named === undefined ? tools : tools.filter((tool) => tool.name === named),
    mode:
      choice === "none" || tools.length === 0 ? "none" : choice === "required" || named !== undefined ? "any" : "auto",
  };
}

/** A supervised line; of a preference line the preferred answer is what is learned. */
export function exampleOf(line: JsonObject): TrainingExample {
  const input = line.input as JsonObject | undefined;
  const messages =
    input === undefined ? line.messages : [...(input.messages as object[]), ...(line.preferred_output as object[])];
  return { ...conversationOf(messages as JsonObject[]), tools: toolsOf(input?.tools ?? line.tools) };
}

function conversationOf(messages: readonly JsonObject[]): { system: string; turns: Turn[] } {
  const system: string[] = [];
  const turns: Turn[] = [];
  const names = new Map<string, string>();
  for (const message of messages) {
    const text = contentText(message.content);
    if (message.role === "system" || message.role === "developer") system.push(text);
    else if (message.role === "user") turns.push({ role: "user", text });
    else if (message.role === "tool") {
      const result = { name: names.get(String(message.tool_call_id)) ?? "", value: parsed(text) };
      const last = turns.at(-1);
      if (last?.role === "tool") turns[turns.length - 1] = { role: "tool", results: [...last.results, result] };
      else turns.push({ role: "tool", results: [result] });
    } else {
      const calls = ((message.tool_calls ?? []) as JsonObject[]).map((call) => callOf(call, names));
      turns.push({ role: "model", text, calls, isTrained: message.weight !== 0 });
    }
  }
  return { system: system.join("\n"), turns };
}

function callOf(call: JsonObject, names: Map<string, string>): ToolCall {
  const { name, arguments: text } = call.function as { name: string; arguments: string };
  names.set(String(call.id), name);
  const args = parsed(text);
  return { name, args: (typeof args === "object" && args !== null ? args : {}) as JsonObject };
}

export function contentText(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return (content as JsonObject[]).map((part) => (typeof part.text === "string" ? part.text : "")).join("");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function toolsOf(tools: unknown): Tool[] {
  return ((tools ?? []) as JsonObject[]).flatMap((tool) => {
    const declaration = tool.function as JsonObject | undefined;
    if (declaration === undefined) return [];
    const { name, description, parameters } = declaration;
    return [internTool({ name, description, parameters })];
  });
}
