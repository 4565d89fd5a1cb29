/** The canonical row's messages → turns: calls out of `<tool_call>` blocks, observations joined to the step they answer. */
import type { Arguments, ToolCall, ToolResult, Turn } from "../inference";
import type { Json } from "../primitives";

export interface CanonicalMessage {
  readonly role: "system" | "user" | "assistant" | "tool";
  readonly content: string;
}

const BLOCK = /<tool_call>\s*([\s\S]*?)\s*<\/tool_call>/g;

/** An assistant message taken apart. @throws SyntaxError when a block holds no call */
export function parseAssistant(content: string): { text: string; calls: ToolCall[] } {
  const calls = [...content.matchAll(BLOCK)].map((block): ToolCall => {
    const parsed = JSON.parse(block[1]!) as { name?: unknown; arguments?: unknown } | null;
    const { name, arguments: args } = parsed ?? {};
    if (typeof name !== "string" || typeof args !== "object" || args === null || Array.isArray(args)) {
      throw new SyntaxError("a <tool_call> block wants {name, arguments}");
    }
    return { name, args: args as Arguments };
  });
  return { text: content.replace(BLOCK, "").trim(), calls };
}

/**
 * Turns of a conversation without its system message. Tool messages in a row form one turn, paired with the calls before
 * them by order.
 * @throws SyntaxError when an observation or a call is no JSON, or an observation answers no call
 */
export function toTurns(messages: readonly CanonicalMessage[]): Turn[] {
  const turns: Turn[] = [];
  let open: readonly ToolCall[] = [];
  let results: ToolResult[] = [];
  const close = () => {
    if (results.length > 0) turns.push({ role: "tool", results });
    results = [];
  };
  for (const { role, content } of messages) {
    if (role === "tool") {
      const call = open[results.length];
      if (call === undefined) throw new SyntaxError("an observation answers no call");
      results.push({ name: call.name, value: JSON.parse(content) as Json });
      continue;
    }
    close();
    if (role === "user") turns.push({ role, text: content });
    if (role === "assistant") {
      const { text, calls } = parseAssistant(content);
      open = calls;
      turns.push({ role, text, calls });
    }
  }
  close();
  return turns;
}
