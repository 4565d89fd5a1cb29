/** What is known of a function before anybody has written its world: what it takes, what it is for, whether it changes anything. */
import type { JsonSchema, ParametersSchema } from "../contract";

export interface ToolDefinition {
  /** `[a-z][a-z0-9_]{0,63}`. */
  readonly name: string;
  readonly family: string;
  readonly description: string;
  readonly parameters: ParametersSchema;
  readonly effect: "read" | "write";
  /** What it was called where it was taken from, when that is no name for a function of ours. */
  readonly source?: string;
}

/** What a value means, so that one can be drawn: `entity` names something of the world, the others speak for themselves. */
export type Meaning = "entity" | "choice" | "switch" | "number" | "date" | "email" | "address" | "text";

/** One scalar of a function's arguments, with the slot that holds it in people's words. */
export interface Leaf {
  readonly slot: string;
  /** As people say it: "ticket id". */
  readonly label: string;
  readonly path: readonly (string | number)[];
  readonly schema: JsonSchema;
  readonly isRequired: boolean;
  readonly meaning: Meaning;
  /** Of an entity: what kind. */
  readonly kind: string;
}

/** Items that a list is drawn with, unless its schema says otherwise. */
const ITEMS = 2;

/** The scalars of a function's arguments: the required ones, or all. */
export function leavesOf({ parameters, family }: ToolDefinition, which: "required" | "all"): Leaf[] {
  return inObject(parameters, [], true, which, family);
}

function inObject(
  schema: JsonSchema,
  path: readonly (string | number)[],
  isRequired: boolean,
  which: "required" | "all",
  family: string,
): Leaf[] {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
    which === "all" || required.has(name)
      ? inValue(property, [...path, name], isRequired && required.has(name), which, family)
      : [],
  );
}

function inValue(
  schema: JsonSchema,
  path: readonly (string | number)[],
  isRequired: boolean,
  which: "required" | "all",
  family: string,
): Leaf[] {
  if (schema.type === "object") return inObject(schema, path, isRequired, which, family);
  if (schema.type === "array") {
    const count = Math.min(schema.maxItems ?? ITEMS, Math.max(schema.minItems ?? 0, ITEMS));
    return Array.from({ length: count }, (_, index) =>
      inValue(schema.items!, [...path, index], isRequired && index === 0, which, family),
    ).flat();
  }
  const names = path.filter((part) => typeof part === "string");
  const own = names.at(-1) ?? "value";
  const words = wordsOf(names.slice(-2).join(" "));
  const place = path.findLast((part) => typeof part === "number");
  return [
    {
      slot: path.map((part) => wordsOf(String(part)).join("_")).join("_"),
      label: place === undefined ? words.join(" ") : `${words.join(" ")} ${place + 1}`,
      path,
      schema,
      isRequired,
      meaning: meaningOf(own, schema),
      kind: kindOf(own, family),
    },
  ];
}

function meaningOf(name: string, schema: JsonSchema): Meaning {
  if (schema.enum !== undefined) return "choice";
  if (schema.type === "boolean") return "switch";
  const words = wordsOf(name);
  if (["id", "key", "code", "ref", "reference"].includes(words.at(-1)!)) return "entity";
  if (schema.type !== "string") return "number";
  const has = (...some: string[]) => some.some((word) => words.includes(word));
  if (has("date", "day", "since", "until", "at", "deadline") || /\bdate/i.test(schema.description ?? "")) return "date";
  if (has("email", "mail")) return "email";
  return has("url", "uri", "link", "website") ? "address" : "text";
}

/** `pet_id` and `petId` → `pet`; a plain `id` is one of the family's. */
function kindOf(name: string, family: string): string {
  return wordsOf(name).slice(0, -1).join("_") || family;
}

/** `getPetById`, `get_pet-by id` → get, pet, by, id. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "")
    .map((word) => word.toLowerCase());
}
