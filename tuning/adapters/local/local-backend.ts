/**
 * Tuning on this machine: a run is a folder, the trainer a detached process or a container that outlives us. Nothing is billed, and yet the same
 * rules hold: one run per digest, found again after any crash, resumed from its checkpoint when its process died.
 */
import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { mkdir, rm, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { type Clock, FlanstackError } from "../../../primitives";
import { isFinal } from "../../job";
import type { TuningBackend } from "../../ports";
import { checkSubmission, jobFile, runName, runView } from "./mapping";
import { type RunFiles, type RunJob, readRun, readRuns, writeJson } from "./run-folder";
import { runHere } from "./run-here";
import { runInContainer } from "./run-in-container";
import type { Runner } from "./runner";

export interface LocalOptions {
  /** Folder of all runs of this machine: `localRunsFolder`. */
  readonly runs: string;
  /** Program and arguments that train a run; the run's folder is added. */
  readonly command: readonly string[];
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Image for runs in a container. Default: `flanstack-trainer`. */
  readonly image?: () => string;
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
  const account = accountOfRuns(runs);
  const here = runHere(options);
  const container = () =>
    runInContainer({
      runs,
      account,
      image: options.image?.() ?? "flanstack-trainer",
      environment: options.environment ?? process.env,
    });
  const runnerOf = (job: Pick<RunJob, "runner">): Runner => (job.runner?.kind === "container" ? container() : here);
  const view = async (run: RunFiles) => runView(run, await runnerOf(run.job).isAlive(run));
  const status = async (name: string) => {
    const run = await readRun(runs, name);
    return run === undefined ? undefined : view(run);
  };

  return {
    provider: "local",
    account,
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
    list: async () => Promise.all((await readRuns(runs)).map(view)),
    async submit(spec, submission) {
      const isContainer = submission.runner === "container";
      const refusal = await (isContainer ? container() : here).refusal();
      if (refusal !== undefined) return { kind: "refused", error: refusal };
      const name = runName(submission.digest);
      const folder = join(runs, name);
      const file = join(folder, "job.json");
      const parent = spec.parentDigest && join(runs, runName(spec.parentDigest), "adapter");
      try {
        await mkdir(folder, { recursive: true });
        // Whoever creates the file first has made the request; a folder without it was never asked anything.
        const isFirst = !existsSync(file);
        const made = new Date(clock.now()).toISOString();
        const image = isContainer ? (options.image?.() ?? "flanstack-trainer") : undefined;
        if (isFirst) writeJson(file, jobFile(spec, submission, made, { parentAdapter: parent, image }));
        const { job } = (await readRun(runs, name))!;
        const error = await runnerOf(job)
          .start(folder, job)
          .then(
            () => undefined,
            (cause) => cause,
          );
        if (error === undefined) return { kind: "accepted", job: (await status(name))! };
        if (!FlanstackError.is(error)) return { kind: "unknown", cause: error };
        if (isFirst) unlinkSync(file);
        return { kind: "refused", error };
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
      if (run === undefined || isFinal((await view(run)).state)) return;
      writeFileSync(join(run.folder, "cancel"), "");
      // A trainer that works, or may, ends the run itself.
      if ((await runnerOf(run.job).isAlive(run)) !== false) return;
      const endedAt = new Date(clock.now()).toISOString();
      writeJson(join(run.folder, "run.json"), { version: 1, ...run.status, state: "cancelled", endedAt });
    },
    async removeModel(job) {
      const run = await readRun(runs, job.name);
      if (run !== undefined) await runnerOf(run.job).forget(run.job);
      await rm(join(runs, job.name, "adapter"), { recursive: true, force: true });
      await rm(join(runs, job.name, "checkpoints"), { recursive: true, force: true });
    },
    async validationLoss(job) {
      return (await readRun(runs, job.name))?.status?.validationLoss ?? undefined;
    },
    async resume(job) {
      const run = await readRun(runs, job.name);
      if (run !== undefined && (await view(run)).state === "paused") await runnerOf(run.job).start(run.folder, run.job);
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
