/**
 * JSON Schema → the Schema message of Gemini's function declarations: upper-case types, and only the keywords that message has.
 * @see https://docs.cloud.google.com/vertex-ai/generative-ai/docs/reference/rest/v1/Schema (read 2026-11-23)
 */
import type { Json } from "../primitives";

type JsonObject = { readonly [key: string]: Json | undefined };

const COPIED = [
  "title",
  "description",
  "default",
  "minItems",
  "maxItems",
  "minProperties",
  "maxProperties",
  "minimum",
  "maximum",
  "minLength",
  "maxLength",
  "pattern",
  "format",
] as const;

/** Renders one schema. What the message cannot say (for example `additionalProperties: false`) is left out. */
export function geminiSchema(schema: JsonObject): JsonObject {
  const rendered: Record<string, Json | undefined> = {};
  const types = typesOf(schema);
  const named = types.filter((type) => type !== "null");
  if (types.includes("null")) rendered.nullable = true;
  if (named.length === 1) rendered.type = named[0]!.toUpperCase();
  if (named.length > 1) rendered.anyOf = named.map((type) => geminiSchema({ ...schema, type, description: undefined }));
  for (const keyword of COPIED) if (schema[keyword] !== undefined) rendered[keyword] = schema[keyword];
  const values = schema.const !== undefined ? [schema.const] : listOf(schema.enum);
  if (values?.every((value) => typeof value === "string")) rendered.enum = values;
  const anyOf = listOf(schema.anyOf) ?? listOf(schema.oneOf);
  if (anyOf !== undefined) rendered.anyOf = anyOf.map((option) => geminiSchema(option as JsonObject));
  if (isObject(schema.items)) rendered.items = geminiSchema(schema.items);
  if (isObject(schema.properties)) {
    rendered.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([name, property]) => [name, geminiSchema(property as JsonObject)]),
    );
  }
  const required = listOf(schema.required);
  if (required !== undefined && required.length > 0) rendered.required = required;
  return rendered;
}

function typesOf(schema: JsonObject): string[] {
  if (typeof schema.type === "string") return [schema.type];
  return (listOf(schema.type) ?? []).filter((type): type is string => typeof type === "string");
}

function listOf(value: Json | undefined): readonly Json[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
