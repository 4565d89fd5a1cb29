/** What a model sees of a row in any format, as text: for duplicates and leakage. */
import { isObject } from "./export/schema-types";

/** Everything before the last answer: instructions, tools and the conversation so far. */
export function inputOf(value: unknown): string {
  if (!isObject(value)) return JSON.stringify(value);
  const before = isObject(value.input) ? value.input : value;
  const messages = messagesOf(before);
  const last = messages.at(-1);
  const isAnswered = isObject(last) && (last.role === "assistant" || last.role === "model");
  return JSON.stringify([
    before.tools,
    before.system,
    before.systemInstruction ?? before.system_instruction,
    before.text,
    isAnswered ? messages.slice(0, -1) : messages,
  ]);
}

/** The user's own words, all turns. */
export function requestOf(value: unknown): string {
  if (!isObject(value)) return "";
  const before = isObject(value.input) ? value.input : value;
  if (typeof before.text === "string") return before.text;
  return messagesOf(before)
    .filter((message) => isObject(message) && message.role === "user")
    .map((message) =>
      JSON.stringify((message as { content?: unknown }).content ?? (message as { parts?: unknown }).parts),
    )
    .join("\n");
}

function messagesOf(value: Record<string, unknown>): readonly unknown[] {
  const messages = value.conversations ?? value.contents ?? value.messages;
  return Array.isArray(messages) ? messages : [];
}
