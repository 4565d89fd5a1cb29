/** The trainer as a detached process of this machine: neither our end nor Ctrl-C ends it. */
import { spawn } from "node:child_process";
import { existsSync, openSync } from "node:fs";
import { join } from "node:path";
import { FlanstackError } from "../../../primitives";
import { writeJson } from "./run-folder";
import type { Runner } from "./runner";

export interface HereOptions {
  /** Program and arguments that train a run; the run's folder is added. */
  readonly command: readonly string[];
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

export function runHere({ command, environment = process.env }: HereOptions): Runner {
  const [program = "", ...args] = command;
  return {
    async refusal() {
      return existsSync(program) ? undefined : notInstalled(program);
    },
    async start(folder) {
      const log = openSync(join(folder, "train.log"), "a");
      // A second start of one run ends at once by itself: the first holds the run's lock.
      const child = spawn(program, [...args, folder], {
        detached: true,
        stdio: ["ignore", log, log],
        env: { ...environment },
      });
      child.on("error", () => {});
      if (child.pid !== undefined && !existsSync(join(folder, "run.json"))) {
        writeJson(join(folder, "run.json"), { version: 1, state: "queued", pid: child.pid });
      }
      child.unref();
    },
    async isAlive({ status }) {
      if (status?.pid === undefined) return false;
      try {
        process.kill(status.pid, 0);
        return true;
      } catch (error) {
        return (error as NodeJS.ErrnoException).code === "EPERM";
      }
    },
    async forget() {},
  };
}

function notInstalled(program: string): FlanstackError {
  return new FlanstackError(`The trainer's Python environment is not there (${program}).`, {
    code: "provider_unreachable",
    path: "trainer",
    fix: "Install it once: npm run trainer:install. Or train in a container: flanstack:runner container",
    isRetryable: true,
  });
}
