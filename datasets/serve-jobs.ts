/** What a worker thread of a build does: one block after the other, until its parent ends it. */
import { parentPort, workerData } from "node:worker_threads";
import { FlanstackError } from "../primitives";
import { type MadeBlock, makeBlock } from "./build-agent";
import { prepareEngine } from "./engine";
import { readParaphrases, usedParaphrases } from "./paraphrase/paraphrase-file";
import type { NormalSettings } from "./settings";
import { forgetWorlds } from "./simulate/world-pool";
import type { AnyAgent } from "./types";
import { digestOfFile } from "./write";

/** What a worker is started with. */
export interface WorkerSetup {
  /** Exports `loadAgent(name)`. */
  readonly agentsModule: string;
  readonly otherAgents: readonly string[];
}

/** One block of one agent: plain data, so that it can be handed to a worker. */
export interface BlockJob {
  readonly agent: string;
  readonly settings: NormalSettings;
  readonly block: number;
  /** Absolute path of the file whose digest the settings hold. */
  readonly paraphrases?: string;
}

/** A block, or the error that stopped it; ours as its fields, since a thread keeps no class but the language's. */
export type JobAnswer =
  | { readonly made: MadeBlock }
  | { readonly failed: Pick<FlanstackError, "message" | "stack" | "code" | "path" | "problems" | "isRetryable"> }
  | { readonly thrown: unknown };

/** Answers each job that the parent sends. */
export function serveJobs(): void {
  const { agentsModule, otherAgents } = workerData as WorkerSetup;
  parentPort!.on("message", (job: BlockJob) => {
    try {
      const { loadAgent } = require(agentsModule) as { loadAgent: (name: string) => AnyAgent };
      const made = makeOneBlock(loadAgent(job.agent), otherAgents.map(loadAgent), job);
      // The bytes change hands, they are not copied; small ones lie in a pool that they share with others.
      const files = made.files.map((file) => ({ ...file, bytes: ownBytes(file.bytes) }));
      const answer: JobAnswer = { made: { ...made, files } };
      parentPort!.postMessage(
        answer,
        files.map(({ bytes }) => bytes.buffer as ArrayBuffer),
      );
    } catch (error) {
      parentPort!.postMessage(describe(error));
    }
  });
}

/** Makes a block in this thread, and lets go of what only this block needed. */
export function makeOneBlock(
  agent: AnyAgent,
  others: readonly AnyAgent[],
  { settings, block, paraphrases }: BlockJob,
): MadeBlock {
  try {
    return makeBlock(prepareEngine(agent, others), settings, block, paraphrasesOf(settings, paraphrases));
  } finally {
    forgetWorlds();
  }
}

const kept = new Map<string, ReadonlyMap<string, string>>();

/** @throws FlanstackError when the file is not the one that the settings speak of */
function paraphrasesOf({ paraphrases: digest }: NormalSettings, path: string | undefined): ReadonlyMap<string, string> {
  if (digest === undefined || path === undefined) return new Map();
  let read = kept.get(digest);
  if (read === undefined) {
    if (digestOfFile(path) !== digest)
      throw new FlanstackError(`${path} changed while the data was built.`, {
        code: "paraphrases_changed",
        path,
        fix: "Run again once nothing writes to it.",
      });
    read = usedParaphrases(readParaphrases(path));
    kept.set(digest, read);
  }
  return read;
}

function ownBytes(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}

function describe(error: unknown): JobAnswer {
  if (!FlanstackError.is(error)) return { thrown: error };
  const { message, stack, code, path, problems, isRetryable } = error;
  return { failed: { message, stack, code, path, problems, isRetryable } };
}
