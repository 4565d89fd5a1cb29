/**
 * Data for TRL's SFTTrainer: OpenAI's messages with arguments as objects, and `tools` as a JSON text, which loads alike
 * in every version of `datasets`. TRL knows no weight per message, so slips are left out as in the Gemini export.
 */
import type { Row } from "../types";
import type { ExportFormat, RenderOptions } from "./format";
import { openai } from "./openai";
import { checkKeys, collector, isObject } from "./schema-types";
import { exportRow, withoutSlips } from "./turns";

export const trl: ExportFormat = {
  name: "trl",
  render(row: Row, options?: RenderOptions) {
    const { system, turns, tools } = withoutSlips(exportRow(row, options));
    const messages = turns.flatMap((turn): object[] => {
      if (turn.role === "user") return [message("user", turn.text)];
      if (turn.role === "tool")
        return turn.results.map(({ name, value }) =>
          message("tool", typeof value === "string" ? value : JSON.stringify(value), { name }),
        );
      return [
        message("assistant", turn.text, {
          tool_calls: turn.calls.map((call) => ({
            type: "function",
            function: { name: call.name, arguments: call.arguments },
          })),
        }),
      ];
    });
    return {
      messages: [message("system", system), ...messages],
      tools: JSON.stringify(tools.map((tool) => ({ type: "function", function: tool }))),
    };
  },
  check(value) {
    const { findings, report } = collector();
    if (!isObject(value)) {
      report("", "wants an object");
      return findings;
    }
    checkKeys(value, "", ["messages", "tools"], [], report);
    if (!Array.isArray(value.messages)) report("/messages", "wants a list");
    const asOpenai = toOpenai(value);
    return asOpenai === undefined
      ? [...findings, { gate: "format", pointer: "/tools", message: "wants a JSON text of a list" }]
      : [...findings, ...openai.check(asOpenai)];
  },
};

/** Every message has every key, so that no loader has to guess. */
function message(
  role: string,
  content: string,
  more: { readonly tool_calls?: readonly object[]; readonly name?: string } = {},
) {
  return { role, content, tool_calls: more.tool_calls ?? [], name: more.name ?? "" };
}

/** The same row in OpenAI's shape, so that one set of rules holds for both. */
function toOpenai(value: Record<string, unknown>): object | undefined {
  let tools: unknown;
  try {
    tools = JSON.parse(String(value.tools));
  } catch {
    return undefined;
  }
  if (!Array.isArray(tools) || !Array.isArray(value.messages)) return undefined;
  let next = 0;
  let answered = 0;
  const messages = value.messages.map((each: unknown) => {
    if (!isObject(each)) return each;
    const { tool_calls: calls, name: _name, ...rest } = each;
    if (each.role === "tool") {
      answered += 1;
      return { ...rest, tool_call_id: `call_${answered}` };
    }
    if (!Array.isArray(calls) || calls.length === 0) return rest;
    return {
      ...rest,
      content: rest.content === "" ? null : rest.content,
      tool_calls: calls.map((call: unknown) => {
        next += 1;
        if (!isObject(call) || !isObject(call.function)) return call;
        return {
          ...call,
          id: `call_${next}`,
          function: { ...call.function, arguments: JSON.stringify(call.function.arguments) },
        };
      }),
    };
  });
  return { messages, ...(tools.length === 0 ? {} : { tools }) };
}
