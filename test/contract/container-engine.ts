/** A folder with a stand-in `docker` on a PATH of its own, and what tests order of it. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export const IMAGE = "flanstack-trainer:test";

export interface StandInEngine {
  /** What a process that may use the engine has in its environment. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Names of containers, running or not. */
  containers(): string[];
  /** How often the container was started, its last process, and what it was given. */
  container(name: string): { starts: number; pid: number; command: string[]; mounts: string[] };
  order(what: "refuse" | "die-created" | "die-started"): void;
  setDown(isDown: boolean): void;
  forgetImages(): void;
  reset(): void;
}

/** @param entry the image's entry point: a script that runs in place and gets the image's arguments */
export function createStandInEngine(folder: string, entry: string): StandInEngine {
  const bin = join(folder, "bin");
  const home = join(folder, "engine");
  const containers = join(home, "containers");
  mkdirSync(bin, { recursive: true });
  mkdirSync(containers, { recursive: true });
  for (const name of ["docker", "podman"]) symlinkSync(join(__dirname, "stand-in-engine.sh"), join(bin, name));
  writeFileSync(join(home, "entry"), entry);
  const reset = () => {
    writeFileSync(join(home, "images"), `${IMAGE}\n`);
    for (const name of ["order", "down"]) rmSync(join(home, name), { force: true });
    for (const name of readdirSync(containers)) rmSync(join(containers, name), { recursive: true });
  };
  reset();
  const linesOf = (name: string, file: string) => {
    const path = join(containers, name, file);
    return existsSync(path) ? readFileSync(path, "utf8").split("\n").filter(Boolean) : [];
  };
  return {
    environment: { PATH: `${bin}:/usr/bin:/bin`, FLANSTACK_STAND_IN_ENGINE: home, HOME: folder },
    containers: () => readdirSync(containers),
    container: (name) => ({
      starts: linesOf(name, "starts").length,
      pid: Number(linesOf(name, "pid")[0]),
      command: linesOf(name, "command"),
      mounts: linesOf(name, "mounts"),
    }),
    order: (what) => writeFileSync(join(home, "order"), what),
    setDown: (isDown) => (isDown ? writeFileSync(join(home, "down"), "") : rmSync(join(home, "down"))),
    forgetImages: () => writeFileSync(join(home, "images"), "another:image\n"),
    reset,
  };
}
