/** What every export format gives: a rendering of a canonical row and a strict check of the result. */
import type { Finding } from "../parse-row";
import type { FormatName, Row, Split } from "../types";
import type { PreferencePair } from "./preference/pairs";

export interface RenderOptions {
  /** `split`: one call to a turn, for templates that allow no more. Default `keep`. */
  readonly parallel?: "keep" | "split";
}

export interface ExportFormat {
  readonly name: FormatName;
  /** One line of the file. */
  render(row: Row, options?: RenderOptions): unknown;
  /** What is wrong with a line, whoever wrote it; empty when it is valid. */
  check(value: unknown): Finding[];
}

/** A format of pairs: the same, of two answers to one conversation. */
export interface PreferenceFormat {
  readonly name: FormatName;
  render(pair: PreferencePair): unknown;
  check(value: unknown): Finding[];
}

const SPLIT_NAMES: { readonly [split in Split]: string } = { train: "train", validation: "val", test: "test" };

/** `qa_agent_train.jsonl`, `qa_agent_gemini_val.jsonl`. */
export function exportFileName(agent: string, format: FormatName, split: Split): string {
  const middle = format === "canonical" || format === "parquet" ? "" : `${format}_`;
  return `${agent}_${middle}${SPLIT_NAMES[split]}.${format === "parquet" ? "parquet" : "jsonl"}`;
}

const SPLIT_OF: { readonly [name: string]: Split } = {
  train: "train",
  training: "train",
  val: "validation",
  valid: "validation",
  validation: "validation",
  dev: "validation",
  test: "test",
  holdout: "test",
};

/** A user's file by its name: `mine_val.jsonl` → `mine`, validation; without a split it is for training. */
export function exportSplitOf(fileName: string): { readonly name: string; readonly split: Split } {
  const stem = fileName.replace(/\.(jsonl?|parquet)$/, "");
  const named = /^(?:(.*)[_.-])?(train|training|val|valid|validation|dev|test|holdout)$/i.exec(stem);
  return named === null
    ? { name: stem, split: "train" }
    : { name: named[1] ?? "data", split: SPLIT_OF[named[2]!.toLowerCase()]! };
}
