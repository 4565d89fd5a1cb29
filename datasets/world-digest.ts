/**
 * Digests of worlds that are cheap to take again: unchanged worlds and parts are shared between a world and the next, and
 * are read once. Worlds are never changed in place (`simulate/world-pool.ts` freezes them).
 */
import { canonicalJson, sha256 } from "../primitives";
import type { World } from "./types";

const worlds = new WeakMap<World, string>();
const parts = new WeakMap<object, string>();

/** A digest of a world's content; equal for equal content, whatever the order of keys. */
export function worldDigest(world: World): string {
  return remember(worlds, world, () => {
    const text = Object.entries(world)
      .filter(([, value]) => value !== undefined)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, value]) => `${JSON.stringify(key)}:${partDigest(value)}`)
      .join(",");
    return sha256(text).slice(0, 16);
  });
}

function partDigest(value: unknown): string {
  if (typeof value !== "object" || value === null) return canonicalJson(value);
  return remember(parts, value, () => sha256(canonicalJson(value)).slice(0, 16));
}

function remember<K extends object>(known: WeakMap<K, string>, key: K, make: () => string): string {
  let text = known.get(key);
  if (text === undefined) {
    text = make();
    known.set(key, text);
  }
  return text;
}
