/** What goes to a model and what comes back, in our words: provider shapes end at the clients of this room. */
import type { Json } from "../primitives";

/** Arguments of a tool call: always an object. */
export type Arguments = { readonly [name: string]: Json | undefined };

/** One tool call as a model made it. */
export interface ToolCall {
  readonly name: string;
  readonly args: Arguments;
}

/** One result of a tool, as the model sees it. */
export interface ToolResult {
  readonly name: string;
  /** The call it answers; needed where a provider pairs by identifier. Absent: the n-th result answers the n-th call. */
  readonly callId?: string;
  readonly value: Json;
}

/** One turn of a conversation. An assistant turn holds text, calls, or both. */
export type Turn =
  | { readonly role: "user"; readonly text: string }
  | { readonly role: "assistant"; readonly text: string; readonly calls: readonly ToolCall[] }
  | { readonly role: "tool"; readonly results: readonly ToolResult[] };

/** A tool as it is shown to a model. `parameters` is JSON Schema. */
export interface ToolDeclaration {
  readonly name: string;
  readonly description: string;
  readonly parameters: { readonly [keyword: string]: Json | undefined };
}

/** One question to a model: what it sees, nothing else. */
export interface PredictionRequest {
  readonly exampleId: string;
  readonly system?: string;
  readonly turns: readonly Turn[];
  readonly tools: readonly ToolDeclaration[];
}

/**
 * Why the model stopped: `stop` (it was done, with text or with calls), `length` (cut off), `filtered` (a safety system
 * stepped in), `malformed` (the provider could not read the model's own call), `unknown` (a reason we do not know; kept).
 */
export type Finish = "stop" | "length" | "filtered" | "malformed" | "unknown";

/** One answer of a model. */
export interface Prediction {
  readonly exampleId: string;
  /** The model that was asked. */
  readonly model: string;
  readonly calls: readonly ToolCall[];
  /** Raw text of calls whose arguments were no JSON object; the model's mistake, so it counts against the format. */
  readonly malformed: readonly string[];
  readonly text: string;
  readonly finish: Finish;
  readonly latencyMs: number;
  /** `null` where the provider did not say. */
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** The model that answered, by the provider's own words; a router may have chosen another than the one asked. */
  readonly servedBy: string;
  /** Why `servedBy` is not the model asked for, or `null`. */
  readonly fallbackReason: string | null;
}

/** How an answer is drawn. The defaults make it as repeatable as the provider allows. */
export interface Sampling {
  /** 0-2; 0 by default. */
  readonly temperature?: number;
  readonly maxOutputTokens?: number;
  readonly seed?: number;
}

/** One endpoint: the same door for every provider. */
export interface PredictionClient {
  /** The model's name as predictions carry it. */
  readonly model: string;
  predict(request: PredictionRequest, options?: { readonly signal?: AbortSignal }): Promise<Prediction>;
}
