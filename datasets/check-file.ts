/** Checks data files, ours or a user's: the file itself, its format, what is in it, and what stands in train and held out. */
import { countTokens, loadCatalog } from "../catalog";
import { FlanstackError, type Problem } from "../primitives";
import type { Engine } from "./engine";
import { exportFormat } from "./export";
import { readParquet } from "./export/parquet";
import { preferenceFormat } from "./export/preference";
import { isObject } from "./export/schema-types";
import { unhygienic } from "./gates/hygiene";
import { type FileGate, findSecret, importedGates } from "./imported-profile";
import { type JsonLine, parseJsonl } from "./jsonl";
import { findLeakage } from "./leakage";
import type { Finding } from "./parse-row";
import { inputOf, requestOf } from "./row-input";
import type { FormatName } from "./types";
import { verifyRow } from "./verify-row";

export interface FileReport {
  readonly path: string;
  readonly format: FormatName | undefined;
  /** `generated`: the rows name the seed they are played again from; `imported`: everything else. */
  readonly profile: "generated" | "imported";
  readonly rows: number;
  /** How many rows were played again in their agents' worlds. */
  readonly replayed: number;
  /** What an imported file was held to, and what does not apply to it. */
  readonly gates: readonly FileGate[];
  readonly problems: readonly Problem[];
}

export interface CheckFileOptions {
  /** Default: told from the first row. */
  readonly format?: FormatName;
  /** Gives the engine of an agent whose rows can be played again. */
  readonly engineOf?: (agent: string) => Engine | undefined;
}

export interface DataFile {
  readonly path: string;
  /** What is in it, or what is wrong with it. */
  readonly content: Uint8Array | Problem;
}

const FIXES: { readonly [gate: string]: string } = {
  format: "Change the row to what the format allows.",
  tool: "Call a function of the row with arguments its parameters allow; answer each call once.",
  execution: "Generate the row again; what it shows is not what happens.",
  provenance: "Take the value from the conversation, or leave the argument out.",
  grounding: "Say only what the conversation shows.",
  decision: "Let the answer follow from the functions and the request.",
  repeat: "Use the result of the first call.",
  hygiene: "Use reserved domains, numbers and addresses; take secrets out.",
  paraphrase: "Say the same request with the same values, or take the grammar's words from the trace.",
  loss: "Train on the assistant's right turns only.",
};

/** Every report, in the order of the files; one file's damage does not keep the others from being checked. */
export async function checkFiles(files: readonly DataFile[], options: CheckFileOptions = {}): Promise<FileReport[]> {
  const checked: { report: Omit<FileReport, "gates">; lines: readonly JsonLine[] }[] = [];
  for (const file of files) checked.push(await checkFile(file, options));
  const leaks = findLeakage(
    checked.map(({ report, lines }) => ({
      path: report.path,
      requests: lines.map(({ line, value }) => ({ line, text: requestOf(value) })),
    })),
  );
  return checked.map(({ report }) => {
    const problems = [...report.problems, ...leaks.filter((leak) => leak.path.startsWith(`${report.path}:`))];
    const codes = new Set(problems.map((problem) => problem.code));
    return { ...report, problems, gates: report.profile === "imported" ? importedGates(codes) : [] };
  });
}

