/** Asks several models the same rows: the candidate, and all it is compared with. */
import {
  callsNeeded,
  type Prediction,
  type PredictionClient,
  type PredictionStore,
  runPredictions,
  type Sampling,
} from "../inference";
import { FlanstackError } from "../primitives";
import type { EvaluationRow } from "./row";

export interface ArmToAsk {
  /** "tuned", "incumbent", "base", "base with three examples" … */
  readonly name: string;
  readonly client: PredictionClient;
  readonly sampling?: Sampling;
  /** Under which name answers are stored and reused; see `PredictionRun`. */
  readonly modelIdentity?: string;
}

export interface AnsweredArm {
  readonly name: string;
  readonly model: string;
  /** `predictions[i]` answers `rows[i]`. */
  readonly predictions: readonly Prediction[];
}

export interface AskArmsOptions {
  readonly rows: readonly EvaluationRow[];
  readonly arms: readonly ArmToAsk[];
  readonly store?: PredictionStore;
  /** The most calls that all arms together may make; checked before the first. */
  readonly maxCalls?: number;
  readonly concurrency?: number;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  readonly signal?: AbortSignal;
}

/**
 * Answers of all arms, one arm after the other (so that latencies do not disturb each other).
 * @throws FlanstackError when the cap is below what is missing, or when an endpoint failed; what was answered is kept
 */
export async function askArms(options: AskArmsOptions): Promise<AnsweredArm[]> {
  const { rows, store, concurrency, signal } = options;
  const requests = rows.map((row) => row.request);
  const runs = options.arms.map(({ name: _, ...arm }) => ({ ...arm, requests, store, concurrency, signal }));
  const needed = runs.reduce((sum, run) => sum + callsNeeded(run), 0);
  if (options.maxCalls !== undefined && needed > options.maxCalls) {
    throw new FlanstackError(`Evaluation needs ${needed} calls and ${options.maxCalls} are allowed; none was made`, {
      code: "call_cap_exceeded",
      path: "evaluation.maxCalls",
      fix: "Raise the cap, or evaluate fewer rows.",
    });
  }
  const total = runs.length * requests.length;
  const answered: AnsweredArm[] = [];
  for (const [index, run] of runs.entries()) {
    const before = index * requests.length;
    const predictions = await runPredictions({
      ...run,
      onProgress: ({ done }) => options.onProgress?.({ done: before + done, total }),
    });
    answered.push({ name: options.arms[index]!.name, model: run.client.model, predictions });
  }
  return answered;
}
