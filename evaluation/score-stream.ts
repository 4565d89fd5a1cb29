/**
 * Answers and canonical examples, both line by line, → what the answers are worth. Nothing is held but counts, the ids of
 * twins, and answers that came before their row: files in the same order need no memory.
 */
import type { Prediction } from "../inference";
import { FlanstackError, type Problem } from "../primitives";
import type { ArmResult } from "./arm";
import { type ArmTally, createArmTally } from "./arm-tally";
import { type ParsedAnswer, parseAnswer } from "./parse-answer";
import type { EvaluationRow, Gold } from "./row";
import { chosenStep, rowsOfExample, whyUnreadable } from "./rows";
import type { TokenPrice } from "./scorers/economy";
import type { StepScore } from "./scorers/step";
import { createTwinTies, type TwinIds } from "./twin-ties";

export interface NamedLines {
  /** What to call it in problems: the file's name. */
  readonly source: string;
  readonly lines: AsyncIterable<string> | Iterable<string>;
}

/** Which rows answers are to: every step, one step per example (see `RowOptions`), or whole examples (ids without `#`). */
export type AnsweredSteps = "all" | "one" | "examples";

export interface ScoreStreamOptions {
  readonly examples: NamedLines;
  readonly predictions: NamedLines;
  /** From a first reading of the examples: `readTwins`. */
  readonly twins: TwinIds;
  /** Default: found out from the first answers. */
  readonly steps?: AnsweredSteps;
  /** Only the answers of this model, where a file holds several. */
  readonly model?: string;
  /** Leave rows without an answer out, and count them, instead of refusing. */
  readonly isPartial?: boolean;
  readonly price?: TokenPrice | null;
  /** Parameters whose text the model writes itself, by agent. */
  readonly composed?: (agent: string) => ReadonlySet<string>;
  readonly onScore?: (row: EvaluationRow, score: StepScore, prediction: Prediction) => void;
}

export interface StreamScores {
  readonly steps: AnsweredSteps;
  readonly unanswered: number;
  /** Over all agents. */
  readonly all: ArmResult;
  readonly agents: readonly { readonly agent: string; readonly result: ArmResult }[];
  /** The name of all families that twins tie together. */
  readonly clusterOf: (family: string) => string;
}

const NONE: ReadonlySet<string> = new Set();
/** Answers read ahead to see which rows they are to. */
const LOOK_AHEAD = 1000;
const PROBLEMS_SHOWN = 20;

/** @throws FlanstackError with what is wrong in both files: lines that cannot be read, rows without answer, answers without row */
export async function scoreStream(options: ScoreStreamOptions): Promise<StreamScores> {
  const problems = createProblems();
  const answers = readAnswers(options, problems);
  const ties = createTwinTies(options.twins);
  const isTwin = (id: string) => options.twins.has(id);
  const facts = { name: "predictions", model: options.model ?? "", price: options.price ?? null };
  const all = createArmTally(facts, isTwin);
  const agents = new Map<string, ArmTally>();
  let steps = options.steps;
  let unanswered = 0;

  const score = async (rows: readonly EvaluationRow[], which: AnsweredSteps): Promise<void> => {
    const first = rows[0];
    if (first === undefined) return;
    ties.add(first);
    for (const row of wantedRows(rows, which)) {
      const id = which === "examples" ? row.exampleId : row.id;
      const answer = await answers.take(id);
      if (answer === undefined) {
        unanswered += 1;
        if (options.isPartial !== true) problems.add(noAnswer(options.predictions.source, id));
        continue;
      }
      const { prediction } = answer;
      const asked = which === "examples" ? wholeWhere(prediction, row, rows) : row;
      const scored = all.add(asked, prediction);
      let own = agents.get(row.agent);
      if (own === undefined) {
        own = createArmTally({ ...facts, name: row.agent }, isTwin);
        agents.set(row.agent, own);
      }
      own.add(asked, prediction);
      options.onScore?.(asked, scored, prediction);
    }
  };

  await answers.lookAhead(LOOK_AHEAD);
  const queue: EvaluationRow[][] = [];
  for await (const rows of readExamples(options, problems)) {
    steps ??= answeredSteps(rows, answers);
    if (steps === undefined && queue.length === LOOK_AHEAD) steps = "all";
    // An example of one step cannot tell which steps are answered, and need not wait for one that can.
    const isPlain = rows.length === 1 && answers.has(rows[0]!.id);
    if (steps === undefined && !isPlain) {
      queue.push(rows);
      continue;
    }
    if (steps !== undefined) for (const waiting of queue.splice(0)) await score(waiting, steps);
    await score(rows, steps ?? "all");
  }
  steps ??= "all";
  for (const waiting of queue) await score(waiting, steps);
  await answers.finish();
  problems.throwIfAny(`Scoring ${options.predictions.source}`);
  const models = [...answers.models()];
  const named = (result: ArmResult): ArmResult => ({ ...result, model: models.join(", ") });
  return {
    steps,
    unanswered,
    all: named(all.result(ties.clusterOf)),
    agents: [...agents].map(([agent, tally]) => ({ agent, result: named(tally.result(ties.clusterOf)) })),
    clusterOf: ties.clusterOf,
  };
}

async function* readExamples(options: ScoreStreamOptions, problems: Problems): AsyncGenerator<EvaluationRow[]> {
  const { source, lines } = options.examples;
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (line.trim() === "") continue;
    try {
      yield rowsOfExample(JSON.parse(line), options.composed ?? (() => NONE));
    } catch (error) {
      problems.add({
        code: "bad_evaluation_row",
        path: `${source}:${number}`,
        message: `The row cannot be evaluated: ${whyUnreadable(error)}.`,
        fix: "Give the canonical file (<agent>_val.jsonl); `flanstack data verify` checks the whole file.",
      });
    }
  }
}

