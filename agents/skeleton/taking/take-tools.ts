/** Functions out of an OpenAPI 3 description or an MCP server's `tools/list`. */
import type { Problem } from "../../../primitives";
import type { JsonSchema, ParametersSchema } from "../../contract";
import { type ToolDefinition, wordsOf } from "../definitions";
import { isRecord, resolveReference, type SchemaSource, takeSchema } from "./take-schema";

export interface TakenTools {
  readonly title: string;
  readonly tools: readonly ToolDefinition[];
  /** All that could not be taken over. The functions concerned are not among `tools`. */
  readonly problems: readonly Problem[];
}

type Loose = { readonly [key: string]: unknown };
const METHODS = ["get", "post", "put", "patch", "delete"] as const;

/** Every operation becomes a function: path and query parameters and the JSON body are its arguments. */
export function takeOpenApi(document: unknown, file: string): TakenTools {
  const problems: Problem[] = [];
  if (!isRecord(document) || typeof document.openapi !== "string" || !document.openapi.startsWith("3."))
    return {
      title: "",
      tools: [],
      problems: [notRead(file, "no OpenAPI 3 description", "Convert Swagger 2 to OpenAPI 3 first.")],
    };
  const tools: ToolDefinition[] = [];
  for (const [path, item] of Object.entries(isRecord(document.paths) ? document.paths : {})) {
    if (!isRecord(item)) continue;
    for (const method of METHODS) {
      const operation = item[method];
      if (!isRecord(operation)) continue;
      const at = `${file}:/paths/${path.replaceAll("/", "~1")}/${method}`;
      const found: Problem[] = [];
      const parameters = operationParameters(document, item, operation, at, (problem) => found.push(problem));
      problems.push(...found);
      if (found.length > 0 || parameters === undefined) continue;
      const source = typeof operation.operationId === "string" ? operation.operationId : `${method} ${path}`;
      tools.push({
        ...named(source),
        family: familyOf(operation, path),
        description: textOf(operation.summary, operation.description) || `${method.toUpperCase()} ${path}`,
        parameters,
        effect: method === "get" ? "read" : "write",
      });
    }
  }
  const title = isRecord(document.info) ? textOf(document.info.title) : "";
  return finish(title, tools, problems, file);
}

/** `{ tools: [{ name, description, inputSchema }] }`, the answer of `tools/list`, or the list alone. */
export function takeMcp(document: unknown, file: string): TakenTools {
  const answer = isRecord(document) && isRecord(document.result) ? document.result : document;
  const list = Array.isArray(answer) ? answer : isRecord(answer) ? answer.tools : undefined;
  if (!Array.isArray(list))
    return {
      title: "",
      tools: [],
      problems: [notRead(file, "no list of MCP tools", 'Save the answer of tools/list: { "tools": [...] }.')],
    };
  const problems: Problem[] = [];
  const tools = list.flatMap((tool, index): ToolDefinition[] => {
    const at = `${file}:/tools/${index}`;
    if (!isRecord(tool) || typeof tool.name !== "string") {
      problems.push({ code: "tool_name", path: at, message: "has no name", fix: "Give it one." });
      return [];
    }
    const found: Problem[] = [];
    const parameters = asParameters(tool.inputSchema ?? tool.input_schema, {
      document: tool.inputSchema,
      path: `${at}/inputSchema`,
      report: (problem) => found.push(problem),
    });
    problems.push(...found);
    if (parameters === undefined) return [];
    const hints = isRecord(tool.annotations) ? tool.annotations : {};
    const name = named(tool.name);
    return [
      {
        ...name,
        family: wordsOf(name.name)[1] ?? wordsOf(name.name)[0] ?? "tools",
        description: textOf(tool.description, tool.title) || name.name,
        parameters,
        effect: isReading(name.name, hints) ? "read" : "write",
      },
    ];
  });
  return finish("", tools, problems, file);
}

const READING = new Set([
  "get",
  "list",
  "find",
  "search",
  "read",
  "show",
  "describe",
  "count",
  "lookup",
  "fetch",
  "query",
  "check",
]);

function isReading(name: string, hints: Loose): boolean {
  if (typeof hints.readOnlyHint === "boolean") return hints.readOnlyHint;
  return wordsOf(name).some((word) => READING.has(word));
}

function finish(
  title: string,
  tools: readonly ToolDefinition[],
  problems: readonly Problem[],
  file: string,
): TakenTools {
  const repeated = tools.filter((tool, index) => tools.findIndex(({ name }) => name === tool.name) < index);
  const twice = repeated.map(({ name, source }) => ({
    code: "tool_twice",
    path: file,
    message: `two functions are named ${name}${source === undefined ? "" : ` (${source})`}`,
    fix: "Give every operation an operationId of its own.",
  }));
  const none =
    tools.length + problems.length === 0
      ? [notRead(file, "no function", "Name a description with at least one operation.")]
      : [];
  return { title, tools: tools.filter((tool) => !repeated.includes(tool)), problems: [...problems, ...twice, ...none] };
}

