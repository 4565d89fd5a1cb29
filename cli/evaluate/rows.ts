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
  let text: string;
  try {
    text = readFileSync(resolve(context.cwd, file), "utf8");
  } catch (cause) {
    throw new FlanstackError(`${file} cannot be read.`, {
      code: "file_unreadable",
      path: "--examples",
      fix: "Give canonical rows: flanstack data build --test-rows 400 writes <agent>_test.jsonl.",
      cause,
    });
  }
  const examples = text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line, index) => parseLine(line, `${file}:${index + 1}`));
  const names = new Set(examples.map((example) => String((example as { agent?: unknown })?.agent)));
  const composed = new Set([...names].flatMap((name) => [...composedOf(name)]));
  const rows = evaluationRows(examples, file, { steps, composed });
  if (rows.length > 0) return rows;
  throw new FlanstackError(`${file} holds no rows.`, {
    code: "no_rows",
    path: "--examples",
    fix: "Give canonical rows with at least one trained turn.",
  });
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
