/** An agent made ready: its simulator, its families by name, and which of them can serve which kind of row. */
import {
  type Call,
  type Decline,
  type Scenario,
  type Simulator,
  simulatorFor,
  type World,
  worldContext,
} from "../agents/contract";
import { createRandom, EmptyListError, type Random } from "../primitives";
import { drawToday } from "./dates";
import { runTurn } from "./simulate/run-turn";
import { familyHomes, type Home } from "./split";
import type { AnyAgent, Kind } from "./types";

export interface FamilyFacts extends Probed {
  readonly scenario: Scenario<World>;
  readonly home: Home;
  /** The function that it begins with; cheaper to know than the rest. */
  readonly firstTool: string | undefined;
}

/** What a few draws of a family showed. */
interface Probed {
  /** Numbers of steps that were seen. */
  readonly steps: ReadonlySet<number>;
  readonly canFollow: boolean;
  /** A follow-up that an earlier observation answers. */
  readonly canFollowWithoutCall: boolean;
  readonly writes: boolean;
  /** Whether it may begin with writes alone: without them, nothing of it can be done. */
  readonly writesFirst: boolean;
  readonly tools: ReadonlySet<string>;
  /** Parameters and enum values its calls used: `tool.parameter`, `tool.parameter=value`. */
  readonly values: ReadonlySet<string>;
}

export interface Engine {
  readonly agent: AnyAgent;
  readonly simulator: Simulator<World>;
  readonly families: ReadonlyMap<string, FamilyFacts>;
  readonly declines: ReadonlyMap<string, Decline<World>>;
  /** Agents whose domain this one hands over to. */
  readonly others: () => readonly Engine[];
}

const PROBES = 8;
const DRAWS = 3;

/** Prepares an agent. The probes use streams of their own, so they do not depend on any seed. */
export function prepareEngine(agent: AnyAgent, others: readonly AnyAgent[] = []): Engine {
  const alone = prepareAlone(agent);
  let neighbours: Engine[] | undefined;
  return {
    ...alone,
    others: () => {
      neighbours ??= others
        .filter((other) => other.name !== agent.name)
        .sort((left, right) => (left.name < right.name ? -1 : 1))
        .map(prepareAlone);
      return neighbours;
    },
  };
}

const prepared = new WeakMap<AnyAgent, Engine>();

function prepareAlone(agent: AnyAgent): Engine {
  const known = prepared.get(agent);
  if (known !== undefined) return known;
  const simulator = simulatorFor(agent);
  const engine: Engine = {
    agent,
    simulator,
    families: new Map(
      agent.scenarios.map((scenario) => [scenario.family, factsOf(agent, simulator, drawingOrNot(scenario))]),
    ),
    declines: new Map(agent.declines.map((decline) => [decline.family, drawingOrNot(decline)])),
    others: () => [],
  };
  prepared.set(agent, engine);
  return engine;
}

/** An empty list to choose from says, as undefined does, that a world holds no such situation. */
function drawingOrNot<T extends { draw(world: World, random: Random): unknown }>(source: T): T {
  const draw: T["draw"] = (world, random) => {
    try {
      return source.draw(world, random);
    } catch (error) {
      if (error instanceof EmptyListError) return undefined;
      throw error;
    }
  };
  return { ...source, draw };
}

const probeWorlds = new WeakMap<AnyAgent, World[]>();

function probeWorld(agent: AnyAgent, index: number): World {
  const worlds = probeWorlds.get(agent) ?? [];
  probeWorlds.set(agent, worlds);
  worlds[index] ??= agent.createWorld(
    worldContext("train", drawToday(createRandom("probe", index)), "probe", agent.name, index),
  );
  return worlds[index];
}

/** Draws of a family, each with the world it takes place in. */
function* probeDraws(agent: AnyAgent, scenario: Scenario<World>) {
  for (let index = 0; index < PROBES; index += 1) {
    const world = probeWorld(agent, index);
    for (let draw = 0; draw < DRAWS; draw += 1) {
      const situation = scenario.draw(world, createRandom("probe", scenario.family, index, draw));
      if (situation !== undefined) yield { situation, world: situation.world ?? world };
    }
  }
}

/** Probed when it is first asked: of a neighbour only the function that a family begins with is. */
function factsOf(agent: AnyAgent, simulator: Simulator<World>, scenario: Scenario<World>): FamilyFacts {
  let found: Probed | undefined;
  let first: { readonly tool: string | undefined } | undefined;
  const probed = () => {
    found ??= probe(agent, simulator, scenario);
    return found;
  };
  return {
    scenario,
    home: familyHomes(agent).get(scenario.family)!,
    get firstTool() {
      first ??= { tool: firstToolOf(agent, scenario) };
      return first.tool;
    },
    get steps() {
      return probed().steps;
    },
    get canFollow() {
      return probed().canFollow;
    },
    get canFollowWithoutCall() {
      return probed().canFollowWithoutCall;
    },
    get writes() {
      return probed().writes;
    },
    get writesFirst() {
      return probed().writesFirst;
    },
    get tools() {
      return probed().tools;
    },
    get values() {
      return probed().values;
    },
  };
}

/** What a gold policy calls before it has seen anything: nothing needs to be played. */
function firstToolOf(agent: AnyAgent, scenario: Scenario<World>): string | undefined {
  for (const { situation } of probeDraws(agent, scenario)) {
    const begun = situation.solve().next([]);
    if (begun.done !== true) return begun.value.calls[0]?.tool;
  }
  return undefined;
}

