/** Answers made elsewhere: JSON lines in our shape, or as a chat completion's message. */
import type { Prediction } from "../inference";
import { FlanstackError, type Problem } from "../primitives";
import { parseAnswer } from "./parse-answer";
import type { EvaluationRow } from "./row";

/**
 * Reads answers and puts them in the order of the rows.
 * @param text   JSON lines: `{ id, calls?: [{ name, args }], text? }`, or `{ id, content, tool_calls }`
 * @param source what to call it in problems
 * @param model  the name the answers carry from now on
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
    const parsed = parseAnswer(raw, model);
    if (typeof parsed === "string") {
      problem(path, `${parsed}.`, "Write { id, calls, text } per line.");
      continue;
    }
    const prediction = { ...parsed.prediction, model };
    if (parsed.repeat > 0) continue;
    if (!wanted.has(prediction.exampleId))
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
