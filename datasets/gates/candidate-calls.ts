/** The calls that a search tries: each function with values that fit its required parameters. */
import type { Arguments, Call } from "../../agents/contract";
import type { Engine } from "../engine";
import type { Json } from "../types";

const PER_PARAMETER = 5;
const PER_TOOL = 12;

/** Enums and switches are tried whatever the values are. */
export function* candidateCalls(engine: Engine, tools: readonly string[], values: readonly Json[]): Generator<Call> {
  for (const name of tools) {
    const { parameters } = engine.simulator.tools.get(name)!;
    const required = parameters.required.map((parameter) => {
      const schema = parameters.properties[parameter]!;
      const fitting =
        schema.enum !== undefined
          ? schema.enum
          : schema.type === "boolean"
            ? [true]
            : values.filter((value) =>
                schema.type === "array"
                  ? Array.isArray(value)
                  : schema.type === "integer"
                    ? Number.isInteger(value)
                    : typeof value === schema.type && !Array.isArray(value),
              );
      return { parameter, options: [...new Set(fitting)].slice(0, PER_PARAMETER) };
    });
    if (required.some(({ options }) => options.length === 0)) continue;
    let combinations: Arguments[] = [{}];
    for (const { parameter, options } of required)
      combinations = combinations
        .flatMap((args) => options.map((option) => ({ ...args, [parameter]: option as Json })))
        .slice(0, PER_TOOL);
    for (const args of combinations) yield { tool: name, args };
  }
}
