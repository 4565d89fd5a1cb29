/**
 * Keeps wordings from wearing out: what was said too often in this block is not said again while something else can be.
 * The limits are those of the set gates, so that a set that has enough wordings passes them by construction.
 */
import { skeletonOf } from "../gates/text-metrics";
import { gramsOf, normaliseText } from "../near-duplicates";
import type { SpokenClass } from "../types";

/** How many texts of a class a row brings, on average. */
const PER_ROW: { readonly [spoken in SpokenClass | "prompt"]: number } = {
  prompt: 0.9,
  answer: 0.9,
  clarification: 0.09,
  refusal: 0.1,
  reason: 0.5,
};
/** Requests stay a quarter below the gate's share, so that a split measured alone holds it as well. */
const GRAM_SHARE = { prompt: 0.0075, spoken: 0.01 } as const;
const OPENING_SHARE = 0.045;
const SKELETON_SHARE = 0.004;
const FEW_TURNS = 20;

/** Classes of which a block holds so few that two of a kind are more than a hundredth. */
const SMALL: ReadonlySet<SpokenClass> = new Set(["clarification", "refusal"]);

/** Texts kept at hand. */
const KEPT = 2000;

/** What is looked at in a text, values blanked. */
interface Read {
  readonly normalised: string;
  readonly grams: ReadonlySet<string>;
  readonly skeleton: string;
}

export class Wear {
  private readonly known = new Map<string, Read>();
  private readonly grams = new Map<SpokenClass | "prompt", Map<string, number>>();
  private readonly openings = new Map<string, number>();
  private readonly skeletons = new Map<string, number>();

  private turns = 0;
  private withReason = 0;

  /** @param rows how many rows the block will have */
  constructor(private readonly rows: number) {}

  /** Share of the call turns so far that say why; undefined while there are few. */
  get reasonShare(): number | undefined {
    return this.turns < FEW_TURNS ? undefined : this.withReason / this.turns;
  }

  /** Records the call turns of a native ReAct row, and how many of them say why. */
  keepTurns(turns: number, withReason: number): void {
    this.turns += turns;
    this.withReason += withReason;
  }

  /** Whether a text, values blanked, is still fresh enough. */
  allows(kind: SpokenClass | "prompt", masked: string): boolean {
    const read = this.read(masked);
    if (this.repeatsGrams(kind, read)) return false;
    if (kind === "prompt") return true;
    return !this.repeatsOpening(kind, read) && this.uses(kind, read) < this.mostUses(kind);
  }

  /**
   * How worn a spoken text is, values blanked: 0 for one that was never said so, more than any other from the limits on.
   * Where a class is small, a run of words that stands in another text already is one too many.
   */
  wornness(kind: SpokenClass, masked: string): number {
    const read = this.read(masked);
    const uses = this.uses(kind, read) + (SMALL.has(kind) ? this.knownGrams(kind, read) : 0);
    const beyond =
      this.repeatsGrams(kind, read) || this.repeatsOpening(kind, read) || this.uses(kind, read) >= this.mostUses(kind);
    return beyond ? this.rows + uses : uses;
  }

  /** The same texts are weighed again and again. */
  private read(masked: string): Read {
    let read = this.known.get(masked);
    if (read === undefined) {
      const normalised = normaliseText(masked);
      read = { normalised, grams: new Set(gramsOf(normalised, 6)), skeleton: skeletonOf(masked) };
      if (this.known.size >= KEPT) this.known.clear();
      this.known.set(masked, read);
    }
    return read;
  }

  private uses(kind: SpokenClass, { skeleton }: Read): number {
    return this.skeletons.get(`${kind} ${skeleton}`) ?? 0;
  }

  private mostUses(kind: SpokenClass): number {
    return this.most(kind, SKELETON_SHARE, kind === "reason" ? 2 : 1);
  }

  private repeatsGrams(kind: SpokenClass | "prompt", { grams }: Read): boolean {
    const limit = this.most(kind, kind === "prompt" ? GRAM_SHARE.prompt : GRAM_SHARE.spoken, 2);
    const counts = this.gramsOf(kind);
    for (const gram of grams) if ((counts.get(gram) ?? 0) >= limit) return true;
    return false;
  }

  private knownGrams(kind: SpokenClass, { grams }: Read): number {
    const counts = this.gramsOf(kind);
    let known = 0;
    for (const gram of grams) if (counts.has(gram)) known += 1;
    return known;
  }

  private repeatsOpening(kind: SpokenClass, read: Read): boolean {
    return (this.openings.get(opening(kind, read)) ?? 0) >= this.most(kind, OPENING_SHARE, 2);
  }

  private gramsOf(kind: SpokenClass | "prompt"): Map<string, number> {
    let counts = this.grams.get(kind);
    if (counts === undefined) {
      counts = new Map();
      this.grams.set(kind, counts);
    }
    return counts;
  }

  private most(kind: SpokenClass | "prompt", share: number, least: number): number {
    return Math.max(least, Math.floor(this.rows * PER_ROW[kind] * share));
  }

  /** Records that a text is in the set. */
  keep(kind: SpokenClass | "prompt", masked: string): void {
    const read = this.read(masked);
    const counts = this.gramsOf(kind);
    for (const gram of read.grams) add(counts, gram);
    if (kind === "prompt") return;
    add(this.openings, opening(kind, read));
    add(this.skeletons, `${kind} ${read.skeleton}`);
  }
}

function opening(kind: string, { normalised }: Read): string {
  return `${kind} ${normalised.split(" ", 4).join(" ")}`;
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
