/**
 * Parameters and enum values that no row of the block has used yet. Once few are left, rows are drawn for them on purpose,
 * from families that were seen to use them, until such a family has missed too often for a kind of row.
 */
import { type Engine, usableValues, usedValues } from "./engine";
import type { Blueprint, Call, Trajectory } from "./types";

/** Once so few are left, rows are drawn for them. */
const FEW = 24;
/** Draws in a row that used nothing new, after which a family is no longer drawn for a kind of row on purpose. */
const MISSES = 20;

export class Coverage {
  private readonly unused: Set<string>;
  private readonly misses = new Map<string, number>();
  private readonly using = new Map<string, boolean>();

  constructor(private readonly engine: Engine) {
    this.unused = new Set(usableValues(engine.agent));
  }

  /** Whether rows of this kind are drawn for what no row has used. */
  isSoughtBy({ type }: Blueprint): boolean {
    return this.unused.size > 0 && this.unused.size < FEW && type !== "negative";
  }

  /** Whether a draw of this family is likely to use what no row has used. */
  isWorthADraw(blueprint: Blueprint, family: string): boolean {
    if (!this.isSoughtBy(blueprint)) return false;
    return this.usesUnused(family) && (this.misses.get(place(blueprint, family)) ?? 0) < MISSES;
  }

  /** Asked of every family for every draw, and answered anew only after a row has used something. */
  private usesUnused(family: string): boolean {
    let known = this.using.get(family);
    if (known === undefined) {
      const values = this.engine.families.get(family)?.values;
      known = values !== undefined && [...this.unused].some((value) => values.has(value));
      this.using.set(family, known);
    }
    return known;
  }

  /** Whether a trajectory uses what no row has used. */
  isUsedBy({ script }: Trajectory): boolean {
    return script.some((event) => event.kind === "calls" && event.calls.some((call) => this.uses(call)));
  }

  /** Records whether a draw that was made on purpose used anything new. */
  record(blueprint: Blueprint, family: string, isNew: boolean): void {
    const name = place(blueprint, family);
    this.misses.set(name, isNew ? 0 : (this.misses.get(name) ?? 0) + 1);
  }

  /** Records that a row was kept. */
  keep(calls: readonly Call[]): void {
    for (const call of calls) for (const value of usedValues(call)) if (this.unused.delete(value)) this.using.clear();
  }

  private uses(call: Call): boolean {
    return usedValues(call).some((value) => this.unused.has(value));
  }
}

function place({ kind, split }: Blueprint, family: string): string {
  return `${kind}/${split}/${family}`;
}
