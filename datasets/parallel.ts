/** Makes agents in worker threads: jobs start in their order, and what comes back is in their order too. */
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { FlanstackError } from "../primitives";
import type { AgentJob } from "./make-agent";
import type { BuiltAgent } from "./manifest";
import type { JobAnswer, WorkerSetup } from "./serve-jobs";

/**
 * A thread collects its garbage late unless its heap is bounded; several threads would take far more than they need. An
 * agent of 600 rows needs about 85 MiB at once: a bound leaves three times that, and grows with the rows.
 */
const YOUNG_MIB = 16;
const LEAST_OLD_MIB = 256;
const OLD_MIB_PER_ROW = 0.42;

export interface ParallelInput extends WorkerSetup {
  readonly jobs: readonly AgentJob[];
  /** At most so many threads. Each takes one job after the other, so that what it prepared serves again. */
  readonly workers: number;
  readonly onStart: (agent: string) => void;
}

/** @throws the error of the first job, in order, that failed; jobs after a failed one are not begun */
export async function makeInParallel(input: ParallelInput): Promise<BuiltAgent[]> {
  const { jobs } = input;
  const built: BuiltAgent[] = [];
  const errors: unknown[] = [];
  let next = 0;
  const work = async () => {
    const worker = startWorker(input);
    try {
      while (next < jobs.length && errors.length === 0) {
        const index = next;
        next += 1;
        const job = jobs[index]!;
        input.onStart(job.agent);
        try {
          built[index] = await ask(worker, job);
        } catch (error) {
          errors[index] = error;
        }
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(input.workers, jobs.length) }, work));
  const first = errors.find((error) => error !== undefined);
  if (first !== undefined) throw first;
  return built;
}

function startWorker({ agentsModule, otherAgents, jobs }: ParallelInput): Worker {
  const rows = Math.max(
    ...jobs.map(({ settings: { counts, testRows } }) => counts.tflan + counts.react + counts.negative + testRows),
  );
  const setup: WorkerSetup = { agentsModule, otherAgents };
  return new Worker(join(__dirname, "build-worker.cjs"), {
    workerData: setup,
    execArgv: [], // loaders of the parent are not wanted here
    resourceLimits: {
      maxYoungGenerationSizeMb: YOUNG_MIB,
      maxOldGenerationSizeMb: Math.max(LEAST_OLD_MIB, Math.ceil(rows * OLD_MIB_PER_ROW)),
    },
  });
}

function ask(worker: Worker, job: AgentJob): Promise<BuiltAgent> {
  return new Promise((resolve, reject) => {
    const died = (how: string, cause?: unknown) =>
      settle(() =>
        reject(
          new FlanstackError(`${job.agent}: the worker that makes its data ended early: ${how}`, {
            code: "worker_died",
            path: job.agent,
            fix: "Run again; when memory is short, build fewer agents at once.",
            cause,
          }),
        ),
      );
    const answered = (answer: JobAnswer) =>
      settle(() => {
        if ("built" in answer) resolve(answer.built);
        else reject("failed" in answer ? revive(answer.failed) : answer.thrown);
      });
    const failed = (error: Error) => died(error.message, error);
    const exited = (code: number) => died(`exit code ${code}`);
    const settle = (end: () => void) => {
      worker.off("message", answered).off("error", failed).off("exit", exited);
      end();
    };
    worker.on("message", answered).on("error", failed).on("exit", exited);
    worker.postMessage(job);
  });
}

function revive({ message, stack, ...fields }: Extract<JobAnswer, { failed: unknown }>["failed"]): FlanstackError {
  const error = new FlanstackError(message, fields); // the message holds the fix already
  if (stack !== undefined) error.stack = stack;
  return error;
}
