/** Rows of any file that can be made canonical: canonical and Parquet files, OpenAI's shape, the published Agent-FLAN files. */
import { FlanstackError, type Problem } from "../../primitives";
import { readParquet } from "../export/parquet";
import { isObject } from "../export/schema-types";
import { parseJsonl } from "../jsonl";
import { readRow } from "../parse-row";
import type { Row } from "../types";
import { importAgentFlan } from "./agent-flan";
import { importOpenai } from "./openai-rows";

export type Source = "canonical" | "openai" | "agent-flan";

export interface ImportedFile {
  readonly source: Source;
  readonly rows: readonly Row[];
  readonly problems: readonly Problem[];
  /** Rows that had no system message and got the neutral one. */
  readonly withoutSystem: number;
}

/** @throws FlanstackError `not_importable` when the file is in a format that has lost what a canonical row needs */
export async function importRows(path: string, bytes: Uint8Array): Promise<ImportedFile> {
  if (path.endsWith(".parquet")) {
    const values = await readParquet(bytes);
    return canonicalRows(
      path,
      values.map((value, index) => ({ line: index + 1, value })),
      [],
    );
  }
  const { lines, problems } = parseJsonl(path, bytes);
  const first = lines[0]?.value;
  if (lines.length === 0) return { source: "openai", rows: [], problems, withoutSystem: 0 };
  if (isObject(first) && "messages" in first && typeof first.tools !== "string")
    return { source: "openai", ...importOpenai(path, bytes) };
  if (isObject(first) && "conversations" in first && "trace" in first) return canonicalRows(path, lines, problems);
  if (isObject(first) && ("conversation" in first || "conversations" in first))
    return { source: "agent-flan", withoutSystem: 0, ...importAgentFlan(path, bytes) };
  throw new FlanstackError(`${path} is in none of the shapes that rows are imported from.`, {
    code: "not_importable",
    path,
    fix: "Bring canonical rows, OpenAI's `messages` with tools, or the published Agent-FLAN files; exports for other providers have lost what a row needs.",
  });
}

function canonicalRows(
  path: string,
  lines: readonly { readonly line: number; readonly value: unknown }[],
  unreadable: readonly Problem[],
): ImportedFile {
  const problems = [...unreadable];
  const rows = lines.flatMap(({ line, value }): Row[] => {
    const { findings } = readRow(value);
    for (const { gate, pointer, message } of findings)
      problems.push({
        code: gate,
        path: `${path}:${line}:${pointer}`,
        message,
        fix: "Change the row to what the canonical format allows.",
      });
    return findings.length === 0 ? [value as Row] : [];
  });
  return { source: "canonical", rows, problems, withoutSystem: 0 };
}
