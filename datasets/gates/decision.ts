/** Gate 6: whether another way leads to the goal. A bounded breadth-first search over the row's functions. */
import type { Call, Situation } from "../../agents/contract";
import type { Engine } from "../engine";
import type { Phrased } from "../phrase";
import { sameJson } from "../same-json";
import { runTurn, type TurnRun } from "../simulate/run-turn";
import type { Json, RowCall, ScriptEvent, Slots, Trajectory, World } from "../types";
import { candidateCalls } from "./candidate-calls";
import { oncePerTrajectory } from "./once";
import { otherPaths } from "./other-paths";
import { leavesOf } from "./visible";

/** Calls tried at each of the two levels. */
const BUDGET = { first: 200, second: 320 } as const;
/** Observations whose values are tried in second calls. */
const FRONTIER = 16;

/** What a request is after, as its gold policy shows it. */
export interface Goal {
  readonly world: World;
  /** Values of the request, to call with. */
  readonly values: readonly Json[];
  /** Facts of the answer that the request does not hold. */
  readonly facts: ReadonlySet<string>;
  /** The world it leads to; undefined when it only reads. */
  readonly after: World | undefined;
}

export function goalOf(engine: Engine, drawn: World, situation: Situation<World>, played?: TurnRun): Goal {
  const world = situation.world ?? drawn;
  const run = played ?? runTurn(engine.simulator, world, situation.solve());
  const values = Object.values(situation.slots).flatMap((slot) => [
    slot.value,
    ...leavesOf(slot.value).map((leaf) => leaf.value),
  ]);
  const asked = new Set(values.map((value) => String(value)));
  const facts = Object.values(run.closing.values)
    .flatMap((value): Json[] => (typeof value === "object" ? [value.value, ...value.inputs] : [value]))
    .filter((value) => typeof value === "string" || typeof value === "number")
    .map(String)
    .filter((text) => !asked.has(text));
  // "2" or "no" stands in every other observation; such facts count only where there is nothing else.
  const telling = facts.filter((text) => text.length > 2);
  return {
    world,
    values,
    facts: new Set(telling.length > 0 ? telling : facts),
    after: sameJson(run.world, world) ? undefined : run.world,
  };
}

/**
 * The functions that must be gone with these so that nothing else serves the goal, not even in part.
 * @returns undefined when they are more than `most`
 */
export function withServing(
  engine: Engine,
  goal: Goal,
  gone: readonly string[],
  most: number,
): readonly string[] | undefined {
  const shown = gone.flatMap((name) => engine.simulator.tools.get(name)?.alsoBy ?? []);
  const forbidden = [...new Set([...gone, ...shown])];
  while (forbidden.length <= most) {
    const path = findPath(engine, goal, forbidden);
    if (path === undefined) return forbidden;
    forbidden.push(path.at(-1)!);
  }
  return undefined;
}

/** Breadth first, two calls deep, over all functions but the forbidden: a path that shows a fact of the goal or brings it about. */
function findPath(engine: Engine, goal: Goal, forbidden: readonly string[]): readonly string[] | undefined {
  const { world, values, facts, after } = goal;
  if (after === undefined && facts.size === 0) return undefined;
  const tools = engine.agent.tools.filter((tool) => !forbidden.includes(tool.name)).map((tool) => tool.name);
  const serves = (state: World, seen: readonly { readonly value: Json }[]) =>
    seen.some(({ value }) => facts.has(String(value))) ||
    (after !== undefined && state !== world && sameJson(state, after));
  let spent = 0;
  const frontier: { tool: string; state: World; found: Json[] }[] = [];
  for (const call of candidateCalls(engine, tools, values)) {
    if (spent >= BUDGET.first) break;
    spent += 1;
    const { outcome } = engine.simulator.execute(world, call);
    if (!outcome.ok) continue;
    const seen = leavesOf(outcome.observation);
    if (serves(outcome.world, seen)) return [call.tool];
    frontier.push({ tool: call.tool, state: outcome.world, found: seen.map((leaf) => leaf.value).slice(0, 8) });
  }
  spent = 0;
  for (const step of frontier.slice(0, FRONTIER)) {
    for (const call of candidateCalls(engine, tools, [...step.found, ...values])) {
      if (spent >= BUDGET.second) return undefined;
      spent += 1;
      const { outcome } = engine.simulator.execute(step.state, call);
      if (outcome.ok && serves(outcome.world, leavesOf(outcome.observation))) return [step.tool, call.tool];
    }
  }
  return undefined;
}

