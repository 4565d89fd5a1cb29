/** What a context offers for an argument: each value once, with every place it stands in. */
import type { ParameterSchema, Situation } from "./conversation";
import { hash, nameWords } from "./features";
import { cross } from "./ranker";
import type { ContextValue } from "./values";

export interface Offer {
  readonly value: string | number | boolean;
  readonly shape: string;
  /** Hashed signs of where it stands: source, cue, age, place among its likes. */
  readonly signs: readonly number[];
  /** Cues, for parameters that training never showed. */
  readonly places: readonly ContextValue[];
}

const MOST_OFFERS = 160;

/** Values in the order of the conversation; the latest ones when there are too many. */
export function offersOf(context: readonly ContextValue[]): Offer[] {
  const offers = new Map<
    unknown,
    { value: ContextValue["value"]; shape: string; signs: Set<number>; places: ContextValue[] }
  >();
  const seen = new Map<string, number>();
  const last = new Map<string, ContextValue["value"]>();
  for (const place of context) {
    let offer = offers.get(place.value);
    if (offer === undefined) {
      offer = { value: place.value, shape: place.shape, signs: new Set([hash(`shape:${place.shape}`)]), places: [] };
      offers.set(place.value, offer);
    }
    const alike = `${place.source}:${place.shape}:${place.age}`;
    const nth = seen.get(alike) ?? 0;
    seen.set(alike, nth + 1);
    last.set(alike, place.value);
    offer.places.push(place);
    for (const sign of signsOf(place, nth)) offer.signs.add(sign);
  }
  for (const [alike, value] of last) offers.get(value)?.signs.add(hash(`last:${alike.replace(/:\d+$/, "")}`));
  return [...offers.values()].slice(-MOST_OFFERS).map((offer) => ({ ...offer, signs: [...offer.signs] }));
}

/** Source, cue, age, shape and place among its likes, alone and in pairs. */
function signsOf({ cue, shape, source, age }: ContextValue, nth: number): number[] {
  const said = hash(cue);
  const form = hash(shape);
  const from = 11 + SOURCES.indexOf(source);
  const when = 31 + Math.min(age, 4);
  return [
    cross(said, 1),
    cross(said, from),
    cross(cross(from, when), 2),
    cross(said, when),
    cross(cross(form, from), 51 + Math.min(nth, 3)),
    cross(form, from),
    cross(said, form),
  ];
}

const SOURCES: readonly ContextValue["source"][] = ["user", "result", "system"];

export function fitsType(type: string | undefined, value: unknown): boolean {
  if (type === "integer") return Number.isInteger(value);
  if (type === "number") return typeof value === "number";
  return typeof value === "string";
}

/** Without training: names and shapes must do. */
export function guessOffer(offers: readonly Offer[], schema: ParameterSchema, name: string): Offer | undefined {
  let best: { offer: Offer; score: number } | undefined;
  offers.forEach((offer, order) => {
    if (!fitsType(schema.type, offer.value)) return;
    const score = Math.max(...offer.places.map((place) => guessScore(place, name))) - order * 1e-6;
    if (score > 0 && (best === undefined || score > best.score)) best = { offer, score };
  });
  return best?.offer;
}

function guessScore(candidate: ContextValue, name: string): number {
  const parts = nameWords(name);
  const isNamed = candidate.cue === name || parts.includes(candidate.cue) ? 2 : 0;
  const looksSpecial = /[9@/_#]/.test(candidate.shape) ? 1 : 0;
  const isAddress = parts.includes("email") && candidate.shape.includes("@") ? 2 : 0;
  const isIdentifier = parts.at(-1) === "id" && /^A+[-_#]?9/.test(candidate.shape) ? 2 : 0;
  const isDate = parts.includes("date") && candidate.shape === "9-9-9" ? 2 : 0;
  const isPlain = candidate.shape === "a" ? -0.5 : 0;
  return (
    0.1 +
    isNamed +
    looksSpecial +
    isAddress +
    isIdentifier +
    isDate +
    isPlain +
    (candidate.source === "system" ? -1 : 0)
  );
}

/** Whether the request says the value: all words of an enum value stand in it. */
export function saysValue(asked: ReadonlySet<string>, value: unknown): boolean {
  const parts = nameWords(String(value));
  return parts.length > 0 && parts.every((part) => asked.has(part));
}

export type Conversation = Pick<Situation, "system" | "tools" | "turns">;
