/** Takes builds out of the cache: whole, with the sets that hold them, and so that a run that was cut off can be ended. */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

const LEAVING = ".forgetting";

/** A build that is made again when it is wanted goes as a whole; what was drawn of it goes first, or nobody would find it. */
export function dropCached(folder: string, cache: string): void {
  const { digest } = JSON.parse(readFileSync(join(folder, "agent.json"), "utf8")) as { readonly digest: string };
  for (const name of readdirSync(cache))
    if (name.startsWith("set-") && holdsAgent(join(cache, name), digest)) dropFolder(join(cache, name));
  dropFolder(folder);
}

function holdsAgent(set: string, digest: string): boolean {
  try {
    const manifest = JSON.parse(readFileSync(join(set, "manifest.json"), "utf8")) as {
      readonly agents: readonly { readonly digest: string }[];
    };
    return manifest.agents.some((agent) => agent.digest === digest);
  } catch {
    return false; // no set, or none that can be read
  }
}

/** Under another name first: a folder that is half there is then no build. */
function dropFolder(folder: string): void {
  const leaving = folder.endsWith(LEAVING) ? folder : `${folder}${LEAVING}`;
  if (leaving !== folder) {
    rmSync(leaving, { recursive: true, force: true });
    renameSync(folder, leaving);
  }
  rmSync(leaving, { recursive: true, force: true });
}

/** Removes what a run that was cut off has left. */
export function sweepCache(cache: string): void {
  if (!existsSync(cache)) return;
  for (const name of readdirSync(cache))
    if (name.endsWith(LEAVING)) rmSync(join(cache, name), { recursive: true, force: true });
}
