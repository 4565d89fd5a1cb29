/** Reads a Gemini training file as the service would: every line must be an example; the first faults are reported by line. */
import type { TrainingExample } from "../learner/memory";
import { live, type StoredObject } from "../storage/object-resource";
import type { Transaction } from "../store/transaction";
import { exampleOf, type WireConversation } from "./conversation";

export interface TrainingFile {
  readonly blob: string;
  readonly bytes: number;
  readonly examples: number;
  /** Estimated: four characters to a token. */
  readonly tokens: number;
  readonly characters: number;
  /** 1-based numbers of examples above the token limit, at most ten of them, and how many there are. */
  readonly truncated: readonly number[];
  readonly truncatedCount: number;
  readonly problems: readonly string[];
}

const KEYS = new Set([
  "contents",
  "systemInstruction",
  "system_instruction",
  "tools",
  "toolConfig",
  "tool_config",
  "labels",
  "generationConfig",
  "references",
]);
const REPORTED = 10;

/** The bytes of a `gs://` address; `undefined` when the object is missing. */
export function openObject(state: Transaction, uri: string): StoredObject | undefined {
  const match = /^gs:\/\/([^/]+)\/(.+)$/.exec(uri);
  return match === null ? undefined : state.get<StoredObject>(live(match[1]!), match[2]!);
}

export function readTrainingFile(
  state: Transaction,
  object: StoredObject,
  tokensPerExample: number,
  problemsOf: (line: string) => string[] = lineProblems,
): TrainingFile {
  const text = state.readBlob(object.blob).toString("utf8");
  const problems: string[] = [];
  const truncated: number[] = [];
  let examples = 0;
  let tokens = 0;
  text.split("\n").forEach((line, index) => {
    if (line.trim() === "") return;
    examples += 1;
    const count = Math.ceil(line.length / 4);
    tokens += Math.min(count, tokensPerExample);
    if (count > tokensPerExample) truncated.push(examples);
    if (problems.length >= REPORTED) return;
    for (const problem of problemsOf(line)) problems.push(`line ${index + 1}: ${problem}`);
  });
  return {
    blob: object.blob,
    bytes: Number(object.size),
    examples,
    tokens,
    characters: text.length,
    truncated: truncated.slice(0, REPORTED),
    truncatedCount: truncated.length,
    problems,
  };
}

/** The examples of a file that was accepted. */
export function loadExamples(bytes: Buffer): TrainingExample[] {
  return bytes
    .toString("utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const value = JSON.parse(line) as WireConversation & { system_instruction?: Record<string, unknown> };
      return exampleOf({ ...value, systemInstruction: value.systemInstruction ?? value.system_instruction });
    });
}

/** What is wrong with one line of a supervised training file; empty when it is an example. */
export function lineProblems(line: string): string[] {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return ["not valid JSON"];
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return ["not a JSON object"];
  const unknown = Object.keys(value).filter((key) => !KEYS.has(key));
  if (unknown.length > 0) return [`unknown field "${unknown[0]}"`];
  const { contents } = value as { contents?: unknown };
  if (!Array.isArray(contents) || contents.length === 0) return ["contents must be a list with at least one turn"];
  const problem = contents
    .map((content, index) => contentProblem(content, index, contents))
    .find((found) => found !== undefined);
  if (problem !== undefined) return [problem];
  if ((contents.at(-1) as { role: string }).role !== "model") return ["the last turn must have the role model"];
  return [];
}

function contentProblem(content: unknown, index: number, contents: readonly unknown[]): string | undefined {
  const where = `contents[${index}]`;
  if (typeof content !== "object" || content === null) return `${where} must be an object`;
  const { role, parts } = content as { role?: unknown; parts?: unknown };
  if (role !== "user" && role !== "model") return `${where}.role must be user or model`;
  if (index === 0 && role !== "user") return "the first turn must have the role user";
  if (index > 0 && (contents[index - 1] as { role?: unknown }).role === role)
    return `${where}.role must alternate between user and model`;
  if (!Array.isArray(parts) || parts.length === 0) return `${where}.parts must be a list with at least one part`;
  for (const part of parts as Record<string, unknown>[]) {
    const kinds = ["text", "functionCall", "functionResponse", "inlineData", "fileData"].filter(
      (kind) => part?.[kind] !== undefined,
    );
    if (kinds.length !== 1)
      return `${where}.parts: each part has exactly one of text, functionCall, functionResponse, inlineData, fileData`;
    const inner = part[kinds[0]!] as Record<string, unknown>;
    if (kinds[0] === "text" && typeof part.text !== "string") return `${where}.parts.text must be a text`;
    if (
      kinds[0] === "functionCall" &&
      (typeof inner.name !== "string" || (inner.args !== undefined && !isPlainObject(inner.args)))
    ) {
      return `${where}.parts.functionCall needs a name and args as an object`;
    }
    if (kinds[0] === "functionCall" && role !== "model") return `${where}: a functionCall belongs to the role model`;
    if (
      kinds[0] === "functionResponse" &&
      (role !== "user" || typeof inner.name !== "string" || !isPlainObject(inner.response))
    ) {
      return `${where}.parts.functionResponse belongs to the role user and needs a name and a response object`;
    }
  }
  return undefined;
}

function isPlainObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
