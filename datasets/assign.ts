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

interface FamilyUse {
  rows: number;
}

interface FrameUse extends FamilyUse {
  /** Draws that were not kept. */
  misses: number;
}

/** A choice, with how often its frame and family were used so far. */
interface Option {
  readonly choice: Choice;
  readonly frame: FrameUse;
  readonly family: FamilyUse;
}

/** Counts what was used, so that no family or frame is worn out. One per agent and split. */
export class Assigner {
  private readonly frames = new Map<string, FrameUse>();
  private readonly families = new Map<string, FamilyUse>();
  private readonly options = new Map<string, readonly Option[]>();
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
    isWanted?: (choice: Choice) => boolean,
  ): Assignment | undefined {
    const options = this.choices(blueprint);
    if (options.length === 0) return undefined;
    const fresh = options.filter(({ frame }) => frame.rows < this.most);
    const free = someOf(fresh, options);
    const wanted = isWanted === undefined ? [] : free.filter(({ choice }) => isWanted(choice));
    const narrowed =
      wanted.length > 0
        ? wanted
        : blueprint.split === "train"
          ? free
          : preferUnseen(free, random, this.unseenFamily < this.heldOut * LEAST_UNSEEN_FAMILY);
    let best: Choice[] = [];
    let least = Number.POSITIVE_INFINITY;
    for (const { choice, frame, family } of narrowed) {
      // A frame counts for itself first; families with fewer rows go before others with equally fresh frames.
      const used = frame.rows + frame.misses * 0.2;
      const worn = used * 10 + family.rows * 2;
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
    return this.frame(frameId).rows >= this.most;
  }

  /** Records that a row was kept. */
  keep({ choice, blueprint }: Pick<Assignment, "choice" | "blueprint">): void {
    if (blueprint.split !== "train") {
      this.heldOut += 1;
      if (choice.novelty === "family") this.unseenFamily += 1;
    }
    this.frame(choice.frameId).rows += 1;
    this.family(choice.family).rows += 1;
  }

  /** Records that a draw failed, so that the next attempt looks elsewhere. */
  avoid(choice: Choice): void {
    this.frame(choice.frameId).misses += 1;
  }

  private frame(id: string): FrameUse {
    let use = this.frames.get(id);
    if (use === undefined) {
      use = { rows: 0, misses: 0 };
      this.frames.set(id, use);
    }
    return use;
  }

  private family(name: string): FamilyUse {
    let use = this.families.get(name);
    if (use === undefined) {
      use = { rows: 0 };
      this.families.set(name, use);
    }
    return use;
  }

  private choices(blueprint: Blueprint): readonly Option[] {
    const name = `${blueprint.kind}/${blueprint.split}/${blueprint.host ?? ""}`;
    let options = this.options.get(name);
    if (options === undefined) {
      options = choicesFor(this.engine, blueprint).map((choice) => ({
        choice,
        frame: this.frame(choice.frameId),
        family: this.family(choice.family),
      }));
      this.options.set(name, options);
    }
    return options;
  }
}

function preferUnseen(options: readonly Option[], random: Random, lacksFamilies: boolean): readonly Option[] {
  const of = (novelty: Choice["novelty"]) => options.filter(({ choice }) => choice.novelty === novelty);
  const family = of("family");
  if (family.length > 0 && (random.chance(UNSEEN_FAMILY) || lacksFamilies)) return family;
  const frame = of("frame");
  if (frame.length > 0 && random.chance(UNSEEN_FRAME)) return frame;
  const seen = of("none");
  return seen.length > 0 ? seen : options;
}
