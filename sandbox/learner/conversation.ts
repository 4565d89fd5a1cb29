/** The learner's own form of a conversation; each service translates its wire form into it. */

export interface ToolCall {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

export type Turn =
  | { readonly role: "user"; readonly text: string }
  | {
      readonly role: "model";
      readonly text: string;
      readonly calls: readonly ToolCall[];
      /** False where the data say that this turn is no target. */
      readonly isTrained: boolean;
      /** What the written form of a step says before its action. */
      readonly thought?: string;
    }
  | { readonly role: "tool"; readonly results: readonly { readonly name: string; readonly value: unknown }[] };

/** The part of JSON Schema that matters for filling an argument. Type names are lower case. */
export interface ParameterSchema {
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, ParameterSchema>>;
  readonly required?: readonly string[];
  readonly items?: ParameterSchema;
}

export interface Tool {
  readonly name: string;
  readonly description: string;
  readonly parameters: ParameterSchema;
}

/** What a model sees when it has to speak next. */
export interface Situation {
  readonly system: string;
  readonly tools: readonly Tool[];
  readonly turns: readonly Turn[];
  /** Whether calls are allowed: as the model likes, at least one, or none. */
  readonly mode: "auto" | "any" | "none";
}

export interface Answer {
  readonly text: string;
  readonly calls: readonly ToolCall[];
}

/** A schema with type names in lower case, whatever the provider's spelling. */
export function parameterSchema(value: unknown): ParameterSchema {
  if (typeof value !== "object" || value === null) return {};
  const { type, description, enum: values, properties, required, items } = value as Record<string, unknown>;
  const name = Array.isArray(type) ? type.find((entry) => entry !== "null") : type;
  return {
    ...(typeof name === "string" ? { type: name.toLowerCase() } : {}),
    ...(typeof description === "string" ? { description } : {}),
    ...(Array.isArray(values) ? { enum: values } : {}),
    ...(Array.isArray(required) ? { required: required as string[] } : {}),
    ...(items === undefined ? {} : { items: parameterSchema(items) }),
    ...(typeof properties === "object" && properties !== null
      ? {
          properties: Object.fromEntries(
            Object.entries(properties).map(([key, inner]) => [key, parameterSchema(inner)]),
          ),
        }
      : {}),
  };
}

const interned = new Map<string, Tool>();
const INTERNED_LIMIT = 10_000;

/**
 * The tool of a declaration; the same object for the same declaration, wherever it occurs. Rows of one data set share their
 * tools, and what the learner works out about a tool is kept with the object.
 */
export function internTool(declaration: { name?: unknown; description?: unknown; parameters?: unknown }): Tool {
  const key = JSON.stringify(declaration);
  const known = interned.get(key);
  if (known !== undefined) return known;
  const tool: Tool = {
    name: String(declaration.name),
    description: String(declaration.description ?? ""),
    parameters: parameterSchema(declaration.parameters),
  };
  if (interned.size >= INTERNED_LIMIT) interned.clear();
  interned.set(key, tool);
  return tool;
}
