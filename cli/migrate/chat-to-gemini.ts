/**
 * Training lines of OpenAI's chat format as lines of Gemini's. What Gemini cannot say is left out line by line with its
 * reason, never bent: a row that teaches something else would be found by nobody.
 */
import { gemini } from "../../datasets/export/gemini";
import { geminiSchema } from "../../inference/gemini-schema";

type Json = Record<string, unknown>;

interface Content {
  readonly role: "user" | "model";
  readonly parts: Json[];
}

export interface Rendered {
  readonly rows: readonly Json[];
  /** Assistant turns with weight 0 that were taken out, with what came back for them: Gemini trains on every turn. */
  readonly untrainedTurnsLeftOut: number;
  readonly leftOut: readonly { readonly line: number; readonly reason: string }[];
}

/** @param text JSON lines as they were uploaded for tuning */
export function chatToGemini(text: string): Rendered {
  const rows: Json[] = [];
  const leftOut: { line: number; reason: string }[] = [];
  let untrainedTurnsLeftOut = 0;
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    try {
      const { row, untrained } = renderLine(JSON.parse(line));
      rows.push(row);
      untrainedTurnsLeftOut += untrained;
    } catch (error) {
      leftOut.push({ line: index + 1, reason: (error as Error).message.slice(0, 160) });
    }
  }
  return { rows, untrainedTurnsLeftOut, leftOut };
}

/** @throws Error with the reason why the line cannot be said in Gemini's format */
function renderLine(line: unknown): { readonly row: Json; readonly untrained: number } {
  if (!isObject(line) || !Array.isArray(line.messages)) throw new Error("has no messages (a preference pair?)");
  const messages = line.messages as Json[];
  const system: string[] = [];
  const contents: Content[] = [];
  const names = new Map<string, string>();
  const dropped = new Set<string>();
  let untrained = 0;
  for (const message of messages) {
    switch (message.role) {
      case "system":
      case "developer":
        system.push(textOf(message.content));
        break;
      case "user":
        add(contents, "user", [{ text: textOf(message.content) }]);
        break;
      case "assistant": {
        const calls = (message.tool_calls ?? []) as Json[];
        if (message.weight === 0) {
          untrained += 1;
          for (const call of calls) dropped.add(String(call.id));
          break;
        }
        for (const call of calls) names.set(String(call.id), String((call.function as Json).name));
        const text = message.content === null || message.content === undefined ? "" : textOf(message.content);
        add(contents, "model", [...(text === "" ? [] : [{ text }]), ...calls.map(callPart)]);
        break;
      }
      case "tool": {
        const id = String(message.tool_call_id);
        if (dropped.has(id)) break;
        const name = names.get(id);
        if (name === undefined) throw new Error(`a result answers no call (${id})`);
        add(contents, "user", [{ functionResponse: { name, response: responseOf(textOf(message.content)) } }]);
        break;
      }
      default:
        throw new Error(`has a message of the role ${String(message.role)}`);
    }
  }
  const tools = ((line.tools ?? []) as Json[]).map((tool) => declaration(tool.function as Json));
  const row = {
    ...(system.length === 0 ? {} : { systemInstruction: { role: "system", parts: [{ text: system.join("\n\n") }] } }),
    contents,
    ...(tools.length === 0 ? {} : { tools: [{ functionDeclarations: tools }] }),
  };
  // Data of others often ends with the call that is taught, which Gemini takes: only our own rows always answer.
  const [finding] = gemini.check(row).filter(({ message }) => !message.startsWith("the last turn calls"));
  if (finding !== undefined) throw new Error(`${finding.pointer}: ${finding.message}`);
  return { row, untrained };
}

/** Roles alternate at Gemini: what stands side by side with the same role becomes one turn. */
function add(contents: Content[], role: Content["role"], parts: Json[]): void {
  const last = contents.at(-1);
  if (last?.role === role) last.parts.push(...parts);
  else contents.push({ role, parts });
}

function callPart(call: Json): Json {
  const { name, arguments: text } = call.function as { name: string; arguments?: unknown };
  const args: unknown = typeof text === "string" && text !== "" ? JSON.parse(text) : {};
  if (!isObject(args)) throw new Error(`the arguments of ${name} are no object`);
  return { functionCall: { name, args } };
}

function responseOf(text: string): Json {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : { result: value };
  } catch {
    return { result: text };
  }
}

function declaration(tool: Json): Json {
  const parameters = tool.parameters as Parameters<typeof geminiSchema>[0] | undefined;
  return {
    name: tool.name,
    description: tool.description ?? "",
    ...(parameters === undefined ? {} : { parameters: geminiSchema(parameters) }),
  };
}

function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) throw new Error("a message has no text");
  const parts = content as Json[];
  if (parts.some((part) => part.type !== "text")) throw new Error("a message holds something other than text");
  return parts.map((part) => String(part.text)).join("");
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
