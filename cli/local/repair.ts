/** Puts right what an interrupted run left behind, before the next one starts. */
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation";
import { FlanstackError } from "../../primitives";
import type { LocalPlace } from "./place";

interface Lock {
  readonly file: string;
  readonly pid: number;
  readonly hostname: string;
  readonly timestamp: string;
}

/**
 * Removes locks whose process is gone.
 * @returns how many were removed
 * @throws FlanstackError when a live process holds one: two updates at once would undo each other's state
 */
export function clearDeadLocks(place: LocalPlace, project: string, stack: string): number {
  const folder = join(place.stateDirectory, ".pulumi", "locks", "organization", project, stack);
  const locks = existsSync(folder) ? lockFiles(folder).flatMap(readLock) : [];
  for (const lock of locks) {
    if (lock.hostname === hostname() && !isAlive(lock.pid)) removeLock(lock.file);
    else {
      throw new FlanstackError(
        `Another run (process ${lock.pid} on ${lock.hostname}, since ${lock.timestamp}) is updating stack ${stack}.`,
        {
          code: "stack_locked",
          path: lock.file,
          fix: "Wait for it to end. If that machine is gone, delete the file.",
        },
      );
    }
  }
  return locks.length;
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
