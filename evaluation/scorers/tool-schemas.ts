/** JSON Schema validation of arguments; each schema is compiled once, whichever row it came with. */
import Ajv, { type ValidateFunction } from "ajv";
import type { Arguments, ToolDeclaration } from "../../inference";

const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false, logger: false });
const compiled = new Map<string, ValidateFunction>();

/** A fault of a call against its tool's schema. */
export interface SchemaFault {
  readonly kind: "missing_argument" | "unexpected_argument" | "wrong_type" | "value_not_allowed";
  /** Where: `filters.0.column`. */
  readonly at: string;
  readonly message: string;
}

/** All faults of these arguments; none when they are what the tool takes. */
export function schemaFaults(tool: ToolDeclaration, args: Arguments): SchemaFault[] {
  const key = JSON.stringify(tool.parameters);
  let validate = compiled.get(key);
  if (validate === undefined) {
    validate = ajv.compile(tool.parameters);
    compiled.set(key, validate);
  }
  if (validate(args)) return [];
  return (validate.errors ?? []).map((error) => {
    const within = error.instancePath.slice(1).replaceAll("/", ".");
    const named = (name: string) => (within === "" ? name : `${within}.${name}`);
    if (error.keyword === "required") {
      const at = named(error.params.missingProperty);
      return { kind: "missing_argument", at, message: `${at} is missing` };
    }
    if (error.keyword === "additionalProperties") {
      const at = named(error.params.additionalProperty);
      return { kind: "unexpected_argument", at, message: `${at} is no parameter of ${tool.name}` };
    }
    const kind = error.keyword === "type" ? "wrong_type" : "value_not_allowed";
    return { kind, at: within, message: `${within === "" ? "arguments" : within} ${error.message}` };
  });
}
