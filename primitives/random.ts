/**
 * Seeded randomness: the same keys give the same draws on every machine and run.
 * A stream is named by its keys (seed, agent, type, index ...), so that adding one stream never moves another.
 */
import { hash } from "node:crypto";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import { canonicalJson } from "./canonical-json";

export interface Random {
  /** A number in [0, 1) with 32 bits of resolution. */
  float(): number;
  /** An integer in [minimum, maximum], both included. */
  int(minimum: number, maximum: number): number;
  /** True with the given probability (0-1). */
  chance(probability: number): boolean;
  /** One element. @throws RangeError when the list is empty */
  pick<T>(list: readonly T[]): T;
  /** `count` different elements in random order; all of them when the list is shorter. */
  sample<T>(list: readonly T[], count: number): T[];
  /** A shuffled copy. */
  shuffle<T>(list: readonly T[]): T[];
  /** A stream of its own, independent of how much was drawn here. */
  fork(...keys: readonly (string | number)[]): Random;
}

/** Opens the stream that these keys name. */
export function createRandom(...keys: readonly (string | number)[]): Random {
  return openStream(keysText(keys));
}

/** The keys as they stand inside their canonical JSON. */
function keysText(keys: readonly (string | number)[]): string {
  let text = "";
  for (const key of keys) {
    const own = Number.isFinite(key) ? String(key) : canonicalJson(key); // most are numbers, whose text is the same
    text = joined(text, own);
  }
  return text;
}

/** `pick` had nothing to choose from. */
export class EmptyListError extends RangeError {
  override readonly name = "EmptyListError";

  constructor() {
    super("random.pick: the list is empty");
  }
}

function joined(left: string, right: string): string {
  if (left === "") return right;
  return right === "" ? left : `${left},${right}`;
}

/** @param name the text of its keys */
function openStream(name: string): Random {
  let generator: ReturnType<typeof seeded> | undefined; // many streams are only forked, and never drawn from
  const uint32 = () => {
    generator ??= seeded(name);
    return generator.next() >>> 0;
  };

  const float = () => uint32() / 2 ** 32;
  const int = (minimum: number, maximum: number): number => {
    if (!Number.isInteger(minimum) || !Number.isInteger(maximum) || maximum < minimum || maximum - minimum >= 2 ** 32) {
      throw new RangeError(`random.int(${minimum}, ${maximum}): wants integers, minimum <= maximum, span below 2^32`);
    }
    const span = maximum - minimum + 1;
    const limit = 2 ** 32 - (2 ** 32 % span); // rejection keeps every value equally likely
    let draw = uint32();
    while (draw >= limit) draw = uint32();
    return minimum + (draw % span);
  };
  const shuffle = <T>(list: readonly T[]): T[] => {
    const copy = [...list];
    for (let last = copy.length - 1; last > 0; last -= 1) {
      const other = int(0, last);
      [copy[last], copy[other]] = [copy[other]!, copy[last]!];
    }
    return copy;
  };

  return {
    float,
    int,
    chance: (probability) => float() < probability,
    pick: (list) => {
      if (list.length === 0) throw new EmptyListError();
      return list[int(0, list.length - 1)]!;
    },
    sample: (list, count) => shuffle(list).slice(0, count),
    shuffle,
    fork: (...more) => openStream(joined(name, keysText(more))),
  };
}

function seeded(name: string) {
  const state = hash("sha256", `[${name}]`, "binary"); // one character per byte
  const int32 = (at: number) =>
    (state.charCodeAt(at) << 24) |
    (state.charCodeAt(at + 1) << 16) |
    (state.charCodeAt(at + 2) << 8) |
    state.charCodeAt(at + 3);
  return xoroshiro128plusFromState([int32(0), int32(4), int32(8), int32(12)]);
}
