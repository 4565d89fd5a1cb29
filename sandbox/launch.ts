/**
 * Starts the sandbox, and the local gcp provider when wanted, as processes of their own: detached, each in its own
 * process group, so that neither a blocked event loop nor Ctrl-C in the runner takes them along. What runs is written to
 * `sandbox.json` in the data directory: the next run uses the same port again, and takes over or cleans up what it finds.
 */
import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { sync as writeFileAtomic } from "write-file-atomic";
import { FlanstackError } from "../primitives";
import { endProcess, isRunning } from "./process-control";

export interface LaunchOptions {
  readonly dataDirectory: string;
  /** Default: the port of the last run in this data directory, else any free one. */
  readonly port?: number;
  /** Seconds of job time per second. Default 600: a job of a quarter of an hour takes about a second and a half. */
  readonly speed?: number;
  /** Tuning jobs that may be active at once. Default 6. */
  readonly quota?: number;
  /** Use the sandbox that runs at this address, and start only the provider: for two stacks on one sandbox. */
  readonly attachTo?: string;
  /** Also start the provider for the `gcp:storage` types. */
  readonly gcpProvider?: boolean;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** How long a process may take until it is ready, milliseconds. Default 20 000. */
  readonly timeout?: number;
}

export interface LaunchedSandbox {
  /** `http://127.0.0.1:8471`, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly gcpProviderPort: number | undefined;
  readonly gcpProviderPid: number | undefined;
  /** True when a sandbox was running on this data directory already and is used. */
  readonly isReused: boolean;
  /** Ends both processes; the state stays in the data directory. */
  stop(): Promise<void>;
}

/** The provider alone, for a sandbox that somebody else started and will stop. */
async function attach(directory: string, address: string, options: LaunchOptions): Promise<LaunchedSandbox> {
  const url = address.replace(/\/+$/, "");
  const reply = await fetch(`${url}/_sandbox/status`, { signal: AbortSignal.timeout(5000) }).catch((cause) => {
    throw new FlanstackError(`No sandbox answers at ${url}.`, {
      code: "sandbox_unreachable",
      path: url,
      fix: "Start one with: flanstack sandbox",
      cause,
    });
  });
  const { pid } = (await reply.json()) as { pid: number };
  const provider = options.gcpProvider === true ? await startProvider(directory, url, options) : undefined;
  return {
    url,
    port: Number(new URL(url).port),
    pid,
    gcpProviderPort: provider?.port,
    gcpProviderPid: provider?.pid,
    isReused: true,
    async stop() {
      if (provider !== undefined) await endProcess(provider.pid, "gcp-provider-process.cjs");
    },
  };
}

interface RunRecord {
  readonly port: number;
  readonly pid: number;
  readonly gcpProviderPort?: number;
  readonly gcpProviderPid?: number;
}

/** @throws FlanstackError `sandbox_port_busy`, `sandbox_not_ready` */
export async function launchSandbox(options: LaunchOptions): Promise<LaunchedSandbox> {
  const directory = resolve(options.dataDirectory);
  mkdirSync(directory, { recursive: true });
  if (options.attachTo !== undefined) return attach(directory, options.attachTo, options);
  const before = readRecord(directory);
  const running = before === undefined ? undefined : await findRunning(before, options);
  // A provider works once per process: one that an earlier run left behind is never used again.
  if (before?.gcpProviderPid !== undefined) await endProcess(before.gcpProviderPid, "gcp-provider-process.cjs");
  if (before !== undefined && running === undefined) await endProcess(before.pid, "process.cjs");
  const sandbox = running ?? (await startSandbox(directory, options, before?.port));
  const url = `http://127.0.0.1:${sandbox.port}`;
  let provider: { port: number; pid: number } | undefined;
  try {
    provider = options.gcpProvider === true ? await startProvider(directory, url, options) : undefined;
  } catch (error) {
    if (running === undefined) await endProcess(sandbox.pid, "process.cjs");
    throw error;
  }
  const record: RunRecord = { ...sandbox, gcpProviderPort: provider?.port, gcpProviderPid: provider?.pid };
  writeFileAtomic(recordPath(directory), `${JSON.stringify(record)}\n`);
  return {
    url,
    port: sandbox.port,
    pid: sandbox.pid,
    gcpProviderPort: provider?.port,
    gcpProviderPid: provider?.pid,
    isReused: running !== undefined,
    async stop() {
      if (provider !== undefined) await endProcess(provider.pid, "gcp-provider-process.cjs");
      await endProcess(sandbox.pid, "process.cjs");
      writeFileAtomic(recordPath(directory), `${JSON.stringify({ port: sandbox.port, pid: 0 })}\n`);
    },
  };
}

function recordPath(directory: string): string {
  return join(directory, "sandbox.json");
}

function readRecord(directory: string): RunRecord | undefined {
  try {
    const value = JSON.parse(readFileSync(recordPath(directory), "utf8")) as RunRecord;
    return Number.isInteger(value.port) && Number.isInteger(value.pid) ? value : undefined;
  } catch {
    return undefined; // no earlier run, or one that was cut off while it wrote
  }
}

