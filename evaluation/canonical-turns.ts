/** The canonical row's messages → turns: calls out of the assistant's text, observations joined to the step they answer. */
import { parseCalls, parseReact } from "../datasets";
import type { ToolCall, ToolResult, Turn } from "../inference";
import type { Json } from "../primitives";

export interface CanonicalMessage {
  readonly role: "system" | "user" | "assistant" | "tool";
  readonly content: string;
}

export type Rendering = "native" | "text";

/** What the user said, and no observation, which ReAct text writes as a message of the user. */
export function isSaidByUser(
  { role, content }: Pick<CanonicalMessage, "role" | "content">,
  rendering: Rendering,
): boolean {
  return role === "user" && !(rendering === "text" && content.startsWith("Observation: "));
}

/** What an assistant message says and calls. @throws FlanstackError `call_syntax` when it holds a broken call */
export function parseAssistant(content: string, rendering: Rendering): { text: string; calls: ToolCall[] } {
  const { text, calls } = rendering === "native" ? parseCalls(content) : parseReact(content);
  return { text, calls: calls.map((call) => ({ name: call.name, args: call.arguments })) };
}

/**
 * Turns of a conversation without its system message. Tool messages in a row form one turn, paired with the calls before
 * them by order. In the text rendering calls stay text, as the model sees them.
 * @throws FlanstackError when a call cannot be read, SyntaxError when an observation is no JSON or answers no call
 */
export function toTurns(messages: readonly CanonicalMessage[], rendering: Rendering): Turn[] {
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
    if (role !== "assistant") continue;
    const { text, calls } = rendering === "native" ? parseAssistant(content, rendering) : { text: content, calls: [] };
    open = calls;
    turns.push({ role, text, calls });
  }
  close();
  return turns;
}
