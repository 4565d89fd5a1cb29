/** Canonical rows of a file, ready to be asked. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type EvaluationRow, evaluationRows } from "../../evaluation";
import { FlanstackError } from "../../primitives";
import { composedOf } from "../commands/score";
import type { CliContext } from "../context";

/** @throws FlanstackError when the file cannot be read or holds no rows */
export function readEvaluationRows(
  context: Pick<CliContext, "cwd">,
  file: string,
  steps: "one" | "all",
): EvaluationRow[] {
  return rowsOf(readExamples(context, file), file, steps);
}

/** @throws FlanstackError when there are none */
export function rowsOf(examples: readonly unknown[], file: string, steps: "one" | "all"): EvaluationRow[] {
  const names = new Set(examples.map((example) => String((example as { agent?: unknown })?.agent)));
  const composed = new Set([...names].flatMap((name) => [...composedOf(name)]));
  const rows = evaluationRows(examples, file, { steps, composed });
  if (rows.length > 0) return rows;
  throw new FlanstackError(`${file} holds no rows.`, {
    code: "no_rows",
    path: file,
    fix: "Give canonical rows with at least one trained turn.",
  });
}

/** The lines of a file as parsed JSON. @throws FlanstackError when it cannot be read, or a line is no JSON */
export function readExamples(context: Pick<CliContext, "cwd">, file: string): unknown[] {
  let text: string;
  try {
    text = readFileSync(resolve(context.cwd, file), "utf8");
  } catch (cause) {
    throw new FlanstackError(`${file} cannot be read.`, {
      code: "file_unreadable",
      path: file,
      fix: "Give canonical rows: flanstack data build --test-rows 400 writes <agent>_test.jsonl.",
      cause,
    });
  }
  return text
    .split("\n")
    .map((line, index) => ({ line, path: `${file}:${index + 1}` }))
    .filter(({ line }) => line.trim() !== "")
    .map(({ line, path }) => parseLine(line, path));
}

function parseLine(line: string, path: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new FlanstackError(`${path} is no JSON.`, {
      code: "bad_row",
      path,
      fix: "Write one canonical row per line.",
      cause,
    });
  }
}