type CallsEvent = Extract<ScriptEvent, { kind: "calls" }>;

export interface Accepted {
  /** Position of the calls event. */
  readonly event: number;
  /** Each may stand in place of what the event calls. */
  readonly calls: readonly RowCall[];
}

/**
 * Calls as good as the gold ones. In place of a single call: the same observation and state, tried with every function
 * of the row and the same values, and with a default spelled out or left out. In place of the first step: what begins
 * another way to the same answer.
 */
export function equivalentCalls(
  engine: Engine,
  trajectory: Trajectory,
  phrased: Pick<Phrased, "tools"> & { readonly mask: Pick<NonNullable<Phrased["mask"]>, "own"> | undefined },
): Accepted[] {
  const masked = phrased.mask?.own;
  return searchEqual(
    engine,
    trajectory,
    phrased.tools.map((tool) => masked?.[tool.name] ?? tool.name),
  );
}

const searchEqual = oncePerTrajectory((engine, trajectory, shown): Accepted[] => {
  const events = trajectory.script.filter((event): event is CallsEvent => event.kind === "calls");
  const others = otherPaths(engine, trajectory, shown).equal.map(([first]) => first!);
  return events.flatMap((event, index) => {
    const calls = [...asGood(engine, trajectory, event, shown), ...(index === 0 ? others : [])].map((call) => ({
      name: call.tool,
      arguments: call.args,
    }));
    const distinct = [...new Map(calls.map((call) => [JSON.stringify(call), call])).values()];
    return distinct.length === 0 ? [] : [{ event: index, calls: distinct }];
  });
});

function asGood(engine: Engine, trajectory: Trajectory, event: CallsEvent, shown: readonly string[]): Call[] {
  if (event.calls.length !== 1 || event.event !== undefined || !event.observations[0]!.ok) return [];
  const goldSeen = event.observations[0]!.value;
  return variants(engine, event.calls[0]!, shown, trajectory).filter((call) => {
    const { outcome } = engine.simulator.execute(event.before[0]!, call);
    return outcome.ok && sameJson(outcome.observation, goldSeen) && sameJson(outcome.world, event.after[0]);
  });
}

function variants(engine: Engine, gold: Call, shown: readonly string[], trajectory: Trajectory): Call[] {
  const { parameters } = engine.simulator.tools.get(gold.tool)!;
  const found: Call[] = [];
  for (const [name, schema] of Object.entries(parameters.properties)) {
    if (schema.default === undefined) continue;
    if (gold.args[name] === undefined) found.push({ tool: gold.tool, args: { ...gold.args, [name]: schema.default } });
    else if (
      !parameters.required.includes(name) &&
      JSON.stringify(gold.args[name]) === JSON.stringify(schema.default)
    ) {
      const { [name]: _default, ...rest } = gold.args;
      found.push({ tool: gold.tool, args: rest });
    }
  }
  const request = trajectory.script.find((event) => event.kind === "user");
  const slots: Slots = request?.kind === "user" ? request.slots : {};
  const values = [...Object.values(gold.args), ...Object.values(slots).map((slot) => slot.value)];
  if (trajectory.blueprint.type !== "tflan") return found;
  const others = shown.filter((name) => name !== gold.tool);
  for (const call of candidateCalls(engine, others, values)) {
    if (found.length >= 24) break;
    found.push(call);
  }
  return found;
}
