/** The Node that everything runs on: the npm package `node`, so that the machine's own version does not matter. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { lastLines, SetupFailure, say } from "./report.mjs";

/** @returns {{ path: string, version: string }} */
export function ensureNode(root) {
  const wanted = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).devDependencies.node;
  const path = join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
  const found = existsSync(path) ? versionOf(path) : undefined;
  if (found === wanted) return { path, version: found };

  // Package managers that hold back install scripts leave the package without its binary: run its script ourselves.
  say(`fetching Node ${wanted}`);
  const install = spawnSync(process.execPath, ["installArchSpecificPackage.js"], {
    cwd: join(root, "node_modules", "node"),
    encoding: "utf8",
  });
  const after = existsSync(path) ? versionOf(path) : undefined;
  if (after === wanted) return { path, version: after };
  throw new SetupFailure(`Node ${wanted} is not usable at node_modules/node/bin (found: ${after ?? "none"})`, [
    lastLines(install.stderr || install.stdout || ""),
    "Delete node_modules and run again; npm must be allowed to run the install script of the package `node`.",
  ]);
}

function versionOf(path) {
  const run = spawnSync(path, ["--version"], { encoding: "utf8" });
  return run.status === 0 ? run.stdout.trim().slice(1) : undefined;
}
