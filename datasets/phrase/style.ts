/** How one row is to look: drawn apart from what it is about, evenly spread over the rows of a type. */
import { createRandom, hashFraction } from "../../primitives";
import type { NormalSettings } from "../settings";
import type { Blueprint } from "../types";

export interface RowStyle {
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
  masked: 1.618033988749895,
  rendering: 1.7320508075688772,
  system: 2.23606797749979,
  colleagues: 2.6457513110645907,
  opener: 3.3166247903554,
  closer: 3.605551275463989,
  aside: 4.123105625617661,
  noise: 4.358898943540674,
} as const;

/** A tenth of the rows are ReAct text, which is never masked, and some name a function in words. */
const MASKED = 0.172;
const TEXT = 0.1;
const NOISY = 0.12;

export function styleOf(settings: NormalSettings, agent: string, block: number, blueprint: Blueprint): RowStyle {
  const at = (name: keyof typeof STEPS) => {
    const offset = hashFraction("style", settings.seed, agent, block, blueprint.type, blueprint.split, name);
    return (offset + blueprint.index * STEPS[name]) % 1;
  };
  const random = createRandom(settings.seed, agent, block, "style", blueprint.split, blueprint.type, blueprint.index);
  const system = at("system");
  const isForeign = blueprint.kind === "other_agent";
  return {
    masked: blueprint.split === "train" && at("masked") < MASKED,
    rendering: settings.rendering === "mixed" ? (at("rendering") < TEXT ? "text" : "native") : settings.rendering,
    system: system < 0.1 ? "minimal" : system < 0.25 ? "serving" : "variant",
    colleagues: at("colleagues") < 0.28,
    // A request of another agent's is never left bare: that agent has the same ones in its own data.
    opener: at("opener") < 0.2 || (isForeign && random.chance(0.6)),
    closer: at("closer") < 0.14 || isForeign,
    aside: at("aside") < 0.08,
    noise: at("noise") < NOISY,
    reasons: settings.reasons ? random.float() : 1,
  };
}
