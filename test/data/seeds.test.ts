/** Every set gate holds on seeds that nobody tuned to, not on the default one alone. */

import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { AGENT_NAMES } from "../../agents/names";
import type { BuiltDatasets } from "../../datasets";

// One instance of every module, loaded as the command loads it: the generator is found by `require`.
const load = createRequire(__filename);
load("../../bin/load-typescript.cjs");
const { loadAgent } = load("../../agents") as typeof import("../../agents");
const { buildDatasets } = load("../../datasets") as typeof import("../../datasets");

const ROOT = join(__dirname, "..", "..");

interface Wanted {
  readonly agent: string;
  readonly seed: number;
}

/** All that a build misses, in words; with several seeds, what holds over all agents is left out. */
async function missed(wanted: readonly Wanted[]): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "flanstack-seeds-"));
  try {
    const built = await buildDatasets({
      agents: wanted.map(({ agent, seed }) => ({ agent, settings: { seed, formats: ["canonical"] } })),
      loadAgent,
      agentsModule: join(ROOT, "agents"),
      otherAgents: AGENT_NAMES,
      outputDirectory: folder,
      strict: false,
    });
    return notPassed(built, new Set(wanted.map(({ seed }) => seed)).size === 1);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function notPassed({ agents, pooledGates }: BuiltDatasets, pooled: boolean): string[] {
  return [
    ...agents.flatMap((agent) =>
      agent.gates.map((gate) => ({ owner: `${agent.agent}, seed ${agent.settings.seed}`, gate })),
    ),
    ...(pooled ? pooledGates : []).map((gate) => ({ owner: "all", gate })),
  ]
    .filter(({ gate }) => gate.status !== "passed")
    .map(
      ({ owner, gate }) =>
        `${owner}: ${gate.gate} ${gate.value}, wants ${gate.limit}; ${gate.examples.slice(0, 2).join(" | ")}`,
    );
}

describe("the default build of other seeds", () => {
  it.each([2, 11, 14, 555, 20261])(
    "passes every gate with seed %i",
    async (seed) => {
      expect(await missed(AGENT_NAMES.map((agent) => ({ agent, seed })))).toEqual([]);
    },
    600_000,
  );
});

describe("one agent's data of other seeds", () => {
  it.each([[[1, 3, 4, 5, 6, 8]], [[9, 10, 12, 13, 15, 16]], [[17, 18, 19]]])(
    "passes every gate of its own with seeds %j",
    async (seeds) => {
      expect(await missed(seeds.map((seed, index) => ({ agent: AGENT_NAMES[index]!, seed })))).toEqual([]);
    },
    600_000,
  );
});
