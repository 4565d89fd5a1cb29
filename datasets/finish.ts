/** What stands beside the agents' files: manifest, summary and data card of the whole set. */
import { renderCard } from "./card";
import type { GateResult } from "./gates/gate";
import { type BuiltAgent, GENERATOR_VERSION } from "./manifest";
import { writeFolder } from "./write";

/** Writes them and gives the gates over all agents together. */
export function writeSet(directory: string, digest: string, agents: readonly BuiltAgent[]): readonly GateResult[] {
  const pooledGates: GateResult[] = [];
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
    pooledGates,
  };
  writeFolder(directory, [
    { name: "manifest.json", bytes: `${JSON.stringify(manifest, null, 2)}\n` },
    { name: "dataset_summary.json", bytes: `${JSON.stringify(summary, null, 2)}\n` },
    { name: "data_card.md", bytes: renderCard(agents, pooledGates, digest) },
  ]);
  return pooledGates;
}
