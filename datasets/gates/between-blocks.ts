/** How often blocks say the same: each block refuses repeats of its own, two blocks know nothing of each other. */
import { sha256 } from "../../primitives";
import { normaliseText } from "../near-duplicates";
import { type GateResult, limit } from "./gate";
import type { PooledRow } from "./pooled-gates";

/** Of more prompts a fixed part is looked at, chosen by their text: repeats are then chosen together. */
const LOOKED_AT = 1_000_000;

export class BetweenBlocks {
  private readonly seen = new Set<number>();
  private readonly every: number;
  private prompts = 0;
  private repeated = 0;
  private readonly examples: string[] = [];

  /** @param rows of the whole set */
  constructor(rows: number) {
    this.every = Math.max(1, Math.ceil(rows / LOOKED_AT));
  }

  /** Rows of one block; a twin has its host's words and does not count. */
  addBlock(rows: readonly PooledRow[]): void {
    const own = new Set<number>();
    for (const { id, isTwin, prompt } of rows) {
      if (isTwin) continue;
      const hash = Number.parseInt(sha256(normaliseText(prompt)).slice(0, 12), 16);
      if (hash % this.every !== 0) continue;
      this.prompts += 1;
      if (this.seen.has(hash)) {
        this.repeated += 1;
        if (this.examples.length < 3) this.examples.push(`${id}: ${prompt.slice(0, 80)}`);
      }
      own.add(hash);
    }
    for (const hash of own) this.seen.add(hash);
  }

  /** Shown, without a limit: the share grows with the rows, however varied they are. */
  gate(): GateResult {
    return limit(this.repeated / Math.max(1, this.prompts), {
      gate: "prompts_repeated_between_blocks",
      sample: this.prompts,
      examples: this.examples,
    });
  }
}
