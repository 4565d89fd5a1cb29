/** The processes of a run: who is whose child, and how to end one. */
import { type ChildProcess, spawnSync } from "node:child_process";

export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How long, in milliseconds, pipes that nobody closes are read after the process has ended. */
const LEFT_IN_PIPES = 1_000;

/** All that a process prints, and how it ended. An orphan of it may hold the pipes open for as long as it likes. */
export function outputOf(child: ChildProcess): Promise<ProcessEnd> {
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((done, fail) => {
    child.on("error", fail);
    child.on("exit", (code, signal) => {
      const end = () => done({ code, signal, stdout, stderr });
      const leave = setTimeout(end, LEFT_IN_PIPES);
      child.on("close", () => {
        clearTimeout(leave);
        end();
      });
    });
  });
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
