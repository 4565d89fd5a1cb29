/**
 * Tool definitions as OpenAI's models read them: TypeScript types in a namespace, put into the system message.
 * OpenAI does not document this; the rendering is the one whose token counts agree with recorded API replies
 * (openai-row.test.ts lists them). A counter that leaves tools out misses about half of a row.
 */

/** The part of JSON Schema that the rendering knows. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

export interface ToolDefinition {
  readonly name: string;
  readonly description?: string;
  readonly parameters?: Schema;
}

/** The namespace text of all tools. */
export function renderTools(tools: readonly ToolDefinition[]): string {
  const lines = ["namespace functions {", ""];
  for (const tool of tools) {
    const description = tool.description?.trim() ?? "";
    if (description !== "") lines.push(`// ${description}`);
    const hasParameters = Object.keys(tool.parameters?.properties ?? {}).length > 0;
    if (hasParameters) lines.push(`type ${tool.name} = (_: {`, ...renderProperties(tool.parameters!, ""), "}) => any;");
    else lines.push(`type ${tool.name} = () => any;`);
    lines.push("");
  }
  return [...lines, "} // namespace functions"].join("\n");
}

function renderProperties(schema: Schema, indent: string): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const mark = schema.required?.includes(name) ? "" : "?";
    const line = `${indent}${name}${mark}: ${renderType(property, indent)},`;
    return property.description === undefined ? [line] : [`${indent}// ${property.description}`, line];
  });
}

function renderType(schema: Schema, indent: string): string {
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const type = Array.isArray(schema.type) ? schema.type.find((each) => each !== "null") : schema.type;
  switch (type) {
    case "string":
    case "boolean":
    case "null":
      return type;
    case "number":
    case "integer":
      return "number";
    case "array":
      return schema.items === undefined ? "any[]" : `${renderType(schema.items, indent)}[]`;
    case "object":
      return ["{", ...renderProperties(schema, `${indent}  `), `${indent}}`].join("\n");
    default:
      return "any";
  }
}
