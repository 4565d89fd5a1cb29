/**
 * Holds requests and replies to the providers' published schemas. A request that breaks them is refused; a reply that does
 * is a fault of the sandbox and never sent. Schemas are compiled when first needed: most runs touch a handful.
 */
import Ajv, { type ValidateFunction } from "ajv";

interface SchemaDocument {
  readonly definitions: Readonly<Record<string, object>>;
}

/** What is wrong with a value, at most five lines; empty when nothing is. */
export type SchemaCheck = (definition: string, value: unknown) => string[];

const REPORTED = 5;

export function createSchemaCheck(id: string, load: () => SchemaDocument): SchemaCheck {
  let ajv: Ajv | undefined;
  const compiled = new Map<string, ValidateFunction>();
  return (definition, value) => {
    if (ajv === undefined) {
      ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
      ajv.addSchema({ $id: id, ...load() });
    }
    let validate = compiled.get(definition);
    if (validate === undefined) {
      validate = ajv.compile({ $ref: `${id}#/definitions/${definition}` });
      compiled.set(definition, validate);
    }
    if (validate(value)) return [];
    return (validate.errors ?? []).slice(0, REPORTED).map(({ instancePath, message, params }) => {
      const detail = "additionalProperty" in params ? ` (${String(params.additionalProperty)})` : "";
      return `${instancePath === "" ? "/" : instancePath} ${message ?? "is wrong"}${detail}`;
    });
  };
}
