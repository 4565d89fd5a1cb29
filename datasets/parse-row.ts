/** A canonical row read: messages with their calls, tools and trace as values. What cannot be read is a problem with a place. */
import { parseCalls, parseReact } from "./codec";
import { parseReactTools } from "./phrase/system-prompt";
import type { Json, Message, Row, RowCall, RowTool, Trace } from "./types";

export interface Finding {
  /** Which gate: `format`, `tool`, `execution`, ... */
  readonly gate: string;
  /** JSON pointer within the row. */
  readonly pointer: string;
  readonly message: string;
}

export interface ReadTurn {
  readonly index: number;
  readonly message: Message;
  /** For assistant messages: the text beside the calls, or the final answer. */
  readonly text: string;
  readonly thought?: string;
  readonly calls: readonly RowCall[];
  /** For observations: the value. */
  readonly observation?: Json;
}

export interface ReadRow {
  readonly row: Row;
  readonly turns: readonly ReadTurn[];
  readonly tools: readonly RowTool[];
  readonly trace: Trace | undefined;
  readonly isReactText: boolean;
}

const KEYS = [
  "id",
  "type",
  "agent",
  "hallucination_type",
  "conversations",
  "tools",
  "trace",
  "tags",
  "family",
  "frame_id",
  "difficulty",
  "seed",
] as const;
const MESSAGE_KEYS = ["role", "content", "loss"] as const;
const ROLES = new Set(["system", "user", "assistant", "tool"]);
const TYPES = new Set(["tflan", "react", "negative"]);
const KINDS = new Set(["non_existent_tool", "invalid_parameters", "unsupported_action", "out_of_scope"]);
const DIFFICULTIES = new Set(["easy", "medium", "hard"]);

/** Reads a canonical row and checks its form: keys, types, roles and their order, every call answered once. */
export function readRow(value: unknown): { readonly read?: ReadRow; readonly findings: Finding[] } {
  const findings: Finding[] = [];
  const report = (pointer: string, message: string) => findings.push({ gate: "format", pointer, message });
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    report("", "a row is an object");
    return { findings };
  }
  const row = value as Row;
  for (const key of KEYS) if (!(key in row)) report(`/${key}`, "the key is missing");
  for (const key of Object.keys(row))
    if (!(KEYS as readonly string[]).includes(key)) report(`/${key}`, "is no key of a row");
  if (findings.length > 0) return { findings };
  checkScalars(row, report);
  if (!Array.isArray(row.conversations) || row.conversations.length < 2) {
    report("/conversations", "wants at least two messages");
    return { findings };
  }
  for (const [index, message] of row.conversations.entries()) checkMessage(message, `/conversations/${index}`, report);
  const tools = parseJson<RowTool[]>(row.tools, "/tools", report);
  const trace = parseJson<Trace>(row.trace, "/trace", report);
  if (findings.length > 0) return { findings };

  const reactTools = parseReactTools(row.conversations[0]!.content);
  const turns = row.conversations.map((message, index) => readTurn(message, index, reactTools !== undefined, report));
  checkOrder(turns, reactTools !== undefined, isImported(trace), report);
  if (reactTools !== undefined && tools!.length > 0) report("/tools", "a row in ReAct text has no native tools");
  return {
    read: { row, turns, tools: reactTools ?? tools!, trace, isReactText: reactTools !== undefined },
    findings,
  };
}

type Report = (pointer: string, message: string) => void;

