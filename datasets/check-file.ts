/** Checks any data file, ours or a user's: the file itself, its format, what is in it. */

import { FlanstackError, type Problem } from "../primitives";
import type { Engine } from "./engine";
import { exportFormat } from "./export";
import { isObject } from "./export/schema-types";
import { unhygienic } from "./gates/hygiene";
import { parseJsonl } from "./jsonl";
import { normaliseText } from "./near-duplicates";
import type { Finding } from "./parse-row";
import type { FormatName } from "./types";
import { verifyRow } from "./verify-row";

export interface FileReport {
  readonly path: string;
  readonly format: FormatName | undefined;
  readonly rows: number;
  /** Whether rows were played again in their agents' worlds. */
  readonly replayed: number;
  readonly problems: readonly Problem[];
}

export interface CheckFileOptions {
  /** Default: told from the first row. */
  readonly format?: FormatName;
  /** Gives the engine of an agent whose rows can be played again. */
  readonly engineOf?: (agent: string) => Engine | undefined;
}

const FIXES: { readonly [gate: string]: string } = {
  format: "Change the row to what the format allows.",
  tool: "Call a function of the row with arguments its parameters allow.",
  execution: "Generate the row again; what it shows is not what happens.",
  provenance: "Take the value from the conversation, or leave the argument out.",
  grounding: "Say only what the conversation shows.",
  decision: "Let the answer follow from the functions and the request.",
  repeat: "Use the result of the first call.",
  hygiene: "Use reserved domains, numbers and addresses; take secrets out.",
  loss: "Train on the assistant's right turns only.",
};

export function checkFile(path: string, bytes: Uint8Array, options: CheckFileOptions = {}): FileReport {
  const { lines, problems: unreadable } = parseJsonl(path, bytes);
  const problems = [...unreadable];
  const format = options.format ?? detectFormat(lines[0]?.value);
  const at = (line: number, { gate, pointer, message }: Finding): Problem => ({
    code: gate,
    path: `${path}:${line}:${pointer}`,
    message,
    fix: FIXES[gate] ?? "Correct the row.",
  });
  if (format === undefined) {
    if (lines.length > 0)
      problems.push({
        code: "unknown_format",
        path: `${path}:${lines[0]!.line}:`,
        message: `the row has keys ${isObject(lines[0]!.value) ? Object.keys(lines[0]!.value).slice(0, 6).join(", ") : "of no object"}, which no format has`,
        fix: "Use canonical rows (conversations), Gemini (contents) or OpenAI (messages).",
      });
    return { path, format, rows: lines.length, replayed: 0, problems };
  }
  const exporter = exportFormat(format);
  if (exporter === undefined)
    throw new FlanstackError(`${format} files are not checked line by line.`, { code: "format_not_checked", path });
  let replayed = 0;
  const inputs = new Map<string, number>();
  for (const { line, value } of lines) {
    const engine =
      format === "canonical" && isObject(value) && isGenerated(value)
        ? options.engineOf?.(String(value.agent))
        : undefined;
    const findings = engine === undefined ? exporter.check(value) : verifyRow(engine, value);
    if (engine !== undefined) replayed += 1;
    problems.push(...findings.map((finding) => at(line, finding)));
    const dirty = engine === undefined ? unhygienic(JSON.stringify(value)) : undefined;
    if (dirty !== undefined) problems.push(at(line, { gate: "hygiene", pointer: "", message: dirty }));
    const input = normaliseText(inputOf(value));
    const earlier = inputs.get(input);
    if (earlier !== undefined)
      problems.push({
        code: "duplicate",
        path: `${path}:${line}:`,
        message: `the same input as line ${earlier}`,
        fix: "Keep one of the two.",
      });
    else inputs.set(input, line);
  }
  return { path, format, rows: lines.length, replayed, problems };
}

function isGenerated(value: Record<string, unknown>): boolean {
  return typeof value.trace === "string" && value.trace.startsWith('{"version":1,"kind"');
}

/** Told from the keys of a row. */
export function detectFormat(value: unknown): FormatName | undefined {
  if (!isObject(value)) return undefined;
  if ("conversations" in value) return "canonical";
  if ("contents" in value) return "gemini";
  if ("messages" in value)
    return typeof value.tools === "string" ? "trl" : typeof value.system === "string" ? "anthropic" : "openai";
  if ("text" in value) return "text";
  return undefined;
}

/** All a model sees of a row, as text. */
function inputOf(value: unknown): string {
  if (!isObject(value)) return JSON.stringify(value);
  const messages = (value.conversations ?? value.contents ?? value.messages) as unknown;
  const heard = Array.isArray(messages)
    ? messages.filter((message) => isObject(message) && (message.role === "user" || message.role === "system"))
    : [];
  return JSON.stringify([value.tools, value.system, value.systemInstruction, value.text, heard]);
}
