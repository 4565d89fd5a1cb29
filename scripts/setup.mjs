#!/usr/bin/env node
/**
 * Gets a fresh machine ready, then runs a script under the project's own Node.
 *
 *   node scripts/setup.mjs                      set up only
 *   node scripts/setup.mjs --run start -- ARGS  set up, then scripts/run/start (npm start, npm test ...)
 *
 * Needs Node 18+ and npm, nothing else: this file and scripts/setup/ import only Node's own modules.
 * What is already right is left alone; a second call takes a few milliseconds.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureNode } from "./setup/node-runtime.mjs";
import { ensurePackages } from "./setup/packages.mjs";
import { ensurePulumi } from "./setup/pulumi-cli.mjs";
import { SetupFailure, say } from "./setup/report.mjs";
import { runToEnd } from "./setup/run-to-end.cjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");

/** What each npm script runs once the machine is ready, and whether it needs the Pulumi CLI. */
const RUNS = {
  start: { command: ["bin/flanstack.cjs", "start"], pulumi: true },
  local: { command: ["bin/flanstack.cjs", "local"], pulumi: true },
  test: { command: ["scripts/test.mjs"], pulumi: true },
  bench: { command: ["scripts/bench.mjs"], pulumi: true },
};

async function main() {
  const [flag, name, ...rest] = process.argv.slice(2);
  const run = flag === "--run" ? RUNS[name] : undefined;
  if (flag !== undefined && run === undefined) {
    throw new SetupFailure(`unknown arguments: ${process.argv.slice(2).join(" ")}`, [
      `Use: node scripts/setup.mjs [--run ${Object.keys(RUNS).join("|")} [-- ARGS]]`,
    ]);
  }
  const started = Date.now();
  const changedPackages = await ensurePackages(root);
  const node = ensureNode(root);
  const pulumi = await ensurePulumi(root, node);
  remember(join(root, "node_modules", ".flanstack-pulumi"), pulumi.root);
  if (changedPackages || pulumi.fresh || run === undefined) {
    say(
      `set-up done in ${((Date.now() - started) / 1000).toFixed(1)} s: Node ${node.version}, Pulumi ${pulumi.version} (${pulumi.way})`,
    );
  }
  if (run === undefined) return 0;
  const environment = {
    ...process.env,
    PATH: [dirname(node.path), process.env.PATH].filter(Boolean).join(delimiter),
    FLANSTACK_SETUP_SECONDS: ((Date.now() - started) / 1000).toFixed(1),
  };
  const [script, ...fixed] = run.command;
  if (!existsSync(join(root, script)))
    throw new SetupFailure(`${script} is missing`, ["Restore the file: git checkout -- scripts bin"]);
  return runToEnd(
    node.path,
    [join(root, script), ...fixed, ...rest.filter((part, index) => !(index === 0 && part === "--"))],
    environment,
  );
}

/** Keeps where the CLI is, for commands that are started without set-up. */
function remember(file, text) {
  if (existsSync(file) && readFileSync(file, "utf8") === text) return;
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    process.stderr.write(`${error instanceof SetupFailure ? error.render() : (error?.stack ?? error)}\n`);
    process.exitCode = 1;
  },
);
