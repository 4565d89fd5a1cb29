/** Two updates of the same purchase at the same time, each with a state of its own, against one sandbox. */
import { join } from "node:path";
import { launchSandbox } from "../../../sandbox";
import { startCli } from "./cli";
import type { ProcessEnd } from "./processes";

export interface TogetherResult {
  readonly ends: readonly ProcessEnd[];
  readonly sandboxDirectory: string;
}

/** Both runs attach to one sandbox by address; each has its own folder for state. */
export async function runTogether(folder: string, settings: readonly string[]): Promise<TogetherResult> {
  const sandboxDirectory = join(folder, "sandbox");
  const sandbox = await launchSandbox({ dataDirectory: sandboxDirectory, speed: 100_000 });
  try {
    const runs = ["one", "two"].map((name) =>
      startCli(["local", "up", "--json", "--folder", join(folder, name), "--sandbox", sandbox.url, ...settings]),
    );
    return { ends: await Promise.all(runs.map((run) => run.ended)), sandboxDirectory };
  } finally {
    await sandbox.stop();
  }
}
