/** Makes the data of six agents into a new folder, and prints rows, time, processor time and the most memory ever held. */
"use strict";

const { mkdtempSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join, resolve } = require("node:path");
require("../../bin/load-typescript.cjs");
const { AGENT_NAMES, loadAgent } = require("../../agents");
const { buildDatasets } = require("../../datasets");

const [blocks, workers] = process.argv.slice(2).map(Number);
const counts = { tflan: 200 * blocks, react: 300 * blocks, negative: 100 * blocks };

async function main() {
  const folder = mkdtempSync(join(tmpdir(), "flanstack-bench-data-"));
  const started = performance.now();
  try {
    const built = await buildDatasets({
      agents: AGENT_NAMES.map((agent) => ({ agent, settings: { counts } })),
      loadAgent,
      agentsModule: resolve(__dirname, "../../agents"),
      otherAgents: AGENT_NAMES,
      outputDirectory: folder,
      strict: false,
      workers,
    });
    const { user, system } = process.cpuUsage();
    const rows = built.agents.reduce((sum, agent) => sum + agent.counts.rows, 0);
    const measured = {
      rows,
      seconds: (performance.now() - started) / 1000,
      cpuSeconds: (user + system) / 1e6,
      mebibytes: Math.round(process.resourceUsage().maxRSS / 1024),
    };
    process.stdout.write(JSON.stringify(measured));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main();
