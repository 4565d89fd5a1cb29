/** Canonical examples → rows to evaluate: one per assistant turn that is trained on, with the gold history before it. */
import { z } from "zod";
import type { ToolCall, ToolDeclaration } from "../inference";
import { FlanstackError, hashFraction, type Problem } from "../primitives";
import { parseAssistant, toTurns } from "./canonical-turns";
import { clusterIds } from "./clusters";
import { decisionOfText } from "./decision";
import type { Decision, EvaluationRow, Gold } from "./row";

const canonicalRow = z.object({
  id: z.string().min(1),
  type: z.string(),
  agent: z.string(),
  hallucination_type: z.string().nullable(),
  conversations: z
    .array(
      z.object({
        role: z.enum(["system", "user", "assistant", "tool"]),
        content: z.string(),
        loss: z.boolean().nullable(),
      }),
    )
    .min(2),
  tools: z.string(),
  trace: z.string(),
  tags: z.array(z.string()),
  family: z.string(),
  difficulty: z.string(),
});

type CanonicalRow = z.infer<typeof canonicalRow>;

const declarations = z.array(
  z.union([
    z.object({ name: z.string(), description: z.string(), parameters: z.record(z.string(), z.unknown()) }),
    z
      .object({
        function: z.object({
          name: z.string(),
          description: z.string(),
          parameters: z.record(z.string(), z.unknown()),
        }),
      })
      .transform((wrapped) => wrapped.function),
  ]),
);

const traceShape = z.object({
  decision: z.enum(["call", "ask", "refuse", "answer"]).optional(),
  accept: z
    .array(z.object({ turn: z.number().int(), calls: z.array(z.object({ name: z.string(), arguments: z.any() })) }))
    .optional(),
});

export interface RowOptions {
  /**
   * `all`: every assistant turn that is trained on. `one`: one per example, chosen by a fixed hash of its id, so that rows
   * are as independent as examples and a run costs one call each. Default `all`.
   */
  readonly steps?: "all" | "one";
}

/**
 * Reads canonical rows (one JSON value each).
 * @param examples parsed lines of `<agent>_val.jsonl` or of a test file
 * @param source what to call them in problems: the file's name
 * @throws FlanstackError with every row that cannot be read
 */
export function evaluationRows(
  examples: readonly unknown[],
  source: string,
  options: RowOptions = {},
): EvaluationRow[] {
  const problems: Problem[] = [];
  const read: { example: CanonicalRow; steps: readonly Omit<EvaluationRow, "cluster">[] }[] = [];
  for (const [index, value] of examples.entries()) {
    try {
      const example = canonicalRow.parse(value);
      read.push({ example, steps: chosen(stepsOf(example), example.id, options.steps ?? "all") });
    } catch (error) {
      problems.push({
        code: "bad_evaluation_row",
        path: `${source}:${index + 1}`,
        message: `The row cannot be evaluated: ${reasonOf(error)}.`,
        fix: "Build the data again, or correct the row; `flanstack data verify` checks the whole file.",
      });
    }
  }
  if (problems.length > 0) throw FlanstackError.fromProblems(source, problems);
  const clusters = clusterIds(read.map(({ example }) => example));
  return read.flatMap(({ example, steps }) =>
    steps.map((step) => ({ ...step, cluster: `${example.agent}/${clusters.get(example.id)!}` })),
  );
}

function chosen<T>(steps: readonly T[], id: string, which: "all" | "one"): readonly T[] {
  if (which === "all" || steps.length === 0) return steps;
  return [steps[Math.floor(hashFraction("evaluation-step", id) * steps.length)]!];
}

function stepsOf(example: CanonicalRow): Omit<EvaluationRow, "cluster">[] {
  const tools = declarations.parse(JSON.parse(example.tools)) as ToolDeclaration[];
  const trace = traceShape.parse(JSON.parse(example.trace));
  const messages = example.conversations;
  const [first] = messages;
  const system = first?.role === "system" ? first.content : undefined;
  const spoken = system === undefined ? messages : messages.slice(1);
  return spoken.flatMap((message, position) => {
    if (message.role !== "assistant" || message.loss === false) return [];
    const id = `${example.id}#${position}`;
    const turn = parseAssistant(message.content);
    const accepted = (trace.accept ?? []).filter((accept) => accept.turn === position);
    return [
      {
        id,
        exampleId: example.id,
        agent: example.agent,
        type: example.type,
        hallucinationType: example.hallucination_type,
        family: example.family,
        tags: example.tags,
        difficulty: example.difficulty,
        request: { exampleId: id, system, turns: toTurns(spoken.slice(0, position)), tools },
        gold: goldOf(
          turn,
          accepted.map(({ calls }) => calls.map((call): ToolCall => ({ name: call.name, args: call.arguments }))),
          position === spoken.length - 1 ? trace.decision : undefined,
        ),
      },
    ];
  });
}

function goldOf(
  turn: { readonly text: string; readonly calls: readonly ToolCall[] },
  accepted: readonly (readonly ToolCall[])[],
  stated: Decision | undefined,
): Gold {
  if (turn.calls.length > 0) return { decision: "call", calls: [turn.calls, ...accepted], text: turn.text };
  return { decision: stated ?? decisionOfText(turn.text), calls: [], text: turn.text };
}

function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) {
    const issue = error.issues[0]!;
    return `${issue.path.join(".") || "the row"}: ${issue.message}`;
  }
  return error instanceof Error ? error.message : String(error);
}
