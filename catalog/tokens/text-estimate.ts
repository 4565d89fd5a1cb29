/**
 * Tokens of a text where no vocabulary is at hand, from what the text is made of.
 * Calibrated against the Gemma 3 vocabulary, the one Google's SDK uses to count for Gemini locally: weights by least squares
 * on half of a corpus of prose, compact JSON and both mixed, error measured on the other half (docs/cost.md has the figures).
 * Four characters per token, the usual rule, is off by up to 60 % on JSON.
 */

/** Share by which the true count may lie below or above the estimate. */
export const ESTIMATE_ERROR = 0.12;

const SHORT_WORD_LETTERS = 6;
const WEIGHTS = {
  shortWord: 0.99,
  longWord: 1.32,
  /** A capital after a small letter starts a new token: `camelCase`. */
  hump: 1.41,
  digit: 1.13,
  lineBreaks: 1.23,
  punctuationRun: 0.96,
  punctuationMore: 0.18,
  accentedLetter: 0.83,
  otherCharacter: 0.49,
} as const;

type Kind = "letter" | "digit" | "space" | "line break" | "punctuation" | "other" | "start";

/** Estimated tokens, not rounded: sums of many texts stay unbiased. One pass over the characters. */
export function estimateTokens(text: string): number {
  let tokens = 0;
  let previous: Kind = "start";
  let letters = 0;
  let afterSmall = false;
  const endWord = () => {
    if (letters > 0) tokens += letters <= SHORT_WORD_LETTERS ? WEIGHTS.shortWord : WEIGHTS.longWord;
    letters = 0;
    afterSmall = false;
  };
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const isSmall = code >= 97 && code <= 122;
    const isCapital = code >= 65 && code <= 90;
    if (isSmall || isCapital) {
      if (isCapital && afterSmall) tokens += WEIGHTS.hump;
      letters += 1;
      afterSmall = isSmall;
      previous = "letter";
      continue;
    }
    endWord();
    if (code >= 48 && code <= 57) {
      tokens += WEIGHTS.digit;
      previous = "digit";
    } else if (code === 32) {
      previous = "space";
    } else if (code <= 32) {
      if (previous !== "line break") tokens += WEIGHTS.lineBreaks;
      previous = "line break";
    } else if (code < 128) {
      tokens += previous === "punctuation" ? WEIGHTS.punctuationMore : WEIGHTS.punctuationRun;
      previous = "punctuation";
    } else {
      tokens += code < 0x250 ? WEIGHTS.accentedLetter : WEIGHTS.otherCharacter;
      previous = "other";
    }
  }
  endWord();
  return tokens;
}
