/** Every export format by name. */
import type { FormatName } from "../types";
import { anthropic } from "./anthropic";
import { canonical } from "./canonical";
import type { ExportFormat } from "./format";
import { gemini } from "./gemini";
import { messages } from "./messages";
import { openai } from "./openai";
import { text } from "./text";
import { trl } from "./trl";

export type { ExportFormat } from "./format";

const FORMATS: { readonly [name in FormatName]?: ExportFormat } = {
  canonical,
  gemini,
  openai,
  trl,
  text,
  messages,
  anthropic,
};

/** The formats that any canonical row can be written in, made by us or not. */
export const LINE_FORMATS: readonly FormatName[] = [
  "canonical",
  "gemini",
  "openai",
  "trl",
  "text",
  "messages",
  "anthropic",
  "parquet",
];

/** A format by name; undefined for those that are written in another way. */
export function exportFormat(name: FormatName): ExportFormat | undefined {
  return FORMATS[name];
}
