/** Gate 6: whether another way leads to the goal. A bounded breadth-first search over the row's functions. */
import type { Call, Scenario } from "../../agents/contract";
import { createRandom } from "../../primitives";
import type { Assignment } from "../assign";
import type { Engine } from "../engine";
import type { Phrased } from "../phrase";
import { sameJson } from "../same-json";
import { runTurn } from "../simulate/run-turn";
import type { Json, RowCall, ScriptEvent, Slots, Trajectory, World } from "../types";
import { worldDigest } from "../world-digest";
import { candidateCalls } from "./candidate-calls";
import { otherPaths } from "./other-paths";
import { leavesOf } from "./visible";

/** Calls tried at each of the two levels. */
const BUDGET = { first: 160, second: 240 } as const;

/**
 * Searches the functions that remain in a negative for a way to what its positive twin reaches.
 * @returns the path found, or undefined when there is none within two calls
 */
export function reachesGoal(engine: Engine, assignment: Assignment, trajectory: Trajectory): string | undefined {
  if (trajectory.forbids.length === 0 || trajectory.withoutTools) return undefined;
  const scenario = engine.families.get(assignment.choice.family)?.scenario as Scenario<World> | undefined;
  const situation = scenario?.draw(trajectory.world, createRandom(...assignment.key).fork("draw"));
  if (situation === undefined) return undefined;
  const world = situation.world ?? trajectory.world;
  const run = runTurn(engine.simulator, world, situation.solve());
  const changed = run.world !== world && worldDigest(run.world) !== worldDigest(world);
  const values = Object.values(situation.slots).flatMap((slot) => [
    slot.value,
    ...leavesOf(slot.value).map((leaf) => leaf.value),
  ]);
  const known = new Set(values.map((value) => String(value)));
  const needles = Object.values(run.closing.values)
    .filter((value): value is string | number => typeof value === "string" || typeof value === "number")
    .map(String)
    .filter((text) => !known.has(text));
  const goal = changed ? worldDigest(run.world) : undefined;
  if (!changed && needles.length === 0) return undefined;
  const tools = engine.agent.tools.filter((tool) => !trajectory.forbids.includes(tool.name)).map((tool) => tool.name);
  const reached = (state: World, seen: string) =>
    goal === undefined ? needles.every((needle) => seen.includes(needle)) : worldDigest(state) === goal;

  let spent = 0;
  const frontier: { path: string; state: World; seen: string; found: Json[] }[] = [];
  for (const call of candidateCalls(engine, tools, values)) {
    if (spent >= BUDGET.first) break;
    spent += 1;
    const { outcome } = engine.simulator.execute(world, call);
    if (!outcome.ok) continue;
    const seen = JSON.stringify(outcome.observation);
    if (reached(outcome.world, seen)) return call.tool;
    frontier.push({
      path: call.tool,
      state: outcome.world,
      seen,
      found: leavesOf(outcome.observation)
        .map((leaf) => leaf.value)
        .slice(0, 8),
    });
  }
  spent = 0;
  for (const step of frontier.slice(0, 12)) {
    for (const call of candidateCalls(engine, tools, [...step.found, ...values])) {
      if (spent >= BUDGET.second) return undefined;
      spent += 1;
      const { outcome } = engine.simulator.execute(step.state, call);
      if (outcome.ok && reached(outcome.world, step.seen + JSON.stringify(outcome.observation)))
        return `${step.path} → ${call.tool}`;
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
  const shown = phrased.tools.map((tool) => masked?.[tool.name] ?? tool.name);
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
}

function asGood(engine: Engine, trajectory: Trajectory, event: CallsEvent, shown: readonly string[]): Call[] {
  if (event.calls.length !== 1 || event.event !== undefined || !event.observations[0]!.ok) return [];
  const goldState = worldDigest(event.after[0]!);
  const goldSeen = event.observations[0]!.value;
  return variants(engine, event.calls[0]!, shown, trajectory).filter((call) => {
    const { outcome } = engine.simulator.execute(event.before[0]!, call);
    return (
      outcome.ok &&
      sameJson(outcome.observation, goldSeen) &&
      (outcome.world === event.after[0] || worldDigest(outcome.world) === goldState)
    );
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
