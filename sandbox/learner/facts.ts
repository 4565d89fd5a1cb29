/** What answers state of a result: fields that training answers stated are added where the answer lacks them. */
import type { Situation } from "./conversation";
import type { Memory } from "./memory";

type Seen = Pick<Situation, "turns">;

export interface FactTeller {
  /** The answer, with the values of the last results that are usually stated and are not in it. */
  complete(text: string, situation: Seen): string;
}

const USUALLY = 0.5;
const MOST_ADDED = 8;

export function createFactTeller(memory: Memory): FactTeller {
  const seen = new Map<string, number>();
  const stated = new Map<string, number>();
  for (const { situation, calls, text } of memory.moments) {
    if (calls.length > 0) continue;
    const keys = new Map<string, boolean>();
    for (const { key, value } of fieldsOf(situation)) keys.set(key, (keys.get(key) ?? true) && text.includes(value));
    for (const [key, isStated] of keys) {
      seen.set(key, (seen.get(key) ?? 0) + 1);
      if (isStated) stated.set(key, (stated.get(key) ?? 0) + 1);
    }
  }

  return {
    complete(text, situation) {
      const added = new Map<string, string>();
      for (const { key, name, value } of fieldsOf(situation)) {
        if (added.size >= MOST_ADDED || text.includes(value) || added.has(value)) continue;
        if ((stated.get(key) ?? 0) >= USUALLY * (seen.get(key) ?? Number.POSITIVE_INFINITY)) added.set(value, name);
      }
      if (added.size === 0) return text;
      const parts = [...added].map(([value, name]) => `${name.replaceAll("_", " ")} ${value}`);
      return `${text} (${parts.join(", ")})`;
    },
  };
}

interface Field {
  /** Tool and path, list places folded. */
  readonly key: string;
  readonly name: string;
  readonly value: string;
}

function fieldsOf({ turns }: Seen): Field[] {
  const last = turns.at(-1);
  if (last?.role !== "tool") return [];
  return last.results.flatMap(({ name, value }) => fieldsIn(value, name, ""));
}

function fieldsIn(value: unknown, key: string, name: string): Field[] {
  if (typeof value === "string" || typeof value === "number") return [{ key, name, value: String(value) }];
  if (Array.isArray(value)) return value.slice(0, 6).flatMap((item) => fieldsIn(item, `${key}[]`, name));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([inner, item]) => fieldsIn(item, `${key}.${inner}`, inner));
}
