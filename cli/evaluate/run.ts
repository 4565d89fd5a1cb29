/** Asks every arm, repetitions included, and makes the results file of it. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import {
  type AgentToAssemble,
  type AnsweredArm,
  askArms,
  assembleResults,
  type EvaluationResults,
  type EvaluationRow,
  type GateThresholds,
  importPredictions,
  type Judgement,
  measureSteadiness,
  type Steadiness,
  type TokenPrice,
} from "../../evaluation";
import { type Prediction, type PredictionClient, type PredictionStore, runPredictions } from "../../inference";
import { hashFraction } from "../../primitives";

export interface EvaluatedArm {
  readonly name: string;
  /** Absent: the answers come from a file. */
  readonly client?: PredictionClient;
  readonly identity?: string;
  readonly file?: string;
  readonly price: TokenPrice | null;
}

export interface EvaluationRun
  extends Pick<EvaluationResults, "stack" | "evaluatedAt" | "isSimulated" | "rowsFrom" | "costs" | "lineage"> {
  readonly cwd: string;
  readonly rows: readonly EvaluationRow[];
  /** The candidate first, then all it must beat; guardrails are taken against the second. */
  readonly arms: readonly EvaluatedArm[];
  readonly store: PredictionStore;
  readonly maxCalls: number | undefined;
  readonly concurrency: number | undefined;
  readonly repeats: number;
  readonly repeatedRows: readonly EvaluationRow[];
  readonly thresholds: Partial<GateThresholds>;
  readonly judge: ((rows: readonly EvaluationRow[], arm: AnsweredArm) => Promise<Judgement>) | undefined;
  readonly onProgress: (text: string) => void;
  readonly signal?: AbortSignal;
}

/** @throws FlanstackError when a cap is reached or an endpoint failed; what was answered is kept */
export async function runEvaluation(run: EvaluationRun): Promise<EvaluationResults> {
  const { rows, store, concurrency, signal } = run;
  const endpoints = run.arms.flatMap(({ name, client, identity }) =>
    client === undefined ? [] : [{ name, client, modelIdentity: identity }],
  );
  const asked = await askArms({
    rows,
    store,
    concurrency,
    signal,
    maxCalls: run.maxCalls,
    arms: endpoints,
    onProgress: ({ done, total }) => run.onProgress(`${done}/${total} answers`),
  });
  const arms = run.arms.map((arm): AnsweredArm & { price: TokenPrice | null } => {
    const answered = asked.find(({ name }) => name === arm.name);
    const own = answered ?? readAnswers(run, arm);
    return { ...own, price: arm.price };
  });
  const judged: Judgement[] = [];
  for (const arm of arms) if (run.judge !== undefined) judged.push(await run.judge(rows, arm));
  const repeated = await repeat(run, endpoints, asked);
  const names = [...new Set(rows.map(({ agent }) => agent))];
  const agents = names.map((agent): AgentToAssemble => {
    const own = [...rows.keys()].filter((index) => rows[index]!.agent === agent);
    const steadiness = repeated?.(agent);
    return {
      agent,
      rows: own.map((index) => rows[index]!),
      arms: arms.map((arm, position) => ({
        ...arm,
        predictions: own.map((index) => arm.predictions[index]!),
        ...(judged[position] === undefined ? {} : { judged: judged[position] }),
      })),
      ...(steadiness === undefined ? {} : { steadiness }),
    };
  });
  const { stack, evaluatedAt, isSimulated, rowsFrom, costs, lineage, thresholds } = run;
  return assembleResults({
    stack,
    evaluatedAt,
    isSimulated,
    rowsFrom,
    costs,
    lineage,
    selftest: [],
    agents,
    thresholds,
  });
}

function readAnswers({ cwd, rows }: EvaluationRun, { file, name }: EvaluatedArm): AnsweredArm {
  const text = readFileSync(resolve(cwd, file!), "utf8");
  return { name, model: file!, predictions: importPredictions(text, rows, file!, file!) };
}

type Endpoint = {
  readonly name: string;
  readonly client: PredictionClient;
  readonly modelIdentity: string | undefined;
};

/** The chosen rows, asked again; per agent how steady the arms were. */
async function repeat(
  run: EvaluationRun,
  endpoints: readonly Endpoint[],
  first: readonly AnsweredArm[],
): Promise<((agent: string) => Steadiness | undefined) | undefined> {
  const { repeats, repeatedRows, rows, store, concurrency, signal } = run;
  if (repeats < 2 || repeatedRows.length === 0 || endpoints.length === 0) return undefined;
  const position = new Map(rows.map((row, index) => [row.id, index]));
  const requests = repeatedRows.map((row) => row.request);
  const answers: { readonly name: string; readonly all: readonly Prediction[][] }[] = [];
  for (const [index, endpoint] of endpoints.entries()) {
    const all = [repeatedRows.map((row) => first[index]!.predictions[position.get(row.id)!]!)];
    for (let again = 1; again < repeats; again += 1) {
      run.onProgress(`${endpoint.name}: asking again, ${again + 1} of ${repeats}`);
      all.push(await runPredictions({ ...endpoint, requests, store, concurrency, signal, repeat: again }));
    }
    answers.push({ name: endpoint.name, all });
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

/** The rows that are asked again, the same on every run: so many per agent, by a fixed hash. */
export function rowsToRepeat(rows: readonly EvaluationRow[], perAgent: number): EvaluationRow[] {
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