function checkScalars(row: Row, report: Report): void {
  if (typeof row.id !== "string" || row.id === "") report("/id", "wants a text");
  if (!TYPES.has(row.type)) report("/type", "wants tflan, react or negative");
  if (typeof row.agent !== "string" || row.agent === "") report("/agent", "wants a text");
  if (row.hallucination_type !== null && !KINDS.has(row.hallucination_type))
    report("/hallucination_type", "is no kind of hallucination");
  if ((row.hallucination_type !== null) !== (row.type === "negative"))
    report("/hallucination_type", "stands in negatives, and only there");
  if (!Array.isArray(row.tags) || row.tags.some((tag) => typeof tag !== "string"))
    report("/tags", "wants a list of texts");
  for (const key of ["family", "frame_id", "tools", "trace"] as const)
    if (typeof row[key] !== "string") report(`/${key}`, "wants a text");
  if (!DIFFICULTIES.has(row.difficulty)) report("/difficulty", "wants easy, medium or hard");
  if (!Number.isSafeInteger(row.seed)) report("/seed", "wants an integer below 2^53");
}

function checkMessage(message: Message, pointer: string, report: Report): void {
  if (
    typeof message !== "object" ||
    message === null ||
    Object.keys(message).length !== MESSAGE_KEYS.length ||
    !MESSAGE_KEYS.every((key) => Object.hasOwn(message, key))
  ) {
    report(pointer, "wants exactly role, content and loss");
    return;
  }
  if (!ROLES.has(message.role)) report(`${pointer}/role`, "wants system, user, assistant or tool");
  if (typeof message.content !== "string" || message.content.trim() === "")
    report(`${pointer}/content`, "wants a text that is not empty");
  if (typeof message.loss !== "boolean") report(`${pointer}/loss`, "wants true or false");
}

function parseJson<T>(text: string, pointer: string, report: Report): T | undefined {
  try {
    return JSON.parse(text) as T;
  } catch {
    report(pointer, "is no JSON text");
    return undefined;
  }
}

function readTurn(message: Message, index: number, isReactText: boolean, report: Report): ReadTurn {
  const pointer = `/conversations/${index}/content`;
  const bare = { index, message, text: message.content, calls: [] };
  try {
    if (message.role === "assistant")
      return { ...bare, ...(isReactText ? parseReact(message.content) : parseCalls(message.content)) };
    if (message.role === "tool") return { ...bare, text: "", observation: JSON.parse(message.content) as Json };
    if (message.role === "user" && isReactText && message.content.startsWith("Observation: "))
      return { ...bare, text: "", observation: JSON.parse(message.content.slice("Observation: ".length)) as Json };
  } catch (error) {
    report(
      pointer,
      message.role === "assistant" ? `cannot be read: ${(error as Error).message}` : "an observation wants JSON",
    );
  }
  return bare;
}

/** A user's own row may end with the calls it asks for: nobody has answered them. */
function isImported(trace: unknown): boolean {
  return typeof trace === "object" && trace !== null && "imported" in trace;
}

/** system, then user; each call is answered once, in order, before anything else is said; the last turn is the assistant's. */
function checkOrder(turns: readonly ReadTurn[], isReactText: boolean, mayEndInCall: boolean, report: Report): void {
  if (turns[0]!.message.role !== "system") report("/conversations/0/role", "the first message is the system's");
  let open = 0;
  let expects: "user" | "assistant" = "user";
  for (const turn of turns.slice(1)) {
    const pointer = `/conversations/${turn.index}`;
    const isObservation = turn.observation !== undefined;
    if (open > 0) {
      if (!isObservation) {
        report(pointer, `${open} call(s) are not answered yet`);
        return;
      }
      if (turn.message.role !== (isReactText ? "user" : "tool"))
        report(pointer, "an observation has the wrong role here");
      open -= 1;
      expects = "assistant";
      continue;
    }
    if (isObservation || turn.message.role === "tool") {
      report(pointer, "an observation answers no call");
      return;
    }
    if (turn.message.role !== expects) {
      report(`${pointer}/role`, `wants ${expects}, is ${turn.message.role}`);
      return;
    }
    open = turn.calls.length;
    expects = turn.message.role === "user" ? "assistant" : "user";
  }
  const last = turns.at(-1)!;
  if (last.message.role !== "assistant" || (last.calls.length > 0 && !mayEndInCall))
    report(`/conversations/${last.index}`, "the last message is the assistant's answer");
}
