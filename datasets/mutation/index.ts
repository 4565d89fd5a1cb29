/** Proof that the verifier verifies: plants faults of many classes and counts which gate catches them. */
import { canonicalJson, createRandom } from "../../primitives";
import type { Engine } from "../engine";
import type { Json, Row } from "../types";
import { verifyRow } from "../verify-row";
import { ownName, traceOf } from "./edit-row";
import { FAULTS, type Pool } from "./faults";

export { FAULTS, type Pool } from "./faults";

export interface FaultReport {
  readonly fault: string;
  readonly planted: number;
  readonly caught: number;
  /** Mutants that are no fault: an equally good call, or nothing that a row says changes. */
  readonly equivalent: number;
  /** Gate → mutants it was the first to catch. */
  readonly gates: { readonly [gate: string]: number };
  /** Some that went through. */
  readonly missed: readonly string[];
}

/** @param perFault mutants wanted of each class; fewer when the rows have no more places for it */
export function proveVerifier(engine: Engine, rows: readonly Row[], perFault: number, seed = 1): FaultReport[] {
  const pool = poolOf(rows);
  return Object.entries(FAULTS).map(([fault, plant]) => {
    const random = createRandom("mutation", fault, seed);
    const gates: Record<string, number> = {};
    const missed: string[] = [];
    let planted = 0;
    let caught = 0;
    let equivalent = 0;
    for (let tries = 0; tries < perFault * 24 && planted < perFault; tries += 1) {
      const row = random.pick(rows);
      const mutant = plant(row, pool, random);
      if (mutant === undefined || canonicalJson(mutant) === canonicalJson(row)) continue;
      if (isEquivalent(row, mutant)) {
        equivalent += 1;
        continue;
      }
      planted += 1;
      const gate = verifyRow(engine, mutant)[0]?.gate;
      if (gate === undefined) missed.push(`${row.id}: ${difference(row, mutant)}`);
      else {
        caught += 1;
        gates[gate] = (gates[gate] ?? 0) + 1;
      }
    }
    return { fault, planted, caught, equivalent, gates, missed: missed.slice(0, 5) };
  });
}

/** The reports of several agents, one line per class. */
export function mergeFaults(
  reports: readonly FaultReport[],
): { fault: string; planted: number; caught: number; equivalent: number; gates: string }[] {
  return [...new Set(reports.map((report) => report.fault))].map((fault) => {
    const own = reports.filter((report) => report.fault === fault);
    const total = (field: "planted" | "caught" | "equivalent") => own.reduce((sum, report) => sum + report[field], 0);
    const gates = [...new Set(own.flatMap((report) => Object.keys(report.gates)))].sort();
    return {
      fault,
      planted: total("planted"),
      caught: total("caught"),
      equivalent: total("equivalent"),
      gates: gates
        .map((gate) => `${gate} ${own.reduce((sum, report) => sum + (report.gates[gate] ?? 0), 0)}`)
        .join(", "),
    };
  });
}

/** A call that the row's own trace lists as equally good is no fault. */
export function isEquivalent(row: Row, mutant: Row): boolean {
  const accepted = traceOf(row).accept.flatMap(({ turn, calls }) =>
    calls.map((call) => `${turn} ${canonicalJson([call.name, call.arguments])}`),
  );
  if (accepted.length === 0) return false;
  const changed = mutant.conversations.findIndex(
    (message, index) => message.content !== row.conversations[index]?.content,
  );
  const content = mutant.conversations[changed]?.content ?? "";
  return accepted.some((each) => {
    const [turn, ...rest] = each.split(" ");
    const [name, args] = JSON.parse(rest.join(" ")) as [string, Json];
    return (
      Number(turn) === changed &&
      content.includes(`"name":${JSON.stringify(name)}`) &&
      canonicalJson(parseArguments(content)) === canonicalJson(args)
    );
  });
}

function parseArguments(content: string): unknown {
  try {
    return (
      (JSON.parse(/<tool_call>\n([\s\S]*?)\n<\/tool_call>/.exec(content)?.[1] ?? "{}") as { arguments?: unknown })
        .arguments ?? {}
    );
  } catch {
    return {};
  }
}

function difference(row: Row, mutant: Row): string {
  const at = mutant.conversations.findIndex(
    (message, index) => JSON.stringify(message) !== JSON.stringify(row.conversations[index]),
  );
  return at < 0 ? "outside the conversation" : `message ${at}: ${mutant.conversations[at]!.content.slice(0, 160)}`;
}

export function poolOf(rows: readonly Row[]): Pool {
  const values = new Map<string, Json[]>();
  const observations = new Map<string, string[]>();
  const push = <T>(map: Map<string, T[]>, key: string, value: T) => map.set(key, [...(map.get(key) ?? []), value]);
  for (const row of rows) {
    for (const call of traceOf(row).calls) {
      push(observations, ownName(row, call.name), JSON.stringify(call.observation));
      for (const [name, value] of Object.entries(call.arguments)) push(values, `${call.name}.${name}`, value);
    }
  }
  return { rows, values, observations };
}
