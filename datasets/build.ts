/** Builds what is not built yet: one folder per agent, named by its digest, and one for the set. */
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { digestOf, FlanstackError, type Problem } from "../primitives";
import { countBlocks, type Shard, type Unit, unitsOf, unitsOfShard } from "./blocks";
import type { MadeBlock } from "./build-agent";
import { agentDigest, filesAreIntact, generatorDigest, type Stamp } from "./cache";
import type { PooledRow } from "./gates/pooled-gates";
import { isAlwaysHeld } from "./held-gates";
import type { AgentJob } from "./make-agent";
import type { BuiltAgent, BuiltDatasets } from "./manifest";
import type { BlockJob } from "./serve-jobs";
import { finishSet } from "./set";
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
  /** Only this part of the build is made: a run of neighbouring blocks. */
  readonly shard?: Shard;
  /** Agents whose requests are handed over, whether they are built or not. */
  readonly otherAgents?: readonly AgentReference[];
  /** Requests besides validation and test that rows which are mixed in may not resemble: those that models are judged by. */
  readonly heldOut?: readonly string[];
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
  readonly paraphrases: string | undefined;
}

/**
 * Builds the data of these agents, or finds it built.
 * @throws FlanstackError for bad settings (all problems), a gate that fails, a folder that cannot be written
 */
export async function buildDatasets(input: BuildInput): Promise<BuiltDatasets> {
  checkInput(input);
  const generator = generatorDigest(input.root ?? dirname(__dirname));
  const others = (input.otherAgents ?? []).map(nameOf);
  const normal = input.agents.map(({ agent, settings }) => ({
    reference: agent,
    paraphrases: settings?.paraphrases,
    agent: nameOf(agent),
    settings: normaliseSettings(nameOf(agent), settings ?? {}),
  }));
  const all = unitsOf(normal.map(({ settings }) => settings));
  const units = input.shard === undefined ? all : unitsOfShard(all, input.shard);
  const planned = normal.map((each, index) => {
    const { agent, settings } = each;
    const own = units.filter((unit) => unit.agent === index).map(({ block }) => block);
    const blocks = { from: own[0] ?? 0, to: (own.at(-1) ?? -1) + 1, of: countBlocks(settings) };
    const cacheKey = input.cacheKey === undefined ? {} : { cacheKey: input.cacheKey };
    const held = settings.mix === undefined || input.heldOut === undefined ? {} : { heldOut: digestOf(input.heldOut) };
    const build = agentDigest({ generator, agent, settings, others, ...held, ...cacheKey });
    const digest = own.length === blocks.of ? build : digestOf({ build, from: blocks.from, to: blocks.to });
    const directory = join(input.outputDirectory, `${agent}-${digest.slice(0, 16)}`);
    return { job: { ...each, digest, directory, blocks: { ...blocks, build } }, cached: readBuilt(directory, digest) };
  });
  const missing = new Map(planned.flatMap(({ job, cached }, index) => (cached === undefined ? [[index, job]] : [])));
  const pooled = new Map<string, readonly PooledRow[]>();
  const made = await make(
    input,
    missing,
    units.filter((unit) => missing.has(unit.agent)),
    pooled,
  );
  const agents = planned.map(({ cached }, index) => cached ?? made.get(index)!);
  const built = finishSet(input.outputDirectory, agents, pooled);
  const failed = failedGates(built)
    .filter(({ gate }) => input.strict !== false || isAlwaysHeld(gate))
    .map(({ problem }) => problem);
  if (failed.length > 0) throw FlanstackError.fromProblems("Data gates", failed);
  return built;
}

/**
 * Makes what is missing, by the agents' places: in worker threads when they can load the agents by themselves.
 * @param pooled takes what the gates over all agents look at, by file
 */
async function make(
  input: BuildInput,
  missing: ReadonlyMap<number, AgentJob & Referred>,
  units: readonly Unit[],
  pooled: Map<string, readonly PooledRow[]>,
): Promise<ReadonlyMap<number, BuiltAgent>> {
  if (missing.size === 0) return new Map();
  // Loaded here, so that a build found in the cache loads neither the generator nor the agents.
  const { readSources } = require("./mixed-in/read-sources") as typeof import("./mixed-in/read-sources");
  const sources = await readSources(input.agents.flatMap(({ settings }) => settings?.mix ?? []));
  const { AgentFolder } = require("./make-agent") as typeof import("./make-agent");
  const folders = new Map(
    [...missing].map(([index, { reference: _reference, paraphrases: _paraphrases, ...job }]) => [
      index,
      new AgentFolder(job, { sources, heldOut: input.heldOut ?? [] }),
    ]),
  );
  const built = new Map<number, BuiltAgent>();
  const owners = new Map<BlockJob, number>();
  const jobs = units.map(({ agent, block }): BlockJob => {
    const { agent: name, settings, paraphrases } = missing.get(agent)!;
    const job = { agent: name, settings, block, ...(paraphrases === undefined ? {} : { paraphrases }) };
    owners.set(job, agent);
    return job;
  });
  const onStart = ({ agent, settings, block }: BlockJob) => {
    const blocks = countBlocks(settings);
    input.onProgress?.(`${agent}: generating${blocks === 1 ? "" : ` block ${block + 1} of ${blocks}`}`);
  };
  const onMade = (job: BlockJob, block: MadeBlock) => {
    const owner = owners.get(job)!;
    folders.get(owner)!.add(block);
    for (const file of block.files) if (file.pooled !== undefined) pooled.set(file.name, file.pooled);
    if (job.block === missing.get(owner)!.blocks.to - 1) built.set(owner, folders.get(owner)!.close());
  };
  const others = input.otherAgents ?? [];
  const { agentsModule, workers = availableParallelism() } = input;
  const areNamed = [...[...missing.values()].map((job) => job.reference), ...others].every(
    (each) => typeof each === "string",
  );
  try {
    // A thread's heap is bounded, this one's is not: of several blocks even one thread takes less memory.
    if (agentsModule !== undefined && areNamed && jobs.length > 1) {
      const { makeInParallel } = require("./parallel") as typeof import("./parallel");
      await makeInParallel({ jobs, workers, agentsModule, otherAgents: others.map(nameOf), onStart, onMade });
    } else {
      const { makeOneBlock } = require("./serve-jobs") as typeof import("./serve-jobs");
      for (const job of jobs) {
        onStart(job);
        const agent = resolve(input, missing.get(owners.get(job)!)!.reference);
        onMade(
          job,
          makeOneBlock(
            agent,
            others.map((other) => resolve(input, other)),
            job,
          ),
        );
      }
    }
    for (const [index, folder] of folders) if (!built.has(index)) built.set(index, folder.close());
    return built;
  } catch (error) {
    for (const [index, folder] of folders) if (!built.has(index)) folder.discard();
    throw error;
  }
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
  if (input.shard !== undefined && input.agents.some(({ settings }) => (settings?.mix ?? []).length > 0))
    problems.push({
      code: "mix_in_shards",
      path: "mix",
      message: "rows are mixed into a whole build: held-out rows of other parts are not known here",
      fix: "Build without --shard, or leave --mix out.",
    });
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
