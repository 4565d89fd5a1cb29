/**
 * Tokens of a text where no vocabulary is at hand, from what the text is made of.
 * Calibrated against the Gemma 3 vocabulary, the one Google's SDK counts with for Gemini locally: weights by least squares
 * on half of a corpus of prose, tool declarations and JSON records, errors measured on the other half (docs/cost.md).
 * Four characters per token, the usual rule, is off by up to 60 % on JSON.
 */

/** Share by which the true count may lie below or above the estimate, beside a few tokens for very short texts. */
export const ESTIMATE_ERROR = 0.12;
export const ESTIMATE_SLACK = 4;

const SHORT_WORD_LETTERS = 7;
const WEIGHTS = {
  shortWord: 1.04,
  longWord: 1.19,
  /** Of a word in capitals, beside the word: `STRING`. */
  capitals: 0.25,
  /** A capital after a small letter starts a new token: `camelCase`. */
  hump: 0.9,
  digit: 1.06,
  lineBreaks: 1.58,
  punctuationRun: 0.93,
  punctuationMore: 0.083,
  /** Of a letter such as `é`, beside its word. */
  accentedLetter: 0.4,
  otherCharacter: 0.7,
} as const;

const SPACE = 32;

type Kind = "letter" | "digit" | "space" | "line break" | "punctuation" | "other" | "start";

/** Estimated tokens, not rounded: sums of many texts stay unbiased. One pass over the characters. */
export function estimateTokens(text: string): number {
  let tokens = 0;
  let previous: Kind = "start";
  let letters = 0;
  let smallLetters = 0;
  let afterSmall = false;
  // A space behind the text ends its last word.
  for (let index = 0; index <= text.length; index += 1) {
    const code = index < text.length ? text.charCodeAt(index) : SPACE;
    const isSmall = code >= 97 && code <= 122;
    const isCapital = code >= 65 && code <= 90;
    const isAccented = code >= 0xc0 && code <= 0x24f;
    if (isSmall || isCapital || isAccented) {
      if (isCapital && afterSmall) tokens += WEIGHTS.hump;
      if (isAccented) tokens += WEIGHTS.accentedLetter;
      letters += 1;
      if (!isCapital) smallLetters += 1;
      afterSmall = !isCapital;
      previous = "letter";
      continue;
    }
    if (letters > 0) {
      tokens += letters <= SHORT_WORD_LETTERS ? WEIGHTS.shortWord : WEIGHTS.longWord;
      if (letters > 1 && smallLetters === 0) tokens += WEIGHTS.capitals;
      letters = 0;
      smallLetters = 0;
      afterSmall = false;
    }
    if (code >= 48 && code <= 57) {
      tokens += WEIGHTS.digit;
      previous = "digit";
    } else if (code === SPACE) {
      previous = "space";
    } else if (code < SPACE) {
      if (previous !== "line break") tokens += WEIGHTS.lineBreaks;
      previous = "line break";
    } else if (code < 128) {
      tokens += previous === "punctuation" ? WEIGHTS.punctuationMore : WEIGHTS.punctuationRun;
      previous = "punctuation";
    } else {
      tokens += WEIGHTS.otherCharacter;
      previous = "other";
    }
  }
  return tokens;
}
