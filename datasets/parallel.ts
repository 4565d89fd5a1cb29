/** Makes blocks in worker threads: they start in their order, and are handed over in their order too. */
import { flushCompileCache } from "node:module";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { Worker } from "node:worker_threads";
import { FlanstackError } from "../primitives";
import { blockSettings, rowsOf } from "./blocks";
import type { MadeBlock } from "./build-agent";
import type { BlockJob, JobAnswer, WorkerSetup } from "./serve-jobs";

/**
 * A thread collects its garbage late unless its heap is bounded; several threads would take far more than they need. A
 * block of 600 rows needs about 50 MiB at once, 20 MiB are there between two: 96 MiB take the time of 160, 80 MiB more. The
 * bound grows with rows beyond them.
 */
const YOUNG_MIB = 24;
const LEAST_OLD_MIB = 96;
const OLD_MIB_PER_ROW = 0.16;
const LARGER = 4;
/** Blocks after which a thread begins anew: what it keeps at hand grows by about 1 MiB per block, and memory must stay flat. */
const BLOCKS_PER_THREAD = 16;
/** Blocks that may wait for an earlier one, per thread: what waits takes memory. */
const AHEAD = 1;

/**
 * Calls after which V8 optimises a function once more, at length. Most code of a block is not called often enough to pay for it, and the
 * compiler takes the cores that the threads need: with V8's own number a build of six blocks takes a tenth more processor time.
 */
const LAST_OPTIMISED_AFTER = { builds: 40_000, otherwise: 3000 } as const;

export interface ParallelInput extends WorkerSetup {
  readonly jobs: readonly BlockJob[];
  /** At most so many threads. Each takes one job after the other, so that what it prepared serves again. */
  readonly workers: number;
  readonly onStart: (job: BlockJob) => void;
  /** Called in the order of the jobs; the bytes of the files are gone afterwards. What it throws ends the run. */
  readonly onMade: (job: BlockJob, made: MadeBlock) => void;
}

/** @throws the error of the first job, in order, that failed; jobs after a failed one are not begun */
export async function makeInParallel(input: ParallelInput): Promise<void> {
  flushCompileCache(); // what is compiled from here on is of other flags, and would be refused by a process without them
  optimiseAfter(LAST_OPTIMISED_AFTER.builds);
  try {
    await make(input);
  } finally {
    optimiseAfter(LAST_OPTIMISED_AFTER.otherwise);
  }
}

function optimiseAfter(calls: number): void {
  setFlagsFromString(`--invocation-count-for-turbofan=${calls}`);
}

async function make(input: ParallelInput): Promise<void> {
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
    let worker = startWorker(input, 1);
    let blocks = 0;
    const make = async (job: BlockJob) => {
      try {
        return await ask(worker, job);
      } catch (error) {
        if (!ranOutOfMemory(error)) throw error;
        worker = startWorker(input, LARGER);
        return ask(worker, job);
      }
    };
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
        if (blocks === BLOCKS_PER_THREAD) {
          await worker.terminate();
          worker = startWorker(input, 1);
          blocks = 0;
        }
        blocks += 1;
        try {
          waiting.set(index, await make(job));
          for (let made = waiting.get(handed); made !== undefined; made = waiting.get(handed)) {
            waiting.delete(handed);
            input.onMade(jobs[handed]!, made);
            release(made);
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

/** Gives the memory of the files back at once, not when garbage is next collected: blocks would pile up until then. */
function release({ files }: MadeBlock): void {
  for (const { bytes } of files) (bytes.buffer as ArrayBuffer).transfer(0);
}

/** An agent may need more than ours do: a thread that its bound has ended is started once more, with a larger one. */
function ranOutOfMemory(error: unknown): boolean {
  const { cause } = error as { readonly cause?: { readonly code?: string } };
  return cause?.code === "ERR_WORKER_OUT_OF_MEMORY";
}

function startWorker({ agentsModule, otherAgents, jobs }: ParallelInput, times: number): Worker {
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
      maxOldGenerationSizeMb: times * Math.max(LEAST_OLD_MIB, Math.ceil(rows * OLD_MIB_PER_ROW)),
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
