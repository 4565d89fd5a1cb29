/** Names of agents: the six that ship, and the user's own, which are folders of `user-agents/`. Loads none of them. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** They appear in files, labels, flags and settings, and never change. */
export const AGENT_NAMES = [
  "qa_agent",
  "support_agent",
  "analyst_agent",
  "legal_agent",
  "content_agent",
  "security_agent",
] as const;

export type AgentName = (typeof AGENT_NAMES)[number];

/** Where the user's own agents lie below the checkout: a folder each, whose `index.ts` exports `agent`. */
export const OWN_AGENTS_FOLDER = "user-agents";

const ROOT = join(__dirname, "..");

/** Sorted. */
export function ownAgentNames(root: string = ROOT): string[] {
  const folder = join(root, OWN_AGENTS_FOLDER);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, "index.ts")))
    .sort();
}

/** All agents there are: the six, then the user's own. */
export function knownAgentNames(): string[] {
  return [...AGENT_NAMES, ...ownAgentNames()];
}
