/** One answer made elsewhere or kept by us: a JSON line in our shape, as a chat completion's message, or as a stored prediction. */
import { z } from "zod";
import type { Prediction, ToolCall } from "../inference";

const call = z.union([
  z.object({ name: z.string(), args: z.record(z.string(), z.json()) }),
  z
    .object({ name: z.string(), arguments: z.record(z.string(), z.json()) })
    .transform(({ name, arguments: args }) => ({ name, args })),
]);

const answer = z.object({
  /** The row's id (`qa_agent-7-val-react-001#4`), or the example's. */
  id: z.string().optional(),
  exampleId: z.string().optional(),
  model: z.string().optional(),
  repeat: z.number().int().nonnegative().default(0),
  calls: z.array(call).optional(),
  tool_calls: z.array(z.object({ function: z.object({ name: z.string(), arguments: z.string() }) })).nullish(),
  malformed: z.array(z.string()).default([]),
  text: z.string().nullish(),
  content: z.string().nullish(),
  finish: z.enum(["stop", "length", "filtered", "malformed", "unknown"]).default("stop"),
  latencyMs: z.number().nonnegative().default(0),
  inputTokens: z.number().int().nonnegative().nullable().default(null),
  outputTokens: z.number().int().nonnegative().nullable().default(null),
  servedBy: z.string().optional(),
  fallbackReason: z.string().nullable().default(null),
});

/** A line of a predictions file of ours. */
const stored = z.object({
  key: z.object({ model: z.string(), exampleId: z.string(), repeat: z.number().int().nonnegative() }),
  prediction: answer,
});

export interface ParsedAnswer {
  readonly id: string;
  /** `undefined` where the line names none. */
  readonly model: string | undefined;
  readonly repeat: number;
  readonly prediction: Prediction;
}

/** @returns the answer, or what is wrong with the line in words */
export function parseAnswer(line: string, defaultModel: string): ParsedAnswer | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return `The line is no JSON: ${(error as Error).message}`;
  }
  const isStored = typeof value === "object" && value !== null && "key" in value && "prediction" in value;
  const parsed = isStored
    ? stored.transform(({ key, prediction }) => ({ ...prediction, id: key.exampleId, ...key })).safeParse(value)
    : answer.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    return `${issue.path.join(".") || "The line"}: ${issue.message}`;
  }
  const { id: rowId, exampleId, model, repeat, calls = [], tool_calls, text, content, servedBy, ...rest } = parsed.data;
  const id = rowId ?? exampleId;
  if (id === undefined) return "id: Invalid input: expected string, received undefined";
  const native: ToolCall[] = [...calls];
  const malformed: string[] = [...rest.malformed];
  for (const { function: made } of tool_calls ?? []) {
    const args = parseArguments(made.arguments);
    if (args === undefined) malformed.push(made.arguments);
    else native.push({ name: made.name, args });
  }
  const name = model ?? defaultModel;
  return {
    id,
    model,
    repeat,
    prediction: {
      ...rest,
      exampleId: id,
      model: name,
      calls: native,
      malformed,
      text: text ?? content ?? "",
      finish: malformed.length > 0 ? "malformed" : rest.finish,
      servedBy: servedBy ?? name,
    },
  };
}

function parseArguments(text: string): ToolCall["args"] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as ToolCall["args"])
      : undefined;
  } catch {
    return undefined;
  }
}
