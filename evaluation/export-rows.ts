/** Rows for people who evaluate with promptfoo or inspect_ai: the same prompts and tools, with gold beside them and a plain check. */
import type { Turn } from "../inference";
import type { Json } from "../primitives";
import type { EvaluationRow } from "./row";

/** A file to be written. */
export interface ExportedFile {
  readonly name: string;
  readonly text: string;
}

/** Chat messages as OpenAI's API takes them; both tools read that shape. */
function messagesOf(row: EvaluationRow): Json[] {
  const { system, turns } = row.request;
  let made = 0;
  let open: string[] = [];
  const messages: Json[] = system === undefined ? [] : [{ role: "system", content: system }];
  for (const turn of turns) {
    if (turn.role === "assistant") {
      open = turn.calls.map((_, index) => `call_${made + index + 1}`);
      made += turn.calls.length;
    }
    messages.push(...messageOf(turn, open));
  }
  return messages;
}

function messageOf(turn: Turn, open: readonly string[]): Json[] {
  if (turn.role === "user") return [{ role: "user", content: turn.text }];
  if (turn.role === "tool")
    return turn.results.map((result, index) => ({
      role: "tool",
      tool_call_id: open[index] ?? `call_${index + 1}`,
      content: JSON.stringify(result.value),
    }));
  if (turn.calls.length === 0) return [{ role: "assistant", content: turn.text }];
  const calls = turn.calls.map((call, index) => ({
    id: open[index]!,
    type: "function",
    function: { name: call.name, arguments: JSON.stringify(call.args) },
  }));
  return [{ role: "assistant", content: turn.text, tool_calls: calls }];
}

const toolsOf = (row: EvaluationRow): Json[] =>
  row.request.tools.map(({ name, description, parameters }) => ({
    type: "function",
    function: { name, description, parameters: parameters as Json },
  }));

/** What both checks compare with. */
const goldOf = (row: EvaluationRow): Json => row.gold as unknown as Json;

/** `promptfooconfig.yaml` written as JSON (which YAML includes), and the check it names. */
export function exportPromptfoo(rows: readonly EvaluationRow[]): ExportedFile[] {
  const config = {
    description: `flanstack: ${rows.length} rows`,
    prompts: ["{{messages | dump | safe}}"],
    providers: ["openai:chat:gpt-4.1-mini"],
    defaultTest: { assert: [{ type: "javascript", value: "file://check.js" }] },
    tests: rows.map((row) => ({
      description: row.id,
      vars: { id: row.id, messages: messagesOf(row), gold: goldOf(row) },
      options: row.request.tools.length === 0 ? {} : { tools: toolsOf(row) },
      metadata: { id: row.id, family: row.family, type: row.type },
    })),
  };
  return [
    { name: "promptfooconfig.yaml", text: `${JSON.stringify(config, null, 1)}\n` },
    { name: "check.js", text: PROMPTFOO_CHECK },
  ];
}

/** A dataset of samples and the task that runs it. */
export function exportInspect(rows: readonly EvaluationRow[]): ExportedFile[] {
  const samples = rows.map((row) => ({
    id: row.id,
    messages: messagesOf(row),
    tools: toolsOf(row),
    gold: goldOf(row),
    family: row.family,
  }));
  return [
    { name: "rows.jsonl", text: samples.map((sample) => `${JSON.stringify(sample)}\n`).join("") },
    { name: "flanstack_task.py", text: INSPECT_TASK },
  ];
}

const PROMPTFOO_CHECK = `// Right calls with right arguments, or words where gold has words. A plain check: flanstack's own scorers know more
// (defaults, accepted alternatives by schema, required facts); import the answers with \`flanstack score\` for those.
const sorted = (value) =>
  Array.isArray(value)
    ? value.map(sorted)
    : value && typeof value === "object"
      ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]))
      : value;
const key = (calls) => calls.map((call) => JSON.stringify([call.name, sorted(call.args)])).sort().join();

module.exports = (output, { vars }) => {
  let made = output;
  if (typeof made === "string") {
    try {
      made = JSON.parse(made);
    } catch {
      made = [];
    }
  }
  if (made && !Array.isArray(made) && made.tool_calls) made = made.tool_calls;
  const list = Array.isArray(made) ? made : [];
  const calls = list
    .filter((call) => call && call.function)
    .map((call) => ({ name: call.function.name, args: JSON.parse(call.function.arguments) }));
  const accepted = vars.gold.calls.length === 0 ? [[]] : vars.gold.calls;
  return accepted.some((gold) => key(gold) === key(calls));
};
`;

const INSPECT_TASK = `"""Rows of flanstack as an inspect_ai task: inspect eval flanstack_task.py --model ...

Right calls with right arguments, or words where gold has words. A plain check: flanstack's own scorers know more.
"""

import json
from pathlib import Path

from inspect_ai import Task, task
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.model import (
    ChatMessageAssistant,
    ChatMessageSystem,
    ChatMessageTool,
    ChatMessageUser,
    get_model,
)
from inspect_ai.scorer import Score, accuracy, scorer, stderr
from inspect_ai.solver import solver
from inspect_ai.tool import ToolCall, ToolInfo, ToolParams


def message(given):
    role, content = given["role"], given["content"]
    if role == "system":
        return ChatMessageSystem(content=content)
    if role == "user":
        return ChatMessageUser(content=content)
    if role == "tool":
        return ChatMessageTool(content=content, tool_call_id=given["tool_call_id"])
    calls = [
        ToolCall(id=call["id"], function=call["function"]["name"], arguments=json.loads(call["function"]["arguments"]))
        for call in given.get("tool_calls", [])
    ]
    return ChatMessageAssistant(content=content, tool_calls=calls or None)


def read_rows():
    path = Path(__file__).with_name("rows.jsonl")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Sample(
            id=row["id"],
            input=[message(each) for each in row["messages"]],
            target=row["gold"]["decision"],
            metadata={"tools": row["tools"], "gold": row["gold"], "family": row["family"]},
        )
        for row in rows
    ]


@solver
def ask():
    async def solve(state, generate):
        tools = [
            ToolInfo(
                name=tool["function"]["name"],
                description=tool["function"]["description"],
                parameters=ToolParams(**{k: v for k, v in tool["function"]["parameters"].items() if k in ("properties", "required")}),
            )
            for tool in state.metadata["tools"]
        ]
        state.output = await get_model().generate(state.messages, tools=tools)
        state.messages.append(state.output.message)
        return state

    return solve


def key(calls):
    return sorted(json.dumps(call, sort_keys=True) for call in calls)


@scorer(metrics=[accuracy(), stderr(cluster="family")])
def right_calls():
    async def score(state, target):
        made = [{"name": call.function, "args": call.arguments} for call in state.output.message.tool_calls or []]
        accepted = state.metadata["gold"]["calls"] or [[]]
        right = any(key(gold) == key(made) for gold in accepted)
        return Score(value=1 if right else 0, answer=json.dumps(made), metadata={"family": state.metadata["family"]})

    return score


@task
def flanstack_rows():
    return Task(dataset=MemoryDataset(read_rows()), solver=ask(), scorer=right_calls())
`;
