/** security_agent: the defence of a small company's hosts, borders, accounts and keys. */
import type { Agent } from "../contract";
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
  aside(world, random) {
    const host = random.pick(world.hosts);
    const account = random.pick(world.accounts);
    const key = random.pick(world.keys);
    return random.pick([
      `By the way, ${host.hostname} stands in the ${host.zone} zone.`,
      `${account.account} from ${account.team} is copied on this.`,
      `We also keep ${key.key_id} for ${key.purpose}, but that's for another day.`,
      `${host.hostname} was last scanned on ${host.last_scan}, in case that matters.`,
      `I had ${account.account} on the phone about something else earlier.`,
    ]);
  },
};