async function checkFile(file: DataFile, options: CheckFileOptions) {
  const { path } = file;
  const { lines, problems } = await readLines(file);
  const format = options.format ?? (path.endsWith(".parquet") ? "parquet" : detectFormat(lines[0]?.value));
  const problem = (line: number, pointer: string, code: string, message: string, fix: string) =>
    problems.push({ code, path: `${path}:${line}:${pointer}`, message, fix });
  const summary = { path, format, rows: lines.length, replayed: 0, problems };
  if (format === undefined) {
    const first = lines[0];
    if (first !== undefined) problem(first.line, "", "unknown_format", describeKeys(first.value), FORMATS_KNOWN);
    else if (problems.length === 0)
      problem(1, "", "no_rows", "the file holds no row", "Write at least one JSON object per line.");
    return { report: { ...summary, profile: "imported" as const }, lines };
  }
  const exporter = exportFormat(format === "parquet" ? "canonical" : format) ?? preferenceFormat(format);
  if (exporter === undefined)
    throw new FlanstackError(`${format} files are not checked line by line.`, { code: "format_not_checked", path });
  const isCanonical = exporter.name === "canonical";
  const isOurs = isCanonical && lines.some(({ value }) => isObject(value) && isGenerated(value));
  const inputs = new Map<string, number>();
  let replayed = 0;
  for (const { line, value } of lines) {
    const report = ({ gate, pointer, message }: Finding) =>
      problem(line, pointer, gate, message, FIXES[gate] ?? "Correct the row.");
    const engine =
      isCanonical && isObject(value) && isGenerated(value) ? options.engineOf?.(String(value.agent)) : undefined;
    if (engine !== undefined) {
      replayed += 1;
      for (const finding of verifyRow(engine, value)) report(finding);
    } else {
      for (const finding of exporter.check(value)) report(finding);
      if (isOurs && isObject(value) && isGenerated(value)) {
        const dirty = unhygienic(JSON.stringify(value));
        if (dirty !== undefined) report({ gate: "hygiene", pointer: "", message: dirty });
      } else checkForeign(value, format, (code, message, fix) => problem(line, "", code, message, fix));
    }
    const input = inputOf(value);
    const earlier = inputs.get(input);
    if (earlier !== undefined)
      problem(line, "", "duplicate", `the same input as line ${earlier}`, "Keep one of the two.");
    else inputs.set(input, line);
  }
  return { report: { ...summary, replayed, profile: isOurs ? ("generated" as const) : ("imported" as const) }, lines };
}

async function readLines({ path, content }: DataFile): Promise<{ lines: JsonLine[]; problems: Problem[] }> {
  if (!(content instanceof Uint8Array)) return { lines: [], problems: [content] };
  if (!path.endsWith(".parquet")) return parseJsonl(path, content);
  try {
    const rows = await readParquet(content);
    return { lines: rows.map((value, index) => ({ line: index + 1, value })), problems: [] };
  } catch (cause) {
    const message = `cannot be read as Parquet: ${(cause as Error).message.slice(0, 100)}`;
    return {
      lines: [],
      problems: [{ code: "no_parquet", path: `${path}:1:`, message, fix: "Write the file again; it may be cut off." }],
    };
  }
}

const FORMATS_KNOWN = "Use canonical rows (conversations), Gemini (contents) or OpenAI (messages).";

function describeKeys(value: unknown): string {
  if (!isObject(value)) return "the row is no object";
  return `the row has the keys ${Object.keys(value).slice(0, 6).join(", ")}, which no format has`;
}

/** What holds for rows that others made: no secret, nothing longer than the provider takes. */
function checkForeign(
  value: unknown,
  format: FormatName,
  report: (code: string, message: string, fix: string) => void,
) {
  const text = JSON.stringify(value);
  const secret = findSecret(text);
  if (secret !== undefined)
    report("secret", `holds what looks like a secret: ${secret}`, "Take it out, and revoke it: it was stored here.");
  const platform = format.startsWith("openai") ? "openai" : format.startsWith("gemini") ? "gemini" : undefined;
  const limit = platform === undefined ? undefined : longestExample(platform);
  // A token has at least one byte, so shorter rows need not be counted.
  if (platform === undefined || limit === undefined || Buffer.byteLength(text) <= limit) return;
  const { low } = countTokens(platform, value).band;
  if (low > limit)
    report(
      "limit",
      `has at least ${low} tokens; ${platform} takes ${limit} per example and cuts off the rest`,
      "Shorten or split the row.",
    );
}

const longest = new Map<string, number | undefined>();

/** The largest limit of a platform's models: what no model of it takes is wrong for all. */
function longestExample(platform: string): number | undefined {
  if (!longest.has(platform)) {
    const limits = loadCatalog().models.flatMap((model) =>
      model.platform === platform && model.limits.tokensPerExample !== null ? [model.limits.tokensPerExample] : [],
    );
    longest.set(platform, limits.length === 0 ? undefined : Math.max(...limits));
  }
  return longest.get(platform);
}

function isGenerated(value: Record<string, unknown>): boolean {
  return typeof value.trace === "string" && value.trace.startsWith('{"version":1,"kind"');
}

/** Told from the keys of a row. */
export function detectFormat(value: unknown): FormatName | undefined {
  if (!isObject(value)) return undefined;
  if ("conversations" in value) return "canonical";
  if ("completions" in value) return "gemini_preference";
  if ("preferred_output" in value || "non_preferred_output" in value) return "openai_preference";
  if ("contents" in value) return "gemini";
  if ("messages" in value)
    return typeof value.tools === "string" ? "trl" : typeof value.system === "string" ? "anthropic" : "openai";
  if ("text" in value) return "text";
  return undefined;
}
