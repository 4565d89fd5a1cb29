/** Little noise, as people type: never inside a value. Texts carry values between two marks. */
import type { Random } from "../../primitives";

/** Marks around what must survive letter by letter; of Latin-1, since one wider character widens a whole text. */
export const HELD = { open: "\u0091", close: "\u0092" } as const;

export function hold(text: string): string {
  return text === "" ? "" : HELD.open + text + HELD.close;
}

export function release(text: string): string {
  return text.replaceAll(HELD.open, "").replaceAll(HELD.close, "");
}

/** The values a text holds, in order. */
export function heldValues(text: string): string[] {
  return [...text.matchAll(/\u0091([^\u0092]*)\u0092/g)].map((match) => match[1]!);
}

/** The text with every held value as `_`. */
export function blank(text: string): string {
  return text.replace(/\u0091[^\u0092]*\u0092/g, "_");
}

/** Typos, lower case, a missing full stop: at most one edit per eight words. */
export function addNoise(text: string, random: Random): { text: string; edits: number } {
  const words = release(text).split(/\s+/).length;
  const allowed = Math.floor(words / 8);
  if (allowed === 0) return { text, edits: 0 };
  const kind = random.pick(["typo", "lower", "stop"] as const);
  if (kind === "stop" && text.endsWith(".")) return { text: text.slice(0, -1), edits: 1 };
  if (kind === "lower") return { text: text.slice(0, 1).toLowerCase() + text.slice(1), edits: 1 };
  let edits = 0;
  const parts = text.split(/(\u0091[^\u0092]*\u0092)/);
  const noisy = parts.map((part) => {
    if (part.startsWith(HELD.open)) return part;
    return part.replace(/\b[a-z]{5,}\b/g, (word) => {
      if (edits >= allowed || !random.chance(0.2)) return word;
      edits += 1;
      const at = random.int(1, word.length - 3);
      return random.chance(0.5)
        ? word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2)
        : word.slice(0, at) + word.slice(at + 1);
    });
  });
  return { text: noisy.join(""), edits };
}
