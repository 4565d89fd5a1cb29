/** Installs the packages when the lock file changed since they were last installed. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, lstatSync, readFileSync, realpathSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lastLines, SetupFailure, say } from "./report.mjs";

const MINIMUM_NODE = 18;

/** @returns {Promise<boolean>} whether anything was installed */
export async function ensurePackages(root) {
  const major = Number(process.versions.node.split(".")[0]);
  if (major < MINIMUM_NODE) {
    throw new SetupFailure(`Node ${process.versions.node} is too old to install the packages`, [
      `Install Node ${MINIMUM_NODE} or newer; the project brings the version that it runs on itself.`,
    ]);
  }
  const marker = join(root, "node_modules", ".flanstack-packages");
  const wanted = packagesDigest(root);
  if (existsSync(marker) && readFileSync(marker, "utf8") === wanted) return false;

  const folder = join(root, "node_modules");
  // npm empties the folder before it installs: through a link that would be another checkout's.
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw new SetupFailure("node_modules is a link, and what it leads to was installed for another package-lock.json", [
      `npm would empty ${existsSync(folder) ? realpathSync(folder) : "the folder that it leads to"}.`,
      "Remove the link and run again; this checkout then gets its own packages.",
    ]);
  }

  say("installing packages from package-lock.json (about a minute the first time)");
  const npm = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
  });
  if (npm.error !== undefined || npm.status !== 0) {
    throw new SetupFailure("npm could not install the packages", [
      npm.error?.code === "ENOENT"
        ? "npm is not on PATH. It comes with Node; install Node again."
        : lastLines(npm.stderr || npm.stdout || String(npm.error)),
      "Check the network (a package registry must be reachable) and the free disk space (about 1 GB), then run again.",
    ]);
  }
  writeFileSync(`${marker}.new`, wanted);
  renameSync(`${marker}.new`, marker);
  return true;
}

/** The lock file names every package; scripts and settings of package.json need no new installation. */
function packagesDigest(root) {
  const lock = readFileSync(join(root, "package-lock.json"));
  return `${createHash("sha256").update(lock).digest("hex")} ${process.platform}-${process.arch}\n`;
}
