/** Stage 4: executes every call of a trajectory again, from the start, and compares what comes back. */
import type { Engine } from "./engine";
import { sameJson } from "./same-json";
import type { Trajectory, VerifiedTrajectory, World } from "./types";

export type Verdict =
  | { readonly ok: true; readonly trajectory: VerifiedTrajectory }
  | { readonly ok: false; readonly reason: string };

/** Replays a trajectory. Faults of the service are not replayed: they left the world alone. */
export function verify(engine: Engine, trajectory: Trajectory): Verdict {
  let world: World | undefined;
  for (const event of trajectory.script) {
    if (event.kind !== "calls") continue;
    for (const [index, call] of event.calls.entries()) {
      const before: World = event.before[index]!;
      if (world !== undefined && !sameJson(world, before))
        return failed(`${call.tool} starts from another state than the call before left`);
      world = before;
      if (event.event === "fault") continue;
      const seen = event.observations[index]!;
      const { outcome } = engine.simulator.execute(before, call);
      if (outcome.ok !== seen.ok) return failed(`${call.tool} succeeds and fails on the same state`);
      if (outcome.ok && seen.ok) {
        if (!sameJson(outcome.observation, seen.value))
          return failed(`${call.tool} observes something else when executed again`);
        if (!sameJson(outcome.world, event.after[index]))
          return failed(`${call.tool} leaves another state when executed again`);
        world = event.after[index]!;
      }
    }
  }
  return { ok: true, trajectory: trajectory as VerifiedTrajectory };
}

function failed(reason: string): Verdict {
  return { ok: false, reason };
}
