/** Ends a sandbox that an earlier run left running. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { launchSandbox } from "../../sandbox";
import type { LocalPlace } from "./place";

/** Takes over what `sandbox.json` names and stops it; does nothing where no sandbox ever ran. */
export async function endSandbox(place: LocalPlace): Promise<void> {
  if (!existsSync(join(place.sandboxDirectory, "sandbox.json"))) return;
  const sandbox = await launchSandbox({ dataDirectory: place.sandboxDirectory });
  await sandbox.stop();
}
