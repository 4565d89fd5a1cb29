/** The preference formats by name, and a file of pairs. */
import type { Engine } from "../../engine";
import type { FormatName, Row, Split } from "../../types";
import { exportFileName, type PreferenceFormat } from "../format";
import { type RenderedFile, renderLines } from "../render-file";
import { geminiPreference } from "./gemini-preference";
import { openaiPreference } from "./openai-preference";
import { type PreferencePair, preferencePairs } from "./pairs";

const FORMATS: { readonly [name in FormatName]?: PreferenceFormat } = {
  gemini_preference: geminiPreference,
  openai_preference: openaiPreference,
};

/** A preference format by name; undefined for the others. */
export function preferenceFormat(name: FormatName): PreferenceFormat | undefined {
  return FORMATS[name];
}

/** Every format renders the same pairs: they are made once. */
const made = new WeakMap<readonly Row[], readonly PreferencePair[]>();

/** A file of pairs; undefined when the format is none of pairs. */
export function renderPairs(
  engine: Engine,
  name: FormatName,
  split: Split,
  rows: readonly Row[],
): RenderedFile | undefined {
  const format = preferenceFormat(name);
  if (format === undefined) return undefined;
  const pairs = made.get(rows) ?? preferencePairs(engine, rows);
  made.set(rows, pairs);
  return renderLines(
    exportFileName(engine.agent.name, name, split),
    pairs.map((pair) => ({ row: pair.row, value: () => format.render(pair) })),
    format.check,
  );
}
