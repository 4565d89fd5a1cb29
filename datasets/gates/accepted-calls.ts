/** Gate 6, the search: no other way leads elsewhere, and those that are as good are the ones that the trace accepts. */
import type { Engine } from "../engine";
import type { Finding, ReadRow } from "../parse-row";
import { sameJson } from "../same-json";
import type { ScriptEvent, Trajectory } from "../types";
import { equivalentCalls } from "./decision";
import { otherPaths } from "./other-paths";
import { ownCall } from "./unmask";

export function checkOtherWays(engine: Engine, row: ReadRow, trajectory: Trajectory): Finding[] {
  if (row.trace === undefined) return [];
  const masked = row.trace.masked;
  const names = row.tools.map((tool) => masked?.[tool.name] ?? tool.name);
  if (!names.every((name) => engine.simulator.tools.has(name))) return []; // the tool gate says which
  const others = otherPaths(engine, trajectory, names);
  if (others.contrary !== undefined)
    return [{ gate: "decision", pointer: "/tools", message: `another way answers otherwise: ${others.contrary}` }];
  const tools = row.isReactText ? [] : row.tools;
  const own = masked === undefined ? undefined : { own: masked };
  const wanted = equivalentCalls(engine, trajectory, { tools, mask: own }).map(({ event, calls }) => ({
    turn: turnOf(event, row, trajectory),
    calls,
  }));
  const accepted = row.trace.accept.map(({ turn, calls }) => ({
    turn,
    calls: calls.map((call) => ownCall(call, masked)),
  }));
  if (sameJson(accepted, wanted)) return [];
  return [{ gate: "decision", pointer: "/trace/accept", message: "holds other calls than those that are as good" }];
}

/** The message that begins the calls of an event. */
function turnOf(event: number, { trace }: ReadRow, { script }: Trajectory): number | undefined {
  const before = script
    .filter((each): each is Extract<ScriptEvent, { kind: "calls" }> => each.kind === "calls")
    .slice(0, event)
    .reduce((sum, each) => sum + each.calls.length, 0);
  return trace?.calls[before]?.turn;
}
