/** Test material: calls made from accepted answers, and damaged in the ways that decide verdicts. */
import type { Random } from "../../primitives";
import { PythonFloat, type PythonValue } from "./python-json";
import { isDict, keysOf, lookUp } from "./python-values";

type Dict = Map<string, PythonValue>;

/** A copy with maps for dicts, to be damaged. */
export function editable(value: PythonValue): PythonValue {
  if (Array.isArray(value)) return value.map(editable);
  if (!isDict(value)) return value;
  return new Map(keysOf(value).map((key) => [key, editable(lookUp(value, key)!)]));
}

/** Renders a value as JSON text that Python reads back as the same types. */
export function renderPythonJson(value: PythonValue): string {
  if (value === null || typeof value === "boolean" || typeof value === "number") return String(value);
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "string") return JSON.stringify(value);
  if (value instanceof PythonFloat) {
    if (Number.isNaN(value.value)) return "NaN";
    if (!Number.isFinite(value.value)) return value.value > 0 ? "Infinity" : "-Infinity";
    const text = Object.is(value.value, -0) ? "-0" : String(value.value);
    return /[.e]/.test(text) ? text : `${text}.0`;
  }
  if (Array.isArray(value)) return `[${value.map(renderPythonJson).join(",")}]`;
  return `{${keysOf(value)
    .map((key) => `${JSON.stringify(key)}:${renderPythonJson(lookUp(value, key)!)}`)
    .join(",")}}`;
}

/** Calls that the ground truth accepts, alternatives drawn at random; optional parameters are left out at times. */
export function acceptedCalls(groundTruth: PythonValue, random: Random): PythonValue[] {
  return (groundTruth as Dict[]).map((answer) => {
    const [name, parameters] = [...answer][0] as [string, Dict];
    const args: Dict = new Map();
    for (const [parameter, accepted] of parameters) {
      const options = (accepted as PythonValue[]).filter((option) => option !== "");
      const isOptional = options.length < (accepted as PythonValue[]).length;
      if (options.length === 0 || (isOptional && random.chance(0.5))) continue;
      args.set(parameter, concrete(random.pick(options), random));
    }
    return new Map([[name, args]]);
  });
}

/** In dicts each key holds a list of accepted values; a call holds one of them. */
function concrete(value: PythonValue, random: Random): PythonValue {
  if (value instanceof Map) {
    const made: Dict = new Map();
    for (const [key, accepted] of value) {
      if (!Array.isArray(accepted) || accepted.length === 0) continue;
      const chosen = random.pick(accepted);
      if (chosen !== "" || random.chance(0.1)) made.set(key, concrete(chosen, random));
    }
    return made;
  }
  return Array.isArray(value) ? value.map((item) => concrete(item, random)) : value;
}

const STRANGERS: readonly PythonValue[] = [
  null,
  true,
  false,
  0,
  1,
  -1,
  2n ** 70n,
  new PythonFloat(1),
  new PythonFloat(0.5),
  new PythonFloat(-0),
  "",
  "a",
  "1",
  "True",
  [],
  [1],
  [""],
  ["a"],
  [[]],
  [new Map()],
  new Map(),
  new Map([["a", 1]]),
  new Map<string, PythonValue>([["a", ["a", ""]]]),
];

/** One damage to one value. */
export function damaged(value: PythonValue, random: Random): PythonValue {
  if (random.chance(0.25)) return random.pick(STRANGERS);
  if (typeof value === "number" && !Number.isInteger(value)) return damaged(new PythonFloat(value), random);
  if (typeof value === "number") {
    return random.pick<PythonValue>([
      value + 1,
      new PythonFloat(value),
      new PythonFloat(value + 0.5),
      String(value),
      value === 1,
      BigInt(value) + 2n ** 64n,
      [value],
    ]);
  }
  if (value instanceof PythonFloat) {
    return random.pick<PythonValue>([
      Number.isInteger(value.value) && Number.isSafeInteger(value.value)
        ? value.value
        : new PythonFloat(value.value + 1),
      Math.trunc(value.value) || 0,
      String(value.value),
      new PythonFloat(-value.value),
      [value],
    ]);
  }
  if (typeof value === "string") {
    return random.pick<PythonValue>([
      value.toUpperCase(),
      ` ${value}.`,
      value.replaceAll(" ", "_"),
      value.replaceAll("'", '"'),
      value.replaceAll('"', "'"),
      value.slice(1),
      `${value}!`,
      [value],
      [...value].slice(0, 4),
    ]);
  }
  if (typeof value === "boolean") return random.pick<PythonValue>([!value, Number(value), String(value), null]);
  if (Array.isArray(value)) {
    const at = value.length === 0 ? 0 : random.int(0, value.length - 1);
    return random.pick<() => PythonValue>(
      [
        () => [...value].reverse(),
        () => value.slice(1),
        () => [...value, value[0] ?? "x"],
        () => value.with(at, damaged(value[at]!, random)),
        () => value.with(at, damaged(value[at]!, random)),
        () => value[0] ?? null,
        () => [value],
      ].slice(value.length === 0 ? 5 : 0),
    )();
  }
  if (value instanceof Map) {
    const copy: Dict = new Map(value);
    const keys = [...copy.keys()];
    if (keys.length === 0) return new Map([["extra", 1]]);
    const key = random.pick(keys);
    random.pick([
      () => copy.delete(key),
      () => copy.set("extra", 1),
      () => copy.set(key, damaged(copy.get(key)!, random)),
      () => copy.set(key, damaged(copy.get(key)!, random)),
      () => copy.set(key.toUpperCase(), copy.get(key)!),
    ])();
    return copy;
  }
  return random.pick(STRANGERS);
}

