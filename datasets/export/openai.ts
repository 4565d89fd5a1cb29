/**
 * Supervised tuning data of OpenAI and everything that speaks its API: `messages` with `weight` 0 or 1 on assistant
 * messages, `tools`, arguments as a JSON text, one `tool` message per call.
 */
import type { Row } from "../types";
import type { ExportFormat, RenderOptions } from "./format";
import { schemaProblem } from "./schema-check";
import { checkKeys, collector, isObject, isText, type Report, TOOL_NAME } from "./schema-types";
import { exportRow } from "./turns";

export const openai: ExportFormat = {
  name: "openai",
  render(row: Row, options?: RenderOptions) {
    const { system, turns, tools } = exportRow(row, options);
    let calls = 0;
    let waiting: string[] = [];
    const messages = turns.flatMap((turn): object[] => {
      if (turn.role === "user") return [{ role: "user", content: turn.text }];
      if (turn.role === "tool")
        return turn.results.map(({ value }, index) => ({
          role: "tool",
          tool_call_id: waiting[index],
          content: typeof value === "string" ? value : JSON.stringify(value),
        }));
      const weight = turn.loss ? 1 : 0;
      if (turn.calls.length === 0) return [{ role: "assistant", content: turn.text, weight }];
      waiting = turn.calls.map(() => {
        calls += 1;
        return `call_${calls}`;
      });
      return [
        {
          role: "assistant",
          content: turn.text === "" ? null : turn.text,
          tool_calls: turn.calls.map((call, index) => ({
            id: waiting[index],
            type: "function",
            function: { name: call.name, arguments: JSON.stringify(call.arguments) },
          })),
          weight,
        },
      ];
    });
    return {
      messages: [{ role: "system", content: system }, ...messages],
      ...(tools.length === 0
        ? {}
        : {
            tools: tools.map((tool) => ({ type: "function", function: tool })),
            parallel_tool_calls: options?.parallel !== "split",
          }),
    };
  },
  check: checkOpenai,
};

const OPTIONAL: { readonly [role: string]: readonly string[] } = {
  system: ["name"],
  developer: ["name"],
  user: ["name"],
  assistant: ["tool_calls", "weight", "name"],
  tool: ["tool_call_id", "name"],
};

function checkOpenai(value: unknown) {
  const { findings, report } = collector();
  if (!isObject(value)) {
    report("", "wants an object");
    return findings;
  }
  checkKeys(value, "", ["messages"], ["tools", "parallel_tool_calls"], report);
  const schemas = checkTools(value.tools, report);
  if (
    value.parallel_tool_calls !== undefined &&
    (typeof value.parallel_tool_calls !== "boolean" || value.tools === undefined)
  )
    report("/parallel_tool_calls", "wants true or false, and only beside tools");
  if (!Array.isArray(value.messages) || value.messages.length < 2) {
    report("/messages", "wants at least a user and an assistant message");
    return findings;
  }
  checkMessages(value.messages, schemas, report);
  return findings;
}

function checkMessages(messages: readonly unknown[], schemas: ReadonlyMap<string, unknown>, report: Report): void {
  let open: string[] = [];
  const ids = new Set<string>();
  let weights = 0;
  let previous = "";
  for (const [index, message] of messages.entries()) {
    const pointer = `/messages/${index}`;
    if (!isObject(message)) {
      report(pointer, "wants an object");
      continue;
    }
    const role = String(message.role);
    if (OPTIONAL[role] === undefined) {
      report(`${pointer}/role`, "wants system, developer, user, assistant or tool");
      continue;
    }
    // A message that calls may leave its content out.
    const needed = message.tool_calls === undefined ? ["role", "content"] : ["role"];
    checkKeys(message, pointer, needed, [...OPTIONAL[role], "content"], report);
    if ((role === "system" || role === "developer") && index > 0)
      report(`${pointer}/role`, "the system message comes first");
    if (role === "tool") {
      if (open[0] !== message.tool_call_id)
        report(
          `${pointer}/tool_call_id`,
          open.length === 0 ? "answers no call" : `wants ${open[0]}: results stand in the order of the calls`,
        );
      open = open.slice(1);
      if (!isContent(message.content)) report(`${pointer}/content`, "wants a text");
    } else {
      if (open.length > 0) report(pointer, `calls ${open.join(", ")} are not answered yet`);
      open = [];
    }
    if (role === previous && role !== "tool") report(`${pointer}/role`, `two ${role} messages in a row`);
    if (role === "assistant") {
      if (message.weight !== undefined && message.weight !== 0 && message.weight !== 1)
        report(`${pointer}/weight`, "wants 0 or 1");
      if (message.weight !== 0) weights += 1;
      const calls = message.tool_calls;
      if (calls === undefined && !isContent(message.content))
        report(`${pointer}/content`, "wants a text where nothing is called");
      if (calls !== undefined) {
        if (message.content !== null && message.content !== undefined && !isContent(message.content))
          report(`${pointer}/content`, "wants a text or null");
        open = checkCalls(calls, pointer, ids, schemas, message.weight !== 0, report);
      }
    } else if (role !== "tool" && !isContent(message.content))
      report(`${pointer}/content`, "wants a text that is not empty");
    previous = role;
  }
  const last = messages.at(-1);
  if (!isObject(last) || last.role !== "assistant")
    report(`/messages/${messages.length - 1}`, "the last message is the assistant's: an answer or a call");
  if (weights === 0) report("/messages", "no assistant message is trained on");
}

