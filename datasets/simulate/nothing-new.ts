/** Whether a later part of a conversation goes over what an earlier one has called or shown: calls for nothing. */
import type { Json } from "../../primitives";
import type { Engine } from "../engine";
import { sameJson } from "../same-json";
import type { ScriptEvent } from "../types";

type Fields = { readonly [name: string]: Json };

/** Whether the second repeats a call of the first, or reads nothing but records that the first has seen. */
export function bringsNothingNew(
  { simulator }: Engine,
  earlier: readonly ScriptEvent[],
  later: readonly ScriptEvent[],
): boolean {
  const before = observationsIn(earlier);
  const after = observationsIn(later);
  if (
    after.some(({ call }) => before.some((each) => each.call.tool === call.tool && sameJson(each.call.args, call.args)))
  )
    return true;
  const seen = before.flatMap((each) => (each.ok ? shownIn(each.value) : []));
  const facts = before.flatMap(({ call, ...each }) => (each.ok ? factsIn(call.args, each.value) : []));
  return after.some((each) => {
    if (!each.ok || simulator.tools.get(each.call.tool)?.effect !== "read") return false;
    const records = recordsOf(each.value);
    return (
      records.length > 0 &&
      records.every(
        (record) =>
          seen.some((known) => holds(known, record)) ||
          facts.some((fact) => tells(fact, record) || spells(fact, each.call.args, record)),
      )
    );
  });
}

function observationsIn(script: readonly ScriptEvent[]) {
  return script.flatMap((event) => (event.kind === "calls" ? event.observations : []));
}

/** What a result tells of: itself where it holds a text, such as a name, else the records of its lists. None found, none told. */
function recordsOf(value: Json): Json[] {
  if (!isFields(value)) return Array.isArray(value) ? value : [value];
  return Object.values(value).some((each) => typeof each === "string") ? [value] : listedIn(value);
}

/** All that a result shows: itself, and the records of its lists. */
function shownIn(value: Json): Json[] {
  return isFields(value) ? [value, ...listedIn(value)] : recordsOf(value);
}

function listedIn(value: Fields): Json[] {
  return Object.values(value).flatMap((each) => (Array.isArray(each) && each.every(isFields) ? each : []));
}

/** The plain values of each record that a result shows, with those of the result it stands in and the names that were asked for. */
function factsIn(args: Fields, value: Json): ReadonlySet<Json>[] {
  const names = plainIn(args).filter((each) => typeof each === "string");
  return shownIn(value).map((record) => new Set([...names, ...[value, record].flatMap(plainIn)]));
}

function plainIn(value: Json): Json[] {
  return isFields(value) ? Object.values(value).filter((each) => typeof each !== "object") : [];
}

/** Whether a record of some size says nothing but what a fact has told under other names. */
function tells(fact: ReadonlySet<Json>, record: Json): boolean {
  if (!isFields(record)) return false;
  const values = Object.values(record);
  return values.length > 3 && values.every((each) => fact.has(each));
}

/** Whether a fact about all that is asked for names each number of the record, be it in a text: "ends with 20 days of notice". */
function spells(fact: ReadonlySet<Json>, args: Fields, record: Json): boolean {
  const numbers = plainIn(record).filter((value) => typeof value === "number");
  const asked = plainIn(args);
  if (numbers.length === 0 || asked.length < 2 || !asked.every((value) => fact.has(value))) return false;
  const words = new Set([...fact].flatMap((value) => (typeof value === "string" ? value.split(/\W+/) : [])));
  return numbers.every((value) => fact.has(value) || words.has(String(value)));
}

function holds(known: Json, record: Json): boolean {
  if (!isFields(known) || !isFields(record)) return sameJson(known, record);
  return Object.entries(record).every(([name, value]) => name in known && sameJson(known[name]!, value));
}

function isFields(value: Json): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
