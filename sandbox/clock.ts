/**
 * The sandbox clock. Time stamps follow the machine's time plus what an admin call advanced; `speed` only shortens
 * tuning jobs (seconds of job time per second), so that a time stamp never runs ahead of the clients' clocks by itself.
 */
import type { Clock } from "../primitives";
import type { Store } from "./store/store";

export interface SandboxClock {
  now(): number;
  /** Seconds of job time per second of clock time. */
  speed(): number;
  /** Moves the clock forward. The jump counts as job time in full, whatever the speed. */
  advance(seconds: number): void;
  setSpeed(speed: number): void;
  /** Job time that passes between two clock times, in milliseconds: elapsed time times speed, jumps unscaled. */
  jobTimeAt(now: number): number;
  /** The clock time at which the job time was reached; exact since the last jump or change of speed. */
  timeOfJobTime(jobTime: number): number;
}

interface ClockDocument {
  /** Sum of all jumps, milliseconds. */
  readonly offset: number;
  /** Job time at `anchor`; from there it runs with `speed`. */
  readonly jobTime: number;
  readonly anchor: number;
  readonly speed: number;
}

/** Keeps the clock in the store: it goes on after a restart, as if the process had run all the time. */
export function createSandboxClock(store: Store, machine: Pick<Clock, "now">, speed: number | undefined): SandboxClock {
  const saved = store.begin().get<ClockDocument>("sandbox", "clock");
  let document: ClockDocument = saved ?? { offset: 0, jobTime: 0, anchor: machine.now(), speed: speed ?? 1 };
  const now = () => Math.max(machine.now() + document.offset, document.anchor);
  const jobTimeAt = (time: number) => document.jobTime + Math.max(0, time - document.anchor) * document.speed;

  function save(next: ClockDocument) {
    store.commit([{ collection: "sandbox", key: "clock", document: next }], next.anchor);
    document = next;
  }
  const setSpeed = (next: number) => save({ ...document, jobTime: jobTimeAt(now()), anchor: now(), speed: next });
  if (saved === undefined) save(document);
  else if (speed !== undefined && speed !== saved.speed) setSpeed(speed);

  return {
    now,
    speed: () => document.speed,
    jobTimeAt,
    timeOfJobTime: (jobTime) =>
      document.anchor + (document.speed === 0 ? 0 : Math.max(0, jobTime - document.jobTime) / document.speed),
    setSpeed,
    advance(seconds) {
      const time = now();
      const milliseconds = seconds * 1000;
      save({
        ...document,
        offset: document.offset + milliseconds,
        anchor: time + milliseconds,
        jobTime: jobTimeAt(time) + milliseconds,
      });
    },
  };
}
