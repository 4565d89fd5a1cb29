/**
 * The trainer in a container of this machine. All that it leaves is in the run's folder, which it sees under the same path; its name
 * follows from the run, so that two starts, or one that was cut off half way, end in one container.
 */
import { existsSync, mkdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { FlanstackError } from "../../../primitives";
import { type ContainerMachine, containerArguments, containerName, mountsOf } from "./container-arguments";
import { type ContainerEngine, type EngineAnswer, findEngine, noEngine } from "./container-engine";
import type { RunJob } from "./run-folder";
import type { Runner } from "./runner";

export interface ContainerOptions {
  readonly runs: string;
  readonly account: string;
  /** Image of trainer and server: `trainerImage`. */
  readonly image: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** States of a container in which its trainer works or will go on by itself: docker's words, and podman's `Up 3 seconds ago`. */
const ALIVE = /^(up\b|running|restarting|paused|stopping)/i;

export function runInContainer(options: ContainerOptions): Runner {
  const { runs, account, image, environment } = options;
  const engine = findEngine(environment);
  const nameOf = (job: RunJob) => containerName({ account }, job.name);
  return {
    async refusal() {
      if (engine === undefined) return noEngine(environment);
      const about = await engine.ask(["version"]);
      if (about.code !== 0) return notAnswering(engine, about);
      const found = await engine.ask(["image", "inspect", image]);
      return found.code === 0 ? undefined : noImage(image);
    },
    async start(_folder, job) {
      if (engine === undefined) throw noEngine(environment);
      const machine = machineOf(engine, options, job.runner?.image ?? image);
      mkdirSync(join(runs, ".slots"), { recursive: true });
      checkMounts(job, machine);
      const made = await engine.ask(containerArguments(job, machine));
      if (made.code !== 0) await goOn(engine, nameOf(job), made);
    },
    async isAlive({ job }) {
      const state = await stateOf(engine, nameOf(job));
      return state === undefined ? undefined : ALIVE.test(state);
    },
    async forget(job) {
      if ((await stateOf(engine, nameOf(job))) === "") return;
      await engine?.ask(["rm", "--force", nameOf(job)]);
    },
  };
}

/** The container is there already: another start made it, or one was cut off before it ran, or its trainer died. */
async function goOn(engine: ContainerEngine, name: string, made: EngineAnswer): Promise<void> {
  const state = await stateOf(engine, name);
  if (state === undefined) throw new Error(`${engine.program} stopped answering: ${shortened(made.stderr)}`);
  if (state === "") throw notStarted(engine, made);
  if (ALIVE.test(state)) return;
  const started = await engine.ask(["start", name]);
  if (started.code === 0) return;
  // It never ran: nothing of it may stay in the way of the next try.
  if (/^(created|configured|initialized)/i.test(state)) await engine.ask(["rm", "--force", name]);
  throw notStarted(engine, started);
}

/** The engine's word for a container's state; "" when there is none, undefined when the engine does not answer. */
async function stateOf(engine: ContainerEngine | undefined, name: string): Promise<string | undefined> {
  const args = ["ps", "--all", "--filter", `name=^${name}$`, "--format", "{{.State}}"];
  const answer = await engine?.ask(args).catch(() => undefined);
  return answer?.code === 0 ? answer.stdout.trim() : undefined;
}

function machineOf(engine: ContainerEngine, options: ContainerOptions, image: string): ContainerMachine {
  const { runs, account, environment } = options;
  const hubCache = environment.HF_HOME || join(environment.HOME || homedir(), ".cache", "huggingface");
  return {
    kind: engine.kind,
    image,
    account,
    runs,
    uid: process.getuid?.() ?? 0,
    gid: process.getgid?.() ?? 0,
    gpus: environment.FLANSTACK_TRAINER_GPUS || undefined,
    hubCache,
    isFolder: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true,
    variables: Object.keys(environment).filter((name) => environment[name]),
  };
}

/** An engine reads commas as its own, and makes a folder of what is missing, or refuses it in words of its own. */
function checkMounts(job: RunJob, machine: ContainerMachine): void {
  if (!machine.isFolder(job.baseModel)) mkdirSync(machine.hubCache, { recursive: true });
  const problems = mountsOf(job, machine).flatMap(({ path }) => {
    if (path.includes(","))
      return [{ code: "mount_path", path, message: "A container cannot see a path with a comma.", fix: "Move it." }];
    if (existsSync(path)) return [];
    return [
      { code: "mount_missing", path, message: "A container is to see it, and it is not there.", fix: "Make it." },
    ];
  });
  if (problems.length > 0) throw FlanstackError.fromProblems(`Container of ${job.name}`, problems);
}

function notAnswering(engine: ContainerEngine, { stderr }: EngineAnswer): FlanstackError {
  return new FlanstackError(`${engine.program} does not answer: ${shortened(stderr)}`, {
    code: "provider_unreachable",
    path: "flanstack:runner",
    fix: `Start the engine (docker: systemctl start docker), or train without: pulumi config set flanstack:runner here`,
    isRetryable: true,
  });
}

function noImage(image: string): FlanstackError {
  return new FlanstackError(`The trainer's image ${image} is not on this machine.`, {
    code: "trainer_image",
    path: "FLANSTACK_TRAINER_IMAGE",
    fix: "Build it: flanstack trainer image. Or pull one and name it in FLANSTACK_TRAINER_IMAGE.",
    isRetryable: true,
  });
}

function notStarted(engine: ContainerEngine, { stderr }: EngineAnswer): FlanstackError {
  return new FlanstackError(`${engine.program} did not start the trainer: ${shortened(stderr)}`, {
    code: "container_refused",
    path: "flanstack:runner",
    fix: "Mend what the engine says, then run again: nothing was started.",
    isRetryable: true,
  });
}

function shortened(text: string): string {
  return text.trim().replace(/\s+/g, " ").slice(0, 300) || "it gave no reason";
}
