/** What a model can see at a point of a conversation: its words and its numbers. */
import type { Json } from "../types";

const NUMBER = /\d+(?:[.,]\d+)*/g;

/** Texts kept at hand; rows with names of their own make new ones without end, and memory must not grow with rows. */
const KEPT = 600;
const shared = new Map<string, { readonly lower: string; readonly numbers: readonly number[] }>();

export class Visible {
  private text = "";
  private plain: string | undefined;
  private readonly numbers = new Set<number>();

  add(text: string): void {
    this.text += `\n${text.toLowerCase()}`;
    this.plain = undefined;
    for (const match of text.matchAll(NUMBER)) for (const number of readings(match[0])) this.numbers.add(number);
  }

  /** Adds a text that many rows share, such as a tool's schema; it is read once. */
  addShared(text: string): void {
    let read = shared.get(text);
    if (read === undefined) {
      read = { lower: text.toLowerCase(), numbers: numbersIn(text).flatMap((number) => number.readings) };
      if (shared.size >= KEPT) shared.clear();
      shared.set(text, read);
    }
    this.text += `\n${read.lower}`;
    this.plain = undefined;
    for (const number of read.numbers) this.numbers.add(number);
  }

  addNumber(value: number): void {
    this.numbers.add(Math.abs(value));
  }

  hasNumber(value: number): boolean {
    return this.numbers.has(Math.abs(value));
  }

  /** Whether the words occur, not inside a longer word. */
  hasWords(words: string): boolean {
    return containsWords(this.text, words.toLowerCase());
  }

  /** The same with punctuation and spelling variants of spaces ignored: `in_progress` is seen in "in progress". */
  hasSpelling(words: string): boolean {
    this.plain ??= plainText(this.text);
    const wanted = plainText(words.toLowerCase()).trim();
    return wanted !== "" && this.plain.includes(` ${wanted} `);
  }
}

/** All numbers a text states, whatever its thousands separators. */
export function numbersIn(text: string): { readonly text: string; readonly readings: readonly number[] }[] {
  return [...text.matchAll(NUMBER)].map((match) => ({ text: match[0], readings: readings(match[0]) }));
}

function readings(text: string): number[] {
  if (!/[.,]/.test(text)) return [Number(text)];
  const joined = Number(text.replaceAll(",", ""));
  const parts = text.split(/[.,]/).map(Number);
  return Number.isNaN(joined) ? parts : [joined, ...(parts.length > 2 || /,\d{1,2}(?!\d)/.test(text) ? parts : [])];
}

function containsWords(text: string, words: string): boolean {
  if (words === "") return true;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    const before = text[at - 1];
    const after = text[at + words.length];
    if (!isWord(before) && !isWord(after)) return true;
  }
  return false;
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_]/u.test(character);
}

function plainText(text: string): string {
  return ` ${text.replace(/[^\p{L}\p{N}]+/gu, " ")} `;
}

/** All strings and numbers inside a value. */
export function leavesOf(
  value: Json,
  path = "",
): { readonly pointer: string; readonly value: Exclude<Json, object> | null }[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => leavesOf(item, `${path}/${index}`));
  if (typeof value === "object" && value !== null)
    return Object.entries(value).flatMap(([key, item]) => (item === undefined ? [] : leavesOf(item, `${path}/${key}`)));
  return [{ pointer: path, value: value as Exclude<Json, object> | null }];
}
