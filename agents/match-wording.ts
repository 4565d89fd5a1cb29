/**
 * Whether a text is one that a wording can give, read from left to right with every place where the wording may be at
 * that moment. (A regular expression says the same, and takes longer to compile than this to read.)
 */
import type { Wording } from "./contract";
import { parseWording, type WordingNode } from "./wording";

/** Places in the text, each once. */
type Places = readonly number[];

/**
 * Spaces are flexible: expanding collapses those that an empty alternative leaves behind; an article agrees with its value.
 * @param texts the texts a slot may have, which may begin with a capital; none: the alternative that names it cannot be
 * @param options `inside`: other text may stand around it
 */
export function matchesWording(
  wording: Wording,
  text: string,
  texts: (slot: string) => readonly string[],
  options: { readonly inside?: boolean } = {},
): boolean {
  const nodes = parseWording(wording);
  if (options.inside !== true)
    return follow(nodes, text, [skipSpace(text, 0)], texts).some((end) => skipSpace(text, end) === text.length);
  const anywhere = Array.from({ length: text.length + 1 }, (_, place) => place);
  return follow(nodes, text, anywhere, texts).length > 0;
}

function follow(
  nodes: readonly WordingNode[],
  text: string,
  start: Places,
  texts: (slot: string) => readonly string[],
): Places {
  let places = start;
  for (const node of nodes) {
    if (places.length === 0) return places;
    if (typeof node === "string") places = literal(node, text, places);
    else if ("slot" in node) places = either(sayable(texts(node.slot)), (value) => valueEnds(value, text, places));
    else places = either(node.choices, (choice) => follow(choice, text, places, texts));
  }
  return places;
}

function either<T>(options: readonly T[], endsOf: (option: T) => Places): Places {
  const ends = new Set<number>();
  for (const option of options) for (const end of endsOf(option)) ends.add(end);
  return [...ends];
}

/** A slot whose only text is empty cannot be said. */
function sayable(values: readonly string[]): readonly string[] {
  return values.length === 1 && values[0] === "" ? [] : values;
}

/** A value may begin with a capital where it begins a sentence. */
function valueEnds(value: string, text: string, places: Places): Places {
  const first = /^[a-z]/.exec(value)?.[0];
  if (first === undefined) return literal(value, text, places);
  const capital = first.toUpperCase();
  const begun = places.filter((place) => text[place] === first || text[place] === capital).map((place) => place + 1);
  return literal(value.slice(1), text, begun);
}

const ARTICLE = /(?:^|[^\p{L}])[Aa]n? $/u;

function literal(wanted: string, text: string, places: Places): Places {
  if (!wanted.endsWith(" ") || !ARTICLE.test(wanted)) return places.flatMap((place) => walk(wanted, text, place) ?? []);
  const bare = wanted.replace(/n? $/, "");
  return either(places, (place) => {
    const end = walk(bare, text, place);
    if (end === undefined) return [];
    return [skipSpace(text, end), ...(text[end] === "n" ? [skipSpace(text, end + 1)] : [])];
  });
}

/** The place behind what is wanted. All space is skipped at once, since nothing else begins with one. */
function walk(wanted: string, text: string, from: number): number | undefined {
  let place = from;
  let at = 0;
  while (at < wanted.length) {
    if (isSpace(wanted, at)) {
      at = skipSpace(wanted, at);
      place = skipSpace(text, place);
    } else {
      if (wanted.charCodeAt(at) !== text.charCodeAt(place)) return undefined;
      at += 1;
      place += 1;
    }
  }
  return place;
}

function skipSpace(text: string, from: number): number {
  let place = from;
  while (place < text.length && isSpace(text, place)) place += 1;
  return place;
}

/** As `\s` of regular expressions. */
function isSpace(text: string, place: number): boolean {
  const code = text.charCodeAt(place);
  return code === 32 || (code <= 13 ? code >= 9 : code > 127 && /\s/.test(text[place]!));
}
