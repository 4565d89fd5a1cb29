/** What the plays of a row share: its scene, its context, and giving up on a draw. */
import type { Scenario, Situation } from "../../agents/contract";
import type { Json, Random } from "../../primitives";
import type { Engine } from "../engine";
import type { ScriptEvent, World } from "../types";
import { playTurn } from "./script";

/** No error: nothing is wrong, and a stack would cost more than the draw. */
export class Unfit {
  constructor(readonly reason: string) {}
}

/** Gives up on this draw; the next attempt draws another. */
export function unfit(reason: string): never {
  throw new Unfit(reason);
}

/** A detail that a request leaves out, and the parameters it would go into. */
export interface Lack {
  readonly slot: string;
  readonly value: Json;
  readonly parameters: readonly string[];
}

export interface Scene {
  readonly script: ScriptEvent[];
  readonly forbids?: readonly string[];
  readonly needs?: readonly string[];
  readonly withoutTools?: boolean;
  readonly policies?: readonly string[];
  readonly tags?: readonly string[];
  /** Where it plays, when not in the drawn world. */
  readonly world?: World;
  readonly lacks?: Lack;
}

export interface Context {
  readonly engine: Engine;
  readonly found: Scenario<World>;
  readonly situation: Situation<World>;
  readonly world: World;
  readonly ask: ScriptEvent;
  readonly random: Random;
}

export function spoken(value: unknown): string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? value
    : JSON.stringify(value);
}

export function visible(slots: Situation["slots"]) {
  return Object.fromEntries(Object.entries(slots).map(([name, slot]) => [name, spoken(slot.value)]));
}

/** The gold policy as it goes. */
export function plain({ engine, situation, world, ask }: Context, replies: Random): Scene {
  const played = playTurn(engine, world, { frames: [], slots: situation.slots, solve: situation.solve }, replies);
  const tags = played.events.some((event) => event.kind === "text" && event.decision === "partial") ? ["partial"] : [];
  return { script: [ask, ...played.events], tags };
}
