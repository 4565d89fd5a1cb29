/** How many functions a row shows: shares that hold in every type and split, so that their number tells nothing. */
import type { Random } from "../../primitives";
import type { RowType, Split } from "../types";

/** Shares of rows by size of the list: 0-2, 3-8, 9-15, all of the agent's functions. */
const SHARES = { tiny: 0.056, small: 0.67, large: 0.134, all: 0.14 } as const;
type SizeClass = keyof typeof SHARES;
const RANGES: { readonly [size in Exclude<SizeClass, "all">]: readonly [least: number, most: number] } = {
  tiny: [1, 2],
  small: [3, 8],
  large: [9, 15],
};
/** Sizes drawn within a class, of which the least is taken. */
const DRAWS = 9;
/** Shares of chains whose short list needs at least 4, 5, 6, 7 functions: other rows need fewer, and show as many all the same. */
const NEEDED_BY_CHAINS = [0.3, 0.13, 0.035, 0.005];
const CLASSES: readonly SizeClass[] = ["small", "all", "large", "tiny"];

function leastOfShort(place: number): number {
  return RANGES.small[0] + NEEDED_BY_CHAINS.filter((share) => place < share).length;
}

export interface ListNeeds {
  readonly type: RowType;
  readonly split: Split;
  /** Functions that must be shown. */
  readonly needed: number;
  /** Functions that may be shown. */
  readonly allowed: number;
  /** All functions of the agent. */
  readonly all: number;
  /** A twin will lack some of these functions: the whole list is left to rows that keep it. */
  readonly willLack: boolean;
  /** A negative that some function could nearly serve, or the host of one: others of its kind lack functions, so it shows the whole list more often. */
  readonly isNear?: boolean;
}

/** By how much of a row the whole list comes earlier where others of the kind cannot have it. */
const NEAR_AHEAD = 1;

/** Counts the lists of a block by type and split; the class that is furthest behind its share comes next. */
export class ListSizes {
  private readonly counts = new Map<string, Map<SizeClass, number>>();

  /** A size for the next row of this type and split; nothing is recorded. */
  choose({ type, split, needed, allowed, all, willLack, isNear = false }: ListNeeds, random: Random): number {
    const counts = this.counts.get(`${type}/${split}`);
    const rows = [...(counts?.values() ?? [])].reduce((sum, count) => sum + count, 0);
    let best: SizeClass | undefined;
    let furthest = Number.NEGATIVE_INFINITY;
    for (const size of CLASSES) {
      const fits =
        size === "all" ? allowed === all && !willLack : needed <= RANGES[size][1] && allowed >= RANGES[size][0];
      const ahead = isNear && size === "all" ? NEAR_AHEAD : 0;
      const behind = SHARES[size] * (rows + 1) - (counts?.get(size) ?? 0) + ahead;
      if (!fits || behind <= furthest) continue;
      furthest = behind;
      best = size;
    }
    if (best === undefined || best === "all") return allowed;
    const least = type !== "react" && best === "small" ? leastOfShort(random.float()) : RANGES[best][0];
    const from = Math.max(Math.min(least, allowed), needed);
    // One short of all is not taken for all.
    const to = Math.max(from, Math.min(RANGES[best][1], allowed, all - 1));
    // Short lists more often than long ones: every function shown is paid for in every row.
    return Math.min(...Array.from({ length: DRAWS }, () => random.int(from, to)));
  }

  /** Records the list of a row that was kept. */
  keep(type: RowType, split: Split, shown: number, all: number): void {
    const size: SizeClass =
      shown === all
        ? "all"
        : (CLASSES.find((each) => each !== "all" && shown >= RANGES[each][0] && shown <= RANGES[each][1]) ??
          (shown === 0 ? "tiny" : "large"));
    const counts = this.counts.get(`${type}/${split}`) ?? new Map<SizeClass, number>();
    counts.set(size, (counts.get(size) ?? 0) + 1);
    this.counts.set(`${type}/${split}`, counts);
  }
}
