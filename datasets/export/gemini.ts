/**
 * Supervised tuning data of Gemini on Vertex: `systemInstruction`, `contents` with `functionCall` and
 * `functionResponse` parts, `tools`. No per-turn loss is documented, so every model turn is taken to be trained on.
 * @see facts: the Content, Part, FunctionDeclaration and Schema messages of the Vertex API
 */
import type { JsonSchema } from "../../agents/contract";
import type { Json, Row, RowTool } from "../types";
import type { ExportFormat, RenderOptions } from "./format";
import { checkKeys, collector, isObject, isText, type Report, TOOL_NAME } from "./schema-types";
import { exportRow, withoutSlips } from "./turns";

type Part =
  | { readonly text: string }
  | { readonly functionCall: { readonly name: string; readonly args: unknown } }
  | { readonly functionResponse: { readonly name: string; readonly response: unknown } };

export const gemini: ExportFormat = {
  name: "gemini",
  render(row: Row, options?: RenderOptions) {
    const { system, turns, tools } = withoutSlips(exportRow(row, options));
    const contents = turns.map((turn): { role: "user" | "model"; parts: Part[] } => {
      if (turn.role === "user") return { role: "user", parts: [{ text: turn.text }] };
      if (turn.role === "tool")
        return {
          role: "user",
          parts: turn.results.map(({ name, value }) => ({ functionResponse: { name, response: asObject(value) } })),
        };
      return {
        role: "model",
        parts: [
          ...(turn.text === "" ? [] : [{ text: turn.text }]),
          ...turn.calls.map((call) => ({ functionCall: { name: call.name, args: call.arguments } })),
        ],
      };
    });
    return {
      systemInstruction: { role: "system", parts: [{ text: system }] },
      contents,
      ...(tools.length === 0 ? {} : { tools: [{ functionDeclarations: tools.map(declaration) }] }),
    };
  },
  check: checkGemini,
};

/** A response is an object: other values stand under `result`. */
function asObject(value: Json): unknown {
  return isObject(value) ? value : { result: value };
}

function declaration(tool: RowTool) {
  return {
    name: tool.name,
    description: tool.description,
    parameters: vertexSchema(tool.parameters as unknown as JsonSchema),
  };
}

/**
 * JSON Schema in Vertex's spelling: upper-case types, `null` as `nullable`; what its Schema message does not have
 * (`additionalProperties`, `$schema`, `strict` ...) is left out.
 */
export function vertexSchema(schema: JsonSchema): Record<string, unknown> {
  const { type, properties, items, anyOf, ...rest } = schema as LooseSchema;
  const types = [type ?? (properties === undefined ? (anyOf === undefined ? "string" : []) : "object")].flat();
  const named = types.filter((each) => each !== "null");
  // Enumerations are for texts; other values of one are left to the description.
  const isKept = (key: string) => KEPT_KEYS.has(key) && (key !== "enum" || named[0] === "string");
  const written: Record<string, unknown> = {};
  if (named.length === 1) written.type = named[0]!.toUpperCase();
  for (const [key, value] of Object.entries(rest)) if (isKept(key)) written[key] = value;
  if (types.length > named.length) written.nullable = true;
  if (properties !== undefined)
    written.properties = Object.fromEntries(
      Object.entries(properties).map(([name, each]) => [name, vertexSchema(each)]),
    );
  if (items !== undefined) written.items = vertexSchema(items);
  if (named.length > 1) written.anyOf = named.map((each) => ({ type: each.toUpperCase() }));
  if (anyOf !== undefined) written.anyOf = anyOf.map(vertexSchema);
  return written;
}

/** A user's schema may say more, and less, than ours do. */
type LooseSchema = Omit<JsonSchema, "type"> & {
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly JsonSchema[];
};

const VERTEX_TYPES = new Set(["OBJECT", "ARRAY", "STRING", "INTEGER", "NUMBER", "BOOLEAN"]);
const SCHEMA_KEYS = [
  "description",
  "properties",
  "required",
  "items",
  "enum",
  "minimum",
  "maximum",
  "minItems",
  "maxItems",
  "default",
  "format",
  "nullable",
  "title",
  "minLength",
  "maxLength",
  "pattern",
  "anyOf",
  "propertyOrdering",
  "example",
  "minProperties",
  "maxProperties",
];
const KEPT_KEYS: ReadonlySet<string> = new Set(SCHEMA_KEYS);

function checkGemini(value: unknown) {
  const { findings, report } = collector();
  if (!isObject(value)) {
    report("", "wants an object");
    return findings;
  }
  checkKeys(value, "", ["contents"], ["systemInstruction", "tools"], report);
  if (value.systemInstruction !== undefined) checkInstruction(value.systemInstruction, report);
  const names = checkDeclarations(value.tools, report);
  if (!Array.isArray(value.contents) || value.contents.length < 2) {
    report("/contents", "wants at least a user and a model turn");
    return findings;
  }
  let open: string[] = [];
  for (const [index, content] of (value.contents as unknown[]).entries()) {
    const pointer = `/contents/${index}`;
    const wanted = index % 2 === 0 ? "user" : "model";
    if (!isObject(content)) {
      report(pointer, "wants an object");
      continue;
    }
    checkKeys(content, pointer, ["role", "parts"], [], report);
    if (content.role !== wanted) report(`${pointer}/role`, `wants ${wanted}: roles alternate, starting with user`);
    if (!Array.isArray(content.parts) || content.parts.length === 0) {
      report(`${pointer}/parts`, "wants at least one part");
      continue;
    }
    const calls: string[] = [];
    const responses: string[] = [];
    for (const [position, part] of (content.parts as unknown[]).entries())
      checkPart(part, `${pointer}/parts/${position}`, content.role, names, calls, responses, report);
    if (responses.join() !== open.join())
      report(
        `${pointer}/parts`,
        open.length === 0
          ? "a functionResponse answers no call"
          : `wants one functionResponse for each of ${open.join(", ")}, in this order`,
      );
    open = calls;
  }
  if (value.contents.length % 2 === 1)
    report(`/contents/${value.contents.length - 1}/role`, "the last turn is the model's");
  return findings;
}

