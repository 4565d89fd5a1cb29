#!/usr/bin/env node
/**
 * Makes the trainer's Python environment (trainer/.venv) from its lock file, once: TRL, PEFT and PyTorch, some 6 GB.
 *
 *   npm run trainer:install
 *
 * FLANSTACK_PYTHON names the Python to use (3.11 to 3.13; otherwise python3.12, python3.13, python3.11 or python3 on PATH).
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, statfsSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { SetupFailure, say } from "./setup/report.mjs";

const NEEDED_GIGABYTES = 9;
const room = join(resolve(dirname(fileURLToPath(import.meta.url)), ".."), "trainer");
const lock = join(room, "requirements.lock");
const environment = join(room, ".venv");
const marker = join(environment, ".flanstack-trainer");

async function main() {
  const wanted = createHash("sha256").update(readFileSync(lock)).digest("hex");
  if (existsSync(marker) && readFileSync(marker, "utf8") === wanted) {
    say("trainer: the environment is ready");
    return;
  }
  const python = findPython();
  const { bavail, bsize } = statfsSync(room);
  const free = (bavail * bsize) / 1e9;
  if (!existsSync(environment) && free < NEEDED_GIGABYTES) {
    throw new SetupFailure(`the trainer needs ${NEEDED_GIGABYTES} GB of disk and ${free.toFixed(1)} GB are free`, [
      "Free some space, then run npm run trainer:install again.",
    ]);
  }
  const started = Date.now();
  say(`trainer: making ${environment} with ${python}`);
  await run(python, ["-m", "venv", environment], "the environment could not be made");
  const pip = join(environment, "bin", "python");
  const packages = readFileSync(lock, "utf8").match(/^[a-z0-9-]+==/gm).length;
  say(`trainer: installing from ${packages} locked packages, some 6 GB; this takes a few minutes`);
  await run(
    pip,
    ["-m", "pip", "install", "--disable-pip-version-check", "--progress-bar=off", "--require-hashes", "-r", lock],
    "the packages could not be installed",
  );
  writeFileSync(marker, wanted);
  say(`trainer: ready after ${Math.round((Date.now() - started) / 1000)} s`);
}

function findPython() {
  const candidates = process.env.FLANSTACK_PYTHON
    ? [process.env.FLANSTACK_PYTHON]
    : ["python3.12", "python3.13", "python3.11", "python3"];
  for (const candidate of candidates) {
    const asked = spawnSync(candidate, ["-c", "import sys, venv; print(sys.version_info[:2] >= (3, 11))"], {
      encoding: "utf8",
    });
    if (asked.stdout?.trim() === "True") return candidate;
  }
  throw new SetupFailure("no Python from 3.11 with venv was found", [
    "Install Python 3.12, or name one: FLANSTACK_PYTHON=/path/to/python npm run trainer:install",
  ]);
}

/** Shows one line per package instead of pip's own many. */
function run(command, args, failure) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
    let tail = "";
    const read = (data) => {
      tail = (tail + data).slice(-2000);
      for (const [, name] of String(data).matchAll(
        /^(?:Collecting|Downloading|Installing collected packages:?) (\S+)/gm,
      )) {
        process.stderr.write(process.stderr.isTTY ? `\r\x1b[2K  ${name.slice(0, 70)}` : "");
      }
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.on("error", (error) =>
      fail(new SetupFailure(`${failure}: ${error.message}`, ["Check the Python installation."])),
    );
    child.on("exit", (code) => {
      if (process.stderr.isTTY) process.stderr.write("\r\x1b[2K");
      if (code === 0) done();
      else
        fail(
          new SetupFailure(failure, [
            tail.trim().split("\n").slice(-5).join("\n"),
            "Check the network (a package registry must be reachable) and the disk, then run npm run trainer:install again.",
          ]),
        );
    });
  });
}

main().catch((error) => {
  process.stderr.write(`${error instanceof SetupFailure ? error.render() : (error?.stack ?? error)}\n`);
  process.exitCode = 1;
});
