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
      `the scan of ${host.hostname}`,
      `the account ${account.account}`,
      `the role of ${account.account}`,
      key.key_id,
      rule.rule_id,
      `the certificate of ${random.pick(world.certificates).hostname}`,
    ],
    random,
  );
}
