#!/usr/bin/env node
/**
 * Performance, as ratios against a reference measured in the same run: shared machines drift, ratios hold.
 *
 *   npm run bench                 everything
 *   npm run bench -- preview      one of: sandbox, preview, start, data, parity, memory
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const BENCHES = {
  sandbox: benchSandbox,
  preview: benchPreview,
  start: benchStart,
  data: benchData,
  parity: benchParity,
  memory: benchMemory,
};

async function main() {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !(name in BENCHES));
  if (unknown.length > 0) {
    process.stderr.write(
      `There is no benchmark ${unknown.join(", ")}. Benchmarks: ${Object.keys(BENCHES).join(", ")}\n`,
    );
    return 2;
  }
  const rows = [];
  for (const name of wanted.length > 0 ? wanted : Object.keys(BENCHES)) {
    process.stderr.write(`measuring ${name}\n`);
    rows.push(...(await BENCHES[name]()));
  }
  const header = ["what", "measured", "reference", "ratio", "aim"];
  const table = [header, ...rows.map((row) => header.map((key) => row[key] ?? "-"))];
  const widths = header.map((_, column) => Math.max(...table.map((row) => String(row[column]).length)));
  for (const row of table)
    process.stdout.write(
      `${row
        .map((cell, column) => String(cell).padEnd(widths[column]))
        .join("  ")
        .trimEnd()}\n`,
    );
  return 0;
}

/** From starting the process to its ready line, against starting Node alone. */
function benchSandbox() {
  const folder = mkdtempSync(join(tmpdir(), "flanstack-bench-"));
  const reference = median(5, () => timed(process.execPath, ["-e", ""]));
  const measured = median(5, () => timed(process.execPath, [join(root, "scripts/bench/sandbox-ready.cjs"), folder]));
  rmSync(folder, { recursive: true, force: true });
  return [
    {
      what: "sandbox ready",
      measured: seconds(measured),
      reference: `node -e "" ${seconds(reference)}`,
      ratio: ratio(measured, reference),
      aim: "0.5 s",
    },
  ];
}

/** A preview with nothing changed, against the same program whose plan is already there. */
function benchPreview() {
  const run = spawnSync(process.execPath, [join(root, "scripts/bench/preview.cjs")], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (run.status !== 0) throw new Error("the preview benchmark failed");
  const { ours, reference } = JSON.parse(run.stdout.trim().split("\n").at(-1));
  return [
    {
      what: "preview, nothing changed",
      measured: seconds(ours),
      reference: `plan given ${seconds(reference)}`,
      ratio: ratio(ours, reference),
      aim: "1.3",
    },
  ];
}

/** The main job on an empty folder, and again. */
function benchStart() {
  const cli = join(root, "bin/flanstack.cjs");
  spawnSync(process.execPath, [cli, "local", "reset"], { cwd: root });
  const first = timed(process.execPath, [cli, "start"]);
  const second = timed(process.execPath, [cli, "start"]);
  return [
    { what: "npm start, first", measured: seconds(first), reference: "-", ratio: "-", aim: "30 s" },
    {
      what: "npm start, again",
      measured: seconds(second),
      reference: `first ${seconds(first)}`,
      ratio: ratio(second, first),
      aim: "12 s",
    },
  ];
}

/** The data of six agents: two threads against one, and ten times the rows against the default build. */
function benchData() {
  const measure = (blocks, workers) => {
    const script = join(root, "scripts/bench/data-build.cjs");
    const run = spawnSync(process.execPath, [script, String(blocks), String(workers)], {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    });
    if (run.status !== 0) throw new Error("the data benchmark failed");
    return JSON.parse(run.stdout);
  };
  measure(0.05, 2); // warm-up: sources that changed are transpiled
  const [alone, one, ten] = [measure(1, 1), measure(1, 2), measure(10, 2)];
  const perRow = ({ cpuSeconds, rows }) => (1000 * cpuSeconds) / rows;
  const speed = ({ rows, seconds: time }) => `${Math.round(rows / time)} rows/s`;
  return [
    {
      what: `data, ${one.rows} rows`,
      measured: `${seconds(one.seconds)}, ${speed(one)}`,
      reference: `one thread ${seconds(alone.seconds)}`,
      ratio: ratio(one.seconds, alone.seconds),
      aim: "10 s",
    },
    {
      what: `data, cost per row of ${ten.rows}`,
      measured: `${perRow(ten).toFixed(2)} ms, ${speed(ten)}`,
      reference: `of ${one.rows}: ${perRow(one).toFixed(2)} ms`,
      ratio: ratio(perRow(ten), perRow(one)),
      aim: "at most 1.2",
    },
    {
      what: `data, memory of ${ten.rows}`,
      measured: `${ten.mebibytes} MiB`,
      reference: `of ${one.rows}: ${one.mebibytes} MiB`,
      ratio: ratio(ten.mebibytes, one.mebibytes),
      aim: "below 600 MiB",
    },
  ];
}

/** The leaderboard's rules beside the leaderboard's own checker, on the same cases in the same run. */
function benchParity() {
  const python = process.env.FLANSTACK_BFCL_PYTHON ?? "python3";
  const probe = "import importlib.util as u, sys; sys.exit(u.find_spec('bfcl_eval') is None)";
  if (spawnSync(python, ["-c", probe]).status !== 0) {
    process.stderr.write("parity is left out: it needs a Python with bfcl-eval, named by FLANSTACK_BFCL_PYTHON\n");
    return [];
  }
  const loader = join(root, "bin/load-typescript.cjs");
  const run = spawnSync(process.execPath, ["-r", loader, join(root, "evaluation/parity/parity.bench.ts")], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (run.status !== 0) throw new Error("the parity benchmark failed");
  const { ours, theirs, oursWithParsing, theirsWithParsing } = JSON.parse(run.stdout);
  const rate = (value) => `${Math.round(value / 1000)}k cases/s`;
  return [
    {
      what: "parity, parsed cases",
      measured: rate(ours),
      reference: `bfcl-eval ${rate(theirs)}`,
      ratio: ratio(ours, theirs),
      aim: "at least 5",
    },
    {
      what: "parity, with parsing",
      measured: rate(oursWithParsing),
      reference: `bfcl-eval ${rate(theirsWithParsing)}`,
      ratio: ratio(oursWithParsing, theirsWithParsing),
      aim: "-",
    },
  ];
}

/** Memory of scoring a million answers, against a tenth of them. */
function benchMemory() {
  const measure = (count) => {
    const run = spawnSync(process.execPath, [join(root, "scripts/bench/score-memory.cjs"), String(count)], {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    });
    if (run.status !== 0) throw new Error("the memory benchmark failed");
    return JSON.parse(run.stdout).megabytes;
  };
  const [reference, measured] = [measure(100_000), measure(1_000_000)];
  return [
    {
      what: "memory, a million answers",
      measured: `${measured} MB`,
      reference: `100,000: ${reference} MB`,
      ratio: ratio(measured, reference),
      aim: "flat",
    },
  ];
}

function timed(command, args) {
  const started = performance.now();
  const run = spawnSync(command, args, { cwd: root, encoding: "utf8" });
  if (run.status !== 0) throw new Error(`${args.join(" ")} failed:\n${run.stderr}`);
  return (performance.now() - started) / 1000;
}

function median(times, measure) {
  measure(); // warm-up
  const values = Array.from({ length: times }, measure).sort((left, right) => left - right);
  return values[Math.floor(values.length / 2)];
}

const seconds = (value) => `${value.toFixed(2)} s`;
const ratio = (value, reference) => (value / reference).toFixed(2);

process.exitCode = await main();
