/** Builds what is not built yet: one folder per agent, named by its digest, and one for the set. */
import { existsSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { digestOf, FlanstackError, type Problem } from "../primitives";
import { agentDigest, filesAreIntact, generatorDigest, type Stamp } from "./cache";
import type { AgentJob } from "./make-agent";
import type { BuiltAgent, BuiltDatasets, GateCounts } from "./manifest";
import { type AgentSettings, checkSettings, normaliseSettings } from "./settings";
import type { Agent } from "./types";

/** An agent, or its name when `loadAgent` can find it: an agent that is built already is then never loaded. */
export type AgentReference = string | Agent<never>;

export interface BuildInput {
  readonly agents: readonly { readonly agent: AgentReference; readonly settings?: AgentSettings }[];
  /** Finds an agent by name. */
  readonly loadAgent?: (name: string) => Agent<never> | Agent;
  /** A module by its absolute path that exports `loadAgent`: worker threads then make several agents at once. */
  readonly agentsModule?: string;
  /** Threads that make agents, at most. Default: what the machine offers. */
  readonly workers?: number;
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

interface Referred {
  readonly reference: AgentReference;
}

/**
 * Builds the data of these agents, or finds it built.
 * @throws FlanstackError for bad settings (all problems), a gate that fails, a folder that cannot be written
 */
export async function buildDatasets(input: BuildInput): Promise<BuiltDatasets> {
  checkInput(input);
  const generator = generatorDigest(input.root ?? dirname(__dirname));
  const others = (input.otherAgents ?? []).map(nameOf);
  const planned = input.agents.map(({ agent: reference, settings: given }) => {
    const agent = nameOf(reference);
    const settings = normaliseSettings(agent, given ?? {});
    const digest = agentDigest({
      generator,
      agent,
      settings,
      others,
      ...(input.cacheKey === undefined ? {} : { cacheKey: input.cacheKey }),
    });
    const directory = join(input.outputDirectory, `${agent}-${digest.slice(0, 16)}`);
    return { job: { reference, agent, settings, digest, directory }, cached: readBuilt(directory, digest) };
  });
  const missing = planned.filter(({ cached }) => cached === undefined).map(({ job }) => job);
  const made = new Map((await make(input, missing)).map((each) => [each.agent, each]));
  const agents = planned.map(({ job, cached }) => cached ?? made.get(job.agent)!);
  const built = finish(input, agents);
  const failed = failedGates(built)
    .filter(({ gate }) => input.strict !== false || ALWAYS_HELD.has(gate))
    .map(({ problem }) => problem);
  if (failed.length > 0) throw FlanstackError.fromProblems("Data gates", failed);
  return built;
}

/** Makes what is missing: in worker threads when they can load the agents by themselves, else in this thread. */
async function make(input: BuildInput, jobs: readonly (AgentJob & Referred)[]): Promise<BuiltAgent[]> {
  const onStart = (agent: string) => input.onProgress?.(`${agent}: generating`);
  const others = input.otherAgents ?? [];
  const { agentsModule, workers = availableParallelism() } = input;
  const areNamed = [...jobs.map((job) => job.reference), ...others].every((each) => typeof each === "string");
  if (agentsModule !== undefined && areNamed && Math.min(workers, jobs.length) > 1) {
    const { makeInParallel } = require("./parallel") as typeof import("./parallel");
    const plain = jobs.map(({ reference: _reference, ...job }) => job);
    return makeInParallel({ jobs: plain, workers, agentsModule, otherAgents: others.map(nameOf), onStart });
  }
  return jobs.map(({ reference, ...job }) => {
    onStart(job.agent);
    // Loaded here, so that a build found in the cache loads neither the generator nor the agents.
    const { makeAgentFolder } = require("./make-agent") as typeof import("./make-agent");
    return makeAgentFolder(
      resolve(input, reference),
      others.map((other) => resolve(input, other)),
      job,
    );
  });
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
