/** Whether a later look-up would bring only what an earlier one of the same function has shown: a call for nothing. */
import type { Json } from "../../primitives";
import type { Engine } from "../engine";
import type { ScriptEvent } from "../types";

/** Two scripts of one conversation: no read of the second may bring records alone that the first has seen. */
export function bringsNothingNew(
  { simulator }: Engine,
  earlier: readonly ScriptEvent[],
  later: readonly ScriptEvent[],
): boolean {
  const reads = (script: readonly ScriptEvent[]) =>
    script
      .flatMap((event) => (event.kind === "calls" ? event.observations : []))
      .flatMap((each) =>
        each.ok && simulator.tools.get(each.call.tool)?.effect === "read"
          ? [recordsOf(each.value).map((record) => `${each.call.tool} ${JSON.stringify(record)}`)]
          : [],
      );
  const seen = new Set(reads(earlier).flat());
  return reads(later).some((records) => records.length > 0 && records.every((record) => seen.has(record)));
}

/** The records in a result: the objects of its lists, else the result itself. An empty list brings none. */
function recordsOf(value: Json): Json[] {
  if (Array.isArray(value)) return value;
  const lists = Object.values(value ?? {}).filter((each) => Array.isArray(each) && each.every(isRecord)) as Json[][];
  return lists.length > 0 ? lists.flat() : [value];
}

function isRecord(value: Json): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
