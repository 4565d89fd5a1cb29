/** Previews of an unchanged stack: our program against the same program with its plan already in memory, in turn. */
require("../../bin/load-typescript.cjs");
const { mkdtempSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { localPlace } = require("../../cli/local/place");
const { stackProgram } = require("../../cli/local/program");
const { withLocalSession } = require("../../cli/local/session");
const planning = require("../../plan");

const ROUNDS = 5;
const context = {
  cwd: process.cwd(),
  write() {},
  writeError() {},
  progress() {},
  columns: 80,
  colour: false,
  environment: process.env,
  setExitCode() {},
};

async function main() {
  const folder = mkdtempSync(join(tmpdir(), "flanstack-bench-"));
  const { buildPlan } = planning;
  let known;
  const times = { ours: [], reference: [] };
  await withLocalSession(
    { place: localPlace(undefined, folder), context, program: stackProgram, speed: 100000, onProgress() {} },
    async ({ run }) => {
      planning.buildPlan = async (...args) => {
        known = await buildPlan(...args);
        return known;
      };
      await run("up", () => {});
      for (let round = 0; round <= ROUNDS; round += 1) {
        for (const [name, program] of [
          ["ours", buildPlan],
          ["reference", async () => known],
        ]) {
          planning.buildPlan = program;
          const started = performance.now();
          await run("preview", () => {});
          if (round > 0) times[name].push((performance.now() - started) / 1000); // the first round warms up
        }
      }
    },
  );
  rmSync(folder, { recursive: true, force: true });
  const median = (values) => values.sort((left, right) => left - right)[Math.floor(values.length / 2)];
  process.stdout.write(`${JSON.stringify({ ours: median(times.ours), reference: median(times.reference) })}\n`);
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
