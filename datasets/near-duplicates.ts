/** Texts that say nearly the same: Jaccard similarity of word 3-grams on normalised text, by an inverted index. */

/** Lower case, digits as `#`, punctuation dropped. */
export function normaliseText(text: string): string {
  return text
    .toLowerCase()
    .replace(/\d+/g, "#")
    .replace(/[^\p{L}#\s']+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
}

export function shingles(normalised: string, size = 3): Set<string> {
  const words = normalised.split(" ");
  if (words.length < size) return new Set([normalised]);
  const grams = new Set<string>();
  for (let at = 0; at + size <= words.length; at += 1) grams.add(words.slice(at, at + size).join(" "));
  return grams;
}

export interface Similar {
  readonly id: string;
  readonly similarity: number;
}

/** Finds the most similar text seen so far. */
export class SimilarityIndex {
  private readonly grams = new Map<string, number[]>();
  private readonly texts: { readonly id: string; readonly size: number }[] = [];
  private readonly exact = new Map<string, string>();

  /** The most similar earlier text; those in `except` (a twin) do not count. */
  nearest(text: string, except: ReadonlySet<string> = new Set()): Similar | undefined {
    const normalised = normaliseText(text);
    const same = this.exact.get(normalised);
    if (same !== undefined && !except.has(same)) return { id: same, similarity: 1 };
    const own = shingles(normalised);
    const shared = new Map<number, number>();
    for (const gram of own)
      for (const position of this.grams.get(gram) ?? []) shared.set(position, (shared.get(position) ?? 0) + 1);
    let best: Similar | undefined;
    for (const [position, count] of shared) {
      const other = this.texts[position]!;
      if (except.has(other.id)) continue;
      const similarity = count / (own.size + other.size - count);
      if (best === undefined || similarity > best.similarity) best = { id: other.id, similarity };
    }
    return best;
  }

  add(id: string, text: string): void {
    const normalised = normaliseText(text);
    if (!this.exact.has(normalised)) this.exact.set(normalised, id);
    const own = shingles(normalised);
    const position = this.texts.push({ id, size: own.size }) - 1;
    for (const gram of own) {
      const list = this.grams.get(gram);
      if (list === undefined) this.grams.set(gram, [position]);
      else list.push(position);
    }
  }
}
