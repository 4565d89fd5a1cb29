/** Tokens of an exported row, exact where the vocabulary is public and the framing proven, otherwise with an error band. */
import { FlanstackError } from "../../primitives";
import { countBpe } from "./bpe";
import { countGeminiRow, type GeminiRow } from "./gemini-row";
import { type ChatRow, countChatRow } from "./openai-row";
import { ESTIMATE_ERROR, ESTIMATE_SLACK, estimateTokens } from "./text-estimate";

export interface TokenCount {
  readonly tokens: number;
  /** True when the provider's own vocabulary and a proven framing gave the number. */
  readonly exact: boolean;
  /** How it was counted, for the reader of a plan. */
  readonly source: string;
  /** Where the true count lies; both ends equal `tokens` when exact. */
  readonly band: { readonly low: number; readonly high: number };
  /** Tokens if the vendor bills each model turn as a record of its own (Gemini); otherwise `tokens`. */
  readonly asRecords: number;
}

/** Vocabularies differ between models: error of the estimate where not even the family is known. */
const UNKNOWN_VOCABULARY_ERROR = 0.25;

const OPENAI_PLATFORMS = new Set(["openai", "azure-foundry"]);

/**
 * Counts one row in the provider's own export format.
 * @param provider a platform of the catalogue: `openai`, `azure-foundry`, `gemini`, `local` ...
 * @param row the parsed line of the export: chat messages, preference pairs, or Gemini contents
 * @throws FlanstackError when the row is in none of these shapes
 */
export function countTokens(provider: string, row: unknown): TokenCount {
  if (isGeminiRow(row)) return countGemini(row);
  const chats = chatsOf(row);
  if (chats === undefined) {
    throw new FlanstackError(`A row for ${provider} has neither messages nor contents; its tokens cannot be counted.`, {
      code: "token_row_unknown",
      fix: "Count rows of an exported file, one parsed line at a time.",
    });
  }
  return OPENAI_PLATFORMS.has(provider) ? countOpenAi(chats) : countOther(row);
}

function countGemini(row: GeminiRow): TokenCount {
  const { tokens, asRecords } = countGeminiRow(row);
  return {
    ...estimated(tokens, ESTIMATE_ERROR, "estimate calibrated on the Gemma 3 vocabulary"),
    asRecords: Math.round(asRecords),
  };
}

function countOpenAi(chats: readonly ChatRow[]): TokenCount {
  let tokens = 0;
  let slack = 0;
  for (const chat of chats) {
    const part = countChatRow(chat, countBpe);
    tokens += part.tokens;
    slack += part.slack;
  }
  return {
    tokens,
    exact: slack === 0,
    source: "o200k_base with OpenAI's chat framing",
    band: { low: tokens - slack, high: tokens + slack },
    asRecords: tokens,
  };
}

function countOther(row: unknown): TokenCount {
  return estimated(
    estimateTokens(textOfRow(row)),
    UNKNOWN_VOCABULARY_ERROR,
    "estimate; the model's vocabulary is not at hand",
  );
}

function estimated(tokens: number, error: number, source: string): TokenCount {
  const whole = Math.round(tokens);
  const slack = tokens * error + ESTIMATE_SLACK;
  const band = { low: Math.max(0, Math.floor(tokens - slack)), high: Math.ceil(tokens + slack) };
  return { tokens: whole, exact: false, source, band, asRecords: whole };
}

type Shape = Record<string, unknown>;

function isShape(value: unknown): value is Shape {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isGeminiRow(row: unknown): row is GeminiRow {
  return isShape(row) && Array.isArray(row.contents);
}

/** A chat row is one chat; a preference row is billed as its prompt with the one answer, then with the other. */
function chatsOf(row: unknown): ChatRow[] | undefined {
  if (!isShape(row)) return undefined;
  if (Array.isArray(row.messages)) return [row as unknown as ChatRow];
  const { input, preferred_output: preferred, non_preferred_output: other } = row;
  if (!isShape(input) || !Array.isArray(input.messages) || !Array.isArray(preferred) || !Array.isArray(other)) {
    return undefined;
  }
  const prompt = input as unknown as ChatRow;
  return [preferred, other].map((answer) => ({ ...prompt, messages: [...prompt.messages, ...answer] }));
}

/** Every text of a row, without the keys that all rows share. */
function textOfRow(row: unknown): string {
  const texts: string[] = [];
  const visit = (value: unknown, key: string) => {
    if (typeof value === "string") texts.push(value);
    else if (key === "tools" || key === "tool_calls") texts.push(JSON.stringify(value));
    else if (Array.isArray(value)) for (const item of value) visit(item, key);
    else if (isShape(value)) for (const [name, item] of Object.entries(value)) visit(item, name);
  };
  visit(row, "");
  return texts.join("\n");
}
