/** Results files as `flanstack eval` and `flanstack start` write them. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import type { EvaluationResults } from "../evaluation";
import { FlanstackError } from "../primitives";
import type { CliContext } from "./context";

const results = z.looseObject({
  version: z.literal(1),
  stack: z.string(),
  evaluatedAt: z.string(),
  isSimulated: z.boolean(),
  rowsFrom: z.enum(["validation", "test", "own"]),
  agents: z
    .array(
      z.looseObject({
        agent: z.string(),
        verdict: z.looseObject({ decision: z.enum(["promote", "hold", "inconclusive"]) }).nullable(),
        arms: z.array(z.looseObject({ name: z.string() })).min(1),
        evidence: z.looseObject({}).optional(),
        outcomes: z.looseObject({ ids: z.array(z.string()) }).optional(),
      }),
    )
    .min(1),
});

/** @throws FlanstackError when there is no such file or it holds no results */
export function readResults(context: Pick<CliContext, "cwd">, file: string): EvaluationResults {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(resolve(context.cwd, file), "utf8"));
  } catch (cause) {
    throw new FlanstackError(`${file} cannot be read: ${(cause as Error).message}`, {
      code: "results_unreadable",
      path: file,
      fix: "Give a results file of `flanstack eval` (--out), or .flanstack/results.json.",
      cause,
    });
  }
  // `flanstack start` keeps its screen beside the evaluation.
  const inner = typeof value === "object" && value !== null && "evaluation" in value ? value.evaluation : value;
  const parsed = results.safeParse(inner);
  if (parsed.success) return inner as EvaluationResults;
  const issue = parsed.error.issues[0]!;
  throw new FlanstackError(`${file} holds no evaluation results: ${issue.path.join(".") || "file"}: ${issue.message}`, {
    code: "results_unreadable",
    path: file,
    fix: "Give a results file of `flanstack eval` (--out), or .flanstack/results.json.",
  });
}

/** Whether a file is meant as results: answers are JSON lines. */
export function looksLikeResults(file: string): boolean {
  return file.endsWith(".json");
}
