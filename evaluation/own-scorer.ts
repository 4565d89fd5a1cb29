/** The user's own judgement of what is solved: a function, or a command that reads and writes JSON lines. It decides when present. */
import { spawn } from "node:child_process";
import type { Prediction } from "../inference";
import { digestOf, FlanstackError, type Problem } from "../primitives";
import type { EvaluationRow } from "./row";

/** Row id → solved. */
export type Judgement = ReadonlyMap<string, boolean>;

export type JudgeFunction = (row: EvaluationRow, prediction: Prediction) => boolean | Promise<boolean>;

/** @throws FlanstackError naming every row for which the function threw or gave something else than true or false */
export async function judgeWithFunction(
  judge: JudgeFunction,
  rows: readonly EvaluationRow[],
  predictions: readonly Prediction[],
): Promise<Judgement> {
  const judged = new Map<string, boolean>();
  const problems: Problem[] = [];
  for (const [index, row] of rows.entries()) {
    try {
      const solved: unknown = await judge(row, predictions[index]!);
      if (typeof solved !== "boolean") throw new TypeError(`gave ${typeof solved} instead of true or false`);
      judged.set(row.id, solved);
    } catch (error) {
      problems.push(badJudgement(row.id, error instanceof Error ? error.message : String(error)));
    }
  }
  if (problems.length > 0) throw FlanstackError.fromProblems("own scorer", problems);
  return judged;
}

/**
 * Runs a command once for all rows: it reads `{ id, row, prediction }` per line and writes `{ id, solved }` per line.
 * @param command program and arguments; no shell is involved
 * @throws FlanstackError when it fails, takes too long, or leaves a row without a judgement
 */
export async function judgeWithCommand(
  command: readonly [program: string, ...args: string[]],
  rows: readonly EvaluationRow[],
  predictions: readonly Prediction[],
  options: { readonly timeoutMs?: number; readonly cwd?: string } = {},
): Promise<Judgement> {
  const input = rows.map((row, index) => JSON.stringify({ id: row.id, row, prediction: predictions[index] }));
  const output = await run(command, `${input.join("\n")}\n`, options);
  const judged = new Map<string, boolean>();
  const problems: Problem[] = [];
  for (const [index, line] of output.split("\n").entries()) {
    if (line.trim() === "") continue;
    const judgement = parseJudgement(line);
    if (judgement === undefined)
      problems.push(badJudgement(`line ${index + 1}`, `is no { id, solved }: ${line.slice(0, 80)}`));
    else judged.set(judgement.id, judgement.solved);
  }
  for (const row of rows) if (!judged.has(row.id)) problems.push(badJudgement(row.id, "has no judgement"));
  if (problems.length > 0) throw FlanstackError.fromProblems(command.join(" "), problems);
  return judged;
}

/**
 * The digest by which rows are locked: what models see and what counts as right, in any order of rows.
 * It stands in `flanstack.lock`, so that rows cannot change unseen.
 */
export function rowsDigest(rows: readonly EvaluationRow[]): string {
  const each = rows.map(({ request, gold, tools, rendering }) => digestOf({ request, gold, tools, rendering }));
  return digestOf(each.sort());
}

/** @throws FlanstackError when the rows are not those that were locked */
export function checkLocked(agent: string, rows: readonly EvaluationRow[], locked: string): void {
  const digest = rowsDigest(rows);
  if (digest === locked) return;
  throw new FlanstackError(
    `${agent}: the locked evaluation rows changed (${locked.slice(0, 12)} → ${digest.slice(0, 12)})`,
    {
      code: "locked_rows_changed",
      path: agent,
      fix: "Restore the rows, or lock the new ones on purpose: scores before and after do not compare.",
    },
  );
}

function parseJudgement(line: string): { id: string; solved: boolean } | undefined {
  try {
    const { id, solved } = JSON.parse(line) as { id?: unknown; solved?: unknown };
    return typeof id === "string" && typeof solved === "boolean" ? { id, solved } : undefined;
  } catch {
    return undefined;
  }
}

function badJudgement(path: string, what: string): Problem {
  return {
    code: "bad_judgement",
    path,
    message: `The own scorer ${what}.`,
    fix: "Let it say true or false for every row.",
  };
}

function run(
  command: readonly [string, ...string[]],
  input: string,
  { timeoutMs = 600_000, cwd }: { readonly timeoutMs?: number; readonly cwd?: string },
): Promise<string> {
  const [program, ...args] = command;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ["pipe", "pipe", "pipe"], timeout: timeoutMs });
    let output = "";
    let complaint = "";
    const failed = (why: string, cause?: unknown) =>
      reject(
        new FlanstackError(`The own scorer ${why}${complaint === "" ? "" : `: ${complaint.trim().slice(-300)}`}`, {
          code: "own_scorer_failed",
          path: program,
          fix: "Run it by hand on one line to see what it says.",
          cause,
        }),
      );
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.stderr.on("data", (chunk: Buffer) => {
      complaint += chunk.toString();
    });
    child.on("error", (error) => failed(`could not be started (${error.message})`, error));
    child.on("close", (code, signal) => {
      if (signal !== null) failed(`was stopped by ${signal} (limit ${timeoutMs} ms)`);
      else if (code !== 0) failed(`ended with ${code}`);
      else resolve(output);
    });
    // A scorer that ends early closes the pipe; its exit code says why.
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });
}
