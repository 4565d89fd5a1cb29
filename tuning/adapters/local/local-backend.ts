/**
 * Tuning on this machine: a run is a folder, the trainer a detached process that outlives us. Nothing is billed, and yet the same
 * rules hold: one run per digest, found again after any crash, resumed from its checkpoint when its process died.
 */
import { spawn } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { mkdir, rm, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { type Clock, FlanstackError } from "../../../primitives";
import { isFinal } from "../../job";
import type { TuningBackend } from "../../ports";
import { checkSubmission, jobFile, runName, runView } from "./mapping";
import { type RunFiles, readRun, readRuns, writeJson } from "./run-folder";

export interface LocalOptions {
  /** Folder of all runs of this machine: `localRunsFolder`. */
  readonly runs: string;
  /** Program and arguments that train a run; the run's folder is added. */
  readonly command: readonly string[];
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** Where relative file paths start. Default: the work directory. */
  readonly directory?: string;
}

/** `FLANSTACK_RUNS`, or a folder of the user: weights outlive checkouts. */
export function localRunsFolder(environment: Readonly<Record<string, string | undefined>>): string {
  return resolve(environment.FLANSTACK_RUNS || join(homedir(), ".flanstack", "runs"));
}

export function createLocalBackend(options: LocalOptions): TuningBackend {
  const { runs, clock } = options;
  const absolute = (path: string) => resolve(options.directory ?? process.cwd(), path);
  const view = (run: RunFiles) => runView(run, isAlive(run));
  const status = async (name: string) => {
    const run = await readRun(runs, name);
    return run === undefined ? undefined : view(run);
  };

  return {
    provider: "local",
    account: accountOfRuns(runs),
    methods: ["supervised", "preference"],
    async prepare(spec, submission) {
      checkSubmission(submission);
      const train = absolute(submission.train.path!);
      await checkBytes(train, spec.trainDigest);
      const { validation } = submission;
      return {
        ...submission,
        train: { path: train },
        ...(validation?.path !== undefined && { validation: { path: absolute(validation.path) } }),
      };
    },
    async find(digest) {
      const job = await status(runName(digest));
      return job === undefined ? [] : [job];
    },
    list: async () => (await readRuns(runs)).map(view),
    async submit(spec, submission) {
      if (!canStart(options.command)) return { kind: "refused", error: notInstalled(options.command[0]!) };
      const folder = join(runs, runName(submission.digest));
      const parent = spec.parentDigest && join(runs, runName(spec.parentDigest), "adapter");
      try {
        await mkdir(folder, { recursive: true });
        // Whoever creates the file first has made the request; a folder without it was never asked anything.
        const job = jobFile(spec, submission, new Date(clock.now()).toISOString(), parent);
        if (!existsSync(join(folder, "job.json"))) writeJson(join(folder, "job.json"), job);
        start(folder, options);
        return { kind: "accepted", job: (await status(job.name))! };
      } catch (cause) {
        return { kind: "unknown", cause };
      }
    },
    status,
    async isServed(job) {
      const adapter = join(runs, job.name, "adapter", "adapter_model.safetensors");
      return stat(adapter).then(
        () => true,
        () => false,
      );
    },
    async cancel(name) {
      const run = await readRun(runs, name);
      if (run === undefined || isFinal(view(run).state)) return;
      writeFileSync(join(run.folder, "cancel"), "");
      if (isAlive(run)) return;
      const endedAt = new Date(clock.now()).toISOString();
      writeJson(join(run.folder, "run.json"), { version: 1, ...run.status, state: "cancelled", endedAt });
    },
    async removeModel(job) {
      await rm(join(runs, job.name, "adapter"), { recursive: true, force: true });
      await rm(join(runs, job.name, "checkpoints"), { recursive: true, force: true });
    },
    async validationLoss(job) {
      return (await readRun(runs, job.name))?.status?.validationLoss ?? undefined;
    },
    async resume(job) {
      const run = await readRun(runs, job.name);
      if (run !== undefined && view(run).state === "paused") start(run.folder, options);
    },
  };
}

/** Identity follows the folder of runs: the same folder, mounted elsewhere, is the same account. */
function accountOfRuns(runs: string): string {
  mkdirSync(runs, { recursive: true });
  const file = join(runs, "account");
  try {
    writeFileSync(file, `${randomUUID()}\n`, { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return `local-${readFileSync(file, "utf8").trim()}`;
}

/** Detached, so that neither our end nor Ctrl-C ends the training. A second start of one run ends at once by itself. */
function start(folder: string, { command, environment = process.env }: LocalOptions): void {
  const [program, ...args] = command;
  const log = openSync(join(folder, "train.log"), "a");
  const child = spawn(program!, [...args, folder], {
    detached: true,
    stdio: ["ignore", log, log],
    env: { ...environment },
  });
  child.on("error", () => {});
  if (child.pid !== undefined && !existsSync(join(folder, "run.json"))) {
    writeJson(join(folder, "run.json"), { version: 1, state: "queued", pid: child.pid });
  }
  child.unref();
}

function isAlive({ status }: RunFiles): boolean {
  if (status?.pid === undefined) return false;
  try {
    process.kill(status.pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function canStart([program]: readonly string[]): boolean {
  return program !== undefined && existsSync(program);
}

function notInstalled(program: string): FlanstackError {
  return new FlanstackError(`The trainer's Python environment is not there (${program}).`, {
    code: "provider_unreachable",
    path: "trainer",
    fix: "Install it once: npm run trainer:install",
    isRetryable: true,
  });
}

async function checkBytes(path: string, digest: string): Promise<void> {
  let found: string;
  try {
    found = createHash("sha256").update(readFileSync(path)).digest("hex");
  } catch (cause) {
    throw new FlanstackError(`${path} cannot be read.`, {
      code: "train_file",
      path,
      fix: "Build the data first (flanstack data build), in the folder this run starts from.",
      cause,
    });
  }
  if (found === digest) return;
  throw new FlanstackError(`${path} is not the file that the spec names: its SHA-256 is ${found.slice(0, 12)}...`, {
    code: "train_digest",
    path,
    fix: "Build the data again, so that file and spec agree.",
  });
}
