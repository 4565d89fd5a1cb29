/** Makes one agent's folder: its files, its record, and the stamp by which it is found again. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeAgent, outputFiles } from "./build-agent";
import { prepareEngine } from "./engine";
import type { BuiltAgent } from "./manifest";
import type { NormalSettings } from "./settings";
import { forgetWorlds } from "./simulate/world-pool";
import type { AnyAgent } from "./types";
import { writeFolder } from "./write";

/** What is made, where: plain data, so that it can be handed to a worker. */
export interface AgentJob {
  readonly agent: string;
  readonly settings: NormalSettings;
  readonly digest: string;
  readonly directory: string;
}

/** Generates, checks and writes. @throws FlanstackError when a row cannot be made or the folder cannot be written */
export function makeAgentFolder(agent: AnyAgent, others: readonly AnyAgent[], job: AgentJob): BuiltAgent {
  const { settings, digest, directory } = job;
  const made = makeAgent(prepareEngine(agent, others), settings);
  forgetWorlds();
  const { files, examples: _examples, ...rest } = made;
  const facts = files.map(({ bytes: _bytes, ...file }) => file);
  const record = { digest, ...rest, files: facts };
  const stamp = writeFolder(directory, [
    ...outputFiles(made),
    { name: "agent.json", bytes: `${JSON.stringify(record, null, 1)}\n` },
  ]);
  writeFileSync(join(directory, ".stamp.json"), JSON.stringify(stamp));
  return {
    ...record,
    directory,
    cached: false,
    files: facts.map((file) => ({ ...file, path: join(directory, file.name) })),
  };
}
