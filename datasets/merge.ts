/** Puts together what blocks say of their rows: counts add up, and a gate is as good as its worst block. */
import type { GateResult } from "./gates/gate";
import type { FunnelReport, RowCounts } from "./manifest";

type Counts = { readonly [name: string]: number };

export function mergeCounts(left: RowCounts, right: RowCounts): RowCounts {
  return {
    rows: left.rows + right.rows,
    splits: addUp(left.splits as Counts, right.splits as Counts),
    types: addUp(left.types as Counts, right.types as Counts),
    hallucinationTypes: addUp(left.hallucinationTypes as Counts, right.hallucinationTypes as Counts),
    kinds: addUp(left.kinds as Counts, right.kinds as Counts),
    difficulties: addUp(left.difficulties as Counts, right.difficulties as Counts),
    strata: addUp(left.strata, right.strata),
  };
}

/** What is left of the counts without these rows, which they hold. */
export function withoutCounts(all: RowCounts, gone: RowCounts): RowCounts {
  const less = (part: "splits" | "types" | "hallucinationTypes" | "kinds" | "difficulties" | "strata") => {
    const minus = Object.fromEntries(Object.entries(gone[part]).map(([name, count]) => [name, -count]));
    return Object.fromEntries(Object.entries(addUp(all[part] as Counts, minus)).filter(([, count]) => count > 0));
  };
  return {
    rows: all.rows - gone.rows,
    splits: less("splits"),
    types: less("types"),
    hallucinationTypes: less("hallucinationTypes"),
    kinds: less("kinds"),
    difficulties: less("difficulties"),
    strata: less("strata"),
  };
}

function addUp(left: Counts, right: Counts): { [name: string]: number } {
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])].sort();
  return Object.fromEntries(names.map((name) => [name, (left[name] ?? 0) + (right[name] ?? 0)]));
}

const SHOWN = 3;

export function mergeFunnels(left: FunnelReport, right: FunnelReport): FunnelReport {
  const stages = [...new Set([...Object.keys(left.refused), ...Object.keys(right.refused)])].sort();
  return {
    drawn: left.drawn + right.drawn,
    kept: left.kept + right.kept,
    refused: Object.fromEntries(
      stages.map((stage) => {
        const parts = [left.refused[stage], right.refused[stage]].filter((part) => part !== undefined);
        return [
          stage,
          {
            count: parts.reduce((sum, part) => sum + part.count, 0),
            examples: parts.flatMap((part) => part.examples).slice(0, SHOWN),
          },
        ];
      }),
    ),
  };
}

/** Gates of two runs of blocks, name by name. A gate that one block is too small for is judged by the others. */
export function mergeGates(left: readonly GateResult[], right: readonly GateResult[]): GateResult[] {
  const others = new Map(right.map((gate) => [gate.gate, gate]));
  return [
    ...left.map((gate) => {
      const other = others.get(gate.gate);
      others.delete(gate.gate);
      return other === undefined ? gate : mergeGate(gate, other);
    }),
    ...others.values(),
  ];
}

/** From best to worst: what is worse decides. */
const RANKS: readonly GateResult["status"][] = ["not_applicable", "not_evaluated", "passed", "failed"];

function mergeGate(left: GateResult, right: GateResult): GateResult {
  const blocks = {
    all: blocksOf(left).all + blocksOf(right).all,
    evaluated: blocksOf(left).evaluated + blocksOf(right).evaluated,
    failed: blocksOf(left).failed + blocksOf(right).failed,
  };
  const worst = isWorse(right, left) ? right : left;
  const { note: _note, ...rest } = worst;
  const isSilent = worst.status === "not_evaluated" || worst.status === "not_applicable";
  return {
    ...rest,
    sample: left.sample + right.sample,
    examples: [...left.examples, ...right.examples].slice(0, SHOWN),
    blocks,
    note: isSilent
      ? (worst.note ?? "")
      : `the worst of ${blocks.evaluated} blocks${blocks.failed === 0 ? "" : `, ${blocks.failed} of which miss it`}`,
  };
}

function blocksOf(gate: GateResult): NonNullable<GateResult["blocks"]> {
  if (gate.blocks !== undefined) return gate.blocks;
  const isEvaluated = gate.status === "passed" || gate.status === "failed";
  return { all: 1, evaluated: isEvaluated ? 1 : 0, failed: gate.status === "failed" ? 1 : 0 };
}

function isWorse(gate: GateResult, than: GateResult): boolean {
  const [rank, other] = [RANKS.indexOf(gate.status), RANKS.indexOf(than.status)];
  return rank === other ? margin(gate) < margin(than) : rank > other;
}

/** How far a value is inside its limit; negative outside. */
function margin({ value, limit }: GateResult): number {
  if (typeof value !== "number") return Number.POSITIVE_INFINITY;
  const least = />= ([\d.]+)/.exec(limit)?.[1];
  const most = /<= ([\d.]+)/.exec(limit)?.[1];
  return Math.min(
    least === undefined ? Number.POSITIVE_INFINITY : value - Number(least),
    most === undefined ? Number.POSITIVE_INFINITY : Number(most) - value,
  );
}
