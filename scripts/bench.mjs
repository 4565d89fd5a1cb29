#!/usr/bin/env node
/**
 * Performance, as ratios against a reference measured in the same run: shared machines drift, ratios hold.
 *
 *   npm run bench                 everything
 *   npm run bench -- preview      one of: sandbox, preview, start
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const BENCHES = { sandbox: benchSandbox, preview: benchPreview, start: benchStart };

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
