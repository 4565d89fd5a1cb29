/** One crash: a run is stopped at a boundary, something is killed there, and the next run must reach the goal. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launchSandbox } from "../../../sandbox";
import { startCli } from "./cli";
import { isDynamicProvider, isEngine, isGcpProvider, killNow, type ProcessEnd, processTree } from "./processes";
import { type Boundary, createsByDigest, holdAt, releaseHeld, waitUntilHeld } from "./sandbox-admin";

export type Victim = "cli" | "program" | "provider" | "sandbox";

export interface CrashCase {
  readonly name: string;
  readonly victim: Victim;
  readonly boundary: Boundary;
  /** Whether the provider process is left alive to finish what it was doing. */
  readonly orphan: boolean;
  /** What becomes of the held request when the sandbox lives on. */
  readonly release: "continue" | "drop";
  /**
   * What the next run does. `person`: the request was sent, its reply was lost, and no job exists; sending another could pay
   * twice, so it stops and says how to go on.
   */
  readonly expects: "goal" | "person";
}

export interface CrashOutcome {
  readonly creates: ReadonlyMap<string, number>;
  readonly first: ProcessEnd;
  readonly second: ProcessEnd;
  readonly changes: Readonly<Record<string, number>>;
  readonly seconds: number;
}

/** Small data and one agent: what is tested is the purchase, not the data. */
const SETTINGS = ["--set", 'agents=["qa_agent"]', "--set", 'counts={"tflan":40,"react":60,"negative":20}'];
const SPEED = "100000";
/** A run that does not reach its boundary in this time has another problem. */
const HELD_WITHIN = 90_000;

export async function runCrashCase(crash: CrashCase): Promise<CrashOutcome> {
  const started = Date.now();
  const folder = mkdtempSync(join(tmpdir(), "flanstack-crash-"));
  const args = ["local", "up", "--json", "--folder", folder, "--speed", SPEED, ...SETTINGS];
  const environment = { FLANSTACK_CREATE_DEADLINE_SECONDS: "3" };
  try {
    const sandbox = await launchSandbox({ dataDirectory: join(folder, "sandbox"), speed: Number(SPEED) });
    await holdAt(sandbox.url, crash.boundary);
    const run = startCli(args, environment);
    await Promise.race([
      waitUntilHeld(sandbox.url, HELD_WITHIN),
      run.ended.then((end) => {
        throw new Error(`the run ended before its boundary:\n${end.stdout}\n${end.stderr}`);
      }),
    ]);
    // Without its engine or provider the runner soon ends, and the sandbox with it: it stands still until the request has its fate.
    const standsStill = crash.victim === "cli" || crash.victim === "provider";
    if (standsStill) process.kill(run.pid, "SIGSTOP");
    killAtBoundary(crash, run.pid, sandbox.pid);
    if (crash.victim !== "sandbox") await releaseHeld(sandbox.url, crash.release);
    if (standsStill) process.kill(run.pid, "SIGCONT");
    const first = await run.ended;
    const second = await startCli(args, environment).ended;
    const changes = second.code === 0 ? (JSON.parse(second.stdout) as { changes: Record<string, number> }).changes : {};
    return {
      creates: createsByDigest(join(folder, "sandbox")),
      first,
      second,
      changes,
      seconds: (Date.now() - started) / 1000,
    };
  } finally {
    await endEverything(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function killAtBoundary({ victim, orphan, boundary }: CrashCase, runner: number, sandbox: number): void {
  const tree = processTree(runner);
  // Objects and buckets are the gcp provider's work; claims and jobs are the dynamic provider's.
  const isLedger = boundary.contains === "claims";
  const providers = tree.filter(
    boundary.operation.startsWith("storage.") && !isLedger ? isGcpProvider : isDynamicProvider,
  );
  const wanted = {
    cli: tree.filter(isEngine),
    program: tree.filter(({ pid }) => pid === runner),
    provider: providers,
    sandbox: [{ pid: sandbox }],
  }[victim];
  if (wanted.length === 0)
    throw new Error(
      `no ${victim} process was found:\n${tree.map(({ pid, command }) => `${pid} ${command}`).join("\n")}`,
    );
  killNow(orphan || victim === "provider" ? wanted : [...wanted, ...providers]);
}

/** Sandbox and providers that a case leaves behind. */
async function endEverything(folder: string): Promise<void> {
  const sandbox = await launchSandbox({ dataDirectory: join(folder, "sandbox") });
  await sandbox.stop();
}
