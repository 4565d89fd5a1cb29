/** True facts of the security world that have nothing to do with a request. */
import type { Random } from "../../primitives";
import type { SecurityWorld } from "./world";

export function aside(world: SecurityWorld, random: Random): string {
  const host = random.pick(world.hosts);
  const account = random.pick(world.accounts);
  const key = random.pick(world.keys);
  const rule = random.pick(world.rules);
  const certificate = random.pick(world.certificates);
  const sure = random.pick(["", "By the way, ", "Side note: ", "Unrelated: ", "Oh, and "]);
  return random.pick([
    `${sure}${host.hostname} is in ${host.zone}.`,
    `${sure}${account.account} is from ${account.team}.`,
    `${sure}${key.key_id} serves ${key.purpose}, a different story.`,
    `This isn't about ${host.hostname}.`,
    `${account.account} asked me something else earlier.`,
    `We scanned ${host.hostname} on ${host.last_scan} anyway.`,
    `${sure}${rule.rule_id} has ${rule.hits} hits.`,
    `Leave ${rule.rule_id} out of it.`,
    `${sure}${certificate.hostname} runs on ${certificate.key_id}.`,
    `${key.key_id} went through its last rotation on ${key.rotated_on}.`,
    `${account.team} and ${account.account} know already.`,
    `I'm not talking about ${key.key_id}, just so you know.`,
    `${sure}${host.address} belongs to ${host.hostname}.`,
    `Someone in ${account.team} will ask you too, probably.`,
  ]);
}
