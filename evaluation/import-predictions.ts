/** Answers made elsewhere: JSON lines in our shape, or as a chat completion's message. */
import { z } from "zod";
import type { Prediction, ToolCall } from "../inference";
import { FlanstackError, type Problem } from "../primitives";
import type { EvaluationRow } from "./row";

const call = z.union([
  z.object({ name: z.string(), args: z.record(z.string(), z.json()) }),
  z
    .object({ name: z.string(), arguments: z.record(z.string(), z.json()) })
    .transform(({ name, arguments: args }) => ({ name, args })),
]);

const line = z.object({
  /** The row's id (`qa_agent-7-val-react-001#4`). */
  id: z.string(),
  calls: z.array(call).optional(),
  tool_calls: z.array(z.object({ function: z.object({ name: z.string(), arguments: z.string() }) })).optional(),
  text: z.string().nullish(),
  content: z.string().nullish(),
  finish: z.enum(["stop", "length", "filtered", "malformed", "unknown"]).default("stop"),
  latencyMs: z.number().nonnegative().default(0),
  inputTokens: z.number().int().nonnegative().nullable().default(null),
  outputTokens: z.number().int().nonnegative().nullable().default(null),
  servedBy: z.string().optional(),
});

/**
 * Reads answers and puts them in the order of the rows.
 * @param text   JSON lines: `{ id, calls?: [{ name, args }], text? }`, or `{ id, content, tool_calls }`
 * @param source what to call it in problems
 * @param model  the name the answers carry
 * @throws FlanstackError with every line that is no answer, every id without a row or with two answers, every row without one
 */
export function importPredictions(
  text: string,
  rows: readonly EvaluationRow[],
  source: string,
  model: string,
): Prediction[] {
  const problems: Problem[] = [];
  const problem = (path: string, message: string, fix: string) =>
    problems.push({ code: "bad_prediction", path, message, fix });
  const wanted = new Set(rows.map((row) => row.id));
  const answers = new Map<string, Prediction>();
  for (const [index, raw] of text.split("\n").entries()) {
    if (raw.trim() === "") continue;
    const path = `${source}:${index + 1}`;
    const prediction = parseLine(raw, model);
    if (typeof prediction === "string") problem(path, `${prediction}.`, "Write { id, calls, text } per line.");
    else if (!wanted.has(prediction.exampleId))
      problem(path, `No row has the id ${prediction.exampleId}.`, "Use the ids of the rows file.");
    else if (answers.has(prediction.exampleId))
      problem(path, `${prediction.exampleId} is answered twice.`, "Leave one answer per row.");
    else answers.set(prediction.exampleId, prediction);
  }
  for (const row of rows) {
    if (!answers.has(row.id))
      problem(source, `${row.id} has no answer.`, "Answer every row: a missing one is no failure to count.");
  }
  if (problems.length > 0) throw FlanstackError.fromProblems(source, problems);
  return rows.map((row) => answers.get(row.id)!);
}

function parseLine(raw: string, model: string): Prediction | string {
  let value: unknown;
  try {
    value = JSON.parse(raw);
  } catch (error) {
    return `The line is no JSON: ${(error as Error).message}`;
  }
  const parsed = line.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    return `${issue.path.join(".") || "The line"}: ${issue.message}`;
  }
  const { id, calls = [], tool_calls = [], text, content, servedBy, ...rest } = parsed.data;
  const native: ToolCall[] = [...calls];
  const malformed: string[] = [];
  for (const { function: made } of tool_calls) {
    const args = parseArguments(made.arguments);
    if (args === undefined) malformed.push(made.arguments);
    else native.push({ name: made.name, args });
  }
  return {
    ...rest,
    exampleId: id,
    model,
    calls: native,
    malformed,
    text: text ?? content ?? "",
    finish: malformed.length > 0 ? "malformed" : rest.finish,
    servedBy: servedBy ?? model,
    fallbackReason: null,
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
