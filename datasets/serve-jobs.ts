/** What a worker thread of a build does: one agent after the other, until its parent ends it. */
import { parentPort, workerData } from "node:worker_threads";
import { FlanstackError } from "../primitives";
import { type AgentJob, makeAgentFolder } from "./make-agent";
import type { BuiltAgent } from "./manifest";
import type { AnyAgent } from "./types";

/** What a worker is started with. */
export interface WorkerSetup {
  /** Exports `loadAgent(name)`. */
  readonly agentsModule: string;
  readonly otherAgents: readonly string[];
}

/** An agent's folder, or the error that stopped it; ours as its fields, since a thread keeps no class but the language's. */
export type JobAnswer =
  | { readonly built: BuiltAgent }
  | { readonly failed: Pick<FlanstackError, "message" | "stack" | "code" | "path" | "problems" | "isRetryable"> }
  | { readonly thrown: unknown };

/** Answers each job that the parent sends. */
export function serveJobs(): void {
  const { agentsModule, otherAgents } = workerData as WorkerSetup;
  parentPort!.on("message", (job: AgentJob) => {
    let answer: JobAnswer;
    try {
      const { loadAgent } = require(agentsModule) as { loadAgent: (name: string) => AnyAgent };
      answer = { built: makeAgentFolder(loadAgent(job.agent), otherAgents.map(loadAgent), job) };
    } catch (error) {
      answer = describe(error);
    }
    parentPort!.postMessage(answer);
  });
}

function describe(error: unknown): JobAnswer {
  if (!FlanstackError.is(error)) return { thrown: error };
  const { message, stack, code, path, problems, isRetryable } = error;
  return { failed: { message, stack, code, path, problems, isRetryable } };
}
