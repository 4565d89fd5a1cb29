/** Gemini's wire form of conversations (requests and training lines) as the learner's own form. */
import { internTool, type Situation, type Tool, type ToolCall, type Turn } from "../learner/conversation";
import type { TrainingExample } from "../learner/memory";

type JsonObject = Record<string, unknown>;

export interface WireConversation {
  readonly contents: readonly JsonObject[];
  readonly systemInstruction?: JsonObject;
  readonly tools?: readonly JsonObject[];
  readonly toolConfig?: {
    readonly functionCallingConfig?: { readonly mode?: string; readonly allowedFunctionNames?: readonly string[] };
  };
}

/** A request as what the model sees. */
export function situationOf(wire: WireConversation): Situation {
  const calling = wire.toolConfig?.functionCallingConfig;
  const allowed = calling?.allowedFunctionNames;
  const tools = toolsOf(wire.tools ?? []);
  return {
    system: textOf(wire.systemInstruction),
    tools: allowed === undefined ? tools : tools.filter((tool) => allowed.includes(tool.name)),
    turns: wire.contents.flatMap(turnsOf),
    mode: calling?.mode === "ANY" ? "any" : calling?.mode === "NONE" || tools.length === 0 ? "none" : "auto",
  };
}

/** A training line as an example: every model turn trains, no switch is documented. */
export function exampleOf(wire: WireConversation): TrainingExample {
  return {
    system: textOf(wire.systemInstruction),
    tools: toolsOf(wire.tools ?? []),
    turns: wire.contents.flatMap(turnsOf),
  };
}

function turnsOf(content: JsonObject): Turn[] {
  const parts = (content.parts ?? []) as JsonObject[];
  const text = parts
    .flatMap((part) => (typeof part.text === "string" && part.thought !== true ? [part.text] : []))
    .join("");
  if (content.role === "model") {
    const calls = parts.flatMap((part) =>
      part.functionCall === undefined ? [] : [callOf(part.functionCall as JsonObject)],
    );
    return [{ role: "model", text, calls, isTrained: true }];
  }
  const results = parts.flatMap((part) => {
    const response = part.functionResponse as JsonObject | undefined;
    return response === undefined ? [] : [{ name: String(response.name), value: response.response }];
  });
  const turns: Turn[] = results.length > 0 ? [{ role: "tool", results }] : [];
  return text === "" && results.length > 0 ? turns : [...turns, { role: "user", text }];
}

function callOf(call: JsonObject): ToolCall {
  return { name: String(call.name), args: (call.args ?? {}) as JsonObject };
}

function toolsOf(tools: readonly JsonObject[]): Tool[] {
  return tools.flatMap((tool) =>
    ((tool.functionDeclarations ?? []) as JsonObject[]).map(({ name, description, parameters, parametersJsonSchema }) =>
      internTool({ name, description, parameters: parameters ?? parametersJsonSchema }),
    ),
  );
}

export function textOf(content: JsonObject | undefined): string {
  return ((content?.parts ?? []) as JsonObject[]).map((part) => String(part.text ?? "")).join("\n");
}
