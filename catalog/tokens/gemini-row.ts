/**
 * Tokens of a row in Gemini's tuning format, estimated: Google publishes neither the vocabulary nor how declarations and
 * calls are written for the model. Recorded replies of Gemini 2.5 agree with counting them as compact JSON, two tokens
 * more per turn (gemini-row.test.ts). The truth arrives with the job: totalBillableTokenCount.
 */
import { estimateTokens } from "./text-estimate";

interface Part {
  readonly text?: string;
  readonly functionCall?: object;
  readonly functionResponse?: object;
}

interface Turn {
  readonly role?: string;
  readonly parts?: readonly Part[];
}

export interface GeminiRow {
  readonly contents: readonly Turn[];
  readonly systemInstruction?: Turn;
  readonly tools?: readonly { readonly functionDeclarations?: readonly object[] }[];
}

export interface GeminiCount {
  /** The row once. */
  readonly tokens: number;
  /** The sum over model turns of prefix + answer + 8: what is billed if each of them is a record of its own. */
  readonly asRecords: number;
}

const PER_TURN = 2;
/** Per record, from Google's notebook on supervised tuning token counts and cost. */
const PER_RECORD = 8;

/** @param estimate tokens of a text; another counter may be given where a vocabulary is at hand */
export function countGeminiRow(row: GeminiRow, estimate: (text: string) => number = estimateTokens): GeminiCount {
  let tokens = row.systemInstruction === undefined ? 0 : countTurn(row.systemInstruction, estimate);
  for (const tool of row.tools ?? []) {
    for (const declaration of tool.functionDeclarations ?? []) tokens += estimateDeclaration(declaration, estimate);
  }
  let asRecords = 0;
  for (const turn of row.contents) {
    tokens += countTurn(turn, estimate);
    if (turn.role === "model") asRecords += tokens + PER_RECORD;
  }
  return { tokens, asRecords: Math.max(asRecords, tokens) };
}

function countTurn(turn: Turn, estimate: (text: string) => number): number {
  let tokens = PER_TURN;
  for (const part of turn.parts ?? []) {
    if (part.text !== undefined) tokens += estimate(part.text);
    if (part.functionCall !== undefined) tokens += estimate(JSON.stringify(part.functionCall));
    if (part.functionResponse !== undefined) tokens += estimate(JSON.stringify(part.functionResponse));
  }
  return tokens;
}

function estimateDeclaration(declaration: object, estimate: (text: string) => number): number {
  return estimate(JSON.stringify(declaration));
}
