/** Models taught with shuffled targets, beside the stack: trained and asked in worker threads while the engine works. */
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { type EvaluationRow, RUINED_RUNS } from "../../evaluation";
import {
  callsNeeded,
  createInProcessClient,
  type Prediction,
  type PredictionClient,
  type PredictionStore,
  runPredictions,
} from "../../inference";
import { FlanstackError } from "../../primitives";
import { LEARNER_EDITION } from "../../sandbox";
import type { LearnerAnswer, LearnerJob } from "./serve-learners";

export interface RuinedSource {
  readonly agent: string;
  /** The Gemini training file, and the digest of its bytes. */
  readonly file: string;
  readonly sha256: string;
  readonly rows: readonly EvaluationRow[];
}

export interface RuinedArm {
  readonly agent: string;
  readonly share: number;
  readonly predictions: readonly Prediction[];
}

/** At most so many threads: the engine and the sandbox want the other cores. */
const THREADS = 2;
const MOST_MIB = 512;

/**
 * Answers of every agent's model at every share. What the store holds is not asked again, and then nothing is trained.
 * @throws FlanstackError when a worker thread died
 */
export async function askRuinedModels(sources: readonly RuinedSource[], store: PredictionStore): Promise<RuinedArm[]> {
  const open = sources.flatMap((source) => RUINED_RUNS.map((run) => ({ source, run })));
  const answered: RuinedArm[] = [];
  let next = 0;
  const work = async () => {
    let worker: Worker | undefined;
    try {
      while (next < open.length) {
        const index = next;
        next += 1;
        const { source, run } = open[index]!;
        const { share, seed } = run;
        const requests = source.rows.map(({ request }) => request);
        const model = `local learner, ${Math.round(100 * share)} % ruined, shuffle ${seed}`;
        const modelIdentity = `${model}, ${source.sha256}, edition ${LEARNER_EDITION}`;
        const needed = callsNeeded({ client: answersOf(model, new Map()), requests, modelIdentity, store });
        const answers = new Map<string, LearnerAnswer>();
        if (needed > 0) {
          worker ??= startWorker();
          const list = await ask(worker, { file: source.file, run, requests }, source.agent);
          for (const [at, answer] of list.entries()) answers.set(requests[at]!.exampleId, answer);
        }
        const predictions = await runPredictions({ client: answersOf(model, answers), requests, modelIdentity, store });
        answered[index] = { agent: source.agent, share, predictions };
      }
    } finally {
      await worker?.terminate();
    }
  };
  await Promise.all(Array.from({ length: THREADS }, work));
  return answered;
}

function answersOf(model: string, answers: ReadonlyMap<string, LearnerAnswer>): PredictionClient {
  return createInProcessClient(model, (exampleId) => answers.get(exampleId)!);
}

function startWorker(): Worker {
  return new Worker(join(__dirname, "learner-worker.cjs"), {
    execArgv: [], // loaders of the parent are not wanted here
    resourceLimits: { maxOldGenerationSizeMb: MOST_MIB },
  });
}

function ask(worker: Worker, job: LearnerJob, agent: string): Promise<LearnerAnswer[]> {
  return new Promise((resolve, reject) => {
    const answered = (answers: LearnerAnswer[]) => settle(() => resolve(answers));
    const failed = (error: Error) => settle(() => reject(died(agent, error.message, error)));
    const ended = (code: number) => settle(() => reject(died(agent, `exit code ${code}`)));
    const settle = (then: () => void) => {
      worker.off("message", answered).off("error", failed).off("exit", ended);
      then();
    };
    worker.on("message", answered).on("error", failed).on("exit", ended);
    worker.postMessage(job);
  });
}

function died(agent: string, how: string, cause?: unknown): FlanstackError {
  return new FlanstackError(`${agent}: the thread that teaches ruined data ended early: ${how}`, {
    code: "worker_died",
    path: agent,
    fix: "Run again; when memory is short, tune fewer agents at once.",
    cause,
  });
}
