/** Makes blocks in worker threads: they start in their order, and are handed over in their order too. */
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { FlanstackError } from "../primitives";
import { blockSettings, rowsOf } from "./blocks";
import type { MadeBlock } from "./build-agent";
import type { BlockJob, JobAnswer, WorkerSetup } from "./serve-jobs";

/**
 * A thread collects its garbage late unless its heap is bounded; several threads would take far more than they need. A
 * block of 600 rows needs about 85 MiB at once: a bound leaves three times that, and grows with rows beyond them.
 */
const YOUNG_MIB = 16;
const LEAST_OLD_MIB = 256;
const OLD_MIB_PER_ROW = 0.42;
/** Blocks that may wait for an earlier one, per thread: what waits takes memory. */
const AHEAD = 2;

export interface ParallelInput extends WorkerSetup {
  readonly jobs: readonly BlockJob[];
  /** At most so many threads. Each takes one job after the other, so that what it prepared serves again. */
  readonly workers: number;
  readonly onStart: (job: BlockJob) => void;
  /** Called in the order of the jobs. What it throws ends the run. */
  readonly onMade: (job: BlockJob, made: MadeBlock) => void;
}

/** @throws the error of the first job, in order, that failed; jobs after a failed one are not begun */
export async function makeInParallel(input: ParallelInput): Promise<void> {
  const { jobs } = input;
  const waiting = new Map<number, MadeBlock>();
  const errors: unknown[] = [];
  const workers = Math.min(input.workers, jobs.length);
  let started = 0;
  let handed = 0;
  let wake: (() => void)[] = [];
  const moved = () => {
    for (const resume of wake) resume();
    wake = [];
  };
  const work = async () => {
    const worker = startWorker(input);
    try {
      while (started < jobs.length && errors.length === 0) {
        if (started - handed >= workers * (AHEAD + 1)) {
          await new Promise<void>((resolve) => wake.push(resolve));
          continue;
        }
        const index = started;
        started += 1;
        const job = jobs[index]!;
        input.onStart(job);
        try {
          waiting.set(index, await ask(worker, job));
          for (let made = waiting.get(handed); made !== undefined; made = waiting.get(handed)) {
            waiting.delete(handed);
            input.onMade(jobs[handed]!, made);
            handed += 1;
          }
        } catch (error) {
          errors[index] = error;
        }
        moved();
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  const first = errors.find((error) => error !== undefined);
  if (first !== undefined) throw first;
}

function startWorker({ agentsModule, otherAgents, jobs }: ParallelInput): Worker {
  const rows = Math.max(
    ...jobs.map(({ settings, block }) => {
      const own = blockSettings(settings, block);
      return rowsOf(own) + own.testRows;
    }),
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

function ask(worker: Worker, job: BlockJob): Promise<MadeBlock> {
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
        if ("made" in answer) resolve(answer.made);
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
