/** Runs the command as a person does: in a process of its own, which can be killed. */
import { spawn } from "node:child_process";
import { join, resolve } from "node:path";

const ownRoot = resolve(__dirname, "../../..");

export interface CliRun {
  readonly pid: number;
  readonly ended: Promise<CliEnd>;
}

export interface CliEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts `flanstack ARGS` in a process group of its own. */
export function startCli(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  root = ownRoot,
): CliRun {
  const child = spawn(process.execPath, [join(root, "bin", "flanstack.cjs"), ...args], {
    cwd: root,
    detached: true,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (data) => {
    stdout += data;
  });
  child.stderr.on("data", (data) => {
    stderr += data;
  });
  const ended = new Promise<CliEnd>((done, fail) => {
    child.on("error", fail);
    // `exit`, not `close`: an orphaned provider may hold the pipes open for as long as it likes.
    child.on("exit", (code, signal) => setTimeout(() => done({ code, signal, stdout, stderr }), 50));
  });
  return { pid: child.pid!, ended };
}

/** Runs to the end. @throws Error with the output when the exit code is not the expected one */
export async function runCli(
  args: readonly string[],
  options: { readonly expect?: number; readonly environment?: Record<string, string>; readonly root?: string } = {},
): Promise<CliEnd> {
  const end = await startCli(args, options.environment, options.root).ended;
  if (end.code !== (options.expect ?? 0)) {
    throw new Error(`flanstack ${args.join(" ")} ended with ${end.code ?? end.signal}\n${end.stdout}\n${end.stderr}`);
  }
  return end;
}
