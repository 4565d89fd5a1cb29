/**
 * Finds or gets the Pulumi CLI. Four ways, in this order:
 *
 *   1. `pulumi` on PATH, when its version is in the supported range
 *   2. the cache of this project, outside the checkout: <cache>/flanstack/pulumi/v<version>-<platform>-<arch>
 *   3. the official download, done by the npm package `pulumi`
 *   4. a build from the Go module in tools/pulumi-cli (where only package registries can be reached; about 5 minutes)
 *
 * What 3 and 4 bring lands in the cache by a rename, so that an interrupted set-up leaves nothing half-written.
 */
import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { lastLines, SetupFailure, say } from "./report.mjs";

/** The version that is downloaded or built; the supported range begins at MINIMUM and ends before the next major. */
export const PULUMI_VERSION = "3.259.0";
const MINIMUM = [3, 250, 0];
const GO_PACKAGE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const LAUNCHER = "pulumi-resource-pulumi-nodejs";

/**
 * @returns {Promise<{ root: string, version: string, way: string, fresh: boolean }>} `root/bin/pulumi` is the CLI;
 *   `fresh` says that it was fetched or built just now
 */
export async function ensurePulumi(root, node, environment = process.env) {
  const failures = [];
  const onPath = findOnPath(environment);
  if (onPath === undefined) failures.push("1. `pulumi` on PATH: there is none");
  else {
    const version = versionOf(onPath);
    if (version !== undefined && supported(version))
      return { root: dirname(dirname(onPath)), version, way: "on PATH", fresh: false };
    failures.push(
      `1. \`pulumi\` on PATH (${onPath}): ${version === undefined ? "does not run" : `version ${version} is outside the supported range ${MINIMUM.join(".")} to 3.x`}`,
    );
  }

  const home = cacheFolder(environment);
  const cached = join(home, `v${PULUMI_VERSION}-${process.platform}-${process.arch}`);
  if (recordedIntact(cached) || acceptable(cached))
    return { root: cached, version: PULUMI_VERSION, way: "cached", fresh: false };
  failures.push(
    `2. the cache (${cached}): ${existsSync(cached) ? "what lies there does not run" : "nothing there yet"}`,
  );

  mkdirSync(home, { recursive: true });
  const staging = mkdtempSync(join(home, "staging-"));
  try {
    for (const [label, way, get] of [
      ["3. the official download", "downloaded", download],
      ["4. the build from the Go module", "built", build],
    ]) {
      const result = await get({ root, staging, node, environment });
      if (result !== undefined) {
        failures.push(`${label}: ${result}`);
        continue;
      }
      addLauncher(root, join(staging, way));
      const version = versionOf(join(staging, way, "bin", "pulumi"));
      if (version !== PULUMI_VERSION) {
        failures.push(`${label}: gave a CLI that says version ${version ?? "nothing"}`);
        continue;
      }
      rmSync(cached, { recursive: true, force: true });
      renameSync(join(staging, way), cached);
      record(cached);
      return { root: cached, version, way, fresh: true };
    }
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  throw new SetupFailure("no Pulumi CLI could be found or made", [
    ...failures,
    `What helps: install Pulumi ${PULUMI_VERSION} (https://www.pulumi.com/docs/install/) so that \`pulumi version\` works,`,
    "or install Go 1.25 or newer with 4 GB of free disk space, and run again.",
  ]);
}

function cacheFolder(environment) {
  const base =
    environment.FLANSTACK_CACHE ??
    (environment.XDG_CACHE_HOME ? join(environment.XDG_CACHE_HOME, "flanstack") : undefined) ??
    (process.platform === "darwin"
      ? join(homedir(), "Library", "Caches", "flanstack")
      : join(homedir(), ".cache", "flanstack"));
  return join(base, "pulumi");
}

function findOnPath(environment) {
  for (const folder of (environment.PATH ?? "").split(delimiter)) {
    if (folder === "" || folder.includes("node_modules")) continue;
    const candidate = join(folder, "pulumi");
    if (existsSync(candidate)) return candidate;
  }
  return undefined;
}

function versionOf(binary) {
  const run = spawnSync(binary, ["version"], {
    encoding: "utf8",
    env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
  });
  return run.status === 0 ? /^v(\d+\.\d+\.\d+)/.exec(run.stdout.trim())?.[1] : undefined;
}

function supported(version) {
  const parts = version.split(".").map(Number);
  if (parts[0] !== MINIMUM[0]) return false;
  return parts[1] > MINIMUM[1] || (parts[1] === MINIMUM[1] && parts[2] >= MINIMUM[2]);
}

/** Whether the CLI was verified by running it and has not been touched since. */
function recordedIntact(folder) {
  const file = join(folder, "verified.json");
  const binary = join(folder, "bin", "pulumi");
  if (!existsSync(file) || !existsSync(binary) || !existsSync(join(folder, "bin", LAUNCHER))) return false;
  try {
    const { sizeBytes, modifiedMs } = JSON.parse(readFileSync(file, "utf8"));
    const found = statSync(binary);
    return found.size === sizeBytes && found.mtimeMs === modifiedMs;
  } catch {
    return false; // an unreadable record only means that the CLI is run once more
  }
}

function record(folder) {
  const found = statSync(join(folder, "bin", "pulumi"));
  const file = join(folder, "verified.json");
  writeFileSync(`${file}.new`, JSON.stringify({ sizeBytes: found.size, modifiedMs: found.mtimeMs }));
  renameSync(`${file}.new`, file);
}

function acceptable(folder) {
  const binary = join(folder, "bin", "pulumi");
  if (!existsSync(binary) || !existsSync(join(folder, "bin", LAUNCHER))) return false;
  if (versionOf(binary) !== PULUMI_VERSION) return false;
  record(folder);
  return true;
}

/** The engine starts dynamic providers through this script; a CLI built from source comes without it. */
function addLauncher(root, folder) {
  const target = join(folder, "bin", LAUNCHER);
  if (existsSync(target)) return;
  copyFileSync(join(root, "node_modules", "@pulumi", "pulumi", LAUNCHER), target);
  chmodSync(target, 0o755);
}

/** @returns {Promise<string | undefined>} why it failed; undefined when `staging/downloaded/bin/pulumi` is there */
async function download({ staging, environment }) {
  const home = join(staging, "home");
  const result = await runWithProgress(
    "npm",
    ["exec", "--yes", `--package=pulumi@${PULUMI_VERSION}`, "--", "pulumi", "version"],
    {
      title: "downloading the Pulumi CLI",
      cwd: staging,
      environment: { ...environment, PULUMI_HOME: home, PULUMI_VERSION },
      timeoutSeconds: 300,
    },
  );
  const installed = join(home, "versions", PULUMI_VERSION);
  if (result.code !== 0 || !existsSync(join(installed, "bin", "pulumi")))
    return lastLines(result.output, 3) || `exit code ${result.code}`;
  renameSync(installed, join(staging, "downloaded"));
  return undefined;
}

/** @returns {Promise<string | undefined>} why it failed; undefined when `staging/built/bin/pulumi` is there */
async function build({ root, staging, environment }) {
  const go = spawnSync("go", ["version"], { encoding: "utf8" });
  if (go.error !== undefined) return "Go is not on PATH";
  const result = await runWithProgress(
    "go",
    [
      "build",
      "-trimpath",
      "-ldflags",
      `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${PULUMI_VERSION}`,
      "-o",
      join(staging, "built", "bin", "pulumi"),
      GO_PACKAGE,
    ],
    {
      title: "building the Pulumi CLI with Go (about 5 minutes on two cores, once)",
      cwd: join(root, "tools", "pulumi-cli"),
      environment: { ...environment, CGO_ENABLED: "0", GOFLAGS: "-mod=readonly" },
      timeoutSeconds: 3600,
    },
  );
  return result.code === 0
    ? undefined
    : `${go.stdout.trim()}: ${lastLines(result.output, 4) || `exit code ${result.code}`}`;
}

/** Runs a long command; says every 20 seconds that it still runs. Its output is kept for the error message. */
function runWithProgress(command, args, { title, cwd, environment, timeoutSeconds }) {
  say(title);
  return new Promise((done) => {
    const started = Date.now();
    const seconds = () => Math.round((Date.now() - started) / 1000);
    let output = "";
    let ended = false;
    const child = spawn(command, args, { cwd, env: environment, stdio: ["ignore", "pipe", "pipe"] });
    const tick = setInterval(() => say(`${title}: ${seconds()} s`), 20_000);
    const limit = setTimeout(() => {
      output += `\nstopped after ${timeoutSeconds} s`;
      child.kill("SIGKILL");
    }, timeoutSeconds * 1000);
    const finish = (code) => {
      if (ended) return;
      ended = true;
      clearInterval(tick);
      clearTimeout(limit);
      done({ code, output });
    };
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (data) => {
        output = (output + data).slice(-20_000);
      });
    }
    child.on("error", (error) => {
      output += error.message;
      finish(1);
    });
    child.on("close", (code) => finish(code ?? 1));
  });
}
