/** Values that a context offers for copying: from what users wrote, from tool results, from the system text. */
import type { Situation, Turn } from "./conversation";

export interface ContextValue {
  readonly value: string | number | boolean;
  /** Character classes of the value, runs folded: `TCK-1042` is `A-9`, `a.b@c.example` is `a.a@a.a`. */
  readonly shape: string;
  /** The word before it (user and system text), or the key that holds it (results). */
  readonly cue: string;
  readonly source: "user" | "result" | "system";
  /** 0 is the turn spoken last. */
  readonly age: number;
}

type PlacedValue = Omit<ContextValue, "source" | "age">;

/** Extracts once per text: rows of one data set share their system texts. */
export function createValueReader(): (situation: Pick<Situation, "system" | "turns">) => ContextValue[] {
  const texts = new Map<string, PlacedValue[]>();
  const results = new WeakMap<object, PlacedValue[]>();
  const ofText = (text: string) => remember(texts, text, () => valuesOfText(text));

  return ({ system, turns }) => {
    const found: ContextValue[] = [];
    turns.forEach((turn, index) => {
      const age = turns.length - 1 - index;
      for (const value of ofTurn(turn)) found.push({ ...value, source: turn.role === "tool" ? "result" : "user", age });
    });
    for (const value of ofText(system)) found.push({ ...value, source: "system", age: turns.length });
    return found;
  };

  function ofTurn(turn: Turn) {
    if (turn.role === "user") return ofText(turn.text);
    if (turn.role === "tool") {
      return remember(results, turn.results, () => turn.results.flatMap(({ value }) => valuesOfResult(value, "")));
    }
    return [];
  }
}

function remember<K, V>(
  cache: { get(key: K): V | undefined; set(key: K, value: V): unknown },
  key: K,
  make: () => V,
): V {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = make();
  cache.set(key, made);
  return made;
}

/** Character classes with runs folded to one; empty and very long texts are their own shapes. */
export function shapeOf(value: unknown): string {
  if (typeof value === "number") return Number.isInteger(value) ? "#" : "#.#";
  if (typeof value === "boolean") return "?";
  const text = String(value);
  if (text.length > 80) return "long";
  return text
    .replace(/\p{Lu}+/gu, "A")
    .replace(/\p{Ll}+/gu, "a")
    .replace(/(?:Aa|A|a)(?:[ ](?:Aa|A|a))+/g, (run) => (run.includes("A") ? "A a" : "a a"))
    .replace(/\d+/g, "9");
}

const TOKEN =
  /"([^"\n]{1,200})"|“([^”\n]{1,200})”|`([^`\n]{1,200})`|'([^'\n]{2,200})'(?![a-z])|(\p{Lu}[\p{L}&.'-]*(?: (?:of|and|the|for|&) \p{Lu}[\p{L}.'-]*| \p{Lu}[\p{L}.'-]*)+)(?![\p{N}_-])|([\p{L}\p{N}_$#@~/.:%+=-]*[\p{L}\p{N}_%/])/gu;

function valuesOfText(text: string): PlacedValue[] {
  const values: PlacedValue[] = [];
  let cue = "";
  for (const match of text.matchAll(TOKEN)) {
    const token = match.slice(1).find((group) => group !== undefined)!;
    const isPlainWord = match[6] !== undefined && /^\p{Ll}+$/u.test(token);
    const number = numberOf(token);
    if (number !== undefined) values.push({ value: number, shape: shapeOf(number), cue });
    if (token.length <= 200) values.push({ value: token, shape: shapeOf(token), cue });
    if (match[5] !== undefined)
      for (const part of token.split(" ")) values.push({ value: part, shape: shapeOf(part), cue });
    if (isPlainWord || match[6] !== undefined) cue = token.toLowerCase();
  }
  return values;
}

function valuesOfResult(value: unknown, key: string): PlacedValue[] {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return [{ value, shape: shapeOf(value), cue: key }];
  }
  if (Array.isArray(value)) return value.slice(0, 50).flatMap((item) => valuesOfResult(item, key));
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([name, inner]) => valuesOfResult(inner, name));
  }
  return [];
}

/** `1,200`, `15%`, `$4.50`, `30s` as numbers. */
function numberOf(token: string): number | undefined {
  const match = /^[$€£]?(-?\d[\d,]*(?:\.\d+)?)(?:%|[a-z]{1,3})?$/.exec(token);
  if (match === null) return undefined;
  const number = Number(match[1]!.replaceAll(",", ""));
  return Number.isFinite(number) ? number : undefined;
}
