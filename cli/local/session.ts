/** One session with the local stack: services up, old damage repaired, the engine at hand, everything ended afterwards. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { PulumiFn, Stack } from "@pulumi/pulumi/automation";
import { type LaunchedSandbox, launchSandbox } from "../../sandbox";
import { createLedger } from "../../tuning";
import type { CliContext } from "../context";
import { engineEnvironment, interruptFile, loopbackWithoutProxy } from "./engine-environment";
import { type Operation, type OperationReport, runOperation } from "./operations";
import type { LocalPlace } from "./place";
import {
  clearDeadLocks,
  clearPendingCreates,
  dropCutOffAttributes,
  pendingOperations,
  restoreCheckpoint,
} from "./repair";
import { LOCAL_LEDGER, LOCAL_PROJECT, LOCAL_STACK, openLocalStack, projectName } from "./workspace";

export interface LocalSession {
  readonly sandbox: LaunchedSandbox;
  readonly stack: Stack;
  /** What was repaired before this session could start, in words. */
  readonly repairs: readonly string[];
  run(operation: Operation, onProgress: (text: string) => void): Promise<OperationReport>;
}

export interface SessionOptions {
  readonly place: LocalPlace;
  readonly context: CliContext;
  readonly program: PulumiFn;
  readonly settings?: Readonly<Record<string, string>>;
  /** Port of the sandbox; default: the one of the last run, else any free one. */
  readonly port?: number;
  /** How much faster than the clock simulated jobs run. */
  readonly speed?: number;
  /** Address of a sandbox that already runs and is not ours to stop. */
  readonly attachTo?: string;
  readonly onProgress: (text: string) => void;
}

/**
 * Opens the session, does the work, ends the services. The first Ctrl-C lets the engine finish what is under way and save
 * its state; the work then ends with an error of its own.
 */
export async function withLocalSession<T>(
  options: SessionOptions,
  work: (session: LocalSession) => Promise<T>,
): Promise<T> {
  const { place, context } = options;
  Object.assign(process.env, loopbackWithoutProxy(process.env)); // before gRPC opens its first connection
  const stopListening = holdInterrupts(context, interruptFile(place));
  let sandbox: LaunchedSandbox | undefined;
  try {
    options.onProgress("starting the sandbox");
    sandbox = await launchSandbox({
      dataDirectory: place.sandboxDirectory,
      gcpProvider: true,
      attachTo: options.attachTo,
      ...(options.port === undefined ? {} : { port: options.port }),
      ...(options.speed === undefined ? {} : { speed: options.speed }),
    });
    await createLedger({
      address: LOCAL_LEDGER,
      project: LOCAL_PROJECT,
      location: "us-central1",
      storageBaseUrl: sandbox.url,
    });
    options.onProgress("opening the stack");
    const environment = engineEnvironment(
      place,
      { url: sandbox.url, gcpProviderPort: sandbox.gcpProviderPort! },
      process.env,
    );
    Object.assign(process.env, {
      FLANSTACK_VERTEX_BASE_URL: sandbox.url,
      FLANSTACK_OPENAI_BASE_URL: `${sandbox.url}/v1`,
      FLANSTACK_CONCURRENT_JOBS: String(await quotaOf(sandbox.url)),
    }); // the program runs in this process and asks where jobs go
    const { program, settings } = options;
    const repairs = await repairFiles(place);
    const stack = await openLocalStack({ place, environment, program, settings });
    repairs.push(...(await repairState(stack, options.onProgress)));
    return await work({
      sandbox,
      stack,
      repairs,
      run: (operation, onProgress) => runOperation(stack, operation, { onProgress }),
    });
  } finally {
    await sandbox?.stop();
    stopListening();
  }
}

/** How many jobs the sandbox runs at once: there is no account whose limit the catalogue would know. */
async function quotaOf(sandboxUrl: string): Promise<number> {
  const reply = await fetch(`${sandboxUrl}/_sandbox/status`, { signal: AbortSignal.timeout(10_000) });
  return ((await reply.json()) as { quota: number }).quota;
}

/** Before the stack is opened: what a killed run left on disk. */
async function repairFiles(place: LocalPlace): Promise<string[]> {
  const project = projectName(place);
  const locks = await clearDeadLocks(place, project, LOCAL_STACK);
  const restored = restoreCheckpoint(place, project, LOCAL_STACK);
  const attributes = dropCutOffAttributes(place);
  return [
    ...(locks > 0 ? [`removed ${locks} lock of a run that is gone`] : []),
    ...(restored ? ["put the engine's backup in place of a state file that was cut off"] : []),
    ...(attributes > 0
      ? [`removed the attributes of ${attributes} state file${attributes === 1 ? "" : "s"}, which were cut off`]
      : []),
  ];
}

/** Once it is open: what an interrupted update left pending. */
async function repairState(stack: Stack, onProgress: (text: string) => void): Promise<string[]> {
  const pending = await pendingOperations(stack);
  if (pending === 0) return [];
  onProgress("clearing what an interrupted run left pending");
  await clearPendingCreates(stack, () => {});
  const operations = `${pending} unfinished operation${pending === 1 ? "" : "s"}`;
  return [`cleared ${operations} of an interrupted run; paid jobs are found again by their digest`];
}

/** While the engine works it gets Ctrl-C itself; we tell the providers to end their waits, and stay until it has saved its state. */
function holdInterrupts(context: CliContext, file: string): () => void {
  let interrupts = 0;
  rmSync(file, { force: true });
  const onInterrupt = () => {
    interrupts += 1;
    if (interrupts === 1) writeInterrupt(file);
    context.setExitCode(130);
    context.writeError(
      interrupts === 1
        ? "Interrupted: waiting for the engine to save its state (again to stop at once; the next run repairs)."
        : "Stopping at once; the next run repairs what is left.",
    );
    if (interrupts >= 3) process.exit(130);
  };
  process.on("SIGINT", onInterrupt);
  return () => {
    process.off("SIGINT", onInterrupt);
    rmSync(file, { force: true });
  };
}

function writeInterrupt(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, "");
}
