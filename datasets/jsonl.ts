/** Reads JSONL strictly: what an editor or a copy has done to a file is told with its line. */
import type { Problem } from "../primitives";

export interface JsonLine {
  /** Counted from 1. */
  readonly line: number;
  readonly value: unknown;
}

/** Parses a whole file; the lines that could be read, and every problem of those that could not. */
export function parseJsonl(
  path: string,
  bytes: Uint8Array,
): { readonly lines: JsonLine[]; readonly problems: Problem[] } {
  const problems: Problem[] = [];
  const report = (line: number, code: string, message: string, fix: string) =>
    problems.push({ code, path: `${path}:${line}:`, message, fix });
  if (bytes.length === 0) {
    report(1, "empty_file", "the file is empty", "Write at least one row.");
    return { lines: [], problems };
  }
  if (bytes[0] === 0xff || bytes[0] === 0xfe) {
    report(1, "wrong_encoding", "the file is UTF-16", "Save it as UTF-8.");
    return { lines: [], problems };
  }
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  if (hasMark) report(1, "byte_order_mark", "the file starts with a byte order mark", "Save it as UTF-8 without BOM.");
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    report(lineOfBadByte(bytes), "wrong_encoding", "a byte is no UTF-8", "Save the file as UTF-8.");
    return { lines: [], problems };
  }
  if (!text.endsWith("\n"))
    report(
      text.split("\n").length,
      "no_final_newline",
      "the last line has no line end; it may be cut off",
      "End every line, the last one too, with a line feed.",
    );
  const lines: JsonLine[] = [];
  const rows = text.split("\n");
  if (rows.at(-1) === "") rows.pop();
  if (rows.some((row) => row.endsWith("\r")))
    report(
      rows.findIndex((row) => row.endsWith("\r")) + 1,
      "carriage_return",
      "lines end with CR LF",
      "Use line feeds alone.",
    );
  rows.forEach((row, index) => {
    const line = index + 1;
    if (row.trim() === "") {
      report(line, "blank_line", "the line is blank", "Remove it.");
      return;
    }
    try {
      const value: unknown = JSON.parse(row);
      const twice = duplicateKey(row);
      if (twice !== undefined)
        report(
          line,
          "duplicate_key",
          `the key ${JSON.stringify(twice)} stands twice in one object`,
          "Keep one of the two; readers differ in which one they take.",
        );
      lines.push({ line, value });
    } catch (error) {
      const cut = index === rows.length - 1 && !text.endsWith("\n");
      report(
        line,
        "no_json",
        cut ? "the last line is cut off" : `is no JSON: ${(error as Error).message.slice(0, 80)}`,
        cut ? "Write the file again; the row is not complete." : "Write one JSON object per line.",
      );
    }
  });
  return { lines, problems };
}

function lineOfBadByte(bytes: Uint8Array): number {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let line = 1;
  let start = 0;
  for (let at = 0; at <= bytes.length; at += 1) {
    if (at < bytes.length && bytes[at] !== 0x0a) continue;
    try {
      decoder.decode(bytes.subarray(start, at));
    } catch {
      return line;
    }
    line += 1;
    start = at + 1;
  }
  return line;
}

/** The first key that stands twice in one object of a JSON text that parses; undefined when there is none. */
function duplicateKey(text: string): string | undefined {
  const open: (Set<string> | undefined)[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === "{") open.push(new Set());
    else if (character === "[") open.push(undefined);
    else if (character === "}" || character === "]") open.pop();
    else if (character === '"') {
      const end = endOfString(text, at);
      const keys = open.at(-1);
      if (keys !== undefined && /^\s*:/.test(text.slice(end + 1, end + 8))) {
        const key = JSON.parse(text.slice(at, end + 1)) as string;
        if (keys.has(key)) return key;
        keys.add(key);
      }
      at = end;
    }
  }
  return undefined;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at;
}
