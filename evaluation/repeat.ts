/** Asks some rows of every arm again, to see how steady the models are; and counts what an evaluation asks in all. */
import { callsNeeded, type Prediction, type PredictionStore, runPredictions } from "../inference";
import { FlanstackError, hashFraction } from "../primitives";
import type { AnsweredArm, ArmToAsk } from "./evaluate-arms";
import type { EvaluationRow } from "./row";
import { measureSteadiness, type Steadiness } from "./steadiness";

/** Rows per agent that are asked again. */
export const REPEATED_ROWS = 60;

/** The rows that are asked again, the same on every run: so many per agent, by a fixed hash. */
export function rowsToRepeat(rows: readonly EvaluationRow[], perAgent = REPEATED_ROWS): EvaluationRow[] {
  const agents = [...new Set(rows.map(({ agent }) => agent))];
  const chosen = new Set(
    agents.flatMap((agent) =>
      rows
        .filter((row) => row.agent === agent)
        .map((row) => ({ row, at: hashFraction("repeated-rows", row.id) }))
        .sort((left, right) => left.at - right.at)
        .slice(0, perAgent)
        .map(({ row }) => row),
    ),
  );
  return rows.filter((row) => chosen.has(row));
}

export interface CallPlan {
  readonly rows: readonly EvaluationRow[];
  readonly repeatedRows: readonly EvaluationRow[];
  /** How often those are asked in all; 1: once, like the others. */
  readonly repeats: number;
  readonly arms: readonly ArmToAsk[];
  /** Rows of case sets, and the names of the arms that are asked them. */
  readonly cases?: { readonly rows: readonly EvaluationRow[]; readonly arms: readonly string[] };
  readonly store: PredictionStore;
}

/** Calls that rows and repetitions need; stored answers are free. */
export function callsToMake({ rows, repeatedRows, repeats, arms, store, cases }: CallPlan): number {
  const requests = rows.map((row) => row.request);
  const again = repeatedRows.map((row) => row.request);
  let needed = 0;
  for (const { name, ...arm } of arms) {
    needed += callsNeeded({ ...arm, requests, store });
    if (cases?.arms.includes(name) === true)
      needed += callsNeeded({ ...arm, requests: cases.rows.map((row) => row.request), store });
    for (let repeat = 1; repeat < repeats; repeat += 1)
      needed += callsNeeded({ ...arm, requests: again, store, repeat });
  }
  return needed;
}

/** @throws FlanstackError when more calls are needed than allowed */
export function refuseCalls(needed: number, maxCalls: number | undefined): void {
  if (maxCalls === undefined || needed <= maxCalls) return;
  throw new FlanstackError(`Evaluation needs ${needed} calls and ${maxCalls} are allowed; none was made`, {
    code: "call_cap_exceeded",
    path: "evaluation.maxCalls",
    fix: "Raise the cap, evaluate fewer rows, or ask no row again.",
  });
}

export interface RepeatOptions extends CallPlan {
  /** First answers of the arms, in the arms' order and the rows' order. */
  readonly answered: readonly AnsweredArm[];
  readonly concurrency?: number;
  readonly onProgress?: (text: string) => void;
  readonly signal?: AbortSignal;
}

/** Per agent how steady the arms are; nothing when nothing is to be asked again. */
export async function measureRepeats(options: RepeatOptions): Promise<(agent: string) => Steadiness | undefined> {
  const { repeats, repeatedRows, rows, store, concurrency, signal, arms } = options;
  if (repeats < 2 || repeatedRows.length === 0 || arms.length === 0) return () => undefined;
  const position = new Map(rows.map((row, index) => [row.id, index]));
  const requests = repeatedRows.map((row) => row.request);
  const answers: { readonly name: string; readonly all: readonly Prediction[][] }[] = [];
  for (const [index, { name, ...arm }] of arms.entries()) {
    const all = [repeatedRows.map((row) => options.answered[index]!.predictions[position.get(row.id)!]!)];
    for (let again = 1; again < repeats; again += 1) {
      options.onProgress?.(`${name}: asking again, ${again + 1} of ${repeats}`);
      all.push(await runPredictions({ ...arm, requests, store, concurrency, signal, repeat: again }));
    }
    answers.push({ name, all });
  }
  return (agent) => {
    const own = [...repeatedRows.keys()].filter((index) => repeatedRows[index]!.agent === agent);
    if (own.length === 0) return undefined;
    return measureSteadiness(
      own.map((index) => repeatedRows[index]!),
      answers.map(({ name, all }) => ({ name, repeats: all.map((each) => own.map((index) => each[index]!)) })),
    );
  };
}
