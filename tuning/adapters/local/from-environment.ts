/** The local backend as this process's environment describes it: which Python, which folder of runs, which image. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { systemClock } from "../../../primitives";
import type { TuningBackend } from "../../ports";
import { createLocalBackend, localRunsFolder } from "./local-backend";

type Environment = Readonly<Record<string, string | undefined>>;

/** The trainer's folder: Python sources, lock file, Dockerfile. */
export const TRAINER_ROOM = resolve(__dirname, "../../../trainer");

/** `FLANSTACK_TRAINER_PYTHON`, or the environment that `npm run trainer:install` made. */
export function trainerPython(environment: Environment): string {
  return environment.FLANSTACK_TRAINER_PYTHON || resolve(TRAINER_ROOM, ".venv/bin/python");
}

/** `FLANSTACK_TRAINER_IMAGE`, or a tag that follows from the sources: an image of other sources is another one. */
export function trainerImage(environment: Environment): string {
  return environment.FLANSTACK_TRAINER_IMAGE || `flanstack-trainer:${sourcesDigest().slice(0, 12)}`;
}

export function localBackendFrom(environment: Environment): TuningBackend {
  return createLocalBackend({
    runs: localRunsFolder(environment),
    command: [trainerPython(environment), "-m", "flanstack_trainer", "train"],
    environment: { ...environment, PYTHONPATH: TRAINER_ROOM },
    image: () => trainerImage(environment),
    clock: systemClock,
  });
}

/** SHA-256 over what goes into the image. */
function sourcesDigest(): string {
  const sources = readdirSync(join(TRAINER_ROOM, "flanstack_trainer"))
    .filter((name) => /\.(py|jinja)$/.test(name))
    .sort()
    .map((name) => join("flanstack_trainer", name));
  const digest = createHash("sha256");
  for (const name of ["Dockerfile", "requirements.lock", ...sources]) {
    digest.update(`${name}\n`).update(readFileSync(join(TRAINER_ROOM, name)));
  }
  return digest.digest("hex");
}
