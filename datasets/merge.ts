/** Puts together what blocks say of their rows: counts add up, and gates are judged over all blocks. */
import type { BlockShares, GateResult } from "./gates/gate";
import { isAlwaysHeld } from "./held-gates";
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

/** Of several blocks so many may miss a gate of taste. Of nine or fewer, none. */
const MISSED_SHARE = 0.1;
const UNIT = 10_000;

/** What one block uses, the set uses: the best block decides. */
const COVERAGE: ReadonlySet<string> = new Set(["functions_used", "parameters_and_enum_values_never_used"]);

/** @see docs/decisions/2026-11-23-many-blocks-are-judged-by-their-mean.md */
function mergeGate(left: GateResult, right: GateResult): GateResult {
  const blocks = addBlocks(left, right);
  const shared = {
    sample: left.sample + right.sample,
    examples: [...left.examples, ...right.examples].slice(0, SHOWN),
    blocks,
  };
  if (blocks.evaluated === 0) return { ...left, ...shared, note: left.note ?? right.note ?? "" };
  const { note: _note, ...rest } = left.status === "passed" || left.status === "failed" ? left : right;
  if (blocks.sum === undefined)
    return { ...rest, ...shared, status: blocks.failed > 0 ? "failed" : "passed", note: missing(blocks) };
  const value = judgedValue(rest, blocks);
  const isHeld = isAlwaysHeld(rest.gate);
  const mayMiss = isHeld ? 0 : COVERAGE.has(rest.gate) ? blocks.evaluated : Math.floor(blocks.evaluated * MISSED_SHARE);
  const passed = blocks.failed <= mayMiss && margin(value, rest.limit) >= 0;
  return {
    ...rest,
    ...shared,
    status: passed ? "passed" : "failed",
    value,
    note: `${isHeld ? "all" : COVERAGE.has(rest.gate) ? "best" : "mean"} of ${blocks.evaluated} blocks, worst ${blocks.worst}${missing(blocks)}`,
  };
}

/** The worst block where rows are right or wrong, the best where one is enough, else the mean. */
function judgedValue({ gate }: GateResult, { sum, evaluated, best, worst }: BlockShares): number {
  if (isAlwaysHeld(gate)) return worst!;
  return COVERAGE.has(gate) ? best! : Number((sum! / UNIT / evaluated).toFixed(4));
}

function missing({ failed, evaluated }: BlockShares): string {
  return failed === 0 ? "" : `; ${failed} of ${evaluated} miss it`;
}

function addBlocks(left: GateResult, right: GateResult): BlockShares {
  const [one, other] = [blocksOf(left), blocksOf(right)];
  const counts = {
    all: one.all + other.all,
    evaluated: one.evaluated + other.evaluated,
    failed: one.failed + other.failed,
  };
  const valued = [one, other].filter(({ evaluated }) => evaluated > 0);
  if (valued.length === 0 || valued.some(({ sum }) => sum === undefined)) return counts;
  const byMargin = (pick: "best" | "worst") =>
    valued
      .map((each) => each[pick]!)
      .sort((first, second) => margin(first, left.limit) - margin(second, left.limit) || first - second);
  return {
    ...counts,
    sum: valued.reduce((sum, each) => sum + each.sum!, 0),
    best: byMargin("best").at(-1)!,
    worst: byMargin("worst")[0]!,
  };
}

function blocksOf({ blocks, status, value }: GateResult): BlockShares {
  if (blocks !== undefined) return blocks;
  const isEvaluated = status === "passed" || status === "failed";
  const counts = { all: 1, evaluated: isEvaluated ? 1 : 0, failed: status === "failed" ? 1 : 0 };
  if (!isEvaluated || typeof value !== "number") return counts;
  return { ...counts, sum: Math.round(value * UNIT), best: value, worst: value };
}

/** How far a value is inside its limit; negative outside. */
function margin(value: number, limit: string): number {
  const least = />= ([\d.]+)/.exec(limit)?.[1];
  const most = /<= ([\d.]+)/.exec(limit)?.[1];
  return Math.min(
    least === undefined ? Number.POSITIVE_INFINITY : value - Number(least),
    most === undefined ? Number.POSITIVE_INFINITY : Number(most) - value,
  );
}
