/** Functions that answer plausibly and always the same, for a start: the same world and arguments, the same answer. */
import { canonicalJson, createRandom, type Json } from "../../primitives";
import type { Arguments, JsonSchema, Outcome, Tool } from "../contract";
import { type Leaf, leavesOf, type ToolDefinition } from "./definitions";
import { pickState, type SkeletonWorld } from "./world";

/** What every function of a skeleton answers. */
export interface SkeletonAnswer {
  readonly reference: string;
  readonly status: string;
  readonly subject: string;
  readonly related: readonly { readonly id: string; readonly name: string }[];
}

const RETURNS: JsonSchema = {
  type: "object",
  properties: {
    reference: { type: "string" },
    status: { type: "string" },
    subject: { type: "string" },
    related: {
      type: "array",
      items: {
        type: "object",
        properties: { id: { type: "string" }, name: { type: "string" } },
        required: ["id", "name"],
      },
    },
  },
  required: ["reference", "status", "subject", "related"],
};

/** Replace `execute` function by function; what stays behaves as before. */
export function skeletonTools(definitions: readonly ToolDefinition[]): Tool<SkeletonWorld>[] {
  return definitions.map((definition) => {
    const entities = leavesOf(definition, "all").filter((leaf) => leaf.meaning === "entity");
    return {
      name: definition.name,
      family: definition.family,
      skill: definition.family,
      description: definition.description,
      parameters: definition.parameters,
      returns: RETURNS,
      effect: definition.effect,
      execute: (world, args) => answer(definition, entities, world, args),
    };
  });
}

function answer(
  { name, effect }: ToolDefinition,
  entities: readonly Leaf[],
  world: SkeletonWorld,
  args: Arguments,
): Outcome<SkeletonWorld> {
  for (const { kind, path } of entities) {
    const id = valueAt(args, path);
    if (id !== undefined && !world.entities[kind]!.some((entity) => entity.id === id))
      return { ok: false, error: { code: "not_found", message: `there is no ${kind.replaceAll("_", " ")} ${id}` } };
  }
  const random = createRandom("skeleton", world.salt, name, canonicalJson(args));
  const all = Object.values(world.entities).flat();
  const observation: SkeletonAnswer = {
    reference: `${effect === "write" ? "CHG" : "REF"}-${random.int(10_000, 99_999)}`,
    status: pickState(random),
    subject: random.pick(world.phrases),
    related: random.sample(all, 2).map((entity) => ({ id: String(entity.id), name: entity.name })),
  };
  return {
    ok: true,
    observation: { ...observation, related: observation.related.map((each) => ({ ...each })) },
    world: effect === "write" ? { ...world, log: [...world.log, observation.reference] } : world,
  };
}

function valueAt(args: Arguments, path: Leaf["path"]): Json | undefined {
  let value: Json | undefined = args as Json;
  for (const part of path) value = (value as { [key: string]: Json } | undefined)?.[part as string];
  return value;
}
