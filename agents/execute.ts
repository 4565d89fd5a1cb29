/** Runs calls in a world: validates arguments as a real service would, fills defaults, and lets planned faults happen. */
import Ajv, { type ValidateFunction } from "ajv";
import type { Json } from "../primitives";
import type { Agent, Arguments, Call, Outcome, Tool, ToolError, World } from "./contract";

export interface ExecutedCall<W extends World> {
  readonly outcome: Outcome<W>;
  /** The arguments with defaults filled in. */
  readonly args: Arguments;
}

export interface Simulator<W extends World> {
  readonly tools: ReadonlyMap<string, Tool<W>>;
  /** Runs one call. An unknown tool is `not_found`, arguments outside the schema are `invalid_argument`. */
  execute(world: W, call: Call): ExecutedCall<W>;
  /** Why these arguments are not what the tool takes; undefined when they are. */
  argumentError(call: Call): string | undefined;
}

/** One for all agents: each would check the schema of schemas again. */
let ajv: Ajv | undefined;

/** A simulator for an agent's tools; schemas are compiled once. */
export function simulatorFor<W extends World>(agent: Pick<Agent<W>, "tools">): Simulator<W> {
  const tools = new Map(agent.tools.map((tool) => [tool.name, tool]));
  const validators = new Map<string, ValidateFunction>();
  const argumentError = (call: Call): string | undefined => {
    const tool = tools.get(call.tool);
    if (tool === undefined) return `there is no function ${call.tool}`;
    let validate = validators.get(call.tool);
    if (validate === undefined) {
      ajv ??= new Ajv({ allErrors: true, strict: true });
      validate = ajv.compile(tool.parameters);
      validators.set(call.tool, validate);
    }
    if (validate(call.args)) return undefined;
    return (validate.errors ?? [])
      .map((error) => {
        const where = error.instancePath.slice(1).replaceAll("/", ".");
        const allowed = error.keyword === "enum" ? ` (${error.params.allowedValues.join(", ")})` : "";
        const extra = error.keyword === "additionalProperties" ? `: ${error.params.additionalProperty}` : "";
        return `${where === "" ? "arguments" : where} ${error.message}${allowed}${extra}`;
      })
      .join("; ");
  };

  const execute = (world: W, call: Call): ExecutedCall<W> => {
    const tool = tools.get(call.tool);
    if (tool === undefined) return { args: call.args, outcome: failed("not_found", `no function ${call.tool}`) };
    const problem = argumentError(call);
    if (problem !== undefined) return { args: call.args, outcome: failed("invalid_argument", problem) };
    const args = withDefaults(defaultsOf(tool), call.args);
    return { args, outcome: tool.execute(world, args) };
  };

  return { tools, execute, argumentError };
}

function failed(code: ToolError["code"], message: string): { ok: false; error: ToolError } {
  return { ok: false, error: { code, message } };
}

type Default = readonly [name: string, value: Json];

const defaults = new WeakMap<Tool["parameters"], readonly Default[]>();

function defaultsOf({ parameters }: { readonly parameters: Tool["parameters"] }): readonly Default[] {
  let known = defaults.get(parameters);
  if (known === undefined) {
    known = Object.entries(parameters.properties).flatMap(([name, schema]): Default[] =>
      schema.default === undefined ? [] : [[name, schema.default]],
    );
    defaults.set(parameters, known);
  }
  return known;
}

function withDefaults(values: readonly Default[], args: Arguments): Arguments {
  const filled: Record<string, Json> = { ...args };
  for (const [name, value] of values) if (filled[name] === undefined) filled[name] = value;
  return filled;
}
