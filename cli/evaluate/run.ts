/** Asks every arm, repetitions included, and makes the results file of it. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import {
  type AgentToAssemble,
  type AnsweredArm,
  askArms,
  assembleResults,
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
  const plan = { rows, store, arms: endpoints, repeatedRows: run.repeatedRows, repeats: run.repeats };
  checkCalls(plan, run.maxCalls);
  const asked = await askArms({
    rows,
    store,
    concurrency,
    signal,
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
