/**
 * One folder per run, the contract with `trainer/`: `job.json` is what was asked, `run.json` how it stands, `adapter/` what it
 * left. Making the folder is the create request: only one process can.
 */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { sync as writeFileAtomic } from "write-file-atomic";
import { z } from "zod";
import { FlanstackError } from "../../../primitives";

export const RUN_NAME = /^run-[0-9a-f]{32}$/;

const jobShape = z.object({
  version: z.literal(1),
  name: z.string(),
  digest: z.string(),
  model: z.string(),
  baseModel: z.string(),
  displayName: z.string(),
  createTime: z.string(),
  labels: z.record(z.string(), z.string()),
  train: z.object({ path: z.string() }).optional(),
  validation: z.object({ path: z.string() }).optional(),
  parent: z.object({ adapter: z.string() }).optional(),
  halving: z.object({ trials: z.array(z.string()) }).optional(),
  /** Absent: a process of this machine. */
  runner: z.object({ kind: z.literal("container"), image: z.string() }).optional(),
});

const runShape = z.object({
  version: z.literal(1),
  state: z.string(),
  pid: z.number().int().optional(),
  endedAt: z.string().optional(),
  step: z.number().optional(),
  totalSteps: z.number().optional(),
  epoch: z.number().optional(),
  /** What a run that trains not right now waits for, for people. */
  detail: z.string().nullish(),
  validationLoss: z.number().nullish(),
  error: z.object({ code: z.string(), message: z.string() }).optional(),
  statistics: z
    .object({
      examples: z.number().optional(),
      steps: z.number().optional(),
      trainedTokens: z.number().optional(),
      truncatedExamples: z.number().optional(),
    })
    .optional(),
  adapter: z.object({ path: z.string(), model: z.string() }).optional(),
});

export type RunJob = z.infer<typeof jobShape>;
export type RunStatus = z.infer<typeof runShape>;

export interface RunFiles {
  readonly folder: string;
  readonly job: RunJob;
  /** Absent while the trainer has not begun to write. */
  readonly status: RunStatus | undefined;
}

/** The run of that name, or undefined when there is none, or when its making was cut off before it was asked anything. */
export async function readRun(runs: string, name: string): Promise<RunFiles | undefined> {
  if (!RUN_NAME.test(name)) return undefined;
  const folder = join(runs, name);
  const job = await readShape(join(folder, "job.json"), jobShape);
  return job === undefined ? undefined : { folder, job, status: await readShape(join(folder, "run.json"), runShape) };
}

export async function readRuns(runs: string): Promise<RunFiles[]> {
  const names = await readdir(runs).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  const found = await Promise.all(names.filter((name) => RUN_NAME.test(name)).map((name) => readRun(runs, name)));
  return found.filter((run) => run !== undefined);
}

export function writeJson(file: string, value: unknown): void {
  writeFileAtomic(file, `${JSON.stringify(value, null, 1)}\n`);
}

async function readShape<T>(file: string, shape: z.ZodType<T>): Promise<T | undefined> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  try {
    return shape.parse(JSON.parse(text));
  } catch (cause) {
    throw new FlanstackError(`${file} cannot be read as this version's.`, {
      code: "run_unreadable",
      path: file,
      fix: "Move the run's folder away if another version made it, then run again.",
      cause,
    });
  }
}
