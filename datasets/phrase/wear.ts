/**
 * Keeps wordings from wearing out: what was said too often in this block is not said again while something else can be.
 * The limits are those of the set gates, so that a set that has enough wordings passes them by construction.
 */
import { skeletonOf } from "../gates/text-metrics";
import { normaliseText } from "../near-duplicates";
import type { SpokenClass } from "../types";

/** How many texts of a class a row brings, on average. */
const PER_ROW: { readonly [spoken in SpokenClass | "prompt"]: number } = {
  prompt: 0.9,
  answer: 0.9,
  clarification: 0.09,
  refusal: 0.1,
  reason: 0.5,
};
const GRAM_SHARE = 0.01;
const OPENING_SHARE = 0.045;
const SKELETON_SHARE = 0.004;
const FEW_TURNS = 20;

export class Wear {
  private readonly grams = new Map<string, number>();
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
    const words = normaliseText(masked).split(" ");
    if (this.repeatsGrams(kind, words)) return false;
    if (kind === "prompt") return true;
    return !this.repeatsOpening(kind, words) && this.uses(kind, masked) < this.mostUses(kind);
  }

  /** How worn a spoken text is, values blanked: 0 for one that was never said so, more than any other from the limits on. */
  wornness(kind: SpokenClass, masked: string): number {
    const words = normaliseText(masked).split(" ");
    const uses = this.uses(kind, masked);
    const beyond = this.repeatsGrams(kind, words) || this.repeatsOpening(kind, words) || uses >= this.mostUses(kind);
    return beyond ? this.rows + uses : uses;
  }

  private uses(kind: SpokenClass, masked: string): number {
    return this.skeletons.get(`${kind} ${skeletonOf(masked)}`) ?? 0;
  }

  private mostUses(kind: SpokenClass): number {
    return this.most(kind, SKELETON_SHARE, kind === "reason" ? 2 : 1);
  }

  private repeatsGrams(kind: SpokenClass | "prompt", words: readonly string[]): boolean {
    const limit = this.most(kind, GRAM_SHARE, 2);
    for (const gram of sixGrams(words)) if ((this.grams.get(`${kind} ${gram}`) ?? 0) >= limit) return true;
    return false;
  }

  private repeatsOpening(kind: SpokenClass, words: readonly string[]): boolean {
    return (this.openings.get(opening(kind, words)) ?? 0) >= this.most(kind, OPENING_SHARE, 2);
  }

  private most(kind: SpokenClass | "prompt", share: number, least: number): number {
    return Math.max(least, Math.floor(this.rows * PER_ROW[kind] * share));
  }

  /** Records that a text is in the set. */
  keep(kind: SpokenClass | "prompt", masked: string): void {
    const words = normaliseText(masked).split(" ");
    for (const gram of sixGrams(words)) add(this.grams, `${kind} ${gram}`);
    if (kind === "prompt") return;
    add(this.openings, opening(kind, words));
    add(this.skeletons, `${kind} ${skeletonOf(masked)}`);
  }
}

function opening(kind: string, words: readonly string[]): string {
  return `${kind} ${words.slice(0, 4).join(" ")}`;
}

function sixGrams(words: readonly string[]): Set<string> {
  const grams = new Set<string>();
  for (let at = 0; at + 6 <= words.length; at += 1) grams.add(words.slice(at, at + 6).join(" "));
  return grams;
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
