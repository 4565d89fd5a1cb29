/**
 * The sandbox clock. Time stamps follow the machine's time plus what an admin call advanced; `speed` only shortens
 * tuning jobs (seconds of job time per second), so that a time stamp never runs ahead of the clients' clocks by itself.
 */
import type { Clock } from "../primitives";
import type { Store } from "./store/store";

export interface SandboxClock {
  /** Milliseconds since the Unix epoch; never goes back, also over a restart. */
  now(): number;
  /** Seconds of job time per second of clock time. */
  speed(): number;
  /** Moves the clock forward. The jump counts as job time in full, whatever the speed. */
  advance(seconds: number): void;
  setSpeed(speed: number): void;
  /** Back to the machine's time, with the speed as it is; for a store that has forgotten everything. */
  reset(): void;
  /** Job time at a clock time, milliseconds: it passes `speed` times as fast, and jumps with the clock. */
  jobTimeAt(now: number): number;
  /** The clock time at which the job time was reached; as far back as the last twenty jumps and changes of speed. */
  timeOfJobTime(jobTime: number): number;
}

/** From `at` on (clock time), job time runs from `jobTime` with `speed`. */
interface Segment {
  readonly at: number;
  readonly jobTime: number;
  readonly speed: number;
}

interface ClockDocument {
  /** Sum of all jumps, milliseconds. */
  readonly offset: number;
  /** Oldest first; the last one is in force. */
  readonly segments: readonly Segment[];
}

const SEGMENTS_KEPT = 20;

/** Keeps the clock in the store: it goes on after a restart, as if the process had run all the time. */
export function createSandboxClock(store: Store, machine: Pick<Clock, "now">, speed: number | undefined): SandboxClock {
  const saved = store.begin().get<ClockDocument>("sandbox", "clock");
  let document: ClockDocument = saved ?? {
    offset: 0,
    segments: [{ at: machine.now(), jobTime: 0, speed: speed ?? 1 }],
  };
  const current = () => document.segments.at(-1)!;
  const now = () => Math.max(machine.now() + document.offset, current().at);
  const jobTimeAt = (time: number) => current().jobTime + Math.max(0, time - current().at) * current().speed;

  function save(offset: number, ...added: Segment[]) {
    const next = { offset, segments: [...document.segments, ...added].slice(-SEGMENTS_KEPT) };
    store.commit([{ collection: "sandbox", key: "clock", document: next }], next.segments.at(-1)!.at);
    document = next;
  }
  function setSpeed(next: number) {
    const time = now();
    save(document.offset, { at: time, jobTime: jobTimeAt(time), speed: next });
  }
  if (saved === undefined) save(0);
  else if (speed !== undefined && speed !== current().speed) setSpeed(speed);

  return {
    now,
    speed: () => current().speed,
    jobTimeAt,
    timeOfJobTime(jobTime) {
      const segment = document.segments.findLast((candidate) => candidate.jobTime <= jobTime) ?? document.segments[0]!;
      return segment.at + (segment.speed === 0 ? 0 : Math.max(0, jobTime - segment.jobTime) / segment.speed);
    },
    setSpeed,
    reset() {
      const start = { at: machine.now(), jobTime: 0, speed: current().speed };
      document = { offset: 0, segments: [] };
      save(0, start);
    },
    advance(seconds) {
      const at = now();
      const jump = seconds * 1000;
      const start = { at, jobTime: jobTimeAt(at), speed: 1 };
      save(document.offset + jump, start, { at: at + jump, jobTime: start.jobTime + jump, speed: current().speed });
    },
  };
}