function operationParameters(
  document: Loose,
  item: Loose,
  operation: Loose,
  at: string,
  report: (problem: Problem) => void,
): ParametersSchema | undefined {
  const properties: { [name: string]: JsonSchema } = {};
  const required: string[] = [];
  const source = (path: string): SchemaSource => ({ document, path, report });
  const add = (name: string, schema: JsonSchema | undefined, isRequired: boolean) => {
    if (schema === undefined) return;
    if (properties[name] !== undefined)
      report({
        code: "parameter_twice",
        path: at,
        message: `has two parameters named ${name}`,
        fix: "Name one of them otherwise.",
      });
    properties[name] = schema;
    if (isRequired) required.push(name);
  };
  const listed = [item.parameters, operation.parameters].flatMap((list) => (Array.isArray(list) ? list : []));
  for (const [index, given] of listed.entries()) {
    const parameter =
      isRecord(given) && typeof given.$ref === "string" ? resolveReference(document, given.$ref) : given;
    if (!isRecord(parameter) || typeof parameter.name !== "string") {
      report({
        code: "schema_reference",
        path: `${at}/parameters/${index}`,
        message: "is not in this file",
        fix: "Bundle the description into one file first.",
      });
      continue;
    }
    // Headers and cookies are set by whoever runs the function, not by the model.
    if (parameter.in !== "path" && parameter.in !== "query") continue;
    const schema = takeSchema(parameter.schema, source(`${at}/parameters/${index}/schema`));
    const description = textOf(parameter.description);
    add(
      /^[a-zA-Z_][a-zA-Z0-9_-]{0,63}$/.test(parameter.name) ? parameter.name : wordsOf(parameter.name).join("_"),
      schema === undefined || description === ""
        ? schema
        : {
            ...schema,
            description: schema.description === undefined ? description : `${description} ${schema.description}`,
          },
      parameter.required === true || parameter.in === "path",
    );
  }
  const given = isRecord(operation.requestBody) ? operation.requestBody : undefined;
  const body = typeof given?.$ref === "string" ? resolveReference(document, given.$ref) : given;
  if (body !== undefined) {
    const content = isRecord(body.content) ? body.content : {};
    const json = Object.entries(content).find(([type]) => /[/+]json\b/.test(type))?.[1];
    if (!isRecord(json)) {
      report({
        code: "body_not_json",
        path: `${at}/requestBody`,
        message: `takes ${Object.keys(content).join(", ") || "nothing that is described"}, no JSON`,
        fix: "A model can only write JSON: leave the operation out, or describe a JSON body.",
      });
      return undefined;
    }
    const schema = takeSchema(json.schema, source(`${at}/requestBody/content/schema`));
    if (schema === undefined) return undefined;
    if (schema.type === "object")
      for (const [name, property] of Object.entries(schema.properties ?? {}))
        add(name, property, body.required === true && (schema.required ?? []).includes(name));
    else add("body", schema, body.required === true);
  }
  return { type: "object", properties, required, additionalProperties: false };
}

function asParameters(given: unknown, source: SchemaSource): ParametersSchema | undefined {
  const empty: ParametersSchema = { type: "object", properties: {}, required: [], additionalProperties: false };
  if (given === undefined) return empty;
  if (
    isRecord(given) &&
    given.type === "object" &&
    (!isRecord(given.properties) || Object.keys(given.properties).length === 0)
  )
    return empty;
  const schema = takeSchema(given, source);
  if (schema === undefined) return undefined;
  if (schema.type === "object") return { ...empty, ...schema } as ParametersSchema;
  source.report({
    code: "schema_no_object",
    path: source.path,
    message: "is no object",
    fix: "The arguments of a function are an object.",
  });
  return undefined;
}

/** `getPetById` → `get_pet_by_id`, and what it was called. */
function named(source: string): Pick<ToolDefinition, "name" | "source"> {
  const name =
    wordsOf(source)
      .join("_")
      .replace(/^[^a-z]+/, "")
      .slice(0, 64) || "call";
  return name === source ? { name } : { name, source };
}

function familyOf({ tags }: Loose, path: string): string {
  const tag = Array.isArray(tags) && typeof tags[0] === "string" ? tags[0] : undefined;
  const segment = path.split("/").find((part) => part !== "" && !/^\{|^v\d+$/.test(part));
  return wordsOf(tag ?? segment ?? "service").join("_") || "service";
}

function textOf(...texts: readonly unknown[]): string {
  return (
    texts
      .filter((text): text is string => typeof text === "string" && text.trim() !== "")
      .map((text) => text.replace(/\s+/g, " ").trim())[0] ?? ""
  );
}

function notRead(file: string, what: string, fix: string): Problem {
  return { code: "nothing_to_take", path: file, message: `holds ${what}`, fix };
}
