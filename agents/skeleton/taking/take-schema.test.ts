import { describe, expect, it } from "vitest";
import type { Problem } from "../../../primitives";
import { takeSchema } from "./take-schema";

const DOCUMENT = {
  components: {
    schemas: {
      Name: { type: "string", description: "A name." },
      Tree: { type: "object", properties: { child: { $ref: "#/components/schemas/Tree" } } },
      Loop: { type: "object", properties: { next: { allOf: [{ $ref: "#/components/schemas/Loop" }] } } },
    },
  },
};
function take(schema: unknown) {
  const problems: Problem[] = [];
  const taken = takeSchema(schema, { document: DOCUMENT, path: "api.json:/x", report: (each) => problems.push(each) });
  return { taken, codes: problems.map(({ code }) => code), problems };
}

describe("takeSchema", () => {
  it.each<[string, object, object]>([
    ["a reference", { $ref: "#/components/schemas/Name" }, { type: "string", description: "A name." }],
    ["null as optional", { type: ["string", "null"] }, { type: "string" }],
    ["null in a union", { anyOf: [{ type: "integer" }, { type: "null" }] }, { type: "integer" }],
    ["a constant", { const: "a" }, { type: "string", enum: ["a"] }],
    ["a union of constants", { oneOf: [{ const: "a" }, { enum: ["b"] }] }, { type: "string", enum: ["a", "b"] }],
    ["whole numbers in a row", { type: "integer", enum: [1, 2, 3] }, { type: "integer", minimum: 1, maximum: 3 }],
    [
      "open ends of whole numbers",
      { type: "integer", exclusiveMinimum: 0, exclusiveMaximum: 9 },
      { type: "integer", minimum: 1, maximum: 8 },
    ],
    [
      "limits nobody has a field for, in words",
      { type: "string", description: "When.", format: "date", maxLength: 10 },
      { type: "string", description: "When. Format: date. At most so many characters: 10." },
    ],
    [
      "joined objects",
      {
        allOf: [
          { type: "object", properties: { a: { type: "string" } }, required: ["a"] },
          { properties: { b: { type: "boolean" } } },
        ],
      },
      {
        type: "object",
        properties: { a: { type: "string" }, b: { type: "boolean" } },
        required: ["a"],
        additionalProperties: false,
      },
    ],
    [
      "a list",
      { type: "array", items: { type: "string" }, maxItems: 3 },
      { type: "array", items: { type: "string" }, maxItems: 3 },
    ],
    ["a default", { type: "boolean", default: false }, { type: "boolean", default: false }],
  ])("takes %s", (_label, given, wanted) => {
    expect(take(given)).toEqual({ taken: wanted, codes: [], problems: [] });
  });

  it.each<[string, unknown, string]>([
    ["nothing", undefined, "schema_missing"],
    ["anything", {}, "schema_type"],
    ["two types", { type: ["string", "integer"] }, "schema_type"],
    ["a file type", { type: "file" }, "schema_type"],
    ["free keys", { type: "object", additionalProperties: { type: "string" } }, "schema_free_object"],
    ["a real union", { oneOf: [{ type: "string" }, { type: "integer" }] }, "schema_union"],
    ["numbers to choose from", { type: "number", enum: [0.5, 2] }, "schema_enum"],
    ["a list without items", { type: "array" }, "schema_missing"],
    ["a tuple", { type: "array", items: [{ type: "string" }] }, "schema_tuple"],
    ["a reference to nowhere", { $ref: "#/components/schemas/None" }, "schema_reference"],
    ["a reference to another file", { $ref: "other.json#/Name" }, "schema_reference"],
    ["what holds itself", { $ref: "#/components/schemas/Tree" }, "schema_recursive"],
    ["what holds itself behind allOf", { $ref: "#/components/schemas/Loop" }, "schema_deep"],
    ["a name no model can write", { type: "object", properties: { "filter[a]": { type: "string" } } }, "schema_name"],
  ])("refuses %s, and says where", (_label, given, code) => {
    const { taken, codes, problems } = take(given);
    expect(taken).toBeUndefined();
    expect(codes).toEqual([code]);
    expect(problems[0]!.path).toMatch(/^api\.json:\/x/);
    expect(problems[0]!.fix).not.toBe("");
  });

  it("reports all problems of an object together, each at its place", () => {
    const { problems } = take({ type: "object", properties: { a: {}, b: { type: "array" }, c: { type: "string" } } });
    expect(problems.map(({ path }) => path)).toEqual(["api.json:/x/properties/a", "api.json:/x/properties/b/items"]);
  });
});
