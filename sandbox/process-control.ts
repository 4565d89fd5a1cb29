/** Looking at and ending processes by their id; a recycled id is never mistaken for ours, and a zombie is not alive. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Whether the process runs, and its command line names the script. */
export function isRunning(pid: number, script: string): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return commandOf(pid).includes(script);
}

/** Ends a process whose command line names `script`: SIGTERM, and SIGKILL after two seconds. */
export async function endProcess(pid: number, script: string): Promise<void> {
  if (!isRunning(pid, script)) return;
  signal(pid, "SIGTERM");
  for (let waited = 0; waited < 2000; waited += 20) {
    if (!isRunning(pid, script)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  signal(pid, "SIGKILL");
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // it ended by itself in the meantime
  }
}

/** Empty for a process that is gone or a zombie. */
function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    try {
      return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
    } catch {
      return "";
    }
  }
}
