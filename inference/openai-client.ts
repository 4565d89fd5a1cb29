/** Anything that speaks OpenAI's chat completions, as a prediction client: OpenAI, Microsoft Foundry, vLLM, the local trainer. */
import type OpenAI from "openai";
import { type Clock, createRandom, type Random, systemClock } from "../primitives";
import { errorForNoAnswer, errorForStatus, InferenceError } from "./inference-error";
import { type ChatReply, chatMessages, chatTools, parseChatReply } from "./openai-wire";
import type { Prediction, PredictionClient, PredictionRequest, Sampling } from "./prediction";
import { DEFAULT_RETRY, type RetryPolicy, withRetries } from "./retry";

export interface OpenAiClientOptions {
  /** The served model: `ft:…`, a deployment, or the adapter's name. */
  readonly model: string;
  readonly baseUrl?: string;
  readonly apiKey: string;
  readonly sampling?: Sampling;
  /** For one attempt; 60 s by default. */
  readonly timeoutMs?: number;
  readonly retry?: RetryPolicy;
  readonly fetch?: typeof fetch;
  readonly clock?: Clock;
  readonly random?: Random;
}

/** A client for one model. Retries are ours (the SDK's are switched off), so that every client waits by the same rules. */
export function createOpenAiClient(options: OpenAiClientOptions): PredictionClient {
  const { model } = options;
  const clock = options.clock ?? systemClock;
  const random = options.random ?? createRandom("inference", model);
  const timeoutMs = options.timeoutMs ?? 60_000;
  // Loaded here, since it takes half a second that runs without this provider need not wait.
  const { OpenAI: Sdk, APIError } = require("openai") as typeof import("openai");
  const client = new Sdk({
    apiKey: options.apiKey,
    baseURL: options.baseUrl,
    maxRetries: 0,
    timeout: timeoutMs,
    fetch: options.fetch,
    logLevel: "off",
  });

  async function attempt(request: PredictionRequest, signal: AbortSignal | undefined): Promise<ChatReply> {
    const { temperature = 0, maxOutputTokens, seed } = options.sampling ?? {};
    try {
      const reply = await client.chat.completions.create(
        {
          model,
          messages: chatMessages(request) as unknown as OpenAI.ChatCompletionMessageParam[],
          tools: chatTools(request) as unknown as OpenAI.ChatCompletionTool[] | undefined,
          temperature,
          seed,
          max_completion_tokens: maxOutputTokens,
        },
        { signal },
      );
      return checked(model, reply);
    } catch (cause) {
      signal?.throwIfAborted();
      if (cause instanceof InferenceError) throw cause;
      if (cause instanceof APIError && typeof cause.status === "number") {
        const retryAfter = cause.headers?.get("retry-after") ?? null;
        throw errorForStatus(model, cause.status, cause.message, retryAfter, clock.now());
      }
      throw errorForNoAnswer(model, cause, timeoutMs);
    }
  }

  async function predict(request: PredictionRequest, call: { signal?: AbortSignal } = {}): Promise<Prediction> {
    let started = clock.now();
    const reply = await withRetries(
      () => {
        started = clock.now();
        return attempt(request, call.signal);
      },
      options.retry ?? DEFAULT_RETRY,
      { clock, random, signal: call.signal },
    );
    return {
      exampleId: request.exampleId,
      model,
      ...parseChatReply(reply),
      latencyMs: clock.now() - started,
      servedBy: reply.model ?? model,
      fallbackReason: null,
    };
  }

  return { model, predict };
}

function checked(model: string, reply: unknown): ChatReply {
  if (typeof reply === "object" && reply !== null && Array.isArray((reply as ChatReply).choices)) {
    return reply as ChatReply;
  }
  throw new InferenceError(`${model} answered something that is no chat completion`, {
    code: "endpoint_bad_reply",
    model,
    isRetryable: true,
    fix: "Check that the address ends in the API's root, mostly /v1.",
  });
}
