/**
 * What a paraphrase may not do: lose or add a value, turn the meaning, change the language, answer. Strict on purpose: a good
 * paraphrase that is refused costs a fraction of a cent, a bad one that is kept teaches a wrong call.
 */
import { holdsCallSyntax } from "../codec";
import { FUNCTION_WORDS } from "../gates/function-words";
import { tokensOf } from "../gates/text-metrics";

export interface Objection {
  /** `unchanged`, `form`, `length`, `values`, `added`, `meaning`, `language`, `answer`, `topic`. */
  readonly rule: string;
  readonly reason: string;
}

type Rule = (original: string, paraphrase: string, values: readonly string[]) => string | undefined;

/** @param values what the request states and the paraphrase has to state too, letter by letter */
export function paraphraseObjection(
  original: string,
  paraphrase: string,
  values: readonly string[],
): Objection | undefined {
  for (const [rule, object] of RULES) {
    const reason = object(original, paraphrase, values);
    if (reason !== undefined) return { rule, reason };
  }
  return undefined;
}

/** Values of a text that anybody can see: quoted, with digits or signs inside, in capitals, names. */
export function plainValues(text: string): string[] {
  const quoted = text.match(/"[^"\n]+"|“[^”\n]+”|`[^`\n]+`/g) ?? [];
  const words = [...text.matchAll(/[^\s"“”`(),;!?]+/g)].flatMap(({ 0: raw, index }) => {
    const word = raw.replace(/^['[<]+|['\].:>]+$/g, "").replace(/['’]s$/, "");
    const startsSentence = /(^|[.!?:\n]["'“]?\s*)$/.test(text.slice(0, index).replace(/[^\S\n]+$/, ""));
    const isName = /^\p{Lu}/u.test(word) && !startsSentence && !/^I(['’]|$)/.test(word);
    return /[\d_/@\\=]|\w\.\w|\p{Ll}\p{Lu}|^\p{Lu}{2,}/u.test(word) || isName ? [word] : [];
  });
  return [...new Set([...quoted, ...words])];
}

const SHORTEST = 0.4;
const LONGEST = 2.5;
const LEAST_FUNCTION_WORDS = 0.15;
const LEAST_KEPT = 0.25;

const NUMBER_WORDS =
  /\b(zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|once|twice|thrice|half|dozen|couple|both|first|second|third|fourth|last)\b/g;

/** Two of them say the contrary of one: a paraphrase has as many. */
const NEGATION = /\b(not|never|no|none|nothing|without|neither|nor|cannot|skip|avoid|refrain)\b|n['’]t\b/g;

/** Words that turn a request when they come or go; each class is in both texts or in neither. */
const TURNING: readonly (readonly [string, RegExp])[] = [
  ["exclusiveness", /\b(only|just|solely|nothing but|exclusively)\b/],
  ["exception", /\b(except|excluding|unless|apart from|other than|besides|leave out|leaving out)\b/],
  ["an upper bound", /\b(at most|no more than|up to|under|below|less|fewer|within|maximum|max)\b/],
  ["a lower bound", /\b(at least|no less than|over|above|more than|greater|exceed(s|ing)?|minimum|min|or more)\b/],
  ["what comes before", /\b(before|prior to|until|till|by the end)\b/],
  ["what comes after", /\b(after|since|following|once)\b/],
  ["an alternative", /\b(or|either|instead|rather than)\b/],
  ["a day", /\b(today|tonight|yesterday|tomorrow|now|ago|next|(this|last) (week|month|quarter|year))\b/],
];

/** How a model begins when it answers or comments. */
const ANSWERING =
  /^(sure|certainly|of course|okay|ok\b|absolutely|here('s| is| are)|i('m| am) sorry|sorry|as an? (ai|assistant)|done\b|unfortunately|happy to|paraphrase|rewritten|rewrite|new message|message:|user:)|\bi(['’]ve| have)\b|\bas an ai\b|\bparaphras|\bi('ll| will) \w+|\blet me (check|look|run|see)\b/;

const RULES: readonly (readonly [string, Rule])[] = [
  ["unchanged", (original, paraphrase) => (flat(original) === flat(paraphrase) ? "says the same words" : undefined)],
  [
    "form",
    (original, paraphrase) => {
      if (paraphrase.trim() === "") return "is empty";
      if (paraphrase !== paraphrase.trim()) return "has spaces around it";
      if (holdsCallSyntax(paraphrase) || /```|[{}]|<\/?\w+>/.test(paraphrase))
        return "holds what is no message of a person";
      return /\n/.test(paraphrase) && !/\n/.test(original) ? "has several lines" : undefined;
    },
  ],
  [
    "length",
    (original, paraphrase) => {
      const share = wordCount(paraphrase) / wordCount(original);
      return share < SHORTEST || share > LONGEST ? `has ${share.toFixed(1)} times the words` : undefined;
    },
  ],
  [
    "values",
    (original, paraphrase, values) => {
      const lost = [...values, ...plainValues(original)].find((value) => !holdsValue(paraphrase, value));
      if (lost !== undefined) return `does not say ${JSON.stringify(lost.slice(0, 40))}`;
      return sameSet(numberWords(original), numberWords(paraphrase)) ? undefined : "says other numbers";
    },
  ],
  [
    "added",
    (original, paraphrase) => {
      const whole = flat(original);
      const added = plainValues(paraphrase).find((value) => !whole.includes(flat(value)));
      return added === undefined ? undefined : `says ${JSON.stringify(added.slice(0, 40))}, which nobody asked for`;
    },
  ],
  [
    "language",
    (original, paraphrase) => {
      const foreign = /[^\p{Script=Latin}\P{L}]/u.exec(paraphrase)?.[0];
      if (foreign !== undefined && !original.includes(foreign)) return `is written in other letters (${foreign})`;
      const share = functionWords(paraphrase);
      return share < LEAST_FUNCTION_WORDS && share < functionWords(original) / 2
        ? "has hardly a function word of its language"
        : undefined;
    },
  ],
  [
    "meaning",
    (original, paraphrase) => {
      const [before, after] = [original.toLowerCase(), paraphrase.toLowerCase()];
      const more = count(NEGATION, after) - count(NEGATION, before);
      if (more !== 0) return more > 0 ? "adds negation" : "loses negation";
      const turned = TURNING.find(([, words]) => words.test(before) !== words.test(after));
      return turned === undefined ? undefined : `${turned[1].test(before) ? "loses" : "adds"} ${turned[0]}`;
    },
  ],
  [
    "answer",
    (original, paraphrase) => {
      const found = ANSWERING.exec(paraphrase.toLowerCase())?.[0];
      return found === undefined || original.toLowerCase().includes(found) ? undefined : `answers: "${found}"`;
    },
  ],
  [
    "topic",
    (original, paraphrase, values) => {
      const stated = [...values, ...plainValues(original)];
      const stems = contentStems(original, stated);
      const own = new Set(contentStems(paraphrase, stated));
      const kept = stems.filter((stem) => own.has(stem)).length;
      return stems.length > 2 && kept < LEAST_KEPT * stems.length ? "speaks of something else" : undefined;
    },
  ],
];

function count(words: RegExp, text: string): number {
  return text.match(words)?.length ?? 0;
}

function flat(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

function wordCount(text: string): number {
  return Math.max(1, text.split(/\s+/).filter((word) => word !== "").length);
}

/** Whole: `build-4` does not stand in `build-41`. */
function holdsValue(text: string, value: string): boolean {
  for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + 1)) {
    const [before, after] = [text[at - 1] ?? " ", text[at + value.length] ?? " "];
    const isCut = /[\p{L}\p{N}]/u;
    if (!(isCut.test(before) && isCut.test(value[0]!)) && !(isCut.test(after) && isCut.test(value.at(-1)!)))
      return true;
  }
  return false;
}

function numberWords(text: string): string[] {
  return [...new Set(text.toLowerCase().match(NUMBER_WORDS) ?? [])].sort();
}

function sameSet(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((each, index) => each === right[index]);
}

function functionWords(text: string): number {
  const words = tokensOf(text).filter((token) => /[a-z0-9]/.test(token));
  return words.length === 0 ? 0 : words.filter((word) => FUNCTION_WORDS.has(word)).length / words.length;
}

const STEM = 4;

/** Values stay whatever is said of them: they are no sign that the same is meant. */
function contentStems(text: string, values: readonly string[]): string[] {
  const words = tokensOf(values.reduce((rest, value) => rest.replaceAll(value, " "), text)).filter(
    (word) => /^[a-z]{4,}$/.test(word) && !FUNCTION_WORDS.has(word),
  );
  return [...new Set(words.map((word) => word.slice(0, STEM)))];
}
