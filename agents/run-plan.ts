/** Drives a gold policy against a world: every call is executed, nothing is assumed. */
import type { Call, Closing, Observation, Plan, Step, World } from "./contract";
import type { Simulator } from "./execute";

export interface PlanStep {
  readonly step: Step;
  readonly observations: readonly Observation[];
}

export interface PlanRun<W extends World> {
  readonly steps: readonly PlanStep[];
  readonly closing: Closing;
  /** The world after the last call. */
  readonly world: W;
}

/** Lets a fault happen instead of a call: a rate limit, a timeout. `undefined` executes the call. */
export type Interception = (call: Call, index: number) => Observation | undefined;

/** A plan that runs longer than this is a mistake in the plan. */
export const MAXIMUM_STEPS = 12;

/**
 * Runs a plan to its closing.
 * @throws RangeError when it takes more than `MAXIMUM_STEPS` steps or yields a step without calls
 */
export function runPlan<W extends World>(
  simulator: Simulator<W>,
  start: W,
  plan: Plan,
  intercept: Interception = () => undefined,
): PlanRun<W> {
  let world = start;
  let calls = 0;
  const steps: PlanStep[] = [];
  let next = plan.next([]);
  while (next.done !== true) {
    const step = next.value;
    if (step.calls.length === 0) throw new RangeError("a step of a plan has no calls");
    if (steps.length >= MAXIMUM_STEPS) throw new RangeError(`a plan takes more than ${MAXIMUM_STEPS} steps`);
    const observations = step.calls.map((call): Observation => {
      const fault = intercept(call, calls);
      calls += 1;
      if (fault !== undefined) return fault;
      const { outcome } = simulator.execute(world, call);
      if (!outcome.ok) return { call, ok: false, error: outcome.error };
      world = outcome.world;
      return { call, ok: true, value: outcome.observation };
    });
    steps.push({ step, observations });
    next = plan.next(observations);
  }
  return { steps, closing: next.value, world };
}
