/** Runs the command as a person does: in a process of its own, which can be killed. */
import { spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { outputOf, type ProcessEnd } from "./processes";

const ownRoot = resolve(__dirname, "../../..");

export interface CliRun {
  readonly pid: number;
  readonly ended: Promise<ProcessEnd>;
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
  const ended = outputOf(child);
  return { pid: child.pid!, ended };
}

/** Runs to the end. @throws Error with the output when the exit code is not the expected one */
export async function runCli(
  args: readonly string[],
  options: { readonly expect?: number; readonly environment?: Record<string, string>; readonly root?: string } = {},
): Promise<ProcessEnd> {
  const end = await startCli(args, options.environment, options.root).ended;
  if (end.code !== (options.expect ?? 0)) {
    throw new Error(`flanstack ${args.join(" ")} ended with ${end.code ?? end.signal}\n${end.stdout}\n${end.stderr}`);
  }
  return end;
}
