/** What the engine declares, as the rules see it: plain values, with everything that is not known at preview left out. */
import { UnknownValueError } from "@pulumi/policy";

export interface Declared {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly props: Readonly<Record<string, unknown>>;
}

/** One breach of a rule; `urn` names the resource, and is absent where the stack as a whole breaks it. */
export interface Violation {
  readonly message: string;
  readonly urn?: string;
}

/** Type tokens as they stand in URNs (components/ declares them; its golden files freeze them). */
export const TYPES = {
  tuningJob: "pulumi-nodejs:dynamic/flanstack:TuningJob",
  tunedModel: "pulumi-nodejs:dynamic/flanstack:TunedModel",
  bucket: "gcp:storage/bucket:Bucket",
} as const;

export function ofType(resources: readonly Declared[], type: string): Declared[] {
  return resources.filter((resource) => resource.type === type);
}

/** A field of the inputs by its path; undefined where one of the steps is absent, unknown or no object. */
export function field(resource: Declared, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((value, name) => (isRecord(value) ? value[name] : undefined), resource.props);
}

export function textField(resource: Declared, ...path: readonly string[]): string | undefined {
  const value = field(resource, ...path);
  return typeof value === "string" && value !== "" ? value : undefined;
}

/**
 * A copy without the values that the engine does not know yet. Touching one throws, and would switch the rule off for all
 * resources of the stack, known ones included.
 */
export function withoutUnknown<T>(value: T): T {
  if (Array.isArray(value)) {
    return Array.from({ length: value.length }, (_, index) => attempt(() => withoutUnknown(value[index]))) as T;
  }
  if (!isRecord(value)) return value;
  const known = Object.keys(value).map((key) => [key, attempt(() => withoutUnknown(value[key]))] as const);
  return Object.fromEntries(known.filter(([, one]) => one !== undefined)) as T;
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnknownValueError) return undefined;
    throw error;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