/** The sandbox of an earlier run, when it still answers under its own process id and on the wanted port. */
async function findRunning(
  record: RunRecord,
  options: LaunchOptions,
): Promise<{ port: number; pid: number } | undefined> {
  if (
    !isRunning(record.pid, "process.cjs") ||
    (options.port !== undefined && options.port !== 0 && options.port !== record.port)
  )
    return undefined;
  try {
    const reply = await fetch(`http://127.0.0.1:${record.port}/_sandbox/status`, { signal: AbortSignal.timeout(2000) });
    const status = (await reply.json()) as { pid?: number };
    if (status.pid !== record.pid) return undefined;
    if (options.speed !== undefined) {
      await fetch(`http://127.0.0.1:${record.port}/_sandbox/clock`, {
        method: "POST",
        body: JSON.stringify({ speed: options.speed }),
      });
    }
    return { port: record.port, pid: record.pid };
  } catch {
    return undefined;
  }
}

async function startSandbox(
  directory: string,
  options: LaunchOptions,
  lastPort: number | undefined,
): Promise<{ port: number; pid: number }> {
  const wanted = options.port ?? lastPort ?? 0;
  const speed = `--speed=${options.speed ?? 600}`;
  const rest = [`--data=${directory}`, speed, ...(options.quota === undefined ? [] : [`--quota=${options.quota}`])];
  const start = (port: number) => startProcess("process.cjs", [`--port=${port}`, ...rest], directory, options, {});
  let started: Started;
  try {
    started = await start(wanted);
  } catch (error) {
    // The port of the last run may have been taken since; a port that was asked for may not be exchanged.
    const isBusy = FlanstackError.is(error) && error.code === "sandbox_port_busy";
    if (!isBusy || options.port !== undefined) throw error;
    started = await start(0);
  }
  const ready = JSON.parse(started.line) as { port: number };
  return { port: ready.port, pid: started.pid };
}

async function startProvider(
  directory: string,
  url: string,
  options: LaunchOptions,
): Promise<{ port: number; pid: number }> {
  const started = await startProcess("gcp-provider-process.cjs", [], directory, options, {
    FLANSTACK_STORAGE_BASE_URL: url,
  });
  return { port: Number(started.line), pid: started.pid };
}

interface Started {
  readonly pid: number;
  /** The first line the process printed. */
  readonly line: string;
}

function startProcess(
  script: string,
  args: readonly string[],
  directory: string,
  options: LaunchOptions,
  environment: Record<string, string>,
): Promise<Started> {
  const log = join(directory, `${script.replace(/\.cjs$/, "")}.log`);
  const output = openSync(log, "w");
  const child = spawn(process.execPath, [join(__dirname, script), ...args], {
    detached: true,
    stdio: ["ignore", output, output],
    cwd: resolve(__dirname, ".."),
    env: { ...process.env, ...options.environment, ...environment },
  });
  closeSync(output);
  child.unref();
  return new Promise((done, fail) => {
    const deadline = Date.now() + (options.timeout ?? 20_000);
    const timer = setInterval(look, 15);
    let isExited = false;
    child.once("error", (cause) => stop(notReady(script, log, cause.message)));
    child.once("exit", (code) => {
      isExited = true;
      if (code === 75) stop(portBusy(log));
      else stop(notReady(script, log, `it ended with code ${code}`));
    });

    function look() {
      const line = firstLine(log);
      if (line !== undefined) {
        clearInterval(timer);
        child.removeAllListeners();
        done({ pid: child.pid!, line });
      } else if (Date.now() > deadline) {
        if (!isExited) child.kill("SIGKILL");
        stop(notReady(script, log, "it did not become ready in time"));
      }
    }
    function stop(error: FlanstackError) {
      clearInterval(timer);
      fail(error);
    }
  });
}

/** The first complete line that is a ready message: JSON of the sandbox, or the provider's port number. */
function firstLine(log: string): string | undefined {
  const lines = readFileSync(log, "utf8").split("\n").slice(0, -1);
  return lines.find((line) => /^\d+$/.test(line) || line.startsWith('{"ready":true'));
}

function portBusy(log: string): FlanstackError {
  return new FlanstackError(readFileSync(log, "utf8").split("\n")[0] ?? "The sandbox's port is busy.", {
    code: "sandbox_port_busy",
    path: "--port",
    fix: "Stop the process that holds the port, or choose another one.",
  });
}

function notReady(script: string, log: string, reason: string): FlanstackError {
  const tail = readFileSync(log, "utf8").trim().split("\n").slice(-5).join("\n");
  return new FlanstackError(
    `The sandbox process ${script} did not start: ${reason}.${tail === "" ? "" : `\n${tail}`}`,
    {
      code: "sandbox_not_ready",
      fix: `Its output is in ${log}.`,
    },
  );
}
