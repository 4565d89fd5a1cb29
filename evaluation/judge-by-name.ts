/** The user's own scorer by its name in a command or a setting: a module with a function, a promptfoo file, or a command. */
import { resolve } from "node:path";
import { FlanstackError } from "../primitives";
import type { AnsweredArm } from "./evaluate-arms";
import { judgeWithPromptfoo } from "./judge-with-promptfoo";
import { type JudgeFunction, type Judgement, judgeWithCommand, judgeWithFunction } from "./own-scorer";
import type { EvaluationRow } from "./row";

export type Judge = (rows: readonly EvaluationRow[], arm: AnsweredArm) => Promise<Judgement>;

/**
 * @param name `judge.ts`, `.js`, `.cjs` or `.mjs`: its default export, or `judge`, is called with row and prediction;
 *   `.yaml` or `.yml`: assertions that promptfoo runs; anything else: a command that reads and writes JSON lines
 */
export async function judgeOf(name: string, cwd: string): Promise<Judge> {
  if (/\.ya?ml$/.test(name)) return (rows, arm) => judgeWithPromptfoo(resolve(cwd, name), rows, arm.predictions);
  if (!/^\S+\.[cm]?[jt]s$/.test(name)) {
    const [program, ...args] = name.split(/\s+/).filter((word) => word !== "");
    if (program === undefined) throw badScorer(name, "It is empty.");
    return (rows, arm) => judgeWithCommand([program, ...args], rows, arm.predictions, { cwd });
  }
  const judge = await load(name, cwd);
  return (rows, arm) => judgeWithFunction(judge, rows, arm.predictions);
}

async function load(name: string, cwd: string): Promise<JudgeFunction> {
  let loaded: { default?: unknown; judge?: unknown };
  try {
    loaded = await import(resolve(cwd, name));
  } catch (cause) {
    throw badScorer(name, `It cannot be loaded: ${(cause as Error).message.split("\n")[0]}`, cause);
  }
  const inner = loaded.default as { default?: unknown; judge?: unknown } | undefined;
  const judge = [loaded.judge, inner?.judge, inner?.default, inner].find((each) => typeof each === "function");
  if (judge === undefined) throw badScorer(name, "It exports no function.");
  return judge as JudgeFunction;
}

function badScorer(name: string, why: string, cause?: unknown): FlanstackError {
  return new FlanstackError(`The scorer ${name} cannot be used. ${why}`, {
    code: "bad_scorer",
    path: "--scorer",
    fix: "Export a function (row, prediction) => boolean as default, or give a command or a promptfoo file.",
    cause,
  });
}

/** The file that a scorer's name stands for; `undefined` for a command. */
export function scorerFile(name: string): string | undefined {
  return /^\S+\.([cm]?[jt]s|ya?ml)$/.test(name) ? name : undefined;
}
