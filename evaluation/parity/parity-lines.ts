/**
 * Cases as JSON lines: `{id, category, functions, calls, ground_truth}` in, `{id, valid, error_type}` out.
 * Calls may be written as the leaderboard does (`[{ "name": { … } }]`) or as `[{ "name": "…", "args": { … } }]`.
 */
import { FlanstackError, type Problem } from "../../primitives";
import { checkAst, type ParityVerdict } from "./ast-checker";
import { type PythonDict, type PythonValue, parsePythonJson } from "./python-json";
import { isDict, keysOf, lookUp, PythonException } from "./python-values";

export interface ParityLine {
  readonly id: PythonValue;
  readonly valid: boolean;
  readonly error_type: string | null;
}

/** Judges one line. @throws SyntaxError when the line is no case (no JSON, or a field is missing) */
export function scoreParityLine(line: string): ParityLine {
  const parsed = parsePythonJson(line);
  if (!isDict(parsed)) throw new SyntaxError("a case is a JSON object");
  const category = lookUp(parsed, "category");
  if (typeof category !== "string") throw new SyntaxError("a case wants a category");
  const functions = lookUp(parsed, "functions") ?? lookUp(parsed, "function");
  const calls = lookUp(parsed, "calls");
  if (calls === undefined) throw new SyntaxError("a case wants calls");
  const groundTruth = lookUp(parsed, "ground_truth");
  const isRelevance = category.includes("relevance");
  if (!isRelevance && (functions === undefined || groundTruth === undefined)) {
    throw new SyntaxError("a case wants functions and ground_truth");
  }
  const verdict = judgeParity(functions ?? null, calls, groundTruth ?? null, category);
  return { id: lookUp(parsed, "id") ?? null, valid: verdict.valid, error_type: verdict.errorType };
}

/**
 * Judges a stream of lines, one verdict per line, as it comes: memory does not grow with the number of cases.
 * @param onBadLine takes lines that are no case, which get no verdict; without it the first one throws
 */
export async function* scoreParityLines(
  lines: AsyncIterable<string> | Iterable<string>,
  onBadLine: (problem: Problem) => void = refuse,
): AsyncGenerator<string> {
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (line.trim() === "") continue;
    try {
      const { id, valid, error_type } = scoreParityLine(line);
      yield `{"id": ${renderId(id)}, "valid": ${valid}, "error_type": ${JSON.stringify(error_type)}}`;
    } catch (cause) {
      if (!(cause instanceof SyntaxError)) throw cause;
      onBadLine({
        code: "bad_parity_case",
        path: `line ${number}`,
        message: `Line ${number}: ${cause.message}.`,
        fix: "Write { id, category, functions, calls, ground_truth } per line.",
      });
    }
  }
}

function refuse(problem: Problem): never {
  throw new FlanstackError(problem.message, problem);
}

function renderId(id: PythonValue): string {
  return typeof id === "bigint" ? id.toString() : JSON.stringify(id);
}

/**
 * Judges one parsed case, relevance categories included. Where the checker itself would raise, the case is not valid and the
 * error type is `exception:` with the exception's name (or the runner's own name for calls in no format at all).
 */
export function judgeParity(
  functions: PythonValue,
  calls: PythonValue,
  groundTruth: PythonValue,
  category: string,
): ParityVerdict {
  const made = asLeaderboardCalls(calls);
  if (!category.includes("relevance") && !category.includes("java"))
    return judgeAst(functions, made, groundTruth, category);
  if (category.includes("irrelevance")) {
    return isEmptyOutput(made) ? { valid: true, errorType: null } : failed("irrelevance_error:decoder_success");
  }
  if (category.includes("relevance")) {
    return isEmptyOutput(made) ? failed("relevance_error:decoder_failed") : { valid: true, errorType: null };
  }
  throw new SyntaxError(`${category}: Java and JavaScript categories are not supported`);
}

function judgeAst(
  functions: PythonValue,
  made: PythonValue,
  groundTruth: PythonValue,
  category: string,
): ParityVerdict {
  try {
    return checkAst(functions, made, groundTruth, category);
  } catch (error) {
    if (!(error instanceof PythonException)) throw error;
    return failed(isCallFormat(made) ? `exception:${error.type}` : "ast_decoder:decoder_wrong_output_format");
  }
}

function failed(errorType: string): ParityVerdict {
  return { valid: false, errorType };
}

function asLeaderboardCalls(calls: PythonValue): PythonValue {
  if (!Array.isArray(calls)) return calls;
  if (!calls.some(isNamed)) return calls;
  return calls.map((call) => {
    if (!isNamed(call)) return call;
    return new Map([[lookUp(call, "name") as string, lookUp(call, "args") ?? lookUp(call, "arguments")!]]);
  });
}

/** `{ name: "…", args | arguments: { … } }`; the leaderboard's own form has one key, the function's name. */
function isNamed(call: PythonValue): call is PythonDict {
  if (!isDict(call) || typeof lookUp(call, "name") !== "string" || keysOf(call).length !== 2) return false;
  return isDict(lookUp(call, "args") ?? lookUp(call, "arguments") ?? null);
}

function isCallFormat(calls: PythonValue): calls is PythonDict[] {
  return (
    Array.isArray(calls) &&
    calls.every((call) => isDict(call) && keysOf(call).length === 1 && isDict(lookUp(call, keysOf(call)[0]!)!))
  );
}

/** What is in no call format, or holds no call, counts as no call. */
function isEmptyOutput(calls: PythonValue): boolean {
  return !isCallFormat(calls) || calls.length === 0;
}
