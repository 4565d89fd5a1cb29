/**
 * Which families and frames belong to which split: by a fixed hash, never by a seed or version, so that data made
 * later cannot leak into an evaluation made earlier. Entities are kept apart by `worldContext` of the agents.
 */
import { hashFraction, sha256 } from "../primitives";
import type { AnyAgent, Split, Wording } from "./types";

/** `open` families and frames may appear in every split; the others only in their own. */
export type Home = "open" | "validation" | "test";

const OPEN_FAMILIES = 0.8;
const OPEN_FRAMES = 0.82;
/** Of a group of families that do the same kind of thing, at least this share stays open, or train could not learn it. */
const OPEN_AT_LEAST = 0.6;

const homes = new WeakMap<AnyAgent, ReadonlyMap<string, Home>>();

/** The homes of an agent's families: scenarios grouped by shape, declines by reason. */
export function familyHomes(agent: AnyAgent): ReadonlyMap<string, Home> {
  let known = homes.get(agent);
  if (known === undefined) {
    const groups = new Map<string, string[]>();
    const join = (group: string, family: string) => groups.set(group, [...(groups.get(group) ?? []), family]);
    for (const scenario of agent.scenarios) join(`shape ${scenario.shape}`, scenario.family);
    for (const decline of agent.declines) join(`reason ${decline.reason}`, decline.family);
    known = new Map(
      [...groups.values()].flatMap((families) =>
        assignHomes(families, (family) => hashFraction("family", agent.name, family), OPEN_FAMILIES),
      ),
    );
    homes.set(agent, known);
  }
  return known;
}

const frameHomesOf = new WeakMap<
  readonly Wording[],
  { readonly agent: string; readonly at: ReadonlyMap<string, Home> }
>();

/** The homes of a family's frames, by their text, so that a new frame beside them moves none. */
export function frameHomes(agent: string, frames: readonly Wording[]): ReadonlyMap<string, Home> {
  let known = frameHomesOf.get(frames);
  if (known?.agent !== agent) {
    known = { agent, at: new Map(assignHomes(frames, (frame) => frameFraction(agent, frame), OPEN_FRAMES)) };
    frameHomesOf.set(frames, known);
  }
  return known.at;
}

const fractions = new Map<string, number>();

function frameFraction(agent: string, frame: Wording): number {
  const key = `${agent} ${frame}`;
  let fraction = fractions.get(key);
  if (fraction === undefined) {
    fraction = hashFraction("frame", agent, frame);
    fractions.set(key, fraction);
  }
  return fraction;
}

export function frameIdOf(family: string, wording: Wording): string {
  return `${family}.${sha256(wording).slice(0, 6)}`;
}

/** Whether something with this home may be used in a split. */
export function isUsable(home: Home | undefined, split: Split): boolean {
  return home === "open" || home === split;
}

/** Those of a family's frames that a split may use. */
export function usableFrames(agent: string, split: Split, frames: readonly Wording[]): Wording[] {
  const at = frameHomes(agent, frames);
  return frames.filter((frame) => isUsable(at.get(frame), split));
}

function assignHomes(
  members: readonly string[],
  fractionOf: (member: string) => number,
  open: number,
): [string, Home][] {
  const ranked = members
    .map((member) => ({ member, fraction: fractionOf(member) }))
    .sort((left, right) => left.fraction - right.fraction);
  const least = Math.ceil(members.length * OPEN_AT_LEAST);
  return ranked.map(({ member, fraction }, rank) => [member, rank < least ? "open" : homeOf(fraction, open)]);
}

function homeOf(fraction: number, open: number): Home {
  if (fraction < open) return "open";
  return fraction < open + (1 - open) / 2 ? "validation" : "test";
}
