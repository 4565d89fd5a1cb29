/** What differs between two builds: rows that came, went, or changed, by the request they make. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promptOf } from "./gates/pooled-gates";
import type { Row } from "./types";

interface ManifestFile {
  readonly name: string;
  readonly format: string;
  readonly sha256: string;
}

export interface AgentDifference {
  readonly agent: string;
  readonly added: number;
  readonly removed: number;
  /** Same request, another conversation. */
  readonly changed: number;
  readonly same: number;
  readonly files: readonly string[];
}

/** Compares two folders that `data build` wrote. */
export function diffBuilds(left: string, right: string): AgentDifference[] {
  const [before, after] = [readManifest(left), readManifest(right)];
  const agents = [...new Set([...before.keys(), ...after.keys()])].sort();
  return agents.map((agent) => {
    const old = before.get(agent) ?? [];
    const now = after.get(agent) ?? [];
    const files = now
      .filter((file) => old.find((each) => each.name === file.name)?.sha256 !== file.sha256)
      .map((file) => file.name);
    if (files.length === 0 && old.length === now.length)
      return { agent, added: 0, removed: 0, changed: 0, same: rowsOf(right, now).size, files };
    const oldRows = rowsOf(left, old);
    const newRows = rowsOf(right, now);
    const kept = [...newRows].filter(([prompt]) => oldRows.has(prompt));
    const changed = kept.filter(([prompt, text]) => oldRows.get(prompt) !== text).length;
    return {
      agent,
      added: newRows.size - kept.length,
      removed: oldRows.size - kept.length,
      changed,
      same: kept.length - changed,
      files,
    };
  });
}

function readManifest(folder: string): Map<string, readonly ManifestFile[]> {
  const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as {
    agents: { agent: string; files: ManifestFile[] }[];
  };
  return new Map(manifest.agents.map((each) => [each.agent, each.files]));
}

/** Request and tools → the conversation. */
function rowsOf(folder: string, files: readonly ManifestFile[]): Map<string, string> {
  const rows = new Map<string, string>();
  for (const file of files.filter((each) => each.format === "canonical")) {
    for (const line of readFileSync(join(folder, file.name), "utf8").trimEnd().split("\n")) {
      const row = JSON.parse(line) as Row;
      rows.set(`${file.name}\n${promptOf(row)}\n${row.hallucination_type}`, JSON.stringify(row.conversations));
    }
  }
  return rows;
}
