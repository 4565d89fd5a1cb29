/** Chat completions on the wire: our request → messages and tools, a choice → our prediction. */
import type { Json } from "../primitives";
import type { Arguments, Finish, Prediction, PredictionRequest, Turn } from "./prediction";

/** A chat completion's fields as we read them; servers other than OpenAI leave some out. */
export interface ChatReply {
  readonly model?: string | null;
  readonly choices: readonly {
    readonly finish_reason?: string | null;
    readonly message: {
      readonly content?: string | null;
      readonly refusal?: string | null;
      readonly tool_calls?:
        | readonly {
            readonly function?: { readonly name?: string | null; readonly arguments?: unknown } | null;
          }[]
        | null;
    };
  }[];
  readonly usage?: { readonly prompt_tokens?: number | null; readonly completion_tokens?: number | null } | null;
}

/** Messages of a request. Calls get identifiers in order (`call_1`, …), results point at them. */
export function chatMessages(request: PredictionRequest): Json[] {
  const messages: Json[] = request.system === undefined ? [] : [{ role: "system", content: request.system }];
  let made = 0;
  let open: string[] = [];
  for (const turn of request.turns) {
    if (turn.role === "assistant") {
      open = turn.calls.map((_, index) => `call_${made + index + 1}`);
      made += turn.calls.length;
    }
    messages.push(...messagesOf(turn, open));
  }
  return messages;
}

function messagesOf(turn: Turn, open: readonly string[]): Json[] {
  switch (turn.role) {
    case "user":
      return [{ role: "user", content: turn.text }];
    case "assistant":
      if (turn.calls.length === 0) return [{ role: "assistant", content: turn.text }];
      return [
        {
          role: "assistant",
          content: turn.text === "" ? null : turn.text,
          tool_calls: turn.calls.map((call, index) => ({
            id: open[index],
            type: "function",
            function: { name: call.name, arguments: JSON.stringify(call.args) },
          })),
        },
      ];
    case "tool":
      return turn.results.map((result, index) => ({
        role: "tool",
        tool_call_id: result.callId ?? open[index] ?? `call_${index + 1}`,
        content: typeof result.value === "string" ? result.value : JSON.stringify(result.value),
      }));
  }
}

/** Tools of a request as `tools` wants them; `undefined` when there are none (an empty list is refused). */
export function chatTools(request: PredictionRequest): Json[] | undefined {
  if (request.tools.length === 0) return undefined;
  return request.tools.map((tool) => ({
    type: "function",
    function: { name: tool.name, description: tool.description, parameters: tool.parameters },
  }));
}

const FINISH: { readonly [reason: string]: Finish } = {
  stop: "stop",
  tool_calls: "stop",
  function_call: "stop",
  length: "length",
  content_filter: "filtered",
};

/** The part of a prediction that a reply decides. */
export function parseChatReply(
  reply: ChatReply,
): Pick<Prediction, "calls" | "malformed" | "text" | "finish" | "inputTokens" | "outputTokens"> {
  const choice = reply.choices[0];
  const calls: { name: string; args: Arguments }[] = [];
  const malformed: string[] = [];
  for (const call of choice?.message.tool_calls ?? []) {
    const args = parseArguments(call.function?.arguments);
    if (args === undefined) malformed.push(String(call.function?.arguments));
    else calls.push({ name: call.function?.name ?? "", args });
  }
  return {
    calls,
    malformed,
    text: choice?.message.content ?? choice?.message.refusal ?? "",
    finish: malformed.length > 0 ? "malformed" : (FINISH[choice?.finish_reason ?? ""] ?? "unknown"),
    inputTokens: reply.usage?.prompt_tokens ?? null,
    outputTokens: reply.usage?.completion_tokens ?? null,
  };
}

/** Arguments are a JSON text by contract; some servers send the object itself. Anything else is the model's mistake. */
function parseArguments(value: unknown): Arguments | undefined {
  if (value === undefined || value === null || value === "") return {};
  let parsed = value;
  if (typeof value === "string") {
    try {
      parsed = JSON.parse(value);
    } catch {
      return undefined;
    }
  }
  return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? (parsed as Arguments) : undefined;
}
