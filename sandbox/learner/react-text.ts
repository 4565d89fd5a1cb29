/**
 * Conversations written out as ReAct text (Thought, Action, Action Input, Observation, Final Answer; functions listed in the
 * system text) in the learner's own form, and answers back as text. A learner that saw no such example does not know the form.
 */
import { internTool, type Situation, type Tool, type ToolCall, type Turn } from "./conversation";

type Conversation = Pick<Situation, "system" | "tools" | "turns">;

/** The conversation with calls and results as such; unchanged when the system text does not ask for the written form. */
export function readReactText(conversation: Conversation): Conversation & { isReactText: boolean } {
  const { system, tools, turns } = conversation;
  if (tools.length > 0 || !isReactSystem(system)) return { ...conversation, isReactText: false };
  return { system, tools: toolsOfSystem(system), turns: readTurns(turns), isReactText: true };
}

export function writeReactText(thought: string, calls: readonly ToolCall[], text: string): string {
  const head = `Thought: ${thought === "" ? "This is the next step." : thought}`;
  if (calls.length === 0) return `${head}\nFinal Answer: ${text}`;
  // The written form has one action per step: the next one follows its observation.
  return `${head}\nAction: ${calls[0]!.name}\nAction Input: ${JSON.stringify(calls[0]!.args)}`;
}

function isReactSystem(system: string): boolean {
  return /^Action Input:/m.test(system) && /^Action:/m.test(system);
}

function toolsOfSystem(system: string): Tool[] {
  return system.split("\n").flatMap((line) => {
    if (!line.startsWith("{")) return [];
    const declaration = parsed(line) as { name?: unknown; description?: unknown; parameters?: unknown };
    if (typeof declaration !== "object" || typeof declaration.name !== "string") return [];
    const { name, description, parameters } = declaration;
    return [internTool({ name, description, parameters })];
  });
}

function readTurns(turns: readonly Turn[]): Turn[] {
  let lastCall = "";
  return turns.map((turn): Turn => {
    if (turn.role === "model") {
      const read = readModelText(turn.text);
      lastCall = read.calls[0]?.name ?? lastCall;
      return { ...turn, ...read };
    }
    const observation = turn.role === "user" ? /^Observation:\s*([\s\S]*)$/.exec(turn.text)?.[1] : undefined;
    return observation === undefined
      ? turn
      : { role: "tool", results: [{ name: lastCall, value: parsed(observation) }] };
  });
}

function readModelText(text: string): { text: string; calls: ToolCall[]; thought: string } {
  const thought = /^Thought:[ \t]*(.*)$/m.exec(text)?.[1] ?? "";
  const action = /^Action:[ \t]*(\S+)[ \t]*\nAction Input:[ \t]*(\{[\s\S]*\})\s*$/m.exec(text);
  if (action !== null) {
    const args = parsed(action[2]!);
    return {
      text: "",
      thought,
      calls: [{ name: action[1]!, args: typeof args === "object" && args !== null ? (args as ToolCall["args"]) : {} }],
    };
  }
  return { text: /^Final Answer:[ \t]*([\s\S]*)$/m.exec(text)?.[1] ?? text, thought, calls: [] };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
