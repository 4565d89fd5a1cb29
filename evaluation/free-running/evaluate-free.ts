/** Many free runs: each case with each model, a few at a time, and what the gate decides on for agents that act in steps. */
import pLimit from "p-limit";
import {
  type Prediction,
  type PredictionClient,
  type PredictionStore,
  promptDigest,
  type Sampling,
} from "../../inference";
import { FlanstackError, type Problem } from "../../primitives";
import type { Comparison } from "../gate/verdict";
import { clusteredProportion, type Proportion } from "../statistics/proportion";
import { type FreeScore, scoreFreeRun } from "./final-state";
import type { FreeCase } from "./free-case";
import { type FreeRun, type PlayOptions, playFreely } from "./play";

export interface FreeArm {
  readonly name: string;
  readonly model: string;
  readonly runs: readonly FreeRun[];
  readonly scores: readonly FreeScore[];
  /** Share of cases solved. */
  readonly solved: Proportion;
  /** The same over cases that want a call. */
  readonly solvedCalls: Proportion;
  readonly extraWrites: Proportion;
}

/** Calls that are left; several arms may share one. */
export interface CallAllowance {
  left: number;
}

export interface EvaluateFreeOptions extends PlayOptions {
  readonly cases: readonly FreeCase[];
  readonly name: string;
  readonly client: PredictionClient;
  readonly sampling?: Sampling;
  readonly modelIdentity?: string;
  /** Every answer is kept by what the model saw: an interrupted run asks nothing twice. */
  readonly store?: PredictionStore;
  /** How many calls may be made; counted down as they happen, since how long a run gets is not known before. */
  readonly allowance?: CallAllowance;
  readonly concurrency?: number;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/**
 * Plays all cases with one model.
 * @throws FlanstackError `call_cap_exceeded` when the cap is reached, or with every case whose endpoint failed
 */
export async function evaluateFree(options: EvaluateFreeOptions): Promise<FreeArm> {
  const { cases, client, concurrency = 8 } = options;
  const asked = keeping(client, options);
  const limit = pLimit(concurrency);
  const problems: Problem[] = [];
  let done = 0;
  const runs = await Promise.all(
    cases.map((given) =>
      limit(async () => {
        try {
          const run = await playFreely(given, asked, options);
          done += 1;
          options.onProgress?.({ done, total: cases.length });
          return run;
        } catch (error) {
          options.signal?.throwIfAborted();
          if (!FlanstackError.is(error)) throw error;
          const fix = error.fix ?? "Run again: answers so far are kept.";
          problems.push({ code: error.code, path: given.id, message: error.message.split("\n")[0]!, fix });
          return undefined;
        }
      }),
    ),
  );
  if (problems.length > 0) throw FlanstackError.fromProblems(`${options.name}: free running`, problems);
  const played = runs as FreeRun[];
  const scores = played.map((run, index) => scoreFreeRun(cases[index]!, run));
  return freeArm({ name: options.name, model: client.model }, played, scores);
}

/** @param runs `runs[i]` was judged as `scores[i]` */
export function freeArm(
  { name, model }: Pick<FreeArm, "name" | "model">,
  runs: readonly FreeRun[],
  scores: readonly FreeScore[],
): FreeArm {
  const share = (value: (score: FreeScore) => boolean, over: readonly FreeScore[] = scores) =>
    clusteredProportion(over.map((score) => ({ cluster: score.cluster, value: value(score) })));
  return {
    name,
    model,
    runs,
    scores,
    solved: share(({ solved }) => solved),
    solvedCalls: share(
      ({ solved }) => solved,
      scores.filter(({ wantsCall }) => wantsCall),
    ),
    extraWrites: share(({ extraWrites }) => extraWrites),
  };
}

/** @throws RangeError when the arms did not play the same cases */
export function compareFree(tuned: FreeArm, other: FreeArm): Comparison {
  const isSame =
    tuned.scores.length === other.scores.length &&
    tuned.scores.every((score, index) => score.id === other.scores[index]!.id);
  if (!isSame) throw new RangeError(`${tuned.name} and ${other.name} did not play the same cases`);
  return {
    with: other.name,
    pairs: tuned.scores.map((score, index) => ({
      cluster: score.cluster,
      tuned: score.solved,
      other: other.scores[index]!.solved,
    })),
  };
}

function keeping(client: PredictionClient, options: EvaluateFreeOptions): PredictionClient {
  const { store, sampling, allowance } = options;
  return {
    model: client.model,
    predict: async (request, call): Promise<Prediction> => {
      const key = {
        model: options.modelIdentity ?? client.model,
        exampleId: request.exampleId,
        promptDigest: promptDigest(request, sampling),
        repeat: 0,
      };
      const kept = store?.get(key);
      if (kept !== undefined) return kept;
      if (allowance !== undefined && allowance.left <= 0) {
        throw new FlanstackError(`${client.model}: the cap on calls is reached`, {
          code: "call_cap_exceeded",
          path: client.model,
          fix: "Raise the cap on evaluation calls and run again: answers so far are kept.",
        });
      }
      if (allowance !== undefined) allowance.left -= 1;
      const prediction = await client.predict(request, call);
      await store?.put(key, prediction);
      return prediction;
    },
  };
}
