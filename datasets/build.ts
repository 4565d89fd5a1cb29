/** Builds what is not built yet: one folder per agent, named by its digest, and one for the set. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { digestOf, FlanstackError, type Problem } from "../primitives";
import { agentDigest, filesAreIntact, generatorDigest, type Stamp } from "./cache";
import type { BuiltAgent, BuiltDatasets, GateCounts } from "./manifest";
import { type AgentSettings, checkSettings, type NormalSettings, normaliseSettings } from "./settings";
import type { Agent } from "./types";

/** An agent, or its name when `loadAgent` can find it: an agent that is built already is then never loaded. */
export type AgentReference = string | Agent<never>;

export interface BuildInput {
  readonly agents: readonly { readonly agent: AgentReference; readonly settings?: AgentSettings }[];
  /** Finds an agent by name. */
  readonly loadAgent?: (name: string) => Agent<never> | Agent;
  /** Agents whose requests are handed over, whether they are built or not. */
  readonly otherAgents?: readonly AgentReference[];
  /** Folders of builds are made below it. */
  readonly outputDirectory: string;
  /** The checkout whose sources make the data. Default: the one this file lies in. */
  readonly root?: string;
  /** Stands for sources of agents outside the checkout. */
  readonly cacheKey?: string;
  /** Whether every failed set gate fails the build (default), or only those about counts, duplicates, leakage and loss. */
  readonly strict?: boolean;
  readonly onProgress?: (text: string) => void;
}

/**
 * Builds the data of these agents, or finds it built.
 * @throws FlanstackError for bad settings (all problems), a gate that fails, a folder that cannot be written
 */
export async function buildDatasets(input: BuildInput): Promise<BuiltDatasets> {
  checkInput(input);
  const generator = generatorDigest(input.root ?? dirname(__dirname));
  const others = (input.otherAgents ?? []).map(nameOf);
  const agents: BuiltAgent[] = [];
  for (const { agent, settings: given } of input.agents) {
    const name = nameOf(agent);
    const settings = normaliseSettings(name, given ?? {});
    const digest = agentDigest({
      generator,
      agent: name,
      settings,
      others,
      ...(input.cacheKey === undefined ? {} : { cacheKey: input.cacheKey }),
    });
    const directory = join(input.outputDirectory, `${name}-${digest.slice(0, 16)}`);
    const cached = readBuilt(directory, digest);
    if (cached === undefined) input.onProgress?.(`${name}: generating`);
    agents.push(cached ?? make(input, agent, settings, digest, directory));
  }
  const built = finish(input, agents);
  const failed = failedGates(built)
    .filter(({ gate }) => input.strict !== false || ALWAYS_HELD.has(gate))
    .map(({ problem }) => problem);
  if (failed.length > 0) throw FlanstackError.fromProblems("Data gates", failed);
  return built;
}

function make(
  input: BuildInput,
  reference: AgentReference,
  settings: NormalSettings,
  digest: string,
  directory: string,
): BuiltAgent {
  // Loaded here, so that a build found in the cache loads neither the generator nor the agents.
  const { prepareEngine } = require("./engine") as typeof import("./engine");
  const { makeAgent, outputFiles } = require("./build-agent") as typeof import("./build-agent");
  const { writeFolder } = require("./write") as typeof import("./write");
  const others = (input.otherAgents ?? []).map((other) => resolve(input, other));
  const made = makeAgent(prepareEngine(resolve(input, reference), others), settings);
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

function readBuilt(directory: string, digest: string): BuiltAgent | undefined {
  try {
    const record = JSON.parse(readFileSync(join(directory, "agent.json"), "utf8")) as BuiltAgent;
    const stamp = JSON.parse(readFileSync(join(directory, ".stamp.json"), "utf8")) as Stamp;
    if (record.digest !== digest || !filesAreIntact(directory, record.files, stamp)) return undefined;
    return {
      ...record,
      directory,
      cached: true,
      files: record.files.map((file) => ({ ...file, path: join(directory, file.name) })),
    };
  } catch {
    return undefined; // not built, or damaged: it is made again
  }
}

function finish(input: BuildInput, agents: readonly BuiltAgent[]): BuiltDatasets {
  const digest = digestOf(agents.map((agent) => [agent.agent, agent.digest]).sort());
  const directory = join(input.outputDirectory, `set-${digest.slice(0, 16)}`);
  const paths = {
    manifestPath: join(directory, "manifest.json"),
    summaryPath: join(directory, "dataset_summary.json"),
    cardPath: join(directory, "data_card.md"),
  };
  const cached = agents.every((agent) => agent.cached) && Object.values(paths).every((path) => existsSync(path));
  const pooledGates: BuiltDatasets["pooledGates"] = cached
    ? (JSON.parse(readFileSync(paths.summaryPath, "utf8")) as { pooledGates: BuiltDatasets["pooledGates"] }).pooledGates
    : (require("./finish") as typeof import("./finish")).writeSet(directory, digest, agents);
  const all = [...agents.flatMap((agent) => agent.gates), ...pooledGates];
  const count = (status: string) => all.filter((gate) => gate.status === status).length;
  const gates: GateCounts = { passed: count("passed"), failed: count("failed"), notEvaluated: count("not_evaluated") };
  return { agents, digest, directory, ...paths, cached, gates, pooledGates };
}

/** Data that breaks one of these is wrong, not merely dull. */
const ALWAYS_HELD: ReadonlySet<string> = new Set([
  "counts_not_as_asked",
  "duplicate_prompts",
  "duplicate_inputs",
  "validation_prompt_in_train",
  "trained_observations",
]);

function failedGates(built: BuiltDatasets): { readonly gate: string; readonly problem: Problem }[] {
  return [
    ...built.agents.flatMap((agent) => agent.gates.map((gate) => ({ owner: agent.agent, gate }))),
    ...built.pooledGates.map((gate) => ({ owner: "all agents", gate })),
  ]
    .filter(({ gate }) => gate.status === "failed")
    .map(({ owner, gate }) => ({
      gate: gate.gate,
      problem: {
        code: "gate_failed",
        path: `${owner}/${gate.gate}`,
        message: `is ${gate.value}, wants ${gate.limit}${gate.examples.length === 0 ? "" : `; such as ${gate.examples.slice(0, 3).join(" | ")}`}`,
        fix: "Change the agent's wording or world (the data card explains the gate), or the settings that asked for it.",
      },
    }));
}

function checkInput(input: BuildInput): void {
  const problems: Problem[] = input.agents.flatMap(({ agent, settings }) =>
    checkSettings(nameOf(agent), settings ?? {}),
  );
  const names = input.agents.map(({ agent }) => nameOf(agent));
  for (const name of new Set(names.filter((each, index) => names.indexOf(each) !== index)))
    problems.push({ code: "agent_twice", path: name, message: "is listed twice", fix: "List every agent once." });
  if (names.length === 0)
    problems.push({ code: "no_agent", path: "agents", message: "no agent is listed", fix: "Name at least one agent." });
  if (problems.length > 0) throw FlanstackError.fromProblems("Data settings", problems);
}

function nameOf(reference: AgentReference): string {
  return typeof reference === "string" ? reference : reference.name;
}

function resolve(input: BuildInput, reference: AgentReference): Agent {
  if (typeof reference !== "string") return reference as unknown as Agent;
  if (input.loadAgent === undefined)
    throw new FlanstackError(`There is no way to load the agent "${reference}".`, {
      code: "no_loader",
      path: reference,
      fix: "Pass `loadAgent`, or the agent itself.",
    });
  return input.loadAgent(reference) as unknown as Agent;
}
