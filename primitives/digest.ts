/** SHA-256 digests: of bytes, and of values by their canonical JSON. Lower-case hexadecimal, 64 characters. */
import { createHash } from "node:crypto";
import { canonicalJson } from "./canonical-json";

/** SHA-256 of bytes or of a text's UTF-8 bytes. */
export function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

/** SHA-256 of a value's canonical JSON: equal for equal values, whatever the order of their keys. */
export function digestOf(value: unknown): string {
  return sha256(canonicalJson(value));
}

/** A number in [0, 1) that depends on the parts alone: for splits and buckets that must not change with a seed. */
export function hashFraction(...parts: readonly (string | number)[]): number {
  const bytes = createHash("sha256").update(canonicalJson(parts)).digest();
  return bytes.readUIntBE(0, 6) / 2 ** 48;
}
