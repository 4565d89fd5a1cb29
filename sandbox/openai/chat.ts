/** Chat completions with tools, plain and streamed, answered by the learner. */
import { type Exchange, json, type Reply, type Route } from "../http/exchange";
import type { Answer } from "../learner/conversation";
import type { LearnerLibrary } from "../learner/library";
import { situationOf } from "./conversation";
import { refuse } from "./errors";
import { servedModel } from "./models";
import { loadExamples } from "./training-file";
import { bodyOf, idFrom, isObject, type JsonObject, seconds } from "./wire";

const ROLES = ["system", "developer", "user", "assistant", "tool", "function"];

export function chatRoutes(learners: LearnerLibrary): Route[] {
  return [
    { operation: "openai.chatCompletions.create", method: "POST", pattern: "/chat/completions", handle: complete },
  ];

  function complete(exchange: Exchange): Reply {
    const body = bodyOf(exchange);
    if (typeof body.model !== "string") refuse(400, "you must provide a model parameter", null, "model");
    checkMessages(body.messages);
    if (body.n !== undefined && body.n !== null && body.n !== 1)
      refuse(501, "The sandbox answers one choice at a time.", "not_modelled", "n");
    const model = servedModel(exchange, body.model);
    const learner = learners.learnerOf(model.blobs, (blob) => loadExamples(exchange.state.readBlob(blob)));
    const answer = learner.answer(situationOf(body));
    const completion = completionOf(exchange, body, model.id, answer);
    return body.stream === true ? stream(completion, body) : json(completion);
  }
}

function checkMessages(messages: unknown): void {
  if (!Array.isArray(messages) || messages.length === 0)
    refuse(400, "'messages' must be a list with at least one message.", null, "messages");
  const open = new Set<string>();
  for (const [index, message] of (messages as unknown[]).entries()) {
    const role = isObject(message) ? String(message.role) : "";
    if (!ROLES.includes(role)) refuse(400, `Invalid value: '${role}'.`, "invalid_value", `messages[${index}].role`);
    const { tool_calls: calls, tool_call_id: id } = message as JsonObject;
    if (role === "tool" && !open.delete(String(id))) {
      refuse(
        400,
        "Invalid parameter: messages with role 'tool' must be a response to a preceding message with 'tool_calls'.",
        null,
        `messages[${index}].role`,
      );
    }
    if (role !== "tool" && open.size > 0) {
      refuse(
        400,
        `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. Missing: ${[...open].join(", ")}`,
        null,
        `messages[${index}].role`,
      );
    }
    for (const call of (calls ?? []) as JsonObject[]) open.add(String(call.id));
  }
  if (open.size > 0) refuse(400, `'tool_calls' without tool messages: ${[...open].join(", ")}`, null, "messages");
}

function completionOf(exchange: Exchange, body: JsonObject, model: string, { text, calls }: Answer): JsonObject {
  const prompt = Math.ceil(JSON.stringify([body.messages, body.tools ?? []]).length / 4);
  const completion = Math.ceil((text.length + JSON.stringify(calls).length) / 4);
  const toolCalls = calls.map(({ name, args }, index) => ({
    id: `call_${idFrom(24, model, JSON.stringify(body.messages), index)}`,
    type: "function",
    function: { name, arguments: JSON.stringify(args) },
  }));
  return {
    id: `chatcmpl-${idFrom(29, model, JSON.stringify(body.messages))}`,
    object: "chat.completion",
    created: seconds(exchange.now),
    model,
    choices: [
      {
        index: 0,
        message: {
          role: "assistant",
          content: text === "" && calls.length > 0 ? null : text,
          refusal: null,
          annotations: [],
          ...(toolCalls.length > 0 ? { tool_calls: toolCalls } : {}),
        },
        logprobs: null,
        finish_reason: calls.length > 0 ? "tool_calls" : "stop",
      },
    ],
    usage: {
      prompt_tokens: prompt,
      completion_tokens: completion,
      total_tokens: prompt + completion,
      prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
      completion_tokens_details: {
        reasoning_tokens: 0,
        audio_tokens: 0,
        accepted_prediction_tokens: 0,
        rejected_prediction_tokens: 0,
      },
    },
    service_tier: "default",
    system_fingerprint: "fp_sandbox",
  };
}

/** Server-sent events: the role, the content or the calls, the end, and the usage when it was asked for. */
function stream(completion: JsonObject, body: JsonObject): Reply {
  const [choice] = completion.choices as [{ message: JsonObject & { tool_calls?: object[] }; finish_reason: string }];
  const { id, created, model, system_fingerprint, usage } = completion;
  const head = { id, object: "chat.completion.chunk", created, model, system_fingerprint };
  const chunk = (delta: object, reason: string | null = null) => ({
    ...head,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: reason }],
  });
  const { content, tool_calls: calls } = choice.message;
  const chunks: object[] = [chunk({ role: "assistant", content: calls === undefined ? "" : null })];
  if (typeof content === "string") chunks.push(chunk({ content }));
  for (const [index, call] of (calls ?? []).entries()) chunks.push(chunk({ tool_calls: [{ index, ...call }] }));
  chunks.push(chunk({}, choice.finish_reason));
  const options = body.stream_options as { include_usage?: boolean } | undefined;
  if (options?.include_usage === true) chunks.push({ ...head, choices: [], usage });
  const text = [...chunks.map((value) => JSON.stringify(value)), "[DONE]"].map((line) => `data: ${line}\n\n`).join("");
  return { status: 200, headers: { "content-type": "text/event-stream" }, body: text };
}
