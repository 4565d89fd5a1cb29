/** Stage 2: gives each row its family and frame, least used first, and keeps what is reserved out of train. */
import type { Random } from "../primitives";
import type { Engine } from "./engine";
import { type Choice, choicesFor } from "./repertoire";
import type { Blueprint } from "./types";

export interface Assignment {
  readonly blueprint: Blueprint;
  readonly choice: Choice;
  /** Names the random stream of this row and attempt. */
  readonly key: readonly (string | number)[];
}

/** Wanted shares of held-out rows: from families that train never sees, and otherwise from frames it never sees. */
const UNSEEN_FAMILY = 0.4;
const UNSEEN_FRAME = 0.62;
/** Below this share of the held-out rows so far, the next one is of an unseen family wherever one makes such a row. */
const LEAST_UNSEEN_FAMILY = 0.27;

/** No frame carries more of a block than this, as long as there is another. */
const FRAME_SHARE = 0.0068;

function someOf<T>(preferred: readonly T[], all: readonly T[]): readonly T[] {
  return preferred.length > 0 ? preferred : all;
}

/** Counts what was used, so that no family or frame is worn out. One per agent and split. */
export class Assigner {
  private readonly frames = new Map<string, number>();
  private readonly families = new Map<string, number>();
  /** How often a draw of the frame was not kept. */
  private readonly misses = new Map<string, number>();
  private readonly options = new Map<string, readonly Choice[]>();
  private heldOut = 0;
  private unseenFamily = 0;
  /** Rows that a frame may carry. */
  private readonly most: number;

  /** @param rows how many rows the block will have */
  constructor(
    private readonly engine: Engine,
    rows: number,
  ) {
    this.most = Math.max(2, Math.floor(rows * FRAME_SHARE));
  }

  /**
   * Chooses for one row; undefined when the agent has nothing of this kind.
   * @param isWanted where there are such choices, one of them is taken
   */
  assign(
    blueprint: Blueprint,
    key: readonly (string | number)[],
    random: Random,
    isWanted: (choice: Choice) => boolean = () => false,
  ): Assignment | undefined {
    const options = this.choices(blueprint);
    if (options.length === 0) return undefined;
    const fresh = options.filter((choice) => !this.isWorn(choice));
    const free = someOf(fresh, options);
    const wanted = free.filter(isWanted);
    const narrowed =
      wanted.length > 0
        ? wanted
        : blueprint.split === "train"
          ? free
          : preferUnseen(free, random, this.unseenFamily < this.heldOut * LEAST_UNSEEN_FAMILY);
    let best: Choice[] = [];
    let least = Number.POSITIVE_INFINITY;
    for (const choice of narrowed) {
      // A frame counts for itself first; families with fewer rows go before others with equally fresh frames.
      const used = (this.frames.get(choice.frameId) ?? 0) + (this.misses.get(choice.frameId) ?? 0) * 0.2;
      const worn = used * 10 + (this.families.get(choice.family) ?? 0) * 2;
      if (worn < least) {
        least = worn;
        best = [];
      }
      if (worn === least) best.push(choice);
    }
    return { blueprint, choice: random.pick(best), key };
  }

  /** Whether a frame carries as many rows as it may. */
  isWorn({ frameId }: Pick<Choice, "frameId">): boolean {
    return (this.frames.get(frameId) ?? 0) >= this.most;
  }

  /** Records that a row was kept. */
  keep({ choice, blueprint }: Pick<Assignment, "choice" | "blueprint">): void {
    if (blueprint.split !== "train") {
      this.heldOut += 1;
      if (choice.novelty === "family") this.unseenFamily += 1;
    }
    this.frames.set(choice.frameId, (this.frames.get(choice.frameId) ?? 0) + 1);
    this.families.set(choice.family, (this.families.get(choice.family) ?? 0) + 1);
  }

  /** Records that a draw failed, so that the next attempt looks elsewhere. */
  avoid(choice: Choice): void {
    this.misses.set(choice.frameId, (this.misses.get(choice.frameId) ?? 0) + 1);
  }

  private choices(blueprint: Blueprint): readonly Choice[] {
    const name = `${blueprint.kind}/${blueprint.split}/${blueprint.host ?? ""}`;
    let options = this.options.get(name);
    if (options === undefined) {
      options = choicesFor(this.engine, blueprint);
      this.options.set(name, options);
    }
    return options;
  }
}

function preferUnseen(options: readonly Choice[], random: Random, lacksFamilies: boolean): readonly Choice[] {
  const of = (novelty: Choice["novelty"]) => options.filter((choice) => choice.novelty === novelty);
  const family = of("family");
  if (family.length > 0 && (random.chance(UNSEEN_FAMILY) || lacksFamilies)) return family;
  const frame = of("frame");
  if (frame.length > 0 && random.chance(UNSEEN_FRAME)) return frame;
  const seen = of("none");
  return seen.length > 0 ? seen : options;
}
