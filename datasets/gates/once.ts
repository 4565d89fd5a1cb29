/** Searches that several gates ask for: the same trajectory with the same functions is searched once. */
import type { Engine } from "../engine";
import type { Trajectory } from "../types";

type Search<T> = (engine: Engine, trajectory: Trajectory, shown: readonly string[]) => T;

/** A trajectory is played in one engine and never changed; what was found goes away with it. */
export function oncePerTrajectory<T>(search: Search<T>): Search<T> {
  const known = new WeakMap<Trajectory, { readonly shown: string; readonly found: T }>();
  return (engine, trajectory, shown) => {
    const name = shown.join();
    const earlier = known.get(trajectory);
    if (earlier?.shown === name) return earlier.found;
    const found = search(engine, trajectory, shown);
    known.set(trajectory, { shown: name, found });
    return found;
  };
}
