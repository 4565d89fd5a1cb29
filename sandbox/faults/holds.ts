/** Requests that wait at a moment until an admin call releases them: the place where a test kills a process. */
import type { Moment } from "./rules";

export interface HeldRequest {
  readonly id: number;
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly moment: Moment;
  readonly labels: Readonly<Record<string, string>> | undefined;
  /** Sandbox clock, milliseconds. */
  readonly since: number;
}

/** How a held request goes on: as if nothing had happened, or with its connection cut. */
export type Release = "continue" | "drop";

export interface Holds {
  hold(request: HeldRequest): Promise<Release>;
  list(): HeldRequest[];
  release(id: number, how: Release): boolean;
  releaseAll(how: Release): number;
}

export function createHolds(): Holds {
  const held = new Map<number, { request: HeldRequest; resolve: (how: Release) => void }>();
  const release = (id: number, how: Release) => {
    const entry = held.get(id);
    held.delete(id);
    entry?.resolve(how);
    return entry !== undefined;
  };
  return {
    hold: (request) => new Promise((resolve) => held.set(request.id, { request, resolve })),
    list: () => [...held.values()].map((entry) => entry.request),
    release,
    releaseAll: (how) => [...held.keys()].filter((id) => release(id, how)).length,
  };
}
