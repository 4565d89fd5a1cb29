/** Runs one user turn's gold policy and keeps the world before and after every call. */
import {
  type Call,
  type Closing,
  type Observation,
  type Plan,
  runPlan,
  type Simulator,
  type Step,
} from "../../agents/contract";
import type { World } from "../types";

export interface TurnStep {
  readonly step: Step;
  readonly observations: readonly Observation[];
  readonly before: readonly World[];
  readonly after: readonly World[];
}

export interface TurnRun {
  readonly steps: readonly TurnStep[];
  readonly closing: Closing;
  readonly world: World;
}

export function runTurn(simulator: Simulator<World>, start: World, plan: Plan): TurnRun {
  const visited: { before: World; after: World }[] = [];
  const recording: Simulator<World> = {
    ...simulator,
    execute(world: World, call: Call) {
      const executed = simulator.execute(world, call);
      visited.push({ before: world, after: executed.outcome.ok ? executed.outcome.world : world });
      return executed;
    },
  };
  const run = runPlan(recording, start, plan);
  let position = 0;
  const steps = run.steps.map(({ step, observations }): TurnStep => {
    const worlds = visited.slice(position, position + observations.length);
    position += observations.length;
    return { step, observations, before: worlds.map((each) => each.before), after: worlds.map((each) => each.after) };
  });
  return { steps, closing: run.closing, world: run.world };
}
