/**
 * A user's own rows in OpenAI's shape (`messages`, `tools`, `weight`) as canonical rows, so that they go through the same
 * exports. Nothing is reworded: what the canonical shape cannot hold is a problem with its place, never dropped quietly.
 */
import type { Problem } from "../../primitives";
import { renderCalls } from "../codec";
import { isObject } from "../export/schema-types";
import { parseJsonl } from "../jsonl";
import type { Json, Message, Row, RowCall, RowTool } from "../types";

export interface ImportedRows {
  readonly rows: Row[];
  readonly problems: readonly Problem[];
  /** Rows that had no system message and got the neutral one. */
  readonly withoutSystem: number;
}

const NEUTRAL_SYSTEM = "You are a helpful assistant.";

export function importOpenai(path: string, bytes: Uint8Array): ImportedRows {
  const { lines, problems: unreadable } = parseJsonl(path, bytes);
  const problems = [...unreadable];
  const name = path
    .split(/[\\/]/)
    .at(-1)!
    .replace(/\.jsonl?$/, "");
  let withoutSystem = 0;
  const rows = lines.flatMap(({ line, value }): Row[] => {
    try {
      const conversations = messagesOf(value);
      if (conversations[0]?.role !== "system") {
        withoutSystem += 1;
        conversations.unshift({ role: "system", content: NEUTRAL_SYSTEM, loss: false });
      }
      return [canonicalRow(name, line, conversations, toolsOf((value as { tools?: unknown }).tools))];
    } catch (error) {
      if (!(error instanceof Misfit)) throw error;
      problems.push({
        code: "not_importable",
        path: `${path}:${line}:${error.pointer}`,
        message: error.message,
        fix: "Change the row to OpenAI's chat format with tools, or leave it out.",
      });
      return [];
    }
  });
  return { rows, problems, withoutSystem };
}

/** What the canonical shape cannot hold. */
class Misfit extends Error {
  constructor(
    readonly pointer: string,
    message: string,
  ) {
    super(message);
  }
}

function canonicalRow(name: string, line: number, conversations: readonly Message[], tools: readonly RowTool[]): Row {
  const steps = conversations.filter((message) => message.content.includes("<tool_call>")).length;
  return {
    id: `${name}-${line}`,
    type: steps > 1 ? "react" : "tflan",
    agent: name.replace(/[_-](train|val|valid|validation|test)$/, ""),
    hallucination_type: null,
    conversations,
    tools: JSON.stringify(tools),
    trace: JSON.stringify({ imported: { file: name, line } }),
    tags: ["imported", name],
    family: name,
    frame_id: name,
    difficulty: steps > 3 ? "hard" : steps > 1 ? "medium" : "easy",
    seed: 0,
  };
}

function messagesOf(value: unknown): Message[] {
  if (!isObject(value) || !Array.isArray(value.messages)) throw new Misfit("/messages", "wants a list of messages");
  const messages: Message[] = [];
  let waiting: string[] = [];
  let answers = new Map<string, Message>();
  for (const [index, message] of (value.messages as unknown[]).entries()) {
    const pointer = `/messages/${index}`;
    if (!isObject(message)) throw new Misfit(pointer, "wants an object");
    if (message.role === "tool") {
      const id = String(message.tool_call_id);
      if (!waiting.includes(id) || answers.has(id)) throw new Misfit(`${pointer}/tool_call_id`, "answers no open call");
      answers.set(id, { role: "tool", content: asJson(contentOf(message, pointer)), loss: false });
      if (answers.size < waiting.length) continue;
      // Results may come in any order; the canonical row has them in the order of the calls.
      messages.push(...waiting.map((each) => answers.get(each)!));
      waiting = [];
      continue;
    }
    if (waiting.length > 0) throw new Misfit(pointer, `calls ${waiting.join(", ")} are not answered yet`);
    if (message.role === "assistant") {
      const { ids, calls } = callsOf(message, pointer);
      const text = message.content === null || message.content === undefined ? "" : contentOf(message, pointer);
      if (text.includes("<tool_call>"))
        throw new Misfit(`${pointer}/content`, "holds <tool_call>, which stands for a call here");
      waiting = ids;
      answers = new Map();
      messages.push({ role: "assistant", content: renderCalls(calls, text), loss: message.weight !== 0 });
    } else if (message.role === "system" || message.role === "developer")
      messages.push({ role: "system", content: contentOf(message, pointer), loss: false });
    else if (message.role === "user")
      messages.push({ role: "user", content: contentOf(message, pointer), loss: false });
    else throw new Misfit(`${pointer}/role`, `${String(message.role)} is no role of this format`);
  }
  if (answers.size > 0 && waiting.length > 0)
    throw new Misfit(`/messages/${value.messages.length - 1}`, `calls ${waiting.join(", ")} are not all answered`);
  return messages;
}

/** A text, or a list of text parts. */
function contentOf(message: Record<string, unknown>, pointer: string): string {
  const { content } = message;
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) throw new Misfit(`${pointer}/content`, "wants a text");
  return content
    .map((part: unknown, index) => {
      if (!isObject(part) || part.type !== "text" || typeof part.text !== "string")
        throw new Misfit(`${pointer}/content/${index}`, "is no text: images, audio and files are not exported");
      return part.text;
    })
    .join("\n");
}

function callsOf(message: Record<string, unknown>, pointer: string): { ids: string[]; calls: RowCall[] } {
  const list = message.tool_calls ?? [];
  if (!Array.isArray(list)) throw new Misfit(`${pointer}/tool_calls`, "wants a list");
  if (message.function_call !== undefined && message.function_call !== null)
    throw new Misfit(`${pointer}/function_call`, "is the shape of 2023: use tool_calls");
  const calls = list.map((call: unknown, index) => {
    const at = `${pointer}/tool_calls/${index}`;
    if (!isObject(call) || !isObject(call.function)) throw new Misfit(at, "wants id, type and function");
    return {
      id: String(call.id),
      call: { name: String(call.function.name), arguments: argumentsOf(call.function.arguments, at) },
    };
  });
  return { ids: calls.map((each) => each.id), calls: calls.map((each) => each.call) };
}

function argumentsOf(text: unknown, at: string): RowCall["arguments"] {
  const pointer = `${at}/function/arguments`;
  if (typeof text !== "string") throw new Misfit(pointer, "wants a JSON text");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Misfit(pointer, "is no JSON text");
  }
  if (!isObject(value)) throw new Misfit(pointer, "wants a JSON text of an object");
  return value as RowCall["arguments"];
}

/** Observations are JSON; a plain text becomes a JSON text. */
function asJson(text: string): string {
  try {
    JSON.parse(text);
    return text;
  } catch {
    return JSON.stringify(text satisfies Json);
  }
}

function toolsOf(tools: unknown): RowTool[] {
  if (tools === undefined || tools === null) return [];
  if (!Array.isArray(tools)) throw new Misfit("/tools", "wants a list");
  return tools.map((tool: unknown, index) => {
    const body = isObject(tool) ? tool.function : undefined;
    if (!isObject(body) || typeof body.name !== "string")
      throw new Misfit(`/tools/${index}`, "wants type and function");
    return {
      name: body.name,
      description: typeof body.description === "string" ? body.description : body.name,
      parameters: (body.parameters ?? { type: "object", properties: {} }) as RowTool["parameters"],
    };
  });
}
