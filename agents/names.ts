/** The names of the six agents: they appear in files, labels, flags and settings, and never change. */
export const AGENT_NAMES = [
  "qa_agent",
  "support_agent",
  "analyst_agent",
  "legal_agent",
  "content_agent",
  "security_agent",
] as const;

export type AgentName = (typeof AGENT_NAMES)[number];
