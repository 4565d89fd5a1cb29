/**
 * The worlds in which rows take place. Several rows share one, as requests at one workplace do; a world depends on the
 * seed, the agent, the block, the split and its number alone.
 */
import { worldContext } from "../../agents/contract";
import { createRandom, type Random } from "../../primitives";
import { drawToday } from "../dates";
import type { AnyAgent, Split, World } from "../types";

/** How many worlds a block has per split: about four rows live in each. */
const WORLDS: { readonly [split in Split]: number } = { train: 130, validation: 36, test: 110 };
/** Worlds kept at hand; beyond it the oldest is made again when needed. */
const KEPT = 400;

let made = new WeakMap<AnyAgent, Map<string, World>>();

/** The world of a row: which one is decided by the row's own stream. */
export function worldOf(agent: AnyAgent, split: Split, key: readonly (string | number)[], random: Random): World {
  const [seed = 0, owner = "", block = 0] = key;
  const place = [seed, owner, block, split, random.fork("world").int(0, WORLDS[split] - 1)];
  const name = place.join("/");
  let worlds = made.get(agent);
  if (worlds === undefined) {
    worlds = new Map();
    made.set(agent, worlds);
  }
  let world = worlds.get(name);
  if (world === undefined) {
    const today = drawToday(createRandom(...place, "today"));
    world = deepFreeze(agent.createWorld(worldContext(split, today, ...place)));
    if (worlds.size >= KEPT) worlds.delete(worlds.keys().next().value!);
    worlds.set(name, world);
  }
  return world;
}

/** Lets all worlds go: once an agent is made, no other agent takes place in its worlds. */
export function forgetWorlds(): void {
  made = new WeakMap();
}

/** A tool that changed a shared world would change other rows: it fails here instead. */
function deepFreeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  for (const item of Object.values(value)) deepFreeze(item);
  return Object.freeze(value);
}
