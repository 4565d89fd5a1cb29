import Ajv from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { schemaProblem } from "./schema-check";

const leaf = fc.oneof(
  fc.record({ type: fc.constantFrom("string", "boolean", "number") }),
  fc.record({ type: fc.constant("string"), enum: fc.uniqueArray(fc.constantFrom("a", "b", "c"), { minLength: 1 }) }),
  fc.record({
    type: fc.constant("integer"),
    minimum: fc.integer({ min: -3, max: 0 }),
    maximum: fc.integer({ min: 1, max: 4 }),
  }),
);
const schemas = fc.letrec((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.record({
      type: fc.constant("array"),
      items: tie("schema"),
      minItems: fc.nat(1),
      maxItems: fc.integer({ min: 1, max: 3 }),
    }),
    fc.record({
      type: fc.constant("object"),
      properties: fc.dictionary(fc.constantFrom("a", "b", "c"), tie("schema")),
      required: fc.uniqueArray(fc.constantFrom("a", "b")),
      additionalProperties: fc.boolean(),
    }),
  ),
})).schema;
const values = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom("a", "b", "z", true, null),
    fc.integer({ min: -5, max: 6 }),
    fc.constant(1.5),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("a", "b", "c", "d"), tie("value"), { maxKeys: 3 }),
  ),
})).value;

describe("schemaProblem", () => {
  it("says yes and no exactly where Ajv does", () => {
    const ajv = new Ajv({ strict: false });
    fc.assert(
      fc.property(schemas, fc.array(values, { minLength: 1, maxLength: 8 }), (schema, list) => {
        const validate = ajv.compile(schema as object);
        for (const value of list) expect(schemaProblem(schema, value) === undefined).toBe(validate(value));
      }),
      { numRuns: 150 },
    );
  });

  it("hands schemas with other keywords to Ajv", () => {
    expect(schemaProblem({ type: "string", pattern: "^a" }, "b")?.message).toContain("pattern");
    expect(schemaProblem({ anyOf: [{ type: "string" }, { type: "null" }] }, null)).toBeUndefined();
  });
});