function checkInstruction(instruction: unknown, report: Report): void {
  const pointer = "/systemInstruction";
  if (!isObject(instruction)) {
    report(pointer, "wants an object");
    return;
  }
  checkKeys(instruction, pointer, ["parts"], ["role"], report);
  const { parts } = instruction;
  if (
    !Array.isArray(parts) ||
    parts.length === 0 ||
    parts.some((part) => !isObject(part) || !isText(part.text) || Object.keys(part).length !== 1)
  )
    report(`${pointer}/parts`, "wants text parts");
}

function checkPart(
  part: unknown,
  pointer: string,
  role: unknown,
  names: ReadonlySet<string>,
  calls: string[],
  responses: string[],
  report: Report,
): void {
  if (!isObject(part) || Object.keys(part).length !== 1) {
    report(pointer, "wants exactly one of text, functionCall, functionResponse");
    return;
  }
  if ("text" in part) {
    if (!isText(part.text)) report(`${pointer}/text`, "wants a text that is not empty");
    return;
  }
  const kind = "functionCall" in part ? "functionCall" : "functionResponse" in part ? "functionResponse" : undefined;
  const body = kind === undefined ? undefined : part[kind];
  if (kind === undefined || !isObject(body)) {
    report(pointer, "wants text, functionCall or functionResponse");
    return;
  }
  const payload = kind === "functionCall" ? "args" : "response";
  checkKeys(body, `${pointer}/${kind}`, ["name", payload], ["id"], report);
  if (!isObject(body[payload])) report(`${pointer}/${kind}/${payload}`, "wants an object, not a text");
  if (typeof body.name !== "string" || !names.has(body.name))
    report(`${pointer}/${kind}/name`, `${String(body.name)} is not declared in tools`);
  if ((kind === "functionCall") !== (role === "model"))
    report(pointer, `${kind} does not belong to a ${String(role)} turn`);
  (kind === "functionCall" ? calls : responses).push(String(body.name));
}

function checkDeclarations(tools: unknown, report: Report): Set<string> {
  const names = new Set<string>();
  if (tools === undefined) return names;
  if (!Array.isArray(tools) || tools.length === 0) {
    report("/tools", "wants a list with functionDeclarations, or to be left out");
    return names;
  }
  tools.forEach((tool: unknown, index) => {
    const pointer = `/tools/${index}/functionDeclarations`;
    const list = isObject(tool) ? tool.functionDeclarations : undefined;
    if (!Array.isArray(list) || list.length === 0) {
      report(pointer, "wants at least one declaration");
      return;
    }
    list.forEach((each: unknown, position) => {
      const at = `${pointer}/${position}`;
      if (!isObject(each)) {
        report(at, "wants an object");
        return;
      }
      checkKeys(each, at, ["name", "description", "parameters"], [], report);
      if (typeof each.name !== "string" || !TOOL_NAME.test(each.name))
        report(`${at}/name`, "wants [a-zA-Z0-9_-], at most 64 characters");
      else if (names.has(each.name)) report(`${at}/name`, "is declared twice");
      else names.add(each.name);
      if (!isText(each.description)) report(`${at}/description`, "wants a text");
      checkSchema(each.parameters, `${at}/parameters`, report);
    });
  });
  return names;
}

function checkSchema(schema: unknown, pointer: string, report: Report): void {
  if (!isObject(schema)) {
    report(pointer, "wants a schema");
    return;
  }
  checkKeys(schema, pointer, schema.anyOf === undefined ? ["type"] : [], ["type", ...SCHEMA_KEYS], report);
  if (schema.type !== undefined && !VERTEX_TYPES.has(String(schema.type)))
    report(`${pointer}/type`, `wants one of ${[...VERTEX_TYPES].join(", ")}, in capitals`);
  if (schema.type === "ARRAY" && schema.items === undefined) report(`${pointer}/items`, "is missing");
  if (schema.enum !== undefined && schema.type !== "STRING") report(`${pointer}/enum`, "is for STRING only");
  if (schema.items !== undefined) checkSchema(schema.items, `${pointer}/items`, report);
  if (schema.properties !== undefined) {
    if (!isObject(schema.properties)) {
      report(`${pointer}/properties`, "wants an object");
      return;
    }
    for (const [name, each] of Object.entries(schema.properties))
      checkSchema(each, `${pointer}/properties/${name}`, report);
    for (const name of Array.isArray(schema.required) ? schema.required : []) {
      if (!(String(name) in schema.properties))
        report(`${pointer}/required`, `names ${String(name)}, which is not described`);
    }
  }
}
