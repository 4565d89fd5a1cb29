/**
 * The forgetting guardrail: cases nobody here wrote, from the user's own copy of the Berkeley Function-Calling Leaderboard's
 * files. Nothing of them is stored; they are read where they lie and judged as the leaderboard's checker does.
 */
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import type { Prediction, ToolCall, ToolDeclaration, Turn } from "../../inference";
import { FlanstackError, hashFraction, type Json, type Problem } from "../../primitives";
import { judgeParity } from "../parity/parity-lines";
import { PythonFloat, type PythonValue, parsePythonJson } from "../parity/python-json";
import { asDict, lookUp } from "../parity/python-values";
import type { EvaluationRow, Gold } from "../row";
import { caseRow } from "./case-row";
import type { CaseSet } from "./case-set";

const functionShape = z.object({
  name: z.string().min(1),
  description: z.string().default(""),
  parameters: z.record(z.string(), z.json()).default({ type: "dict", properties: {} }),
});

const caseShape = z.object({
  id: z.string().min(1),
  /** Turns of messages; only cases of one turn are taken. */
  question: z.tuple([z.array(z.object({ role: z.enum(["system", "user", "assistant"]), content: z.string() })).min(1)]),
  function: z.union([z.array(functionShape), functionShape.transform((one) => [one])]),
});

interface Expected {
  readonly category: string;
  readonly functions: PythonValue;
  readonly groundTruth: PythonValue;
  /** The name that was shown → the function's own. */
  readonly names: ReadonlyMap<string, string>;
}

export interface ForgettingOptions {
  /** Text of a file; undefined when there is none. */
  readonly read: (path: string) => string | undefined;
  /** At most so many cases, the same ones on every run. */
  readonly rows?: number;
}

/** So many are asked of each model; live and irrelevance together hold some 3,000. */
export const FORGETTING_ROWS = 400;
const RULE = { wrong: "cases wrong", weighs: "guardrail", margin: 0.05, minimumRows: 120 } as const;

/**
 * Reads question files (`BFCL_v4_live_simple.json` and the like). What is right stands in each row's `ground_truth`, or in the
 * file of the same name in `possible_answer/` beside it; irrelevance and relevance cases need none.
 * @throws FlanstackError with every file and case that cannot be used
 */
export function forgettingSet(files: readonly string[], { read, rows = FORGETTING_ROWS }: ForgettingOptions): CaseSet {
  const problems: Problem[] = [];
  const expected = new Map<string, Expected>();
  const all: EvaluationRow[] = [];
  for (const file of files) {
    const text = read(file);
    if (text === undefined) {
      problems.push(problem(file, "it cannot be read"));
      continue;
    }
    const answers = answersIn(read(join(dirname(file), "possible_answer", basename(file))));
    for (const [index, line] of text.split("\n").entries()) {
      if (line.trim() === "") continue;
      const made = readCase(line, answers);
      if (typeof made === "string") problems.push(problem(`${file}:${index + 1}`, made));
      else if (expected.has(made.row.id)) problems.push(problem(`${file}:${index + 1}`, "its id stands there twice"));
      else {
        expected.set(made.row.id, made.expected);
        all.push(made.row);
      }
    }
  }
  if (problems.length > 0) throw FlanstackError.fromProblems("--forgetting", problems);
  return {
    name: "forgetting",
    rows: sample(all, rows),
    rules: [RULE],
    isRight: (row, answer) => isRight(expected.get(row.id)!, answer),
  };
}

function problem(path: string, why: string): Problem {
  return {
    code: "bad_forgetting_case",
    path,
    message: `${path}: ${why}.`,
    fix: "Name question files of bfcl-eval (data/BFCL_v4_live_simple.json …), with possible_answer/ beside them.",
  };
}

function sample(rows: readonly EvaluationRow[], most: number): EvaluationRow[] {
  const drawn = [...rows].sort(
    (left, right) => hashFraction("forgetting", left.id) - hashFraction("forgetting", right.id),
  );
  const chosen = new Set(drawn.slice(0, most));
  return rows.filter((row) => chosen.has(row));
}

function answersIn(text: string | undefined): Map<string, PythonValue> {
  const answers = new Map<string, PythonValue>();
  for (const line of (text ?? "").split("\n")) {
    if (line.trim() === "") continue;
    const answer = asDict(parsePythonJson(line));
    answers.set(String(lookUp(answer, "id")), lookUp(answer, "ground_truth") ?? null);
  }
  return answers;
}

