/** Masked names: the functions and parameters of a row renamed and described in other words, so that names teach nothing. */
import type { Random } from "../../primitives";
import type { Json, RowCall, RowTool } from "../types";

export interface Mask {
  /** Own name → shown name; parameters as `tool.parameter`. */
  readonly shown: ReadonlyMap<string, string>;
  /** Shown name → own name, for the trace. */
  readonly own: { readonly [shown: string]: string };
}

const SYLLABLES = ["ba", "do", "fi", "ku", "le", "mo", "na", "pe", "ri", "so", "tu", "va", "wi", "xo", "ze"] as const;

export function drawMask(tools: readonly RowTool[], random: Random): Mask {
  const shown = new Map<string, string>();
  const own: Record<string, string> = {};
  const taken = new Set<string>();
  const invent = (prefix: string, syllables: number): string => {
    for (;;) {
      const name = prefix + Array.from({ length: syllables }, () => random.pick(SYLLABLES)).join("");
      if (taken.has(name)) continue;
      taken.add(name);
      return name;
    }
  };
  for (const tool of tools) {
    const name = invent("fn_", 3);
    shown.set(tool.name, name);
    own[name] = tool.name;
    for (const parameter of Object.keys(propertiesOf(tool))) {
      const masked = invent("p_", 2);
      shown.set(`${tool.name}.${parameter}`, masked);
      own[`${name}.${masked}`] = `${tool.name}.${parameter}`;
    }
  }
  return { shown, own };
}

export function maskTool(tool: RowTool, mask: Mask, random: Random): RowTool {
  const properties = Object.fromEntries(
    Object.entries(propertiesOf(tool)).map(([name, schema]) => [
      mask.shown.get(`${tool.name}.${name}`) ?? name,
      schema,
    ]),
  );
  const required = (tool.parameters.required as readonly string[]).map(
    (name) => mask.shown.get(`${tool.name}.${name}`) ?? name,
  );
  return {
    name: mask.shown.get(tool.name) ?? tool.name,
    description: paraphrase(tool.description, random),
    parameters: { ...tool.parameters, properties: properties as Json, required },
  } as RowTool;
}

export function maskCall(call: RowCall, mask: Mask | undefined): RowCall {
  if (mask === undefined) return call;
  return {
    name: mask.shown.get(call.name) ?? call.name,
    arguments: Object.fromEntries(
      Object.entries(call.arguments).map(([name, value]) => [mask.shown.get(`${call.name}.${name}`) ?? name, value]),
    ),
  };
}

function propertiesOf(tool: RowTool): Record<string, Json> {
  return tool.parameters.properties as unknown as Record<string, Json>;
}

const VERBS: { readonly [verb: string]: readonly string[] } = {
  gives: ["Returns", "Retrieves"],
  gets: ["Returns", "Fetches"],
  returns: ["Gives back", "Retrieves"],
  lists: ["Shows", "Enumerates"],
  finds: ["Looks up", "Searches for"],
  searches: ["Looks through", "Queries"],
  creates: ["Makes", "Sets up"],
  updates: ["Changes", "Modifies"],
  deletes: ["Removes"],
  removes: ["Deletes"],
  runs: ["Executes", "Starts"],
  checks: ["Examines", "Verifies"],
  computes: ["Calculates", "Works out"],
  compares: ["Contrasts"],
  sends: ["Delivers", "Dispatches"],
  shows: ["Displays", "Presents"],
  sets: ["Assigns", "Changes"],
  reads: ["Loads", "Retrieves"],
};

function paraphrase(description: string, random: Random): string {
  const [verb = "", ...rest] = description.split(" ");
  const others = VERBS[verb.toLowerCase()];
  const lead =
    others === undefined ? [verb.toLowerCase(), ...rest].join(" ") : [random.pick(others), ...rest].join(" ");
  return others === undefined ? `${random.pick(["What it does:", "Purpose:", "Function that"])} ${lead}` : lead;
}
