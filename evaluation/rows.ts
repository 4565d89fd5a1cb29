/** Canonical examples → rows to evaluate: one per assistant turn that is trained on, with the gold history before it. */
import { z } from "zod";
import type { Agent } from "../agents/contract";
import { parseReactTools } from "../datasets";
import type { ToolCall, ToolDeclaration } from "../inference";
import { FlanstackError, hashFraction, type Problem } from "../primitives";
import { type CanonicalMessage, isSaidByUser, parseAssistant, type Rendering, toTurns } from "./canonical-turns";
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
  frame_id: z.string().min(1).optional().catch(undefined),
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
  kind: z.string().default(""),
  masked: z.record(z.string(), z.string()).default({}),
  calls: z
    .array(
      z.object({
        name: z.string(),
        arguments: z.record(z.string(), z.json()),
        observation: z.json(),
        event: z.enum(["mistake", "fault"]).optional(),
      }),
    )
    .default([]),
  texts: z
    .array(
      z.object({
        turn: z.number().int(),
        decision: z.enum(["answer", "partial", "ask", "refuse"]),
        required: z.array(z.string()),
      }),
    )
    .default([]),
  accept: z
    .array(
      z.object({
        turn: z.number().int(),
        calls: z.array(z.object({ name: z.string(), arguments: z.record(z.string(), z.json()) })),
      }),
    )
    .default([]),
});

type TraceShape = z.infer<typeof traceShape>;

export interface RowOptions {
  /**
   * `all`: every assistant turn that is trained on. `one`: one per example, chosen by a fixed hash of its id, so that rows
   * are as independent as examples and a run costs one call each. Default `all`.
   */
  readonly steps?: "all" | "one";
  /** Parameters whose text the model writes itself, as `tool.parameter` (own names); see `composedParameters`. */
  readonly composed?: ReadonlySet<string>;
}

