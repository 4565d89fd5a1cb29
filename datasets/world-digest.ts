/** Digests of worlds that are cheap to take again: unchanged parts are shared between a world and the next. */
import { canonicalJson, sha256 } from "../primitives";
import type { World } from "./types";

const parts = new WeakMap<object, string>();

/** A digest of a world's content; equal for equal content, whatever the order of keys. */
export function worldDigest(world: World): string {
  const text = Object.entries(world)
    .filter(([, value]) => value !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, value]) => `${JSON.stringify(key)}:${partDigest(value)}`)
    .join(",");
  return sha256(text).slice(0, 16);
}

function partDigest(value: unknown): string {
  if (typeof value !== "object" || value === null) return canonicalJson(value);
  const known = parts.get(value);
  if (known !== undefined) return known;
  const digest = sha256(canonicalJson(value)).slice(0, 16);
  parts.set(value, digest);
  return digest;
}
