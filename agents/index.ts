/** The registry: the six agents by name, and the user's own. An agent's sources are loaded when it is asked for, not before. */
import { FlanstackError } from "../primitives";
import type { Agent } from "./contract";
import { AGENT_NAMES, type AgentName, knownAgentNames, ownAgentNames } from "./names";
import { loadOwnAgent } from "./own";

export { AGENT_NAMES, type AgentName, knownAgentNames, OWN_AGENTS_FOLDER } from "./names";

const LOADERS: { readonly [name in AgentName]: () => unknown } = {
  qa_agent: () => (require("./qa") as typeof import("./qa")).qaAgent,
  support_agent: () => (require("./support") as typeof import("./support")).supportAgent,
  analyst_agent: () => (require("./analyst") as typeof import("./analyst")).analystAgent,
  legal_agent: () => (require("./legal") as typeof import("./legal")).legalAgent,
  content_agent: () => (require("./content") as typeof import("./content")).contentAgent,
  security_agent: () => (require("./security") as typeof import("./security")).securityAgent,
};

/** An agent by name. @throws FlanstackError when there is none of that name */
export function loadAgent(name: string): Agent {
  const load = LOADERS[name as AgentName];
  if (load === undefined) {
    if (ownAgentNames().includes(name)) return loadOwnAgent(name);
    throw new FlanstackError(`There is no agent "${name}".`, {
      code: "unknown_agent",
      path: name,
      fix: `Use one of ${knownAgentNames().join(", ")}.`,
    });
  }
  return load() as Agent;
}

/** All six, in the order of their names' list. */
export function loadAgents(names: readonly string[] = AGENT_NAMES): Agent[] {
  return names.map(loadAgent);
}
