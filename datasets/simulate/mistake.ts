/** A slip that people and models make: an identifier mistyped, an enum value spelled otherwise, a number out of range. */
import type { Call, Observation, Simulator } from "../../agents/contract";
import type { Json, Random } from "../../primitives";
import type { World } from "../types";

/** A wrong version of a call that really fails in this world; undefined when none of the tries does. */
export function mistakenCall(
  simulator: Simulator<World>,
  world: World,
  call: Call,
  random: Random,
): { call: Call; error: Extract<Observation, { ok: false }>["error"] } | undefined {
  const tool = simulator.tools.get(call.tool);
  if (tool === undefined) return undefined;
  const candidates = Object.entries(call.args).flatMap(([name, value]) =>
    wrongValues(value, tool.parameters.properties[name]?.enum, tool.parameters.properties[name]?.maximum, random).map(
      (wrong) => ({ name, wrong }),
    ),
  );
  for (const { name, wrong } of random.shuffle(candidates)) {
    const slip: Call = { tool: call.tool, args: { ...call.args, [name]: wrong } };
    const { outcome } = simulator.execute(world, slip);
    if (!outcome.ok) return { call: slip, error: outcome.error };
  }
  return undefined;
}

function wrongValues(
  value: Json,
  allowed: readonly string[] | undefined,
  maximum: number | undefined,
  random: Random,
): Json[] {
  if (typeof value === "string" && allowed !== undefined)
    return [value.toUpperCase(), `${value}_level`].filter((each) => !allowed.includes(each));
  if (typeof value === "string" && /\d{2}/.test(value))
    return [swapDigits(value, random), value.replace(/[-_#]/, ""), value.toLowerCase()].filter(
      (each) => each !== value,
    );
  if (typeof value === "number" && maximum !== undefined) return [maximum + random.int(1, 9), String(value)];
  if (typeof value === "number") return [String(value)];
  return [];
}

function swapDigits(text: string, random: Random): string {
  const places = [...text.matchAll(/\d(?=\d)/g)].map((match) => match.index).filter((at) => text[at] !== text[at + 1]);
  if (places.length === 0) return text;
  const at = random.pick(places);
  return text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2);
}
