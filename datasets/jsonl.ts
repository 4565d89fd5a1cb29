/** Reads JSONL strictly: what an editor or a copy has done to a file is told with its line. */
import type { Problem } from "../primitives";
import { duplicateKey } from "./duplicate-key";

export interface JsonLine {
  /** Counted from 1. */
  readonly line: number;
  readonly value: unknown;
}

/** Ten times the text of the largest example a provider takes (131,072 tokens of about 8 bytes). */
const LONGEST_LINE = 10 * 1024 * 1024;

type Report = (line: number, code: string, message: string, fix: string, pointer?: string) => void;

/** Parses a whole file; the lines that could be read, and every problem of those that could not. */
export function parseJsonl(
  path: string,
  bytes: Uint8Array,
): { readonly lines: JsonLine[]; readonly problems: Problem[] } {
  const problems: Problem[] = [];
  const report: Report = (line, code, message, fix, pointer = "") =>
    problems.push({ code, path: `${path}:${line}:${pointer}`, message, fix });
  const text = decode(bytes, report);
  if (text === undefined) return { lines: [], problems };
  const rows = text.split("\n");
  const isEnded = rows.at(-1) === "";
  if (isEnded) rows.pop();
  const ended = rows.findIndex((row) => row.endsWith("\r"));
  if (ended >= 0)
    report(ended + 1, "carriage_return", "lines end with CR LF", "Use line feeds alone: `tr -d '\\r'` or `dos2unix`.");
  const lines: JsonLine[] = [];
  rows.forEach((row, index) => {
    const isLast = index === rows.length - 1;
    const value = readLine(row, index + 1, isLast && !isEnded, report);
    if (value !== undefined) lines.push({ line: index + 1, value });
  });
  return { lines, problems };
}

/** The text of the file, without its mark; undefined when it is none. */
function decode(bytes: Uint8Array, report: Report): string | undefined {
  if (bytes.length === 0) {
    report(1, "empty_file", "the file is empty", "Write at least one row.");
    return undefined;
  }
  const wide = utf16(bytes);
  if (wide !== undefined) {
    report(1, "wrong_encoding", `the file is ${wide}`, `Save it as UTF-8: \`iconv -f ${wide} -t UTF-8\`.`);
    return undefined;
  }
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    report(1, "byte_order_mark", "the file starts with a byte order mark", "Save it as UTF-8 without BOM.");
  const zero = bytes.indexOf(0);
  if (zero >= 0) {
    const line = lineOf(bytes, zero);
    report(line, "zero_byte", "the line holds a NUL byte: the file is binary or was damaged", "Write the file again.");
    return undefined;
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const { line, byte } = firstBadByte(bytes);
    const code = `0x${byte.toString(16).padStart(2, "0")}`;
    report(
      line,
      "wrong_encoding",
      `the byte ${code} is no UTF-8; the file may be Latin-1 or Windows-1252`,
      "Save it as UTF-8: `iconv -f WINDOWS-1252 -t UTF-8`.",
    );
    return undefined;
  }
}

/** By its mark, or by the NUL that stands beside every ASCII character. */
function utf16(bytes: Uint8Array): string | undefined {
  const [first, second, third, fourth] = bytes;
  if (first === 0xff && second === 0xfe) return third === 0 && fourth === 0 ? "UTF-32LE" : "UTF-16LE";
  if (first === 0xfe && second === 0xff) return "UTF-16BE";
  if (first !== 0 && second === 0 && third !== 0 && fourth === 0) return "UTF-16LE";
  return first === 0 && second !== 0 && third === 0 && fourth !== 0 ? "UTF-16BE" : undefined;
}

function readLine(row: string, line: number, isCut: boolean, report: Report): unknown {
  if (row.trim() === "") {
    report(line, "blank_line", "the line is blank", "Remove it.");
    return undefined;
  }
  if (row.length > LONGEST_LINE) {
    const size = `${(row.length / 1024 / 1024).toFixed(0)} MiB`;
    const fix = "Check that rows are parted by line feeds; split the row, or leave it out.";
    report(line, "line_too_long", `the line has ${size}; no provider takes a row of that size`, fix);
    return undefined;
  }
  let value: unknown;
  try {
    value = JSON.parse(row);
  } catch (error) {
    if (isCut) report(line, "cut_off", "the last line is cut off", "Write the file again; the row is not complete.");
    else report(line, "no_json", `is no JSON: ${(error as Error).message.slice(0, 80)}`, fixOf(row));
    return undefined;
  }
  if (isCut)
    report(
      line,
      "no_final_newline",
      "the last line has no line end; it may be cut off",
      "End every line, the last one too, with a line feed.",
    );
  const twice = duplicateKey(row);
  if (twice !== undefined)
    report(
      line,
      "duplicate_key",
      `the key ${JSON.stringify(twice.split("/").at(-1))} stands twice in one object`,
      "Keep one of the two; readers differ in which one they take.",
      twice,
    );
  return value;
}

function fixOf(row: string): string {
  if (row.trim() === "[" || row.startsWith("[{"))
    return "This is a JSON list: write one object per line, such as `jq -c '.[]'` does.";
  if (row.trim() === "{") return "The JSON is spread over lines: write one object per line, such as `jq -c .` does.";
  return "Write one JSON object per line, keys and texts in double quotes.";
}

function lineOf(bytes: Uint8Array, position: number): number {
  let line = 1;
  for (let at = 0; at < position; at += 1) if (bytes[at] === 0x0a) line += 1;
  return line;
}

function firstBadByte(bytes: Uint8Array): { readonly line: number; readonly byte: number } {
  let line = 1;
  let start = 0;
  while (start < bytes.length) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed < 0 ? bytes.length : feed;
    const read = new TextDecoder("utf-8").decode(bytes.subarray(start, end));
    const at = read.indexOf("\ufffd");
    if (at >= 0 && !isText(bytes.subarray(start, end)))
      return { line, byte: bytes[start + Buffer.byteLength(read.slice(0, at))]! };
    line += 1;
    start = end + 1;
  }
  return { line, byte: 0 };
}

function isText(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
