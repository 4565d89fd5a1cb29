/**
 * JSON Schema as others write it (OpenAPI 3, MCP) to the subset that Vertex and OpenAI both accept. What has a counterpart is
 * rewritten, limits without one move into the description, and what has none is a problem: nothing is dropped in silence.
 */
import type { Json, Problem } from "../../../primitives";
import type { JsonSchema } from "../../contract";

export interface SchemaSource {
  /** The whole document, for `$ref`. */
  readonly document: unknown;
  /** Where in the document, for problems. */
  readonly path: string;
  readonly report: (problem: Problem) => void;
}

type Loose = { readonly [key: string]: unknown };

/** Said in the description, since no field of the subset holds them. */
const TOLD: readonly (readonly [key: string, words: string])[] = [
  ["format", "Format"],
  ["pattern", "Pattern"],
  ["minLength", "At least so many characters"],
  ["maxLength", "At most so many characters"],
  ["multipleOf", "A multiple of"],
  ["uniqueItems", "Without repeats"],
];
const DEEPEST = 8;
const TYPES = ["object", "array", "string", "integer", "number", "boolean"] as const;

/** @returns undefined when a problem was reported */
export function takeSchema(given: unknown, source: SchemaSource, seen: readonly string[] = []): JsonSchema | undefined {
  const fail = (code: string, message: string, fix: string) => {
    source.report({ code, path: source.path, message, fix });
    return undefined;
  };
  if (given === true || !isRecord(given))
    return fail("schema_missing", "says nothing about the value", "Give it a type.");
  if (typeof given.$ref === "string") {
    if (seen.includes(given.$ref))
      return fail("schema_recursive", `${given.$ref} holds itself`, "Cut it off: name the levels that are needed.");
    const target = resolveReference(source.document, given.$ref);
    if (target === undefined)
      return fail(
        "schema_reference",
        `${given.$ref} is not in this file`,
        "Bundle the description into one file first.",
      );
    return takeSchema(withoutKey({ ...target, ...given }, "$ref"), source, [...seen, given.$ref]);
  }
  if (source.path.split(/\/(?:properties|items)\b/).length > DEEPEST)
    return fail("schema_deep", `is nested more than ${DEEPEST - 1} levels deep, or holds itself`, "Flatten it.");
  const merged = unite(given, source, fail);
  if (merged === undefined) return undefined;
  const type = typeOf(merged);
  if (type === undefined)
    return fail(
      "schema_type",
      "has no type, or several",
      `Give it one of ${TYPES.join(", ")} (a value that may be null is optional instead).`,
    );
  return takeTyped(type, merged, source, seen, fail);
}

type Fail = (code: string, message: string, fix: string) => undefined;

function takeTyped(
  type: JsonSchema["type"],
  schema: Loose,
  source: SchemaSource,
  seen: readonly string[],
  fail: Fail,
): JsonSchema | undefined {
  const description = describe(schema);
  const shared = {
    ...(description === "" ? {} : { description }),
    ...(schema.default === undefined || schema.default === null ? {} : { default: schema.default as Json }),
  };
  const at = (step: string): SchemaSource => ({ ...source, path: `${source.path}/${step}` });
  if (type === "object") {
    if (!isRecord(schema.properties) || Object.keys(schema.properties).length === 0)
      return fail(
        "schema_free_object",
        "is an object of any keys",
        "Name its properties; neither Vertex nor OpenAI fills in free keys.",
      );
    const properties = Object.entries(schema.properties).map(
      ([name, property]) => [name, takeSchema(property, at(`properties/${name}`), seen)] as const,
    );
    if (properties.some(([, property]) => property === undefined)) return undefined;
    const wrong = properties.find(([name]) => !/^[a-zA-Z_][a-zA-Z0-9_-]{0,63}$/.test(name));
    if (wrong !== undefined)
      return fail(
        "schema_name",
        `${wrong[0]} is no name for a parameter`,
        "Use letters, digits, - and _, at most 64, a letter first.",
      );
    const required = Array.isArray(schema.required)
      ? schema.required.filter((name) => properties.some(([known]) => known === name))
      : [];
    return {
      type,
      ...shared,
      properties: Object.fromEntries(properties) as { [name: string]: JsonSchema },
      required,
      additionalProperties: false,
    };
  }
  if (type === "array") {
    if (schema.prefixItems !== undefined || Array.isArray(schema.items))
      return fail("schema_tuple", "is a list with a type for each place", "Make it an object with named properties.");
    const items = takeSchema(schema.items, at("items"), seen);
    if (items === undefined) return undefined;
    return { type, ...shared, items, ...numbers(schema, "minItems", "maxItems") };
  }
  if (schema.enum !== undefined) return takeChoice(type, schema, shared, fail);
  if (type === "integer" || type === "number") return { type, ...shared, ...bounds(type, schema) };
  return { type, ...shared };
}

