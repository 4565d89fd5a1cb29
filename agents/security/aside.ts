/** True facts of the security world that have nothing to do with a request. */
import type { Random } from "../../primitives";
import type { SecurityWorld } from "./world";

export function aside(world: SecurityWorld, random: Random): string {
  const host = random.pick(world.hosts);
  const account = random.pick(world.accounts);
  const key = random.pick(world.keys);
  const rule = random.pick(world.rules);
  const certificate = random.pick(world.certificates);
  const sure = random.pick(["", "By the way, ", "Side note: ", "As you know, ", "Oh, and "]);
  return random.pick([
    `${sure}${host.hostname} is in ${host.zone}.`,
    `${sure}${account.account} is from ${account.team}.`,
    `${sure}${key.key_id} serves ${key.purpose}.`,
    `I had ${host.hostname} on screen a moment ago.`,
    `Account ${account.account} has the role ${account.role}, by the way.`,
    `${rule.rule_id} is for the ${rule.zone} zone, by the way.`,
    `I had ${key.key_id} open just now.`,
    `We scanned ${host.hostname} on ${host.last_scan}, I think.`,
    `${sure}${rule.rule_id} has ${rule.hits} hits.`,
    `${sure}${certificate.hostname} uses ${certificate.key_id}.`,
    `${key.key_id} went through its last rotation on ${key.rotated_on}.`,
    `${sure}${host.address} belongs to ${host.hostname}.`,
  ]);
}