interface Answers {
  lookAhead(count: number): Promise<void>;
  has(id: string): boolean;
  take(id: string): Promise<ParsedAnswer | undefined>;
  /** Reads the rest, which has no rows. */
  finish(): Promise<void>;
  models(): ReadonlySet<string>;
}

function readAnswers(options: ScoreStreamOptions, problems: Problems): Answers {
  const { source, lines } = options.predictions;
  const iterator = (async function* () {
    yield* lines;
  })();
  const waiting = new Map<string, ParsedAnswer>();
  const models = new Set<string>();
  let number = 0;
  const bad = (message: string, fix: string) =>
    problems.add({ code: "bad_prediction", path: `${source}:${number}`, message, fix });

  async function next(): Promise<ParsedAnswer | undefined> {
    for (;;) {
      const { value: line, done } = await iterator.next();
      if (done === true) return undefined;
      number += 1;
      if (line.trim() === "") continue;
      const answer = parseAnswer(line, options.model ?? "");
      if (typeof answer === "string") {
        bad(`${answer}.`, "Write { id, calls: [{ name, args }], text } per line.");
        continue;
      }
      if (answer.repeat > 0) continue;
      if (options.model !== undefined && answer.model !== undefined && answer.model !== options.model) continue;
      if (answer.model !== undefined && !models.has(answer.model)) {
        models.add(answer.model);
        if (models.size > 1) bad(`${answer.model} answers beside ${[...models][0]}.`, "Name one of them with --model.");
      }
      return answer;
    }
  }
  const keep = (answer: ParsedAnswer) => {
    if (waiting.has(answer.id)) bad(`${answer.id} is answered twice.`, "Leave one answer per row.");
    else waiting.set(answer.id, answer);
  };
  return {
    async lookAhead(count) {
      while (waiting.size < count) {
        const answer = await next();
        if (answer === undefined) return;
        keep(answer);
      }
    },
    has: (id) => waiting.has(id),
    async take(id) {
      const known = waiting.get(id);
      if (known !== undefined) {
        waiting.delete(id);
        return known;
      }
      for (let answer = await next(); answer !== undefined; answer = await next()) {
        if (answer.id === id) return answer;
        keep(answer);
      }
      return undefined;
    },
    async finish() {
      for (let answer = await next(); answer !== undefined; answer = await next()) keep(answer);
      for (const id of waiting.keys()) {
        problems.add({
          code: "bad_prediction",
          path: source,
          message: `No row has the id ${id}, or it is answered twice.`,
          fix: "Use the ids of the examples, or of their steps: <example id>#<position of the turn>.",
        });
      }
    },
    models: () => models,
  };
}

/** What the answers in sight are to; `undefined` while an example cannot tell. */
function answeredSteps(rows: readonly EvaluationRow[], answers: Answers): AnsweredSteps | undefined {
  const first = rows[0];
  if (first === undefined) return undefined;
  if (answers.has(first.exampleId)) return "examples";
  const answered = rows.filter((row) => answers.has(row.id));
  if (answered.length === 0 || rows.length === 1) return undefined;
  return answered.length === 1 && answered[0] === chosenStep(rows, first.exampleId) ? "one" : "all";
}

function wantedRows(rows: readonly EvaluationRow[], steps: AnsweredSteps): readonly EvaluationRow[] {
  if (steps === "all") return rows;
  const one = steps === "one" ? chosenStep(rows, rows[0]!.exampleId) : rows[0];
  return one === undefined ? [] : [one];
}

/** An answer to a whole example is to its first step, or, with more calls than that, to all of its calls and its last words. */
function wholeWhere(prediction: Prediction, first: EvaluationRow, rows: readonly EvaluationRow[]): EvaluationRow {
  const asked = first.gold.calls[0]?.length ?? 0;
  if (prediction.calls.length <= asked || rows.length === 1) return first;
  const calling = rows.filter((row) => row.gold.decision === "call");
  const plain = calling.flatMap((row) => row.gold.calls[0] ?? []);
  // Each accepted alternative of a step stands in for that step's own calls.
  const alternatives = calling.flatMap((row) =>
    row.gold.calls
      .slice(1)
      .map((other) => calling.flatMap((each) => (each === row ? other : (each.gold.calls[0] ?? [])))),
  );
  if (plain.length === 0) return first;
  const gold: Gold = { ...first.gold, decision: "call", calls: [plain, ...alternatives] };
  return { ...first, gold };
}

function noAnswer(source: string, id: string): Problem {
  return {
    code: "answer_missing",
    path: source,
    message: `${id} has no answer.`,
    fix: "Answer every row: a missing one is no failure to count. --partial leaves such rows out.",
  };
}

interface Problems {
  add(problem: Problem): void;
  throwIfAny(subject: string): void;
}

/** Keeps the first problems and counts the rest, so that a wrong file does not fill the memory. */
function createProblems(): Problems {
  const shown: Problem[] = [];
  let more = 0;
  return {
    add(problem) {
      if (shown.length < PROBLEMS_SHOWN) shown.push(problem);
      else more += 1;
    },
    throwIfAny(subject) {
      if (shown.length === 0) return;
      const rest = {
        code: "more_problems",
        path: subject,
        message: `${more} more.`,
        fix: "Mend the first ones first.",
      };
      throw FlanstackError.fromProblems(subject, more === 0 ? shown : [...shown, rest]);
    },
  };
}
