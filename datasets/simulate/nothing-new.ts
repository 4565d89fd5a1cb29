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
  return after.some((each) => {
    if (!each.ok || simulator.tools.get(each.call.tool)?.effect !== "read") return false;
    const records = recordsOf(each.value);
    return records.length > 0 && records.every((record) => seen.some((known) => holds(known, record)));
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

function holds(known: Json, record: Json): boolean {
  if (!isFields(known) || !isFields(record)) return sameJson(known, record);
  return Object.entries(record).every(([name, value]) => name in known && sameJson(known[name]!, value));
}

function isFields(value: Json): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