function probe(agent: AnyAgent, simulator: Simulator<World>, scenario: Scenario<World>): Probed {
  const steps = new Set<number>();
  const tools = new Set<string>();
  let canFollow = false;
  let canFollowWithoutCall = false;
  let writes = false;
  let writesFirst = false;
  const isWrite = (call: Call) => simulator.tools.get(call.tool)?.effect === "write";
  const values = new Set<string>();
  for (const { situation, world } of probeDraws(agent, scenario)) {
    const run = runTurn(simulator, world, situation.solve());
    steps.add(run.steps.length);
    if (run.steps[0]?.step.calls.every(isWrite)) writesFirst = true;
    const observations = run.steps.flatMap((step) => step.observations);
    for (const { call } of observations) {
      tools.add(call.tool);
      for (const value of usedValues(call)) values.add(value);
      if (isWrite(call)) writes = true;
    }
    for (const turn of situation.follow?.(observations) ?? []) {
      const more = runTurn(simulator, run.world, turn.solve());
      if (more.steps.length === 0) canFollowWithoutCall = true;
      else canFollow = true;
    }
  }
  return { steps, canFollow, canFollowWithoutCall, writes, writesFirst, tools, values };
}

/** What a call uses of its function: `tool.parameter`, and `tool.parameter=value` for values of an enum. */
export function usedValues(call: Call): string[] {
  return Object.entries(call.args).flatMap(([name, value]) => [
    `${call.tool}.${name}`,
    ...(typeof value === "string" ? [`${call.tool}.${name}=${value}`] : []),
  ]);
}

/** All that could be used: every parameter, and every enum value that is not the default. */
export function usableValues(agent: AnyAgent): string[] {
  return agent.tools.flatMap((tool) =>
    Object.entries(tool.parameters.properties).flatMap(([name, schema]) => [
      `${tool.name}.${name}`,
      ...(schema.type === "string" ? (schema.enum ?? []) : [])
        .filter((value) => value !== schema.default)
        .map((value) => `${tool.name}.${name}=${value}`),
    ]),
  );
}

const fitting = new WeakMap<Engine["families"], Map<Kind, readonly FamilyFacts[]>>();

/** Families whose draws fit a kind of row, best fit first; an agent without any falls back to what is nearest. */
export function familiesFor(engine: Engine, kind: Kind): readonly FamilyFacts[] {
  const known = fitting.get(engine.families) ?? new Map<Kind, readonly FamilyFacts[]>();
  fitting.set(engine.families, known);
  let families = known.get(kind);
  if (families === undefined) {
    families = findFamilies(engine, kind);
    known.set(kind, families);
  }
  return families;
}

function findFamilies(engine: Engine, kind: Kind): FamilyFacts[] {
  const all = [...engine.families.values()].filter((family) => family.steps.size > 0);
  const shape = (...shapes: Scenario["shape"][]) => all.filter((family) => shapes.includes(family.scenario.shape));
  const stepsIn = (families: FamilyFacts[], least: number, most: number) =>
    families.filter((family) => [...family.steps].some((count) => count >= least && count <= most));
  const first = (...choices: FamilyFacts[][]) => choices.find((choice) => choice.length > 0) ?? [];
  switch (kind) {
    case "single":
    case "lookalike":
      return first(shape("single"), shape("complex"), shape("parallel"));
    case "complex":
      return first(shape("complex"), shape("single"));
    case "parallel":
      return first(shape("parallel"), shape("complex", "single"));
    case "short_chain":
      return first(stepsIn(shape("chain"), 2, 3), shape("chain"), shape("recovery"));
    case "long_chain":
      // Chains that are long by themselves, and shorter ones that are put together in pairs.
      return first(
        [...stepsIn(shape("chain", "recovery"), 4, 8), ...stepsIn(shape("chain", "recovery"), 2, 3)],
        shape("chain"),
        shape("recovery"),
      );
    case "recovery_environment":
      return first(shape("recovery", "chain"), shape("single"));
    case "recovery_mistake":
      return first(shape("single", "complex", "chain"));
    case "clarification":
      return first([...all.filter((family) => (family.scenario.missing ?? []).length > 0), ...shape("ambiguous")]);
    case "follow_up":
      // Those whose own follow-ups call, and those after which another request may come.
      return [...all.filter((family) => family.canFollow), ...shape("single", "parallel")];
    case "no_call":
      return all.filter((family) => family.canFollowWithoutCall);
    case "invalid_value":
      return all.filter((family) => (family.scenario.invalid ?? []).length > 0);
    case "missing_required":
      return all.filter((family) => (family.scenario.missing ?? []).length > 0);
    case "ambiguous_entity":
      return shape("ambiguous");
    case "operation_removed":
      // Functions that only read can be removed too, where nothing begins by writing.
      return first(
        all.filter((family) => family.writesFirst),
        shape("single", "complex"),
      );
    case "tool_removed":
    case "no_tools":
      return shape("single", "complex", "parallel", "chain");
    default:
      return [];
  }
}

/** Whether some family serves a positive of one kind and can be turned into a negative of the other. */
export function canHost(engine: Engine, host: Kind, twin: Kind): boolean {
  const families = new Set(familiesFor(engine, twin));
  return familiesFor(engine, host).some((family) => families.has(family));
}
