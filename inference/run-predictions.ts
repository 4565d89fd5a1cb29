/** Many questions to one endpoint: a few at a time, none twice, never more than allowed, and whoever waits sees progress. */
import pLimit from "p-limit";
import { FlanstackError, type Problem } from "../primitives";
import type { Prediction, PredictionClient, PredictionRequest, Sampling } from "./prediction";
import { memoryPredictionStore, type PredictionKey, type PredictionStore, promptDigest } from "./prediction-file";

export interface PredictionRun {
  readonly client: PredictionClient;
  readonly requests: readonly PredictionRequest[];
  /** Part of the prompt digest: must be what the client was made with. */
  readonly sampling?: Sampling;
  /** Under which name answers are stored; the client's model by default. Give a digest where endpoint names are reused. */
  readonly modelIdentity?: string;
  /** Which repetition this is; 0 by default. */
  readonly repeat?: number;
  /** Requests in flight at once; 8 by default. */
  readonly concurrency?: number;
  /** The most calls that may be made; stored answers are free. Checked before the first call. */
  readonly maxCalls?: number;
  readonly store?: PredictionStore;
  readonly onProgress?: (progress: PredictionProgress) => void;
  readonly signal?: AbortSignal;
}

export interface PredictionProgress {
  readonly model: string;
  readonly done: number;
  readonly total: number;
  readonly fromStore: number;
}

/** How many failures end a run early: an endpoint that is down should not be asked a thousand times. */
const FAILURES_BEFORE_GIVING_UP = 10;

/**
 * Answers to all requests, in their order.
 * @throws FlanstackError when the cap is too low (before any call), or with all failures after the others were stored, so
 *   that the next run asks only what is missing; the signal's reason when it aborts
 */
export async function runPredictions(run: PredictionRun): Promise<Prediction[]> {
  const store = run.store ?? memoryPredictionStore();
  const keys = run.requests.map((request) => keyOf(run, request));
  const answers: (Prediction | undefined)[] = keys.map((key) => store.get(key));
  const missing = keys.flatMap((_, index) => (answers[index] === undefined ? [index] : []));
  if (run.maxCalls !== undefined && missing.length > run.maxCalls) throw overCap(run, missing.length);

  const total = keys.length;
  const fromStore = total - missing.length;
  let done = fromStore;
  const failures: { index: number; error: unknown }[] = [];
  const report = () => run.onProgress?.({ model: run.client.model, done, total, fromStore });
  const limit = pLimit(run.concurrency ?? 8);
  report();
  await Promise.all(
    missing.map((index) =>
      limit(async () => {
        if (failures.length >= FAILURES_BEFORE_GIVING_UP) return;
        run.signal?.throwIfAborted();
        try {
          const prediction = await run.client.predict(run.requests[index]!, { signal: run.signal });
          answers[index] = prediction;
          await store.put(keys[index]!, prediction);
          done += 1;
          report();
        } catch (error) {
          run.signal?.throwIfAborted();
          failures.push({ index, error });
        }
      }),
    ),
  );
  if (failures.length > 0) throw failed(run, failures, total - done);
  return answers as Prediction[];
}

/** How many calls a run would make now: what its store does not answer. */
export function callsNeeded(run: Omit<PredictionRun, "maxCalls" | "onProgress">): number {
  const { store } = run;
  if (store === undefined) return run.requests.length;
  return run.requests.filter((request) => store.get(keyOf(run, request)) === undefined).length;
}

function keyOf(
  run: Pick<PredictionRun, "client" | "modelIdentity" | "sampling" | "repeat">,
  request: PredictionRequest,
): PredictionKey {
  return {
    model: run.modelIdentity ?? run.client.model,
    exampleId: request.exampleId,
    promptDigest: promptDigest(request, run.sampling),
    repeat: run.repeat ?? 0,
  };
}

function overCap(run: PredictionRun, needed: number): FlanstackError {
  return new FlanstackError(
    `${run.client.model}: ${needed} calls are needed and ${run.maxCalls} are allowed; none was made`,
    {
      code: "call_cap_exceeded",
      path: run.client.model,
      fix: "Raise the cap on evaluation calls, or evaluate fewer rows.",
    },
  );
}

function failed(run: PredictionRun, failures: readonly { index: number; error: unknown }[], unanswered: number) {
  const first = failures[0]!.error;
  const problems: Problem[] = failures.map(({ index, error }) => ({
    code: FlanstackError.is(error) ? error.code : "prediction_failed",
    path: run.requests[index]!.exampleId,
    message: error instanceof Error ? error.message.split("\n")[0]! : String(error),
    fix: (FlanstackError.is(error) ? error.fix : undefined) ?? "Run again: answers so far are kept.",
  }));
  const stopped = failures.length >= FAILURES_BEFORE_GIVING_UP ? `; stopped after ${failures.length} failures` : "";
  return new FlanstackError(
    `${run.client.model}: ${unanswered} of ${run.requests.length} rows have no answer${stopped}. First: ${problems[0]!.message}`,
    { code: "predictions_incomplete", path: run.client.model, fix: problems[0]!.fix, problems, cause: first },
  );
}
