/** Every gate that one generated row can be held to, with nothing but the row and the agent. */
import type { Engine } from "./engine";
import { checkRow } from "./gates/row-gates";
import { checkWords } from "./gates/words-gate";
import { type Finding, readRow } from "./parse-row";
import { rebuild } from "./rebuild";

export function verifyRow(engine: Engine, value: unknown): readonly Finding[] {
  const rebuilt = rebuild(engine, value);
  if ("findings" in rebuilt) return rebuilt.findings;
  const findings = checkRow(engine, value, rebuilt.trajectory);
  if (findings.length > 0) return findings;
  const { read } = readRow(value);
  return read === undefined ? [] : checkWords(read, rebuilt.trajectory);
}
