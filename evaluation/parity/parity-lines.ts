/**
 * Cases as JSON lines: `{id, category, functions, calls, ground_truth}` in, `{id, valid, error_type}` out.
 * Calls may be written as the leaderboard does (`[{ "name": { … } }]`) or as `[{ "name": "…", "args": { … } }]`.
 */
import { checkAst, type ParityVerdict } from "./ast-checker";
import { type PythonDict, type PythonValue, parsePythonJson } from "./python-json";
import { PythonException } from "./python-values";

export interface ParityLine {
  readonly id: PythonValue;
  readonly valid: boolean;
  readonly error_type: string | null;
}

/** Judges one line. @throws SyntaxError when the line is no case (no JSON, or a field is missing) */
export function scoreParityLine(line: string): ParityLine {
  const parsed = parsePythonJson(line);
  if (!(parsed instanceof Map)) throw new SyntaxError("a case is a JSON object");
  const category = parsed.get("category");
  if (typeof category !== "string") throw new SyntaxError("a case wants a category");
  const functions = parsed.get("functions") ?? parsed.get("function");
  const calls = parsed.get("calls");
  if (calls === undefined) throw new SyntaxError("a case wants calls");
  const groundTruth = parsed.get("ground_truth");
  const isRelevance = category.includes("relevance");
  if (!isRelevance && (functions === undefined || groundTruth === undefined)) {
    throw new SyntaxError("a case wants functions and ground_truth");
  }
  const verdict = judgeParity(functions ?? null, calls, groundTruth ?? null, category);
  return { id: parsed.get("id") ?? null, valid: verdict.valid, error_type: verdict.errorType };
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
  if (category.includes("irrelevance")) {
    return isEmptyOutput(made) ? { valid: true, errorType: null } : failed("irrelevance_error:decoder_success");
  }
  if (category.includes("relevance")) {
    return isEmptyOutput(made) ? failed("relevance_error:decoder_failed") : { valid: true, errorType: null };
  }
  if (category.includes("java")) {
    throw new SyntaxError(`${category}: Java and JavaScript categories are not supported`);
  }
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
  return calls.map((call) => {
    if (!(call instanceof Map) || call.size !== 2) return call;
    const name = call.get("name");
    const args = call.get("args") ?? call.get("arguments");
    return typeof name === "string" && args instanceof Map ? (new Map([[name, args]]) as PythonDict) : call;
  });
}

function isCallFormat(calls: PythonValue): calls is PythonDict[] {
  return (
    Array.isArray(calls) &&
    calls.every((call) => call instanceof Map && call.size === 1 && [...call.values()][0] instanceof Map)
  );
}

/** What is in no call format, or holds no call, counts as no call. */
function isEmptyOutput(calls: PythonValue): boolean {
  return !isCallFormat(calls) || calls.length === 0;
}
