/** What stands beside the agents' files: manifest, summary and data card of the whole set. */

import { renderCard } from "./card";
import { BetweenBlocks } from "./gates/between-blocks";
import type { GateResult } from "./gates/gate";
import { isPooled, type PooledRow, pooledGates, poolRow } from "./gates/pooled-gates";
import { type BuiltAgent, GENERATOR_VERSION } from "./manifest";
import { mergeGates } from "./merge";
import { isMixedIn } from "./mixed-in/mixed-row";
import { type RowsOfBlock, readBlocks } from "./read-blocks";
import { writeFolder } from "./write";

/** What the gates over all agents look at, by the name of a file of one block: what is not here is read from the file. */
export type PooledFiles = ReadonlyMap<string, readonly PooledRow[]>;

/** Writes them and gives the gates over all agents together. */
export function writeSet(
  directory: string,
  digest: string,
  agents: readonly BuiltAgent[],
  made: PooledFiles,
): readonly GateResult[] {
  const pooled = poolBlocks(agents, made);
  const manifest = {
    generatorVersion: GENERATOR_VERSION,
    digest,
    agents: agents.map((agent) => ({
      agent: agent.agent,
      digest: agent.digest,
      seed: agent.settings.seed,
      ...(agent.blocks === undefined ? {} : { blocks: agent.blocks }),
      ...(agent.settings.mix === undefined ? {} : { mix: agent.settings.mix }),
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
      ...(agent.test === undefined ? {} : { test: agent.test }),
      ...(agent.paraphrased === undefined ? {} : { paraphrased: agent.paraphrased }),
      ...(agent.mix === undefined ? {} : { mix: agent.mix }),
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

/** Gates over all agents, block by block: at any time the rows of one block are in memory. */
function poolBlocks(agents: readonly BuiltAgent[], made: PooledFiles): readonly GateResult[] {
  const files = agents
    .flatMap((agent) => agent.files)
    .filter(isPooled)
    .map((file) => {
      const rows = made.get(file.name);
      const blocks: Iterator<RowsOfBlock<PooledRow | undefined>> =
        rows === undefined
          ? readBlocks(file.path, (row) => (isMixedIn(row) ? undefined : poolRow(row, file.split)))
          : [{ block: 0, rows }].values();
      return { blocks, next: blocks.next() };
    });
  const between = new BetweenBlocks(agents.reduce((sum, agent) => sum + agent.counts.rows, 0));
  let pooled: readonly GateResult[] | undefined;
  let blocks = 0;
  for (;;) {
    const block = Math.min(
      ...files.map(({ next }) => (next.done === true ? Number.POSITIVE_INFINITY : next.value.block)),
    );
    if (block === Number.POSITIVE_INFINITY)
      return [...(pooled ?? pooledGates([])), ...(blocks > 1 ? [between.gate()] : [])];
    const rows: PooledRow[] = [];
    for (const file of files) {
      if (file.next.done === true || file.next.value.block !== block) continue;
      rows.push(...file.next.value.rows.filter((row) => row !== undefined));
      file.next = file.blocks.next();
    }
    blocks += 1;
    between.addBlock(rows);
    const gates = pooledGates(rows);
    pooled = pooled === undefined ? gates : mergeGates(pooled, gates);
  }
}
