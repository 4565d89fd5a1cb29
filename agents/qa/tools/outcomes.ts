/** Short forms for what a tool gives back. */
import type { Json } from "../../../primitives";
import type { JsonSchema, Outcome, ParametersSchema, ToolErrorCode } from "../../contract";
import type { QaWorld } from "../world";

export function ok(observation: Json, world: QaWorld): Outcome<QaWorld> {
  return { ok: true, observation, world };
}

export function fail(code: ToolErrorCode, message: string): Outcome<QaWorld> {
  return { ok: false, error: { code, message } };
}

/** Parameters that refuse what they do not name. */
export function parameters(
  properties: { readonly [name: string]: JsonSchema },
  required: readonly string[],
): ParametersSchema {
  return { type: "object", properties, required, additionalProperties: false };
}

/** An observation in which every property is always present. */
export function record(properties: { readonly [name: string]: JsonSchema }): JsonSchema {
  return { type: "object", properties, required: Object.keys(properties) };
}

export function list(items: JsonSchema): JsonSchema {
  return { type: "array", items };
}

export const text: JsonSchema = { type: "string" };
export const integer: JsonSchema = { type: "integer" };
export const number: JsonSchema = { type: "number" };
export const flag: JsonSchema = { type: "boolean" };

/** The build a call names, or the newest; an error for an unknown or removed one. */
export function buildOf(world: QaWorld, id: unknown): { readonly id: string } | { readonly error: Outcome<QaWorld> } {
  if (id === undefined) return { id: world.builds.at(-1)!.id };
  const build = world.builds.find((candidate) => candidate.id === id);
  if (build === undefined) return { error: fail("not_found", `no build ${id}`) };
  if (!build.kept) {
    return { error: fail("conflict", `${id} was removed after 30 days; the nearest build kept is ${build.nearest}`) };
  }
  return { id: build.id };
}

/** The module of a path; a renamed one gives an error that names the new path. */
export function moduleOf(world: QaWorld, path: unknown) {
  const module = world.modules.find((candidate) => candidate.path === path);
  if (module !== undefined) return { module };
  const renamed = world.modules.find((candidate) => candidate.former_path === path && path !== "");
  if (renamed !== undefined)
    return { error: fail("not_found", `no module ${path}; it was renamed to ${renamed.path}`) };
  return { error: fail("not_found", `no module ${path}`) };
}
