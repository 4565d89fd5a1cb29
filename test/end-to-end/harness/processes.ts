/** The processes of a run: who is whose child, and how to end one. */
import { spawnSync } from "node:child_process";

export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Every process below this one, itself first. */
export function processTree(pid: number): Process[] {
  const all = listProcesses();
  const found = all.filter((process) => process.pid === pid);
  for (let index = 0; index < found.length; index += 1) {
    const parent = found[index]!.pid;
    found.push(...all.filter((process) => process.parent === parent && !found.includes(process)));
  }
  return found;
}

export const isEngine = ({ command }: Process) => /\/pulumi (up|preview|destroy|refresh)\b/.test(command);
export const isDynamicProvider = ({ command }: Process) => /^\S*node\S* .*cmd\/dynamic-provider/.test(command);

export const isGcpProvider = ({ command }: Process) => command.includes("gcp-provider-process.cjs");

/** Ends processes at once, as a power cut would. Those that are gone already are no error. */
export function killNow(processes: readonly { readonly pid: number }[]): void {
  for (const { pid } of processes) {
    try {
      process.kill(pid, "SIGKILL");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }
}

function listProcesses(): Process[] {
  const { stdout } = spawnSync("ps", ["-axww", "-o", "pid=,ppid=,command="], { encoding: "utf8" });
  return stdout.split("\n").flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line);
    return match === null ? [] : [{ pid: Number(match[1]), parent: Number(match[2]), command: match[3]! }];
  });
}