function takeChoice(type: JsonSchema["type"], schema: Loose, shared: object, fail: Fail): JsonSchema | undefined {
  const values = (schema.enum as unknown[]).filter((value) => value !== null);
  if (type === "boolean") return { type, ...shared };
  if (type === "string" && values.length > 0 && values.every((value) => typeof value === "string" && value !== ""))
    return { type, ...shared, enum: values as string[] };
  const whole = values as number[];
  const isRun = type === "integer" && whole.every((value, index) => index === 0 || value === whole[index - 1]! + 1);
  if (isRun) return { type, ...shared, minimum: whole[0]!, maximum: whole.at(-1)! };
  return fail(
    "schema_enum",
    "lists values that are no strings",
    "Vertex takes lists of strings alone: use strings, or a smallest and a largest number.",
  );
}

/** `allOf` becomes one schema; `oneOf` and `anyOf` only where one member is left without null, or all are lists of values. */
function unite(schema: Loose, source: SchemaSource, fail: Fail): Loose | undefined {
  let united: Loose = schema.const === undefined ? schema : { ...schema, enum: [schema.const] };
  if (Array.isArray(schema.allOf)) {
    const parts = schema.allOf.map((part) => expand(part, source));
    const known = parts.filter((part) => part !== undefined);
    if (known.length < parts.length)
      return fail(
        "schema_reference",
        "joins a schema that is not in this file",
        "Bundle the description into one file first.",
      );
    united = known.reduce<Loose>(join, withoutKey(united, "allOf"));
  }
  const choices = united.oneOf ?? united.anyOf;
  if (!Array.isArray(choices)) return united;
  const members = choices
    .map((part) => expand(part, source))
    .filter((part) => part === undefined || part.type !== "null");
  const rest = withoutKey(withoutKey(united, "oneOf"), "anyOf");
  if (members.length === 1 && members[0] !== undefined) return join(rest, members[0]);
  const values = members.flatMap((part) =>
    part?.const !== undefined ? [part.const] : Array.isArray(part?.enum) ? part.enum : [undefined],
  );
  if (values.length > 0 && values.every((value) => typeof value === "string"))
    return { ...rest, type: "string", enum: values };
  return fail(
    "schema_union",
    `may be one of ${choices.length} things`,
    "Choose one of them, or make a function for each: Vertex and OpenAI disagree on unions.",
  );
}

function expand(part: unknown, { document }: SchemaSource): Loose | undefined {
  if (!isRecord(part)) return undefined;
  return typeof part.$ref === "string" ? resolveReference(document, part.$ref) : part;
}

function join(left: Loose, right: Loose): Loose {
  const properties = { ...(left.properties as object), ...(right.properties as object) };
  const required = [...((left.required as string[]) ?? []), ...((right.required as string[]) ?? [])];
  return {
    ...right,
    ...left,
    ...(Object.keys(properties).length === 0 ? {} : { properties }),
    ...(required.length === 0 ? {} : { required: [...new Set(required)] }),
  };
}

function typeOf(schema: Loose): JsonSchema["type"] | undefined {
  const named = Array.isArray(schema.type) ? schema.type.filter((type) => type !== "null") : [schema.type];
  if (named.length === 1 && (TYPES as readonly unknown[]).includes(named[0])) return named[0] as JsonSchema["type"];
  if (schema.type !== undefined) return undefined;
  if (schema.properties !== undefined) return "object";
  if (schema.items !== undefined) return "array";
  return Array.isArray(schema.enum) && schema.enum.every((value) => typeof value === "string") ? "string" : undefined;
}

function describe(schema: Loose): string {
  const told = TOLD.filter(([key]) => schema[key] !== undefined && schema[key] !== false).map(([key, words]) =>
    schema[key] === true ? `${words}.` : `${words}: ${String(schema[key])}.`,
  );
  const own =
    typeof schema.description === "string" ? schema.description : typeof schema.title === "string" ? schema.title : "";
  return [own.replace(/\s+/g, " ").trim(), ...told].filter((part) => part !== "").join(" ");
}

function bounds(type: "integer" | "number", schema: Loose): Pick<JsonSchema, "minimum" | "maximum"> {
  const step = type === "integer" ? 1 : 0;
  const least = typeof schema.exclusiveMinimum === "number" ? schema.exclusiveMinimum + step : schema.minimum;
  const most = typeof schema.exclusiveMaximum === "number" ? schema.exclusiveMaximum - step : schema.maximum;
  return numbers({ minimum: least, maximum: most }, "minimum", "maximum");
}

function numbers<K extends string>(schema: Loose, ...keys: readonly K[]): { readonly [key in K]?: number } {
  return Object.fromEntries(keys.filter((key) => typeof schema[key] === "number").map((key) => [key, schema[key]])) as {
    [key in K]?: number;
  };
}

/** A `$ref` inside the document; undefined when it leads elsewhere. */
export function resolveReference(document: unknown, reference: string): Loose | undefined {
  if (!reference.startsWith("#/")) return undefined;
  let value: unknown = document;
  for (const part of reference.slice(2).split("/"))
    value = isRecord(value) ? value[decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~")] : undefined;
  return isRecord(value) ? value : undefined;
}

function withoutKey(record: Loose, key: string): Loose {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}

export function isRecord(value: unknown): value is Loose {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
