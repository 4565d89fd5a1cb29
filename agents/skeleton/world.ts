/** A world for functions nobody has written one for: entities of every kind they name, phrases to talk about, a log of what was done. */
import type { Random } from "../../primitives";
import type { World, WorldContext } from "../contract";
import { leavesOf, type ToolDefinition } from "./definitions";

export interface SkeletonEntity {
  /** A number where the functions take numbers. */
  readonly id: string | number;
  readonly name: string;
  readonly state: string;
}

export interface SkeletonWorld extends World {
  /** Tells two worlds' answers apart. */
  readonly salt: number;
  readonly entities: { readonly [kind: string]: readonly SkeletonEntity[] };
  /** "harbour survey": what texts are about. */
  readonly phrases: readonly string[];
  /** "the yearly audit of the north depot": what a request is for. */
  readonly purposes: readonly string[];
  /** References of what was changed. */
  readonly log: readonly string[];
}

const PLACES =
  "harbour,orchard,museum,depot,library,station,clinic,bakery,theatre,garden,workshop,archive,market,school,bridge,mill".split(
    ",",
  );
const SIDES = "north,south,east,west,upper,lower,old,new,central,coastal,quiet,green".split(",");
const AFFAIRS =
  "audit,survey,move,opening,inventory,handover,rehearsal,inspection,upgrade,campaign,review,training,repair,budget".split(
    ",",
  );
const TIMES = "yearly,monthly,weekly,spring,summer,autumn,winter,final,second,joint,early,late".split(",");
const STATES = "open,closed,waiting,active,archived,ready".split(",");

const PHRASES = SIDES.flatMap((side) =>
  PLACES.flatMap((place) => AFFAIRS.map((affair) => `${side} ${place} ${affair}`)),
);
const PURPOSES = TIMES.flatMap((time) =>
  AFFAIRS.flatMap((affair) =>
    SIDES.flatMap((side) => PLACES.map((place) => `the ${time} ${affair} of the ${side} ${place}`)),
  ),
);
const ENTITIES = 8;

/** Makes worlds for these functions. Replace it by the state your service really has. */
export function skeletonWorld(definitions: readonly ToolDefinition[]): (context: WorldContext) => SkeletonWorld {
  const kinds = new Map<string, boolean>([["record", false]]);
  for (const leaf of definitions.flatMap((definition) => leavesOf(definition, "all")))
    if (leaf.meaning === "entity") kinds.set(leaf.kind, leaf.schema.type !== "string");
  return (context) => {
    const { random, today } = context;
    const phrases = random.sample(context.pool("phrase", PHRASES), 24);
    const entities = [...kinds].map(
      ([kind, isNumber]) => [kind, entitiesOf(kind, isNumber, context, phrases)] as const,
    );
    return {
      today,
      salt: random.int(1, 1_000_000),
      entities: Object.fromEntries(entities),
      phrases,
      purposes: random.sample(context.pool("purpose", PURPOSES), 24),
      log: [],
    };
  };
}

function entitiesOf(
  kind: string,
  isNumber: boolean,
  context: WorldContext,
  phrases: readonly string[],
): SkeletonEntity[] {
  const numbers = new Set<number>();
  while (numbers.size < ENTITIES) numbers.add(context.number(kind, 1000, 9999));
  const mark = kind.replaceAll("_", "").slice(0, 3).toUpperCase();
  return [...numbers].map((number) => ({
    id: isNumber ? number : `${mark}-${number}`,
    name: context.random.pick(phrases),
    state: context.random.pick(STATES),
  }));
}

export function pickState(random: Random): string {
  return random.pick(STATES);
}
