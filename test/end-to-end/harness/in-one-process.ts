/** Several operations in one process over one folder, as `one-process.cjs` runs them. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { outputOf } from "./processes";
import type { Boundary } from "./sandbox-admin";

/** A rule of the sandbox's fault API. */
export interface Fault extends Boundary {
  readonly action: string;
  readonly status?: number;
  readonly milliseconds?: number;
}

export interface StepResult {
  readonly operation: string;
  readonly error?: string;
  readonly changes: Readonly<Record<string, number>>;
  readonly messages: readonly string[];
  readonly models?: Readonly<Record<string, { digest: string; job: string; adopted: boolean; endpoint: string }>>;
  /** Resources in the state afterwards. */
  readonly resources: number;
  /** Which of the step's faults struck, in their order. */
  readonly struck: readonly boolean[];
  /** Models that have an endpoint in the state afterwards, by agent. */
  readonly tuned: Readonly<Record<string, { readonly generation: number; readonly endpoint: string }>>;
}

export interface ProcessResult {
  readonly results: readonly StepResult[];
  readonly creates: readonly { readonly labels: Readonly<Record<string, string>>; readonly count: number }[];
  readonly buckets: readonly string[];
}

export interface Step {
  readonly operation: "preview" | "up" | "destroy" | "refresh";
  /** Settings set before the step: `flanstack:seed`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** What goes wrong during the step; gone afterwards. */
  readonly faults?: readonly Fault[];
}

export async function runInOneProcess(
  folder: string,
  steps: readonly Step[],
  environment: Readonly<Record<string, string>> = {},
): Promise<ProcessResult> {
  const child = spawn(process.execPath, [join(__dirname, "one-process.cjs"), folder, JSON.stringify(steps)], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const { code, signal, stdout, stderr } = await outputOf(child);
  const line = stdout.trim().split("\n").at(-1) ?? "";
  if (code === 0 && line.startsWith("{")) return JSON.parse(line) as ProcessResult;
  throw new Error(`the process ended with ${code ?? signal}\n${stdout}\n${stderr}`);
}