/** One damage to a list of calls: to a value, to a parameter, to a name, or to the list. */
export function damagedCalls(calls: readonly PythonValue[], random: Random): PythonValue[] {
  const copy = [...calls];
  const at = copy.length === 0 ? -1 : random.int(0, copy.length - 1);
  if (at === -1) return [new Map([["made_up", new Map()]])];
  const [name, given] = [...(copy[at] as Dict)][0] as [string, Dict];
  const args: Dict = new Map(given);
  const parameters = [...args.keys()];
  const parameter = parameters.length === 0 ? "extra" : random.pick(parameters);
  const damages: [number, () => void][] = [
    [12, () => args.set(parameter, damaged(args.get(parameter) ?? null, random))],
    [3, () => args.delete(parameter)],
    [2, () => args.set("extra", 1)],
    [1, () => args.clear()],
  ];
  const draw = random.int(0, 23);
  let seen = 0;
  for (const [weight, damage] of damages) {
    seen += weight;
    if (draw >= seen) continue;
    damage();
    copy[at] = new Map([[name, args]]);
    return copy;
  }
  return random.pick<() => PythonValue[]>([
    () => copy.with(at, new Map([[`${name}_x`, args]])),
    () => copy.with(at, new Map([[name.replaceAll(".", "_"), args]])),
    () => [...copy].reverse(),
    () => [...copy, copy[at]!],
    () => copy.slice(1),
    () =>
      copy.with(
        at,
        new Map<string, PythonValue>([
          [name, args],
          ["other", new Map()],
        ]),
      ),
  ])();
}

/** One damage to what the case itself says: to its accepted answers or to its schema. */
export function damagedCase(
  functions: PythonValue,
  groundTruth: PythonValue,
  random: Random,
): { functions: PythonValue; groundTruth: PythonValue } {
  const answers = editable(groundTruth) as Dict[];
  const schemas = editable(functions) as Dict[];
  const [, parameters] = [...random.pick(answers)][0] as [string, Dict];
  const names = [...parameters.keys()];
  const description = random.pick(schemas);
  const properties = (description.get("parameters") as Dict).get("properties") as Dict;
  const property = properties.size === 0 ? undefined : (properties.get(random.pick([...properties.keys()])) as Dict);
  if (names.length > 0 && random.chance(0.6)) {
    const name = random.pick(names);
    const accepted = parameters.get(name) as PythonValue[];
    random.pick<() => unknown>([
      () => accepted.push(""),
      () => accepted.unshift(""),
      () => accepted.unshift(random.pick(STRANGERS)),
      () => accepted.push(random.pick(STRANGERS)),
      () => accepted.splice(0, accepted.length),
      () => parameters.set(name, [""]),
      () => parameters.delete(name),
    ])();
  } else if (property !== undefined) {
    random.pick<() => unknown>([
      () =>
        property.set(
          "type",
          random.pick(["string", "integer", "float", "boolean", "array", "tuple", "dict", "any", "number"]),
        ),
      () =>
        property.set("items", new Map([["type", random.pick(["string", "integer", "float", "dict", "array", "any"])]])),
      () => property.delete("items"),
      () => (description.get("parameters") as Dict).set("required", [...properties.keys()]),
      () => (description.get("parameters") as Dict).set("required", []),
    ])();
  }
  return { functions: schemas, groundTruth: answers };
}
