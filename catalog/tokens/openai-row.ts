/**
 * Tokens of a row in OpenAI's chat format, tools and tool calls included.
 * Framing of messages: OpenAI cookbook, "How to count tokens with tiktoken" (3 per message, 1 per name, 3 for the reply).
 * Framing of tools and calls: fitted to, and tested against, prompt counts that the API reported for gpt-4o, gpt-4o-mini
 * and gpt-4.1-mini.
 */
import { renderTools, type ToolDefinition } from "./openai-tools";

interface ToolCall {
  readonly id?: string;
  readonly function: { readonly name: string; readonly arguments: string | object };
}

interface ChatMessage {
  readonly role: string;
  readonly content?: string | null | readonly { readonly text?: string }[];
  readonly name?: string;
  readonly tool_calls?: readonly ToolCall[];
  readonly tool_call_id?: string;
}

export interface ChatRow {
  readonly messages: readonly ChatMessage[];
  readonly tools?: readonly { readonly function: ToolDefinition }[];
}

export interface ChatCount {
  readonly tokens: number;
  /** Tokens by which the true count may differ: 0 where recorded replies prove the framing. */
  readonly slack: number;
}

const PER_MESSAGE = 3;
const PER_NAME = 1;
const REPLY = 3;
const TOOLS_BLOCK = 9;
const TOOLS_BLOCK_IN_SYSTEM_MESSAGE = 5;
const UNDESCRIBED_TOOL = -1;
const SINGLE_CALL = 2;

/** Counts a row with any tokenizer. Pure; equal rows count equal. */
export function countChatRow(row: ChatRow, count: (text: string) => number): ChatCount {
  const tools = (row.tools ?? []).map((tool) => tool.function);
  const hasSystem = row.messages.some((message) => message.role === "system");
  const toolsPart = countTools(tools, hasSystem, count);
  const names = callNames(row.messages);
  let tokens = REPLY + toolsPart.tokens;
  let slack = toolsPart.slack;
  for (const message of row.messages) {
    const part = countMessage(message, names, count);
    tokens += part.tokens;
    slack += part.slack;
  }
  return { tokens, slack };
}

function countTools(tools: readonly ToolDefinition[], hasSystem: boolean, count: (text: string) => number): ChatCount {
  if (tools.length === 0) return { tokens: 0, slack: 0 };
  const undescribed = tools.filter((tool) => (tool.description ?? "").trim() === "").length;
  const block = hasSystem ? TOOLS_BLOCK_IN_SYSTEM_MESSAGE : TOOLS_BLOCK;
  const unproven = tools.filter((tool) => /\n/.test(tool.description?.trim() ?? "") || isNested(tool)).length;
  return { tokens: count(renderTools(tools)) + block + UNDESCRIBED_TOOL * undescribed, slack: 3 * unproven };
}

/** Objects inside parameters: recorded replies differ from the rendering by up to 3 tokens each. */
function isNested(tool: ToolDefinition): boolean {
  return Object.values(tool.parameters?.properties ?? {}).some(
    (property) => property.properties !== undefined || property.items?.properties !== undefined,
  );
}

function countMessage(
  message: ChatMessage,
  names: ReadonlyMap<string, string>,
  count: (text: string) => number,
): ChatCount {
  const text = textOf(message.content);
  const calls = message.tool_calls ?? [];
  if (message.role === "tool") {
    const name = names.get(message.tool_call_id ?? "");
    const author = name === undefined ? "tool" : `functions.${name}`;
    return { tokens: PER_MESSAGE + count(author) + count(text), slack: 0 };
  }
  const named = message.name === undefined ? 0 : PER_NAME + count(message.name);
  const base = PER_MESSAGE + count(message.role) + count(text) + named;
  if (calls.length === 0) return { tokens: base, slack: 0 };
  if (calls.length === 1) {
    const { name, arguments: given } = calls[0]!.function;
    return { tokens: base + SINGLE_CALL + count(` to=functions.${name}`) + count(argumentText(given)), slack: 0 };
  }
  return { tokens: base + count(" to=multi_tool_use.parallel") + count(parallelText(calls)), slack: 2 };
}

/** Several calls in one turn are one call of a wrapper tool. */
function parallelText(calls: readonly ToolCall[]): string {
  const uses = calls.map(({ function: called }) => {
    const recipient = JSON.stringify(`functions.${called.name}`);
    return `{"recipient_name":${recipient},"parameters":${compact(called.arguments)}}`;
  });
  return `{"tool_uses":[${uses.join(",")}]}`;
}

/** The wrapper's JSON has no spaces, whatever the arguments were written with. */
function compact(given: string | object): string {
  if (typeof given !== "string") return JSON.stringify(given);
  try {
    return JSON.stringify(JSON.parse(given));
  } catch {
    return given; // arguments that are no JSON are counted as they stand
  }
}

function argumentText(given: string | object): string {
  return typeof given === "string" ? given : JSON.stringify(given);
}

function textOf(content: ChatMessage["content"]): string {
  if (content === undefined || content === null) return "";
  return typeof content === "string" ? content : content.map((part) => part.text ?? "").join("");
}

function callNames(messages: readonly ChatMessage[]): Map<string, string> {
  const pairs = messages.flatMap((message) => message.tool_calls ?? []);
  return new Map(pairs.map((call) => [call.id ?? "", call.function.name]));
}
