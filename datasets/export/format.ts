/** What every export format gives: a rendering of a canonical row and a strict check of the result. */
import type { Finding } from "../parse-row";
import type { FormatName, Row, Split } from "../types";

export interface ExportFormat {
  readonly name: FormatName;
  /** One line of the file. */
  render(row: Row): unknown;
  /** What is wrong with a line, whoever wrote it; empty when it is valid. */
  check(value: unknown): Finding[];
}

const SPLIT_NAMES: { readonly [split in Split]: string } = { train: "train", validation: "val", test: "test" };

/** `qa_agent_train.jsonl`, `qa_agent_gemini_val.jsonl`. */
export function exportFileName(agent: string, format: FormatName, split: Split): string {
  const middle = format === "canonical" || format === "parquet" ? "" : `${format}_`;
  return `${agent}_${middle}${SPLIT_NAMES[split]}.${format === "parquet" ? "parquet" : "jsonl"}`;
}
