#!/usr/bin/env node
/**
 * Every check that a change must pass, suite by suite, with the time of each and what was skipped and why.
 *
 *   npm test                     everything
 *   npm test -- unit provider    some suites
 *   npm test -- --list           the suites
 */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const results = join(root, ".flanstack", "test-results");
const bin = (name) => join(root, "node_modules", ".bin", name);

const FAILURE_LINES = 12;
const FAILURE_WIDTH = 300;

/** Suites in the order they run: the quickest to fail first. `folders` are vitest filters; a suite may exclude others'. */
const SUITES = [
  {
    name: "types",
    what: "the whole tree type-checks",
    command: [process.execPath, "node_modules/typescript-native/bin/tsc", "--noEmit"],
  },
  { name: "style", what: "format and lint", command: [bin("biome"), "check", "."] },
  { name: "unused", what: "no unused file, export or package", command: [bin("knip")] },
  {
    name: "unit",
    what: "every room's own tests",
    exclude: ["test/provider/**", "test/end-to-end/**", "test/contract/**"],
  },
  { name: "contract", what: "one suite over every adapter and the sandbox", folders: ["test/contract"] },
  { name: "provider", what: "the real provider process, killed at each step", folders: ["test/provider"] },
  {
    name: "end-to-end",
    what: "the real engine on the local stack, crashes included",
    folders: ["test/end-to-end"],
    tables: ["crash-table.txt", "fault-table.txt"],
  },
];

async function main() {
  const wanted = process.argv.slice(2);
  if (wanted.includes("--list")) {
    for (const { name, what } of SUITES) process.stdout.write(`${name.padEnd(12)} ${what}\n`);
    return 0;
  }
  const unknown = wanted.filter((name) => !SUITES.some((suite) => suite.name === name));
  if (unknown.length > 0) {
    process.stderr.write(
      `There is no suite ${unknown.join(", ")}. Suites: ${SUITES.map((suite) => suite.name).join(", ")}\n`,
    );
    return 2;
  }
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  const outcomes = [];
  for (const suite of SUITES.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    process.stdout.write(`\n── ${suite.name}: ${suite.what}\n`);
    outcomes.push(await runSuite(suite));
  }
  return report(outcomes);
}

async function runSuite(suite) {
  const started = performance.now();
  const output = join(results, `${suite.name}.json`);
  const command = suite.command ?? [
    bin("vitest"),
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${output}`,
    ...(suite.folders ?? []),
    ...(suite.exclude ?? []).flatMap((pattern) => ["--exclude", pattern]),
  ];
  const code = await run(command);
  const seconds = (performance.now() - started) / 1000;
  for (const table of (suite.tables ?? []).filter((name) => existsSync(join(results, name)))) {
    process.stdout.write(`\n${readFileSync(join(results, table), "utf8")}`);
  }
  if (suite.command !== undefined) {
    return { ...suite, seconds, code, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: [] };
  }
  if (!existsSync(output)) return { ...suite, seconds, code: code || 1, passed: 0, failed: 1, skipped: [] };
  const tests = JSON.parse(readFileSync(output, "utf8")).testResults.flatMap((file) =>
    file.assertionResults.map((test) => ({ ...test, file: relative(root, file.name) })),
  );
  const passed = tests.filter((test) => test.status === "passed").length;
  const failures = tests
    .filter((test) => test.status === "failed")
    .map((test) => `${test.file}: ${test.fullName}\n${firstLines(test.failureMessages.join("\n"))}`);
  const failed = failures.length;
  const skipped = tests
    .filter((test) => !["passed", "failed"].includes(test.status))
    .map((test) => `${test.file}: ${test.fullName}`);
  // A suite that ran nothing proves nothing.
  return {
    ...suite,
    seconds,
    code: code !== 0 || passed === 0 ? 1 : 0,
    passed,
    failed: failed || (code !== 0 || passed === 0 ? 1 : 0),
    failures,
    skipped,
  };
}

/** What a failure says, short: the whole of it stands above the summary. */
function firstLines(message) {
  const lines = stripVTControlCharacters(message).split("\n").slice(0, FAILURE_LINES);
  return lines.map((line) => `    ${line.slice(0, FAILURE_WIDTH)}`).join("\n");
}

function run([command, ...args]) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
    child.on("error", (error) => {
      process.stderr.write(`${command}: ${error.message}\n`);
      done(1);
    });
    child.on("exit", (code) => done(code ?? 1));
  });
}

function report(outcomes) {
  const line = (text) => process.stdout.write(`${text}\n`);
  line("\n── summary");
  for (const { name, seconds, passed, failed, skipped, code } of outcomes) {
    line(
      `${code === 0 ? "✔" : "✘"} ${name.padEnd(12)} ${seconds.toFixed(1).padStart(7)} s  ${passed} passed, ${failed} failed, ${skipped.length} skipped`,
    );
  }
  const skipped = outcomes.flatMap((outcome) => outcome.skipped);
  if (skipped.length > 0)
    line(`\nskipped (the reason stands in the name):\n${skipped.map((name) => `  ${name}`).join("\n")}`);
  const failures = outcomes.flatMap((outcome) => outcome.failures ?? []);
  if (failures.length > 0) line(`\nfailed:\n${failures.map((failure) => `  ${failure}`).join("\n")}`);
  const total = (pick) => outcomes.reduce((sum, outcome) => sum + pick(outcome), 0);
  line(
    `\n${total((each) => each.passed)} passed, ${total((each) => each.failed)} failed, ${total((each) => each.skipped.length)} skipped`,
  );
  return outcomes.every((outcome) => outcome.code === 0) ? 0 : 1;
}

process.exitCode = await main();
