/** Texts that say nearly the same: Jaccard similarity of word 3-grams on normalised text, by an inverted index. */

/** Lower case, digits as `#`, punctuation dropped. */
export function normaliseText(text: string): string {
  return normaliseAscii(text) ?? normaliseAny(text);
}

function normaliseAny(text: string): string {
  return text
    .toLowerCase()
    .replace(/\d+/g, "#")
    .replace(/[^\p{L}#\s']+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/** The same in one pass for texts of ASCII characters, as almost all are; undefined for others. */
function normaliseAscii(text: string): string | undefined {
  const lower = text.toLowerCase();
  let normalised = "";
  let begun = -1; // where a run of characters that stay begins
  let gap = false;
  for (let at = 0; at <= lower.length; at += 1) {
    const code = at < lower.length ? lower.charCodeAt(at) : SPACE;
    if (code > 127) return undefined;
    const isDigit = code >= 48 && code <= 57;
    if (!isDigit && ((code >= 97 && code <= 122) || code === HASH || code === APOSTROPHE)) {
      if (begun < 0) begun = at;
      continue;
    }
    if (begun >= 0) {
      normalised += gap && normalised !== "" ? ` ${lower.slice(begun, at)}` : lower.slice(begun, at);
      gap = false;
      begun = -1;
    }
    if (!isDigit) {
      gap = true;
      continue;
    }
    normalised += gap && normalised !== "" ? " #" : "#";
    gap = false;
    while (at + 1 < lower.length && isDigitCode(lower.charCodeAt(at + 1))) at += 1;
  }
  return normalised;
}

const SPACE = 32;
const HASH = 35;
const APOSTROPHE = 39;

function isDigitCode(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Runs of `size` words of a normalised text, in their order. */
export function gramsOf(normalised: string, size: number): string[] {
  const starts = [0];
  for (let at = normalised.indexOf(" "); at >= 0; at = normalised.indexOf(" ", at + 1)) starts.push(at + 1);
  const grams: string[] = [];
  for (let word = 0; word + size <= starts.length; word += 1) {
    const next = starts[word + size];
    grams.push(normalised.slice(starts[word], next === undefined ? undefined : next - 1));
  }
  return grams;
}

export function shingles(normalised: string, size = 3): Set<string> {
  const grams = gramsOf(normalised, size);
  return new Set(grams.length === 0 ? [normalised] : grams);
}

/** A text made ready for being looked for in several indices. */
export class Sought {
  readonly normalised: string;
  private known: ReadonlySet<string> | undefined;

  constructor(text: string) {
    this.normalised = normaliseText(text);
  }

  get shingles(): ReadonlySet<string> {
    this.known ??= shingles(this.normalised);
    return this.known;
  }
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
  /** Grams that each text shares with the one looked for: all zero between two searches. */
  private shared = new Uint32Array(0);

  /** The most similar earlier text; those in `except` (a twin) do not count. */
  nearest(text: string | Sought, except: ReadonlySet<string> = new Set()): Similar | undefined {
    const sought = typeof text === "string" ? new Sought(text) : text;
    const same = this.exact.get(sought.normalised);
    if (same !== undefined && !except.has(same)) return { id: same, similarity: 1 };
    const own = sought.shingles;
    if (this.shared.length < this.texts.length) this.shared = new Uint32Array(2 * this.texts.length);
    const { shared } = this;
    const met: number[] = [];
    for (const gram of own)
      for (const position of this.grams.get(gram) ?? []) {
        if (shared[position] === 0) met.push(position);
        shared[position]! += 1;
      }
    let best: Similar | undefined;
    for (const position of met) {
      const count = shared[position]!;
      shared[position] = 0;
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
