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
    rows.map((row) => ({ row, value: () => render(row, options) })),
    check,
  );
}

/** The files of a split in formats that have a row per line: row by row, so that each is read once and nothing is kept. */
export function renderFiles(
  agent: string,
  formats: readonly FormatName[],
  split: Split,
  rows: readonly Row[],
  options: RenderOptions = {},
): RenderedFile[] {
  const files = formats.map((format) => ({
    format: exportFormat(format)!,
    name: exportFileName(agent, format, split),
    text: new GrowingText(),
    problems: [] as Problem[],
  }));
  rows.forEach((row, index) => {
    for (const { format, name, text, problems } of files) {
      const value = format.render(row, options);
      problems.push(...problemsOf(name, index, row, format.check(value)));
      text.add(JSON.stringify(value));
      text.add("\n"); // not put together before: that would copy the line once more
    }
  });
  return files.map(({ name, text, problems }) => ({ name, bytes: text.bytes(), rows: rows.length, problems }));
}

/** Values to lines, each held against its format. */
export function renderLines(
  name: string,
  values: readonly { readonly row: Row; readonly value: () => unknown }[],
  check: (value: unknown) => readonly Finding[],
): RenderedFile {
  const problems: Problem[] = [];
  const lines = values.map(({ row, value: render }, index) => {
    const value = render();
    problems.push(...problemsOf(name, index, row, check(value)));
    return JSON.stringify(value);
  });
  return { name, bytes: lines.map((line) => `${line}\n`).join(""), rows: lines.length, problems };
}

function problemsOf(name: string, index: number, row: Row, findings: readonly Finding[]): Problem[] {
  return findings.map(({ pointer, message }) => ({
    code: "invalid_export",
    path: `${name}:${index + 1}:${pointer}`,
    message: `${message} (row ${row.id})`,
    fix: "Change the row, or leave the format out; if flanstack generated the row, please report its id.",
  }));
}

/** Text as UTF-8 that grows at its end. Its memory moves along: copies would stay until garbage is collected. */
class GrowingText {
  private buffer = Buffer.from(new ArrayBuffer(1 << 18));
  private size = 0;

  add(text: string): void {
    const most = this.size + 3 * text.length;
    if (most > this.buffer.length)
      this.buffer = Buffer.from(this.buffer.buffer.transfer(Math.max(most, 2 * this.buffer.length)));
    this.size += this.buffer.write(text, this.size);
  }

  /** What was added; nothing can be added afterwards. */
  bytes(): Uint8Array {
    return new Uint8Array(this.buffer.buffer.transfer(this.size));
  }
}
