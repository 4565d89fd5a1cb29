/** What the learner looks at: hashed word n-grams of the last request, and where in the conversation it stands. */
import type { Situation, ToolCall, Turn } from "./conversation";

/** Lower-case words of a text; digits count as one word each run, so that numbers look alike. */
export function words(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}]+|\d+/gu) ?? []).map((word) => (/^\d/.test(word) ? "0" : word));
}

/** Words of an identifier: `create_ticket`, `createTicket` and `create-ticket` are two words each. */
export function nameWords(name: string): string[] {
  return words(name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").replace(/[_\-.]/g, " "));
}

/** FNV-1a, cut to 30 bits: small integers keep lists of features dense and fast. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value ^= text.charCodeAt(index);
    value = Math.imul(value, 0x01000193);
  }
  return value & 0x3fffffff;
}

/** Hashed features with weights; the place in the conversation weighs more than a word. */
export function featuresOf({ system, turns }: Pick<Situation, "system" | "turns">): Map<number, number> {
  const features = new Map<number, number>();
  const add = (text: string, weight: number) => {
    const key = hash(text);
    features.set(key, Math.min((features.get(key) ?? 0) + weight, weight * 2));
  };
  const asked = words(lastUserText(turns));
  asked.forEach((word, index) => {
    add(`w:${word}`, 1);
    if (index > 0) add(`b:${asked[index - 1]} ${word}`, 1);
  });
  const since = callsSinceUser(turns);
  add(`step:${Math.min(since.length, 8)}`, 4);
  if (since.length > 0) add(`last:${since.at(-1)!.name}`, 6);
  if (since.length > 1) add(`lasts:${since.at(-2)!.name} ${since.at(-1)!.name}`, 4);
  for (const call of since) add(`called:${call.name}`, 2);
  const last = turns.at(-1);
  if (last?.role === "tool")
    for (const { value } of last.results) for (const text of resultSigns(value)) add(`r:${text}`, 2);
  add(`users:${Math.min(turns.filter((turn) => turn.role === "user").length, 4)}`, 2);
  if (/action input/i.test(system)) add("format:react", 6);
  return features;
}

export function lastUserText(turns: readonly Turn[]): string {
  for (let index = turns.length - 1; index >= 0; index -= 1) {
    const turn = turns[index]!;
    if (turn.role === "user") return turn.text;
  }
  return "";
}

/** The calls made since the user spoke last. */
export function callsSinceUser(turns: readonly Turn[]): ToolCall[] {
  const calls: ToolCall[] = [];
  for (const turn of turns) {
    if (turn.role === "user") calls.length = 0;
    else if (turn.role === "model") calls.push(...turn.calls);
  }
  return calls;
}

/** Keys of a result and its short word-like values: `error`, `status=failed`, whether a list is empty. */
export function resultSigns(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const signs: string[] = [];
  for (const [key, inner] of Object.entries(value).slice(0, 20)) {
    signs.push(key);
    if (typeof inner === "boolean" || (typeof inner === "string" && /^[a-z_]{2,20}$/.test(inner)))
      signs.push(`${key}=${inner}`);
    if (Array.isArray(inner)) signs.push(`${key}:${inner.length === 0 ? "empty" : "some"}`);
  }
  return signs;
}
