/** Puts right what an interrupted run left behind, before the next one starts. */
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation";
import { FlanstackError, systemClock } from "../../primitives";
import type { LocalPlace } from "./place";

interface Lock {
  readonly file: string;
  readonly pid: number;
  readonly hostname: string;
  readonly timestamp: string;
}

/** How long a run waits for another one's end; the engine of a runner that was killed needs a second or two for its own. */
const PATIENCE_MILLISECONDS = 20_000;
const LOOK_EVERY_MILLISECONDS = 200;

/**
 * Removes locks whose process is gone; waits a while for one that is still at work.
 * @returns how many were removed
 * @throws FlanstackError when a live process keeps one: two updates at once would undo each other's state
 */
export async function clearDeadLocks(place: LocalPlace, project: string, stack: string): Promise<number> {
  const folder = join(place.stateDirectory, ".pulumi", "locks", "organization", project, stack);
  const givenUpAt = Date.now() + PATIENCE_MILLISECONDS;
  let removed = 0;
  for (;;) {
    const locks = existsSync(folder) ? lockFiles(folder).flatMap(readLock) : [];
    const dead = locks.filter((lock) => lock.hostname === hostname() && !isAlive(lock.pid));
    for (const lock of dead) removeLock(lock.file);
    removed += dead.length;
    const held = locks.find((lock) => !dead.includes(lock));
    if (held === undefined) return removed;
    if (Date.now() > givenUpAt) {
      throw new FlanstackError(
        `Another run (process ${held.pid} on ${held.hostname}, since ${held.timestamp}) is updating stack ${stack}.`,
        {
          code: "stack_locked",
          path: held.file,
          fix: "Wait for it to end. If that machine is gone, delete the file.",
        },
      );
    }
    await systemClock.sleep(LOOK_EVERY_MILLISECONDS);
  }
}

/**
 * Puts the engine's own backup in place of a state file that was cut off while it was written. Nothing is lost by going back
 * one step: resources that are missing from the state are found again, paid jobs by their digest.
 * @returns whether anything was repaired
 */
export function restoreCheckpoint(place: LocalPlace, project: string, stack: string): boolean {
  const file = join(place.stateDirectory, ".pulumi", "stacks", project, `${stack}.json`);
  const backup = `${file}.bak`;
  if (isJson(file) || (!existsSync(file) && !existsSync(backup))) return false;
  if (isJson(backup)) copyFileSync(backup, file);
  else rmSync(file, { force: true }); // neither can be read: the next run starts from an empty state and adopts
  return true;
}

/**
 * Removes attribute files that were cut off while they were written. The engine's file storage keeps an `.attrs` file beside each of
 * its own: it refuses a file whose attributes it cannot read ("failed to load checkpoint: EOF"), and reads one that has none.
 * @returns how many were removed
 */
export function dropCutOffAttributes(place: LocalPlace): number {
  const folder = join(place.stateDirectory, ".pulumi");
  if (!existsSync(folder)) return 0;
  const cutOff = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".attrs"))
    .map((name) => join(folder, name))
    .filter((file) => !isJson(file));
  for (const file of cutOff) rmSync(file, { force: true });
  return cutOff.length;
}

function isJson(file: string): boolean {
  try {
    JSON.parse(readFileSync(file, "utf8"));
    return true;
  } catch {
    return false;
  }
}

/** How many operations the state still holds as unfinished: creates that an interruption cut off. */
export async function pendingOperations(stack: Stack): Promise<number> {
  const { deployment } = await stack.exportStack();
  return deployment?.pending_operations?.length ?? 0;
}

/**
 * Forgets unfinished creates. Safe: the next update creates those resources again, and a tuning job that was already
 * paid for is found by its digest and adopted.
 */
export async function clearPendingCreates(stack: Stack, onOutput: (text: string) => void): Promise<void> {
  await stack.refresh({ clearPendingCreates: true, onOutput, color: "never" });
}

/** The engine's file storage keeps an `.attrs` file beside each of its own. */
function lockFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => !name.endsWith(".attrs"))
    .map((name) => join(folder, name));
}

function removeLock(file: string): void {
  for (const each of [file, `${file}.attrs`]) rmSync(each, { force: true });
}

function readLock(file: string): Lock[] {
  try {
    const { pid, hostname: host, timestamp } = JSON.parse(readFileSync(file, "utf8"));
    return [{ file, pid: Number(pid), hostname: String(host), timestamp: String(timestamp) }];
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return []; // released while we looked
    throw new FlanstackError(`${file}: this lock cannot be read.`, {
      code: "lock_unreadable",
      path: file,
      fix: "Delete it if no other run is active.",
      cause,
    });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
