/** What security people have on the desk beside a request. */
import type { Random } from "../../primitives";
import { inPassing } from "../contract";
import type { SecurityWorld } from "./world";

export function aside(world: SecurityWorld, random: Random): string {
  const host = random.pick(world.hosts);
  const account = random.pick(world.accounts);
  const key = random.pick(world.keys);
  const rule = random.pick(world.rules);
  return inPassing(
    [
      host.hostname,
      `${host.hostname} in ${host.zone}`,
      `the account ${account.account}`,
      `the account ${account.account} in ${account.team}`,
      key.key_id,
      `${rule.rule_id} for ${rule.zone}`,
      `the certificate of ${random.pick(world.certificates).hostname}`,
    ],
    random,
  );
}
