/** security_agent: the defence of a small company's hosts, borders, accounts and keys. */
import type { Agent } from "../contract";
import { aside } from "./aside";
import { declines } from "./declines";
import { lexicon } from "./lexicon";
import { policies } from "./policies";
import { scenarios } from "./scenarios";
import { tools } from "./tools";
import { createWorld, type SecurityWorld } from "./world";

export const securityAgent: Agent<SecurityWorld> = {
  name: "security_agent",
  description: "security",
  skills: ["vulnerability_scanning", "threat_detection", "access_control", "encryption"],
  families: ["scanner", "firewall", "auth_system", "encryption_lib"],
  tools,
  policies,
  createWorld,
  scenarios,
  declines,
  lexicon,
  aside,
};
