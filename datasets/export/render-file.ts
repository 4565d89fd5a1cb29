/** Rows to the bytes of one export file; every line is validated as if somebody else had written it. */
import type { Problem } from "../../primitives";
import type { FormatName, Row, Split } from "../types";
import { exportFileName } from "./format";
import { exportFormat } from "./index";
import { createParquetFile } from "./parquet";

export interface RenderedFile {
  readonly name: string;
  readonly bytes: string | Uint8Array;
  /** What the format refuses; the file must then not be written. */
  readonly problems: readonly Problem[];
}

export function renderFile(agent: string, format: FormatName, split: Split, rows: readonly Row[]): RenderedFile {
  const name = exportFileName(agent, format, split);
  if (format === "parquet") {
    const file = createParquetFile();
    file.add(rows);
    return { name, bytes: file.finish(), problems: [] };
  }
  const { render, check } = exportFormat(format)!;
  const problems: Problem[] = [];
  const lines = rows.map((row, index) => {
    const value = render(row);
    for (const { pointer, message } of check(value))
      problems.push({
        code: `invalid_${format}`,
        path: `${name}:${index + 1}:${pointer}`,
        message: `${message} (row ${row.id})`,
        fix: `Change the row, or leave ${format} out; if flanstack generated the row, please report its id.`,
      });
    return JSON.stringify(value);
  });
  return { name, bytes: lines.map((line) => `${line}\n`).join(""), problems };
}
