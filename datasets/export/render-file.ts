/** Rows to the bytes of one export file; every line is validated as if somebody else had written it. */
import type { Problem } from "../../primitives";
import type { Finding } from "../parse-row";
import type { FormatName, Row, Split } from "../types";
import { exportFileName, type RenderOptions } from "./format";
import { exportFormat } from "./index";
import { createParquetFile } from "./parquet";

export interface RenderedFile {
  readonly name: string;
  readonly bytes: string | Uint8Array;
  readonly rows: number;
  /** What the format refuses; the file must then not be written. */
  readonly problems: readonly Problem[];
}

export function renderFile(
  agent: string,
  format: FormatName,
  split: Split,
  rows: readonly Row[],
  options: RenderOptions = {},
): RenderedFile {
  if (format === "parquet") {
    const file = createParquetFile();
    file.add(rows);
    return { name: exportFileName(agent, format, split), bytes: file.finish(), rows: rows.length, problems: [] };
  }
  const { render, check } = exportFormat(format)!;
  return renderLines(
    exportFileName(agent, format, split),
    rows.map((row) => ({ row, value: render(row, options) })),
    check,
  );
}

/** Values to lines, each held against its format. */
export function renderLines(
  name: string,
  values: readonly { readonly row: Row; readonly value: unknown }[],
  check: (value: unknown) => readonly Finding[],
): RenderedFile {
  const problems: Problem[] = [];
  const lines = values.map(({ row, value }, index) => {
    for (const { pointer, message } of check(value))
      problems.push({
        code: "invalid_export",
        path: `${name}:${index + 1}:${pointer}`,
        message: `${message} (row ${row.id})`,
        fix: "Change the row, or leave the format out; if flanstack generated the row, please report its id.",
      });
    return JSON.stringify(value);
  });
  return { name, bytes: lines.map((line) => `${line}\n`).join(""), rows: lines.length, problems };
}
