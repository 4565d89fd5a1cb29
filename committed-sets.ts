/**
 * The case sets that stand in the repository, by their bytes: what the evaluation of a shipped agent is declared with. Read
 * here and not in evaluation/, so that a preview need not load that room.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { EvaluationArgs } from "./components";
import { sha256 } from "./primitives";

type CommittedSet = NonNullable<EvaluationArgs["caseSets"]>[number];

/** The agent's hand-written cases and the safety set; none for an agent that does not ship. */
export function committedSets(agent: string): CommittedSet[] {
  const folder = join(__dirname, "evaluation", "sets");
  const own = join(folder, "hand-written", `${agent}.jsonl`);
  if (!existsSync(own)) return [];
  return [measured("hand-written", own), measured("safety", join(folder, "safety.jsonl"))];
}

function measured(name: CommittedSet["name"], file: string): CommittedSet {
  const text = readFileSync(file, "utf8");
  return { name, sha256: sha256(text), cases: text.trimEnd().split("\n").length };
}
