/** OpenAI's o200k_base vocabulary, loaded when first used: it takes a quarter of a second that most commands need not spend. */
import { createRequire } from "node:module";

type CountTokens = (text: string, options: { disallowedSpecial: Set<string> }) => number;

const load = createRequire(__filename);
const NO_SPECIAL_TOKENS = { disallowedSpecial: new Set<string>() };
let counter: CountTokens | undefined;

/** Tokens of a text in o200k_base. Markers such as `<|endoftext|>` count as the plain text they are in a data set. */
export function countBpe(text: string): number {
  counter ??= (load("gpt-tokenizer/encoding/o200k_base") as { countTokens: CountTokens }).countTokens;
  return text === "" ? 0 : counter(text, NO_SPECIAL_TOKENS);
}
