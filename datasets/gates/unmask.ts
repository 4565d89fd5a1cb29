/** Masked rows read back: functions and parameters under the names that the agent uses. */
import type { ReadRow } from "../parse-row";
import type { RowCall, Trace } from "../types";

/** The row with masked names translated back. */
export function unmask(read: ReadRow): ReadRow {
  const masked = read.trace?.masked;
  if (masked === undefined) return read;
  const turns = read.turns.map((turn) =>
    turn.calls.length === 0 ? turn : { ...turn, calls: turn.calls.map((call) => ownCall(call, masked)) },
  );
  return { ...read, turns };
}

/** A call under the names that the agent uses. */
export function ownCall(call: RowCall, masked: Trace["masked"]): RowCall {
  if (masked === undefined) return call;
  const ownName = (name: string) => (masked[`${call.name}.${name}`] ?? name).split(".").at(-1)!;
  return {
    name: masked[call.name] ?? call.name,
    arguments: Object.fromEntries(Object.entries(call.arguments).map(([name, value]) => [ownName(name), value])),
  };
}
