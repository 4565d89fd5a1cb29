/** What stands beside the agents' files: manifest, summary and data card of the whole set. */

import { readFileSync } from "node:fs";
import { renderCard } from "./card";
import type { GateResult } from "./gates/gate";
import { type PooledRow, pooledGates } from "./gates/pooled-gates";
import { type BuiltAgent, GENERATOR_VERSION } from "./manifest";
import type { Row } from "./types";
import { writeFolder } from "./write";

/** Writes them and gives the gates over all agents together. */
export function writeSet(directory: string, digest: string, agents: readonly BuiltAgent[]): readonly GateResult[] {
  const pooled = pooledGates(agents.flatMap(readRows));
  const manifest = {
    generatorVersion: GENERATOR_VERSION,
    digest,
    agents: agents.map((agent) => ({
      agent: agent.agent,
      digest: agent.digest,
      seed: agent.settings.seed,
      files: agent.files.map(({ path: _path, ...file }) => file),
    })),
  };
  const summary = {
    generatorVersion: GENERATOR_VERSION,
    digest,
    rows: agents.reduce((sum, agent) => sum + agent.counts.rows, 0),
    agents: agents.map((agent) => ({
      agent: agent.agent,
      settings: agent.settings,
      counts: agent.counts,
      funnel: agent.funnel,
      gates: agent.gates,
    })),
    pooledGates: pooled,
  };
  const card = renderCard(agents, pooled, digest);
  writeFolder(directory, [
    { name: "manifest.json", bytes: `${JSON.stringify(manifest, null, 2)}\n` },
    { name: "dataset_summary.json", bytes: `${JSON.stringify(summary, null, 2)}\n` },
    { name: "data_card.md", bytes: card },
    // The hub and `load_dataset(folder)` look for the card under this name alone.
    { name: "README.md", bytes: card },
  ]);
  return pooled;
}

function readRows(agent: BuiltAgent): PooledRow[] {
  return agent.files
    .filter((file) => file.format === "canonical" && file.split !== "test")
    .flatMap((file) =>
      readFileSync(file.path, "utf8")
        .trimEnd()
        .split("\n")
        .map((line) => ({ row: JSON.parse(line) as Row, split: file.split })),
    );
}