/** What the leaderboard checks by its AST rules in Python, and what it checks by whether there is a call at all. */
const CATEGORIES = /^(?:live_)?(?:simple(?:_python)?|multiple|parallel|parallel_multiple|irrelevance|relevance)$/;

/** A case, or why it is none. */
function readCase(line: string, answers: ReadonlyMap<string, PythonValue>) {
  let exact: PythonValue;
  let parsed: z.ZodSafeParseResult<z.infer<typeof caseShape>>;
  try {
    exact = parsePythonJson(line);
    parsed = caseShape.safeParse(JSON.parse(line));
  } catch {
    return "it is no JSON";
  }
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return `${issue!.path.join(".") || "the case"}: ${issue!.message}`;
  }
  const { id, question, function: functions } = parsed.data;
  const category = id.replace(/_\d[\d-]*$/, "");
  if (!CATEGORIES.test(category)) return `cases of ${category} are not supported`;
  const groundTruth = lookUp(asDict(exact), "ground_truth") ?? answers.get(id);
  if (groundTruth === undefined && !category.includes("relevance")) return `there is no ground_truth for ${id}`;
  const own = lookUp(asDict(exact), "function")!;
  const names = new Map(functions.map(({ name }) => [shownName(name), name]));
  const row = caseRow({
    id: `forgetting/${id}`,
    agent: "forgetting",
    set: "forgetting",
    part: category,
    cluster: clusterOf(id, category),
    system: question[0].flatMap(({ role, content }) => (role === "system" ? [content] : [])).join("\n") || undefined,
    turns: question[0].flatMap(turnOf),
    tools: functions.map(declarationOf),
    gold: goldOf(category, groundTruth),
  });
  const list: PythonValue = Array.isArray(own) ? own : [own];
  return { row, expected: { category, functions: list, groundTruth: groundTruth ?? null, names } };
}

/** `live_simple_12-3-1`: cases with the same second number ask about the same functions. */
function clusterOf(id: string, category: string): string {
  const group = /_\d+-(\d+)-\d+$/.exec(id)?.[1];
  return group === undefined ? id : `${category}-${group}`;
}

function turnOf({ role, content }: { role: "system" | "user" | "assistant"; content: string }): Turn[] {
  if (role === "system") return [];
  return [role === "user" ? { role, text: content } : { role, text: content, calls: [] }];
}

/** Providers take no dots in names; the leaderboard shows underscores too. */
function shownName(name: string): string {
  return name.replaceAll(".", "_");
}

function declarationOf({ name, description, parameters }: z.infer<typeof functionShape>): ToolDeclaration {
  return { name: shownName(name), description, parameters: schemaOf(parameters) as ToolDeclaration["parameters"] };
}

const TYPES: { readonly [type: string]: string } = { dict: "object", float: "number", tuple: "array", any: "string" };
const KEPT = ["description", "enum", "required"] as const;

/** JSON Schema of a description that uses Python's names of types. */
function schemaOf(value: Json): Json {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return { type: "string" };
  const given = value as { readonly [key: string]: Json | undefined };
  const type = String(given.type ?? "string").toLowerCase();
  const schema: { [key: string]: Json } = { type: TYPES[type] ?? type };
  for (const key of KEPT) if (given[key] !== undefined) schema[key] = given[key];
  if (schema.type === "array") schema.items = schemaOf(given.items ?? { type: "string" });
  if (schema.type !== "object") return schema;
  const properties = (given.properties ?? {}) as { readonly [name: string]: Json };
  schema.properties = Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, schemaOf(each)]));
  return schema;
}

function goldOf(category: string, groundTruth: PythonValue | undefined): Gold {
  const wantsCall = !category.includes("irrelevance");
  const text = !wantsCall
    ? "no call"
    : groundTruth === undefined
      ? "some call"
      : JSON.stringify(groundTruth, (_, value) => plain(value));
  return { decision: wantsCall ? "call" : "answer", calls: [], text, required: [] };
}

/** For people to read: what Python would tell apart and JSON does not need no longer be. */
function plain(value: unknown): unknown {
  if (value instanceof PythonFloat) return value.value;
  if (value instanceof Map) return Object.fromEntries(value);
  return typeof value === "bigint" ? String(value) : value;
}

function isRight({ category, functions, groundTruth, names }: Expected, answer: Prediction): boolean {
  if (answer.malformed.length > 0) return category.includes("irrelevance");
  const calls = answer.calls.map(({ name, args }: ToolCall) => ({ name: names.get(name) ?? name, args }));
  return judgeParity(functions, calls as unknown as PythonValue, groundTruth, category).valid;
}
