/**
 * Whether a value fits a JSON Schema, read instead of compiled: an exported file has thousands of schemas (masked names
 * make each one new), and compiling them costs more than all the checks. A schema with other keywords goes to Ajv.
 */
import Ajv, { type ValidateFunction } from "ajv";
import { isObject } from "./schema-types";

const KNOWN = new Set([
  "type",
  "description",
  "title",
  "properties",
  "required",
  "items",
  "enum",
  "minimum",
  "maximum",
  "minItems",
  "maxItems",
  "default",
  "additionalProperties",
]);

const TYPES: ReadonlySet<unknown> = new Set(["object", "array", "integer", "null", "string", "number", "boolean"]);

/** The first thing that does not fit, as pointer and text; undefined when all fits. @throws Error when it is no schema */
export function schemaProblem(
  schema: unknown,
  value: unknown,
  pointer = "",
): { readonly pointer: string; readonly message: string } | undefined {
  return isSimple(schema) ? simpleProblem(schema, value, pointer) : compiledProblem(schema as object, value, pointer);
}

type SimpleSchema = {
  readonly type: string;
  readonly properties?: { readonly [name: string]: SimpleSchema };
  readonly required?: readonly string[];
  readonly items?: SimpleSchema;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly additionalProperties?: boolean;
};

function isSimple(schema: unknown): schema is SimpleSchema {
  if (!isObject(schema) || !TYPES.has(schema.type) || Object.keys(schema).some((key) => !KNOWN.has(key))) return false;
  if (schema.additionalProperties !== undefined && typeof schema.additionalProperties !== "boolean") return false;
  if (schema.items !== undefined && !isSimple(schema.items)) return false;
  return (
    schema.properties === undefined || (isObject(schema.properties) && Object.values(schema.properties).every(isSimple))
  );
}

function simpleProblem(
  schema: SimpleSchema,
  value: unknown,
  pointer: string,
): { pointer: string; message: string } | undefined {
  if (!hasType(schema.type, value)) return { pointer, message: `wants ${schema.type}` };
  if (schema.enum !== undefined && !schema.enum.includes(value))
    return { pointer, message: `wants one of ${schema.enum.join(", ")}` };
  if (typeof value === "number") {
    if (schema.minimum !== undefined && value < schema.minimum)
      return { pointer, message: `wants at least ${schema.minimum}` };
    if (schema.maximum !== undefined && value > schema.maximum)
      return { pointer, message: `wants at most ${schema.maximum}` };
  }
  if (Array.isArray(value)) {
    if (schema.minItems !== undefined && value.length < schema.minItems)
      return { pointer, message: `wants at least ${schema.minItems} items` };
    if (schema.maxItems !== undefined && value.length > schema.maxItems)
      return { pointer, message: `wants at most ${schema.maxItems} items` };
    for (const [index, item] of value.entries()) {
      const problem = schema.items === undefined ? undefined : simpleProblem(schema.items, item, `${pointer}/${index}`);
      if (problem !== undefined) return problem;
    }
    return undefined;
  }
  if (!isObject(value)) return undefined;
  const properties = schema.properties ?? {};
  for (const name of schema.required ?? [])
    if (!Object.hasOwn(value, name)) return { pointer: `${pointer}/${name}`, message: "is missing" };
  for (const [name, item] of Object.entries(value)) {
    const own = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (own === undefined) {
      if (schema.additionalProperties === false)
        return { pointer: `${pointer}/${name}`, message: "is not a parameter" };
      continue;
    }
    const problem = simpleProblem(own, item, `${pointer}/${name}`);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function hasType(type: string, value: unknown): boolean {
  switch (type) {
    case "object":
      return isObject(value);
    case "array":
      return Array.isArray(value);
    case "integer":
      return Number.isInteger(value);
    case "null":
      return value === null;
    case "string":
      return typeof value === "string";
    case "number":
      return typeof value === "number";
    case "boolean":
      return typeof value === "boolean";
    default:
      return false;
  }
}

const compiled = new Map<string, ValidateFunction>();

function compiledProblem(
  schema: object,
  value: unknown,
  pointer: string,
): { pointer: string; message: string } | undefined {
  const text = JSON.stringify(schema);
  let validate = compiled.get(text);
  if (validate === undefined) {
    validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
    compiled.set(text, validate);
  }
  if (validate(value)) return undefined;
  const first = validate.errors?.[0];
  return { pointer: `${pointer}${first?.instancePath ?? ""}`, message: first?.message ?? "does not fit" };
}
