/** Gemini's generateContent on the wire: our request → its body, its reply → our prediction. */
import { z } from "zod";
import type { Json } from "../primitives";
import { geminiSchema } from "./gemini-schema";
import type { Arguments, Finish, Prediction, PredictionRequest, Sampling, ToolResult, Turn } from "./prediction";

export interface VertexWireOptions {
  readonly sampling: Sampling;
  /** Sent with every call of the history that we replay; `null` sends none. */
  readonly thoughtSignature: string | null;
  /** For the provider's bill and reports only; the model does not see them. */
  readonly labels?: { readonly [name: string]: string };
}

/**
 * Gemini 3 refuses a function call in the history without the signature it was made with. Calls that no model made (gold
 * histories) carry this documented stand-in.
 * @see https://docs.cloud.google.com/vertex-ai/generative-ai/docs/thought-signatures (read 2026-11-23)
 */
export const SKIP_THOUGHT_SIGNATURE = "skip_thought_signature_validator";

/** The body of a generateContent request. */
export function vertexBody(request: PredictionRequest, options: VertexWireOptions): Json {
  const { temperature = 0, maxOutputTokens, seed } = options.sampling;
  return {
    ...(request.system === undefined ? {} : { systemInstruction: { parts: [{ text: request.system }] } }),
    contents: request.turns.map((turn) => content(turn, options.thoughtSignature)),
    ...(request.tools.length === 0
      ? {}
      : {
          tools: [
            {
              functionDeclarations: request.tools.map((tool) => ({
                name: tool.name,
                description: tool.description,
                parameters: geminiSchema(tool.parameters),
              })),
            },
          ],
        }),
    generationConfig: { temperature, candidateCount: 1, maxOutputTokens, seed },
    ...(options.labels === undefined ? {} : { labels: options.labels }),
  };
}

function content(turn: Turn, signature: string | null): Json {
  switch (turn.role) {
    case "user":
      return { role: "user", parts: [{ text: turn.text }] };
    case "assistant":
      return {
        role: "model",
        parts: [
          ...(turn.text === "" && turn.calls.length > 0 ? [] : [{ text: turn.text }]),
          ...turn.calls.map((call, index) => ({
            functionCall: { name: call.name, args: call.args },
            // Of parallel calls only the first carries a signature (page above, "Parallel function calls").
            ...(signature === null || index > 0 ? {} : { thoughtSignature: signature }),
          })),
        ],
      };
    case "tool":
      return {
        role: "user",
        parts: turn.results.map((result) => ({
          functionResponse: { name: result.name, response: responseObject(result) },
        })),
      };
  }
}

/** The wire wants an object; other values go under `output`, the key Google documents for it. */
function responseObject(result: ToolResult): Json {
  const { value } = result;
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : { output: value };
}

const reply = z.object({
  candidates: z
    .array(
      z.object({
        content: z
          .object({
            parts: z
              .array(
                z.object({
                  text: z.string().optional(),
                  thought: z.boolean().optional(),
                  functionCall: z
                    .object({ name: z.string().optional(), args: z.record(z.string(), z.unknown()).nullish() })
                    .optional(),
                }),
              )
              .optional(),
          })
          .optional(),
        finishReason: z.string().optional(),
        finishMessage: z.string().optional(),
      }),
    )
    .optional(),
  promptFeedback: z.object({ blockReason: z.string().optional() }).optional(),
  modelVersion: z.string().optional(),
  usageMetadata: z
    .object({
      promptTokenCount: z.number().optional(),
      candidatesTokenCount: z.number().optional(),
      thoughtsTokenCount: z.number().optional(),
    })
    .optional(),
});

const FINISH: { readonly [reason: string]: Finish } = {
  STOP: "stop",
  MAX_TOKENS: "length",
  SAFETY: "filtered",
  RECITATION: "filtered",
  BLOCKLIST: "filtered",
  PROHIBITED_CONTENT: "filtered",
  SPII: "filtered",
  MODEL_ARMOR: "filtered",
  MALFORMED_FUNCTION_CALL: "malformed",
  UNEXPECTED_TOOL_CALL: "malformed",
};

/** The part of a prediction that a reply's body decides. */
export type VertexAnswer = Pick<
  Prediction,
  "calls" | "malformed" | "text" | "finish" | "inputTokens" | "outputTokens"
> & { readonly modelVersion: string | undefined };

/** Reads a reply's body. @throws ZodError when it is no generateContent reply */
export function parseVertexReply(body: unknown): VertexAnswer {
  const parsed = reply.parse(body);
  const candidate = parsed.candidates?.[0];
  const parts = candidate?.content?.parts ?? [];
  const calls = parts.flatMap((part) =>
    part.functionCall === undefined
      ? []
      : [{ name: part.functionCall.name ?? "", args: (part.functionCall.args ?? {}) as Arguments }],
  );
  const finish =
    candidate === undefined
      ? parsed.promptFeedback?.blockReason === undefined
        ? "unknown"
        : "filtered"
      : (FINISH[candidate.finishReason ?? ""] ?? "unknown");
  const usage = parsed.usageMetadata;
  return {
    calls,
    malformed: finish === "malformed" ? [candidate?.finishMessage ?? ""] : [],
    // Thoughts are not part of the answer, though they are billed as output.
    text: parts.map((part) => (part.thought === true ? "" : (part.text ?? ""))).join(""),
    finish,
    inputTokens: usage?.promptTokenCount ?? null,
    outputTokens:
      usage?.candidatesTokenCount === undefined ? null : usage.candidatesTokenCount + (usage.thoughtsTokenCount ?? 0),
    modelVersion: parsed.modelVersion,
  };
}
