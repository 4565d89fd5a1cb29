/** The set of all agents: its folder, named by its digest, and the gates of all together. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { digestOf } from "../primitives";
import type { PooledFiles } from "./finish";
import type { BuiltAgent, BuiltDatasets, GateCounts } from "./manifest";

/** Writes what stands beside the agents' files, or finds it written. */
export function finishSet(
  outputDirectory: string,
  agents: readonly BuiltAgent[],
  made: PooledFiles = new Map(),
): BuiltDatasets {
  const digest = digestOf(agents.map((agent) => [agent.agent, agent.digest]).sort());
  const directory = join(outputDirectory, `set-${digest.slice(0, 16)}`);
  const paths = {
    manifestPath: join(directory, "manifest.json"),
    summaryPath: join(directory, "dataset_summary.json"),
    cardPath: join(directory, "data_card.md"),
  };
  const cached = agents.every((agent) => agent.cached) && Object.values(paths).every((path) => existsSync(path));
  const pooledGates: BuiltDatasets["pooledGates"] = cached
    ? (JSON.parse(readFileSync(paths.summaryPath, "utf8")) as { pooledGates: BuiltDatasets["pooledGates"] }).pooledGates
    : (require("./finish") as typeof import("./finish")).writeSet(directory, digest, agents, made);
  const all = [...agents.flatMap((agent) => agent.gates), ...pooledGates];
  const count = (status: string) => all.filter((gate) => gate.status === status).length;
  const gates: GateCounts = { passed: count("passed"), failed: count("failed"), notEvaluated: count("not_evaluated") };
  return { agents, digest, directory, ...paths, cached, gates, pooledGates };
}
