/** One process per data directory: two journals' writers would spoil each other's state. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isRunning } from "../process-control";

/** @returns gives the directory back @throws Error when a running process holds it */
export function lockDirectory(directory: string, script: string): () => void {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, "lock");
  for (let attempt = 0; ; attempt += 1) {
    try {
      writeFileSync(path, `${process.pid}\n`, { flag: "wx" });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST" || attempt === 3) throw error;
    }
    const holder = Number(readHolder(path));
    if (holder !== process.pid && isRunning(holder, script)) {
      throw new Error(`process ${holder} uses it. End that process, or choose another data directory.`);
    }
    rmSync(path, { force: true }); // left behind by a process that was killed
  }
}

function readHolder(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return ""; // given back just now
  }
}
