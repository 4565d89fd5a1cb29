/**
 * Conversations with tools and parameters under the names of what they say they do, so that what was learned about a tool
 * also holds where it is shown under another name; and calls back under the names that are shown.
 */
import type { ParameterSchema, Situation, Tool, ToolCall, Turn } from "./conversation";
import { words } from "./features";

type Shown = Pick<Situation, "system" | "tools" | "turns">;

const cache = new WeakMap<Tool, Tool>();

export function canonicalTool(tool: Tool): Tool {
  const known = cache.get(tool);
  if (known !== undefined) return known;
  const made = { ...tool, name: keyOf(tool.name, tool.description), parameters: canonicalSchema(tool.parameters) };
  cache.set(tool, made);
  return made;
}

export function canonicalConversation<T extends Shown>(shown: T): T {
  const byName = new Map(shown.tools.map((tool) => [tool.name, tool]));
  const nameOf = (name: string) => {
    const tool = byName.get(name);
    return tool === undefined ? name : canonicalTool(tool).name;
  };
  return {
    ...shown,
    tools: shown.tools.map(canonicalTool),
    turns: shown.turns.map((turn): Turn => {
      if (turn.role === "model")
        return {
          ...turn,
          calls: turn.calls.map(({ name, args }) => ({
            name: nameOf(name),
            args: renamed(args, byName.get(name)?.parameters, toCanonical),
          })),
        };
      if (turn.role === "tool")
        return { ...turn, results: turn.results.map((result) => ({ ...result, name: nameOf(result.name) })) };
      return turn;
    }),
  };
}

/** A call of a canonical tool as a call of the tool that is shown. */
export function shownCall(tool: Tool, args: ToolCall["args"]): ToolCall {
  return { name: tool.name, args: renamed(args, tool.parameters, fromCanonical) };
}

function keyOf(name: string, description: string | undefined): string {
  const said = words(description ?? "").join(" ");
  return said === "" ? name : said;
}

function canonicalSchema(schema: ParameterSchema): ParameterSchema {
  const entries = Object.entries(schema.properties ?? {});
  const taken = new Set<string>();
  const names = new Map<string, string>();
  const properties: Record<string, ParameterSchema> = {};
  for (const [name, inner] of entries) {
    const key = uniqueKey(name, inner, taken);
    names.set(name, key);
    properties[key] = canonicalSchema(inner);
  }
  return {
    ...schema,
    ...(schema.properties === undefined ? {} : { properties }),
    ...(schema.required === undefined ? {} : { required: schema.required.map((name) => names.get(name) ?? name) }),
    ...(schema.items === undefined ? {} : { items: canonicalSchema(schema.items) }),
  };
}

/** Two parameters that say the same stay apart by their order. */
function uniqueKey(name: string, schema: ParameterSchema, taken: Set<string>): string {
  let key = keyOf(name, schema.description);
  while (taken.has(key)) key = `${key} again`;
  taken.add(key);
  return key;
}

type Direction = (schema: ParameterSchema | undefined) => Map<string, { name: string; schema: ParameterSchema }>;

const toCanonical: Direction = (schema) => {
  const taken = new Set<string>();
  return new Map(
    Object.entries(schema?.properties ?? {}).map(([name, inner]) => [
      name,
      { name: uniqueKey(name, inner, taken), schema: inner },
    ]),
  );
};

const fromCanonical: Direction = (schema) =>
  new Map([...toCanonical(schema)].map(([name, { name: key, schema: inner }]) => [key, { name, schema: inner }]));

function renamed(
  args: Readonly<Record<string, unknown>>,
  schema: ParameterSchema | undefined,
  direction: Direction,
): Record<string, unknown> {
  const names = direction(schema);
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => {
      const entry = names.get(name);
      return [entry?.name ?? name, renamedValue(value, entry?.schema, direction)];
    }),
  );
}

function renamedValue(value: unknown, schema: ParameterSchema | undefined, direction: Direction): unknown {
  if (Array.isArray(value)) return value.map((item) => renamedValue(item, schema?.items, direction));
  if (typeof value === "object" && value !== null) return renamed(value as Record<string, unknown>, schema, direction);
  return value;
}
