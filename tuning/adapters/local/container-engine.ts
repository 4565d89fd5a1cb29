/** The container engine's command line, docker or podman: which one, and what it answers. */
import { execFile } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { basename, delimiter, join } from "node:path";
import { FlanstackError } from "../../../primitives";

type Environment = Readonly<Record<string, string | undefined>>;

export interface EngineAnswer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ContainerEngine {
  /** `docker` or `podman`: they differ in how a user and a GPU are named. */
  readonly kind: "docker" | "podman";
  readonly program: string;
  /** @throws Error when it gave no answer in time */
  ask(args: readonly string[]): Promise<EngineAnswer>;
}

const ENGINES = ["docker", "podman"] as const;
const DEADLINE_MILLISECONDS = 60_000;

/** `FLANSTACK_CONTAINER_ENGINE` (a name or a path), else docker or podman, whichever PATH has first. */
export function findEngine(environment: Environment): ContainerEngine | undefined {
  const told = environment.FLANSTACK_CONTAINER_ENGINE || undefined;
  for (const name of told === undefined ? ENGINES : [told]) {
    const program = onPath(name, environment.PATH ?? "");
    if (program === undefined) continue;
    const kind = basename(program).includes("podman") ? "podman" : "docker";
    return { kind, program, ask: (args) => ask(program, args, environment) };
  }
  return undefined;
}

export function noEngine(environment: Environment): FlanstackError {
  const told = environment.FLANSTACK_CONTAINER_ENGINE;
  return new FlanstackError(
    told
      ? `There is no container engine ${told}.`
      : "No container engine is installed: neither docker nor podman is on PATH.",
    {
      code: "provider_unreachable",
      path: "flanstack:runner",
      fix: "Install Docker or Podman, name one in FLANSTACK_CONTAINER_ENGINE, or train without: pulumi config set flanstack:runner here",
      isRetryable: true,
    },
  );
}

function onPath(name: string, path: string): string | undefined {
  const candidates = name.includes("/") ? [name] : path.split(delimiter).map((folder) => join(folder, name));
  return candidates.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return statSync(file).isFile();
    } catch {
      return false;
    }
  });
}

function ask(program: string, args: readonly string[], environment: Environment): Promise<EngineAnswer> {
  return new Promise((answer, fail) => {
    execFile(
      program,
      [...args],
      { env: { ...environment }, timeout: DEADLINE_MILLISECONDS, killSignal: "SIGKILL" },
      (error, stdout, stderr) => {
        if (error === null) return answer({ code: 0, stdout, stderr });
        if (typeof error.code === "number") return answer({ code: error.code, stdout, stderr });
        fail(new Error(`${program} ${args[0]} gave no answer: ${error.message.split("\n")[0]}`, { cause: error }));
      },
    );
  });
}
