/** How one row is to look: drawn apart from what it is about, evenly spread over the rows of a type. */
import { createRandom, hashFraction } from "../../primitives";
import type { NormalSettings } from "../settings";
import type { Blueprint, Kind } from "../types";

export interface RowStyle {
  /** 0-1: decides the size of the tool list. */
  readonly size: number;
  readonly masked: boolean;
  readonly rendering: "native" | "text";
  readonly system: "serving" | "minimal" | "variant";
  readonly colleagues: boolean;
  readonly opener: boolean;
  readonly closer: boolean;
  readonly aside: boolean;
  readonly noise: boolean;
  readonly reasons: number;
}

/** Irrational steps: rows in sequence fill the unit interval evenly, and two attributes do not move together. */
const STEPS = {
  size: Math.SQRT2,
  masked: 1.618033988749895,
  rendering: 1.7320508075688772,
  system: 2.23606797749979,
  colleagues: 2.6457513110645907,
  opener: 3.3166247903554,
  closer: 3.605551275463989,
  aside: 4.123105625617661,
  noise: 4.358898943540674,
} as const;

const MASKED = 0.15;
const TEXT = 0.1;
const NOISY = 0.12;

/** Requests of few words: a value is left out, or a function is named. */
const SHORT_KINDS: ReadonlySet<Kind> = new Set(["missing_required", "invalid_value", "near_miss"]);

export function styleOf(settings: NormalSettings, agent: string, block: number, blueprint: Blueprint): RowStyle {
  const at = (name: keyof typeof STEPS) => {
    const offset = hashFraction("style", settings.seed, agent, block, blueprint.type, blueprint.split, name);
    return (offset + blueprint.index * STEPS[name]) % 1;
  };
  const random = createRandom(settings.seed, agent, block, "style", blueprint.split, blueprint.type, blueprint.index);
  const system = at("system");
  const isForeign = blueprint.kind === "other_agent";
  // Negatives and their hosts are short requests by nature; what stands around them keeps length from telling.
  const dressed = blueprint.type === "negative" || blueprint.host !== undefined;
  const shortest = SHORT_KINDS.has(blueprint.host ?? blueprint.kind);
  const chance = (bare: number, more: number, most: number) => (shortest ? most : dressed ? more : bare);
  return {
    size: at("size"),
    masked: blueprint.split === "train" && at("masked") < MASKED,
    rendering: settings.rendering === "mixed" ? (at("rendering") < TEXT ? "text" : "native") : settings.rendering,
    system: system < 0.1 ? "minimal" : system < 0.25 ? "serving" : "variant",
    colleagues: at("colleagues") < 0.45,
    // A request of another agent's is never left bare: that agent has the same ones in its own data.
    opener: at("opener") < chance(0.14, 0.3, 0.45) || (isForeign && random.chance(0.6)),
    closer: at("closer") < chance(0.1, 0.22, 0.34) || isForeign,
    aside: at("aside") < chance(0.09, 0.24, 0.36),
    noise: at("noise") < NOISY,
    reasons: settings.reasons ? random.float() : 1,
  };
}
