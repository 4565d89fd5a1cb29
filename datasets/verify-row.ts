/** Every gate that one generated row can be held to, with nothing but the row and the agent. */
import type { Engine } from "./engine";
import { checkRead } from "./gates/row-gates";
import { checkWords } from "./gates/words-gate";
import { type Finding, readRow } from "./parse-row";
import { rebuild } from "./rebuild";
import type { Trajectory } from "./types";

export function verifyRow(engine: Engine, value: unknown): readonly Finding[] {
  const rebuilt = rebuild(engine, value);
  return "findings" in rebuilt ? rebuilt.findings : checkPlayed(engine, value, rebuilt.trajectory);
}

/** The same for a row whose trajectory is at hand: what a build keeps is what a verification accepts. */
export function checkPlayed(engine: Engine, value: unknown, trajectory: Trajectory): readonly Finding[] {
  const { read, findings } = readRow(value);
  if (read === undefined || findings.length > 0) return findings;
  const found = checkRead(engine, read, trajectory);
  return found.length > 0 ? found : checkWords(engine, read, trajectory);
}
