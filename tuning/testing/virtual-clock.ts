/** A clock that stands still until all have gone to sleep, then jumps: long waits take no time in tests. */
import type { Clock } from "../../primitives";

export interface VirtualClock extends Clock {
  /** Moves to the next sleeper and wakes it; false when nobody sleeps. */
  wakeNext(): boolean;
}

export function createVirtualClock(start = Date.parse("2026-11-22T10:00:00Z")): VirtualClock {
  let now = start;
  let order = 0;
  const sleepers: { at: number; order: number; wake: () => void }[] = [];
  return {
    now: () => now,
    sleep: (milliseconds) =>
      new Promise((resolve) => {
        order += 1;
        sleepers.push({ at: now + milliseconds, order, wake: resolve });
      }),
    wakeNext() {
      sleepers.sort((left, right) => left.at - right.at || left.order - right.order);
      const next = sleepers.shift();
      if (next === undefined) return false;
      now = Math.max(now, next.at);
      next.wake();
      return true;
    },
  };
}
