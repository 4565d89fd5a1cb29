/** The gate table as text, 80 columns wide. */
import { roomInLimits } from "../primitives";
import type { GateResult } from "./gates/gate";
import type { BuiltDatasets } from "./manifest";

/** One line per gate: the worst agent's value, the limit, how many agents pass. Failing gates come first. */
export function renderGateTable(built: Pick<BuiltDatasets, "agents" | "pooledGates">): string {
  const names = [...new Set(built.agents.flatMap((agent) => agent.gates.map((gate) => gate.gate)))];
  const perAgent = names.map((name) => {
    const results = built.agents.flatMap((agent) =>
      agent.gates.filter((gate) => gate.gate === name).map((gate) => ({ agent: agent.agent, gate })),
    );
    return { name, results };
  });
  const lines = [
    ...perAgent.map(({ name, results }) =>
      line(
        name,
        results.map(({ gate }) => gate),
        results,
      ),
    ),
    ...built.pooledGates.map((gate) => line(gate.gate, [gate], [{ agent: "all", gate }])),
  ].sort((left, right) => left.rank - right.rank);
  const head = `   ${"gate".padEnd(40)} ${"value".padStart(8)}  ${"limit".padEnd(16)} agents`;
  return [head, ...lines.map((each) => each.text)].join("\n");
}

function line(
  name: string,
  gates: readonly GateResult[],
  results: readonly { readonly agent: string; readonly gate: GateResult }[],
) {
  const failed = results.filter(({ gate }) => gate.status === "failed");
  const silent = gates.filter((gate) => gate.status === "not_evaluated").length;
  const shown = failed[0]?.gate ?? gates[0]!;
  const [worst] = gates
    .flatMap((gate) => {
      const room = roomInLimits(gate.value, gate.limit);
      return room === undefined ? [] : [{ value: Number(gate.value), room }];
    })
    .sort((left, right) => left.room - right.room);
  const mark = failed.length > 0 ? "✘" : silent === gates.length ? "–" : "✔";
  const verdict =
    failed.length > 0
      ? failed.map(({ agent }) => agent.replace("_agent", "")).join(" ")
      : silent === gates.length
        ? "too few rows"
        : `${gates.length - silent}/${gates.length}`;
  const value = worst === undefined ? "" : String(Number(worst.value.toFixed(3)));
  return {
    rank: failed.length > 0 ? 0 : silent === gates.length ? 2 : 1,
    text: ` ${mark} ${name.padEnd(40)} ${value.padStart(8)}  ${shown.limit.padEnd(16)} ${verdict}`.trimEnd(),
  };
}
