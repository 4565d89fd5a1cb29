/** SHA-256 digests: of bytes, and of values by their canonical JSON. Lower-case hexadecimal, 64 characters. */
import { hash } from "node:crypto";
import { canonicalJson } from "./canonical-json";

/** SHA-256 of bytes or of a text's UTF-8 bytes. */
export function sha256(data: string | Uint8Array): string {
  return hash("sha256", data);
}

/** SHA-256 of a value's canonical JSON: equal for equal values, whatever the order of their keys. */
export function digestOf(value: unknown): string {
  return sha256(canonicalJson(value));
}

/** A number in [0, 1) that depends on the parts alone: for splits and buckets that must not change with a seed. */
export function hashFraction(...parts: readonly (string | number)[]): number {
  return Number.parseInt(sha256(canonicalJson(parts)).slice(0, 12), 16) / 2 ** 48;
}
