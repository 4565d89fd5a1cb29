/**
 * The published Agent-FLAN files: JSONL with `conversation` lists whose messages do not all have the same keys. Read
 * line by line, so that no loader has to agree on one schema; a missing `loss` on an assistant turn means trained.
 * @see Chen et al. (2024), Agent-FLAN, section 3; the data card of internlm/Agent-FLAN
 */

import type { Problem } from "../../primitives";
import { isObject } from "../export/schema-types";
import { parseJsonl } from "../jsonl";
import type { Message, Row, RowType } from "../types";

export interface AgentFlanReport {
  readonly path: string;
  readonly rows: number;
  readonly category: RowType;
  readonly messages: number;
  readonly roles: { readonly [role: string]: number };
  /** How many messages have each set of keys: more than one set is what makes loaders fail. */
  readonly messageKeys: { readonly [keys: string]: number };
  readonly rowKeys: { readonly [keys: string]: number };
  readonly loss: { readonly trained: number; readonly notTrained: number; readonly unsaid: number };
  readonly withActions: number;
  readonly distinctFirstMessages: number;
  readonly problems: readonly Problem[];
}

/** The category follows from the published file names. */
export function categoryOf(path: string): RowType {
  const name = path.split(/[\\/]/).at(-1)!.toLowerCase();
  if (name.includes("negative")) return "negative";
  return name.includes("react") ? "react" : "tflan";
}

export function analyzeAgentFlan(path: string, bytes: Uint8Array): AgentFlanReport {
  const { lines, problems } = parseJsonl(path, bytes);
  const roles: Record<string, number> = {};
  const messageKeys: Record<string, number> = {};
  const rowKeys: Record<string, number> = {};
  const loss = { trained: 0, notTrained: 0, unsaid: 0 };
  const firsts = new Set<string>();
  let messages = 0;
  let withActions = 0;
  const more: Problem[] = [];
  for (const { line, value } of lines) {
    const turns = messagesOf(value);
    if (turns === undefined) {
      more.push({
        code: "no_conversation",
        path: `${path}:${line}:`,
        message: "has no list `conversation`",
        fix: "Leave the line out, or take the published file.",
      });
      continue;
    }
    count(
      rowKeys,
      Object.keys(value as object)
        .sort()
        .join(", "),
    );
    firsts.add(String(turns[0]?.content ?? ""));
    if (turns.some((turn) => /^(Action|Thought):/m.test(String(turn.content)))) withActions += 1;
    for (const turn of turns) {
      messages += 1;
      count(roles, String(turn.role));
      count(messageKeys, Object.keys(turn).sort().join(", "));
      if (turn.role !== "assistant") continue;
      if (turn.loss === undefined) loss.unsaid += 1;
      else if (turn.loss === true) loss.trained += 1;
      else loss.notTrained += 1;
    }
  }
  return {
    path,
    rows: lines.length,
    category: categoryOf(path),
    messages,
    roles,
    messageKeys,
    rowKeys,
    loss,
    withActions,
    distinctFirstMessages: firsts.size,
    problems: [...problems, ...more],
  };
}

/** The rows in the canonical shape: every key in every row and message; nothing else is changed. */
export function importAgentFlan(
  path: string,
  bytes: Uint8Array,
): { readonly rows: Row[]; readonly problems: readonly Problem[] } {
  const { lines, problems } = parseJsonl(path, bytes);
  const type = categoryOf(path);
  const name = path
    .split(/[\\/]/)
    .at(-1)!
    .replace(/\.jsonl?$/, "");
  const rows: Row[] = [];
  for (const { line, value } of lines) {
    const turns = messagesOf(value);
    if (turns === undefined) continue;
    const conversations = turns.map((turn): Message => {
      const role = turn.role === "system" ? "system" : turn.role === "assistant" ? "assistant" : "user";
      return { role, content: String(turn.content ?? ""), loss: role === "assistant" && turn.loss !== false };
    });
    if (conversations[0]?.role !== "system")
      conversations.unshift({ role: "system", content: "You are a helpful assistant.", loss: false });
    rows.push({
      id: `${name}-${String((value as { id?: unknown }).id ?? line)}`,
      type,
      agent: "agent_flan",
      hallucination_type: type === "negative" ? "non_existent_tool" : null,
      conversations,
      tools: "[]",
      trace: JSON.stringify({ imported: { file: name, line } }),
      tags: ["imported", name],
      family: name,
      frame_id: name,
      difficulty: "medium",
      seed: 0,
    });
  }
  return { rows, problems };
}

type LooseMessage = { readonly [key: string]: unknown };

function messagesOf(value: unknown): readonly LooseMessage[] | undefined {
  if (!isObject(value)) return undefined;
  const list = value.conversation ?? value.conversations;
  return Array.isArray(list) && list.every(isObject) ? (list as LooseMessage[]) : undefined;
}

function count(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}
