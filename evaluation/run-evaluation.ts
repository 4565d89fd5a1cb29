/** One evaluation from its rows and arms to the results file: asks, asks again, plays, judges, decides. */
import type { Prediction, PredictionClient, PredictionStore } from "../inference";
import { type AgentToAssemble, assembleResults } from "./assemble";
import { type AnsweredArm, askArms } from "./evaluate-arms";
import { freeCallsExpected } from "./free-running/calls-expected";
import { evaluateFree, type FreeArm, freeArm } from "./free-running/evaluate-free";
import type { FreeCase } from "./free-running/free-case";
import type { GateThresholds } from "./gate/verdict";
import type { Judgement } from "./own-scorer";
import { callsToMake, measureRepeats, refuseCalls } from "./repeat";
import type { AgentResults, EvaluationResults, LineageEntry } from "./results";
import type { EvaluationRow } from "./row";
import type { TokenPrice } from "./scorers/economy";
import { ARMS_IN_SETS, answersTo, caseRowsOf } from "./sets/asked-cases";
import type { CaseSet } from "./sets/case-set";

export interface EvaluatedArm {
  /** "tuned", "incumbent", "base", "base with three examples" … */
  readonly name: string;
  readonly price?: TokenPrice | null;
  readonly by:
    | { readonly client: PredictionClient /** See `PredictionRun`. */; readonly modelIdentity?: string }
    /** Made elsewhere: `answers[i]` answers `rows[i]`, `toCases[i]` the i-th case of the sets. */
    | { readonly model: string; readonly answers: readonly Prediction[]; readonly toCases?: readonly Prediction[] };
}

export interface EvaluationRun
  extends Pick<EvaluationResults, "stack" | "evaluatedAt" | "isSimulated" | "rowsFrom" | "lineage"> {
  readonly rows: readonly EvaluationRow[];
  /** The candidate first, then all it must beat; guardrails are taken against the second. */
  readonly arms: readonly EvaluatedArm[];
  /** Case sets per agent; asked of the first two arms. */
  readonly sets?: ReadonlyMap<string, readonly CaseSet[]>;
  readonly store: PredictionStore;
  /** The most calls, free running included; checked before the first, and counted while playing. */
  readonly maxCalls?: number;
  readonly concurrency?: number;
  /** Rows that are asked again, and how often in all. */
  readonly repeatedRows: readonly EvaluationRow[];
  readonly repeats: number;
  /** Examples that are played freely by every arm; none where an arm's answers were made elsewhere. */
  readonly cases?: readonly FreeCase[];
  /** The user's own scorer: it decides in place of ours, and then free runs are only shown. */
  readonly judge?: (rows: readonly EvaluationRow[], arm: AnsweredArm) => Promise<Judgement>;
  readonly thresholds?: Partial<GateThresholds>;
  /** Read when all calls are made. */
  readonly costs: () => EvaluationResults["costs"];
  /** Rows of the user's own that decide for an agent, and whether they are locked. */
  readonly ownRowsOf?: (agent: string) => AgentResults["ownRows"];
  readonly lineageOf?: (agent: string) => readonly LineageEntry[];
  readonly onProgress?: (text: string) => void;
  readonly signal?: AbortSignal;
}

/** @throws FlanstackError when a cap is reached or an endpoint failed; what was answered is kept in the store */
export async function runEvaluation(run: EvaluationRun): Promise<EvaluationResults> {
  const { rows, store, concurrency, signal, cases = [], maxCalls } = run;
  const endpoints = run.arms.flatMap(({ name, by }) => ("client" in by ? [{ name, ...by }] : []));
  const caseRows = caseRowsOf(run.sets ?? new Map());
  const inSets = run.arms.slice(0, ARMS_IN_SETS).map(({ name }) => name);
  const { repeatedRows, repeats } = run;
  const plan = { rows, store, arms: endpoints, repeatedRows, repeats, cases: { rows: caseRows, arms: inSets } };
  const steps = callsToMake(plan);
  let playing = 0;
  for (const arm of endpoints) playing += await freeCallsExpected(cases, arm, store);
  refuseCalls(steps + playing, maxCalls);

  const onProgress = ({ done, total }: { done: number; total: number }) => run.onProgress?.(`${done}/${total} answers`);
  const asked = await askArms({ rows, store, concurrency, signal, arms: endpoints, onProgress });
  const askedCases = await askArms({
    rows: caseRows,
    store,
    concurrency,
    signal,
    arms: endpoints.filter(({ name }) => inSets.includes(name)),
    onProgress: ({ done, total }) => run.onProgress?.(`${done}/${total} answers to case sets`),
  });
  const toCases = run.arms.slice(0, ARMS_IN_SETS).map(({ name, by }): AnsweredArm => {
    if ("client" in by) return askedCases.find((each) => each.name === name)!;
    return { name, model: by.model, predictions: by.toCases ?? [] };
  });
  const arms = run.arms.map(({ name, by, price = null }) => {
    const answered: AnsweredArm =
      "client" in by ? asked.find((each) => each.name === name)! : { name, model: by.model, predictions: by.answers };
    return { ...answered, price };
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
  const free: FreeArm[] = [];
  const allowance = maxCalls === undefined ? undefined : { left: maxCalls - steps };
  for (const arm of cases.length === 0 ? [] : endpoints) {
    free.push(
      await evaluateFree({
        ...arm,
        cases,
        store,
        allowance,
        concurrency,
        signal,
        onProgress: ({ done, total }) => run.onProgress?.(`${arm.name}: ${done}/${total} played`),
      }),
    );
  }

  const names = [...new Set(rows.map(({ agent }) => agent))];
  const agents = names.map((agent): AgentToAssemble => {
    const own = [...rows.keys()].filter((index) => rows[index]!.agent === agent);
    const steadiness = steadinessOf(agent);
    const ownRows = run.ownRowsOf?.(agent);
    const played = playedBy(agent, cases, free);
    const sets = (run.sets?.get(agent) ?? []).map((set) => {
      return { set, tuned: answersTo(set, toCases[0]!), other: answersTo(set, toCases[1]!) };
    });
    return {
      agent,
      sets,
      rows: own.map((index) => rows[index]!),
      arms: arms.map((arm, position) => ({
        ...arm,
        predictions: own.map((index) => arm.predictions[index]!),
        ...(judged[position] === undefined ? {} : { judged: judged[position] }),
      })),
      lineage: run.lineageOf?.(agent) ?? [],
      ...(steadiness === undefined ? {} : { steadiness }),
      ...(ownRows === undefined ? {} : { ownRows }),
      ...(played === undefined ? {} : { free: { arms: played, decides: run.judge === undefined } }),
    };
  });
  const { stack, evaluatedAt, isSimulated, rowsFrom, lineage, thresholds } = run;
  const about = { stack, evaluatedAt, isSimulated, rowsFrom, lineage, thresholds };
  return assembleResults({ ...about, costs: run.costs(), selftest: [], agents });
}

/** One agent's part of free runs. */
function playedBy(agent: string, cases: readonly FreeCase[], arms: readonly FreeArm[]): FreeArm[] | undefined {
  const own = [...cases.keys()].filter((index) => cases[index]!.agent === agent);
  if (own.length === 0 || arms.length === 0) return undefined;
  return arms.map((arm) =>
    freeArm(
      arm,
      own.map((index) => arm.runs[index]!),
      own.map((index) => arm.scores[index]!),
    ),
  );
}
