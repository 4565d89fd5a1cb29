/** How values reach a provider: secrets, outputs and assets wrapped under a signature, unknowns as a sentinel text. */
import { canonicalJson, sha256 } from "../../primitives";

export type Properties = Record<string, unknown>;

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const ASSET = "c44067f5952c0a294b673a41bacd8c17";
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** An asset as it arrives: the engine has hashed it; the path may differ between machines. */
export interface AssetValue {
  readonly hash: string;
  readonly path?: string;
  readonly text?: string;
  readonly uri?: string;
}

/** The value without wrappings; assets and unknowns stay as they are. */
export function unwrap(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unwrap);
  if (typeof value !== "object" || value === null) return value;
  const wrapped = value as Properties;
  if (wrapped[SIGNATURE] === SECRET || wrapped[SIGNATURE] === OUTPUT)
    return unwrap("value" in wrapped ? wrapped.value : UNKNOWN);
  if (wrapped[SIGNATURE] !== undefined) return value;
  return Object.fromEntries(Object.entries(wrapped).map(([key, inner]) => [key, unwrap(inner)]));
}

/** The properties a program set: unwrapped, without the engine's own `__` keys and without absent values. */
export function plainProperties(properties: Properties): Properties {
  const result: Properties = {};
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith("__") || value === undefined || value === null) continue;
    result[key] = unwrap(value);
  }
  return result;
}

export function isUnknown(value: unknown): boolean {
  return value === UNKNOWN;
}

export function assetOf(value: unknown): AssetValue | undefined {
  const asset = value as (Properties & AssetValue) | undefined;
  return typeof asset === "object" && asset !== null && asset[SIGNATURE] === ASSET ? asset : undefined;
}

/** Whether two unwrapped values mean the same. Assets are the same when their bytes are. */
export function isSame(left: unknown, right: unknown): boolean {
  return comparable(left) === comparable(right);
}

function comparable(value: unknown): string {
  if (value === undefined) return "";
  return canonicalJson(withoutPaths(value));
}

function withoutPaths(value: unknown): unknown {
  const asset = assetOf(value);
  if (asset !== undefined)
    return { hash: asset.hash !== "" && asset.hash !== undefined ? asset.hash : sha256(asset.text ?? "") };
  if (Array.isArray(value)) return value.map(withoutPaths);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutPaths(inner)]));
}