/** The parameters of an agent that hold the model's own words. */
export function composedParameters(agent: Pick<Agent, "tools">): Set<string> {
  return new Set(agent.tools.flatMap((tool) => (tool.composed ?? []).map((parameter) => `${tool.name}.${parameter}`)));
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
      read.push({
        example,
        steps: chosen(stepsOf(example, options.composed ?? new Set()), example.id, options.steps ?? "all"),
      });
    } catch (error) {
      problems.push({
        code: "bad_evaluation_row",
        path: `${source}:${index + 1}`,
        message: `The row cannot be evaluated: ${whyUnreadable(error)}.`,
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

/**
 * All steps of one canonical example, with its own family as cluster: what a stream reads, where twins are tied afterwards.
 * @throws ZodError, SyntaxError or FlanstackError when it cannot be read; `whyUnreadable` puts that in words
 */
export function rowsOfExample(value: unknown, composed: (agent: string) => ReadonlySet<string>): EvaluationRow[] {
  const example = canonicalRow.parse(value);
  const cluster = `${example.agent}/${example.family}`;
  return stepsOf(example, composed(example.agent)).map((step) => ({ ...step, cluster }));
}

type Step = Pick<EvaluationRow, "hallucinationType">;

/** The step of an example that `steps: "one"` asks. */
export function chosenStep<T extends Step>(steps: readonly T[], exampleId: string): T | undefined {
  return chosen(steps, exampleId, "one")[0];
}

/** Of an example that ends in what a model must not do, a step of that end: what was served before is there to lead up to it. */
function chosen<T extends Step>(steps: readonly T[], id: string, which: "all" | "one"): readonly T[] {
  if (which === "all" || steps.length === 0) return steps;
  const decisive = steps.filter(({ hallucinationType }) => hallucinationType !== null);
  const of = decisive.length > 0 ? decisive : steps;
  return [of[Math.floor(hashFraction("evaluation-step", id) * of.length)]!];
}

const TEXT_RENDERING = "react_text";

/** A canonical example, read: what free running plays. */
export interface CanonicalExample {
  readonly id: string;
  readonly agent: string;
  readonly rendering: Rendering;
  readonly system: string | undefined;
  /** All messages, the system message included: positions are those of the trace. */
  readonly messages: readonly CanonicalMessage[];
  readonly tools: readonly ToolDeclaration[];
  readonly trace: TraceShape;
}

/** Reads one canonical row. @throws ZodError or SyntaxError when it is none */
export function parseExample(value: unknown): CanonicalExample {
  return readExample(canonicalRow.parse(value));
}

function readExample(row: CanonicalRow): CanonicalExample {
  const rendering = row.tags.includes(TEXT_RENDERING) ? "text" : "native";
  const messages = row.conversations;
  const system = messages[0]?.role === "system" ? messages[0].content : undefined;
  const shown = declarations.parse(JSON.parse(row.tools)) as ToolDeclaration[];
  const tools = rendering === "text" && shown.length === 0 ? (parseReactTools(system ?? "") ?? []) : shown;
  const trace = traceShape.parse(JSON.parse(row.trace));
  return { id: row.id, agent: row.agent, rendering, system, messages, tools, trace };
}

function stepsOf(example: CanonicalRow, composed: ReadonlySet<string>): Omit<EvaluationRow, "cluster">[] {
  const { rendering, system, tools, trace } = readExample(example);
  const messages = example.conversations;
  const start = system === undefined ? 0 : 1;
  const lastRequest = messages.findLastIndex((message) => isSaidByUser(message, rendering));
  return messages.flatMap((message, position) => {
    if (message.role !== "assistant" || message.loss === false) return [];
    const id = `${example.id}#${position}`;
    const turns = toTurns(messages.slice(start, position), rendering);
    return [
      {
        id,
        exampleId: example.id,
        agent: example.agent,
        type: example.type,
        kind: trace.kind,
        hallucinationType: position < lastRequest ? null : example.hallucination_type,
        family: example.family,
        ...(example.frame_id === undefined ? {} : { frame: example.frame_id }),
        tags: example.tags,
        difficulty: example.difficulty,
        rendering,
        tools,
        composed: shownComposed(tools, composed, trace.masked),
        request: { exampleId: id, system, turns, tools: rendering === "native" ? tools : [] },
        gold: goldOf(parseAssistant(message.content, rendering), trace, position),
      },
    ];
  });
}

/** The same parameters under the names that this row shows. */
function shownComposed(
  tools: readonly ToolDeclaration[],
  composed: ReadonlySet<string>,
  masked: { readonly [shown: string]: string },
): string[] {
  return tools.flatMap((tool) =>
    Object.keys((tool.parameters.properties ?? {}) as object)
      .map((parameter) => `${tool.name}.${parameter}`)
      .filter((shown) => composed.has(masked[shown] ?? shown)),
  );
}

function goldOf(said: ReturnType<typeof parseAssistant>, trace: TraceShape, position: number): Gold {
  const { text, calls } = said;
  if (calls.length > 0) {
    // Each accepted call replaces the single call of its turn.
    const accepted = trace.accept.filter(({ turn }) => turn === position).flatMap((accept) => accept.calls);
    const alternatives = accepted.map((call): ToolCall[] => [{ name: call.name, args: call.arguments }]);
    return { decision: "call", calls: [calls, ...alternatives], text, required: [] };
  }
  const stated = trace.texts.find(({ turn }) => turn === position);
  return { decision: decisionFor(stated?.decision, text), calls: [], text, required: stated?.required ?? [] };
}

/** An honest partial result is an answer; rows that state nothing are read. */
function decisionFor(stated: TraceShape["texts"][number]["decision"] | undefined, text: string): Decision {
  if (stated === undefined) return decisionOfText(text);
  return stated === "partial" ? "answer" : stated;
}

/** Why an example could not be read, in words. */
export function whyUnreadable(error: unknown): string {
  if (error instanceof z.ZodError) {
    const issue = error.issues[0]!;
    return `${issue.path.join(".") || "the row"}: ${issue.message}`;
  }
  return error instanceof Error ? error.message : String(error);
}
