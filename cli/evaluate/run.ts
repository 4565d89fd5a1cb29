/** Asks every arm, repetitions included, and makes the results file of it. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import {
  type AgentToAssemble,
  type AnsweredArm,
  askArms,
  assembleResults,
  type CaseSet,
  checkCalls,
  type EvaluationResults,
  type EvaluationRow,
  type GateThresholds,
  importPredictions,
  type Judgement,
  measureRepeats,
  type TokenPrice,
} from "../../evaluation";
import type { PredictionClient, PredictionStore } from "../../inference";
import { ARMS_IN_SETS, answersTo, caseRowsOf } from "./case-sets";

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
  /** Per agent; asked of the first two arms. */
  readonly sets: ReadonlyMap<string, readonly CaseSet[]>;
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
  const caseRows = caseRowsOf(run.sets);
  const inSets = run.arms.slice(0, ARMS_IN_SETS).map(({ name }) => name);
  const plan = {
    rows,
    store,
    arms: endpoints,
    repeatedRows: run.repeatedRows,
    repeats: run.repeats,
    cases: { rows: caseRows, arms: inSets },
  };
  checkCalls(plan, run.maxCalls);
  const asked = await askArms({
    rows,
    store,
    concurrency,
    signal,
    arms: endpoints,
    onProgress: ({ done, total }) => run.onProgress(`${done}/${total} answers`),
  });
  const askedCases = await askArms({
    rows: caseRows,
    store,
    concurrency,
    signal,
    arms: endpoints.filter(({ name }) => inSets.includes(name)),
    onProgress: ({ done, total }) => run.onProgress(`${done}/${total} answers to case sets`),
  });
  const read = run.arms.map((arm): ReadArm => {
    const answered = asked.find(({ name }) => name === arm.name);
    const cases = askedCases.find(({ name }) => name === arm.name);
    if (answered !== undefined) return { own: answered, cases };
    return readAnswers(run, arm, inSets.includes(arm.name) ? caseRows : []);
  });
  const arms = run.arms.map((arm, index) => ({ ...read[index]!.own, price: arm.price }));
  const judged: Judgement[] = [];
  for (const arm of arms) if (run.judge !== undefined) judged.push(await run.judge(rows, arm));
  const steadinessOf = await measureRepeats({
    ...plan,
    answered: asked,
    concurrency,
    signal,
    onProgress: run.onProgress,
  });
  const names = [...new Set(rows.map(({ agent }) => agent))];
  const agents = names.map((agent): AgentToAssemble => {
    const own = [...rows.keys()].filter((index) => rows[index]!.agent === agent);
    const steadiness = steadinessOf(agent);
    const [tuned, other] = read.map(({ cases }) => cases);
    return {
      agent,
      sets: (run.sets.get(agent) ?? []).map((set) => ({
        set,
        tuned: answersTo(set, tuned!),
        other: answersTo(set, other!),
      })),
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

interface ReadArm {
  readonly own: AnsweredArm;
  /** Answers to the case sets' rows. */
  readonly cases: AnsweredArm | undefined;
}

/** A file answers rows and cases alike. */
function readAnswers(run: EvaluationRun, { file, name }: EvaluatedArm, caseRows: readonly EvaluationRow[]): ReadArm {
  const text = readFileSync(resolve(run.cwd, file!), "utf8");
  const predictions = importPredictions(text, [...run.rows, ...caseRows], file!, file!);
  const arm = { name, model: file! };
  return {
    own: { ...arm, predictions: predictions.slice(0, run.rows.length) },
    cases: { ...arm, predictions: predictions.slice(run.rows.length) },
  };
}