/** A text, or a list of text parts. */
function isContent(content: unknown): boolean {
  if (!Array.isArray(content)) return isText(content);
  return content.length > 0 && content.every((part) => isObject(part) && part.type === "text" && isText(part.text));
}

function checkCalls(
  calls: unknown,
  pointer: string,
  ids: Set<string>,
  schemas: ReadonlyMap<string, unknown>,
  trained: boolean,
  report: Report,
): string[] {
  if (!Array.isArray(calls) || calls.length === 0) {
    report(`${pointer}/tool_calls`, "wants at least one call, or to be left out");
    return [];
  }
  return calls.map((call: unknown, index) => {
    const at = `${pointer}/tool_calls/${index}`;
    if (!isObject(call) || !isObject(call.function)) {
      report(at, "wants id, type and function");
      return "";
    }
    checkKeys(call, at, ["id", "type", "function"], [], report);
    checkKeys(call.function, `${at}/function`, ["name", "arguments"], [], report);
    if (!isText(call.id) || ids.has(call.id)) report(`${at}/id`, "wants an id of its own");
    ids.add(String(call.id));
    if (call.type !== "function") report(`${at}/type`, 'wants "function"');
    const schema = schemas.get(String(call.function.name));
    if (schema === undefined) report(`${at}/function/name`, `${String(call.function.name)} is not among the tools`);
    let args: unknown;
    try {
      args = typeof call.function.arguments === "string" ? JSON.parse(call.function.arguments) : undefined;
    } catch {
      args = undefined;
    }
    if (!isObject(args)) report(`${at}/function/arguments`, "wants a JSON text of an object");
    else if (trained && schema !== undefined) {
      const problem = schemaProblem(schema, args);
      if (problem !== undefined) report(`${at}/function/arguments${problem.pointer}`, problem.message);
    }
    return String(call.id);
  });
}

function checkTools(tools: unknown, report: Report): Map<string, unknown> {
  const schemas = new Map<string, unknown>();
  if (tools === undefined) return schemas;
  if (!Array.isArray(tools) || tools.length === 0) {
    report("/tools", "wants at least one tool, or to be left out");
    return schemas;
  }
  for (const [index, tool] of (tools as unknown[]).entries()) {
    const pointer = `/tools/${index}`;
    if (!isObject(tool) || tool.type !== "function" || !isObject(tool.function)) {
      report(pointer, 'wants { type: "function", function }');
      continue;
    }
    checkKeys(tool, pointer, ["type", "function"], [], report);
    checkKeys(tool.function, `${pointer}/function`, ["name"], ["parameters", "description", "strict"], report);
    const { name, parameters = { type: "object", properties: {} } } = tool.function;
    if (typeof name !== "string" || !TOOL_NAME.test(name)) {
      report(`${pointer}/function/name`, "wants [a-zA-Z0-9_-], at most 64 characters");
      continue;
    }
    if (schemas.has(name)) report(`${pointer}/function/name`, "is defined twice");
    if (!isObject(parameters)) {
      report(`${pointer}/function/parameters`, "wants a JSON Schema");
      continue;
    }
    try {
      schemaProblem(parameters, {});
      schemas.set(name, parameters);
    } catch (error) {
      report(`${pointer}/function/parameters`, `is no JSON Schema: ${(error as Error).message.slice(0, 100)}`);
    }
  }
  return schemas;
}
