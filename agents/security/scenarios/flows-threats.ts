/** From an event to a block, from a team to its failed sign-ins. */
import { all, answer, call, partial, type Scenario } from "../../contract";
import type { SecurityWorld } from "../world";
import { bound, busiest, listed, meant, plain, seen, stuck, worded } from "./parts";
import type { AccountsSeen, Added, Connection, Events, SignIns } from "./seen";

const blockTop: Scenario<SecurityWorld> = {
  family: "block_busiest_source",
  skill: "threat_detection",
  shape: "chain",
  draw(world, random) {
    const model = random.pick(world.events);
    const from = bound(world, random, -13);
    const to = bound(world, random, 0);
    const host = world.hosts.find((each) => each.hostname === model.hostname)!;
    const port = random.pick(host.open_ports);
    if (world.rules.some((rule) => rule.zone === host.zone && rule.port === port && rule.action === "deny"))
      return undefined;
    return {
      slots: {
        kind: worded(model.kind),
        host: { value: model.hostname },
        from,
        to,
        port: { value: port },
        zone: { value: host.zone },
        block: meant("deny"),
      },
      *solve() {
        const found = yield* call(
          "firewall_search_events",
          { from_date: from.value, to_date: to.value, kind: model.kind, hostname: model.hostname },
          {
            reasons: [
              "Who is the busiest? The events against {host} [tell|will tell].",
              "I search the events first.",
              "Before a rule is written I need the address behind this.",
              "The worst source is in the log of {host}.",
              "I must know whom to block.",
              "{host} has a log that names the source.",
            ],
            values: { host: model.hostname },
          },
        );
        if (!found.ok) return stuck(found);
        const top = busiest(seen<Events>(found), "source");
        if (top === undefined) return partial(["There are no such events against {host}."], { host: model.hostname });
        const added = yield* call(
          "firewall_add_rule",
          { action: "deny", match: { source: top.name, zone: host.zone, port } },
          {
            reasons: [
              "{source} leads with {count} attempts, so it gets blocked.",
              "{count} attempts by {source} - [that's the one|no one made more].",
              "The address is {source}. Now the rule against it.",
              "Most attempts: {source}. It gets a rule.",
              "{source} tried {count} times, so out it goes.",
              "Nobody tried more often than {source}.",
            ],
            values: { source: top.name, count: top.count },
          },
        );
        if (!added.ok) return stuck(added);
        const { rule_id } = seen<Added>(added);
        const check = yield* call(
          "firewall_check_connection",
          { source: top.name, hostname: model.hostname, port },
          {
            reasons: [
              "{rule} exists; does it really stop {source}?",
              "[Let me|I] verify that {rule} works.",
              "A connection test shows whether {source} is kept out.",
              "Proof comes next: a connection from {source}.",
              "A rule like {rule} is worth nothing untested.",
              "Will {source} be refused? Let me test it.",
            ],
            values: { rule: rule_id, source: top.name },
          },
        );
        if (!check.ok) return stuck(check);
        if (seen<Connection>(check).allowed)
          return partial(["{rule} is there, but {source} still gets through."], { rule: rule_id, source: top.name });
        return answer(
          [
            "{source} caused the most {kinds} on {host}: {count} attempts. {rule} blocks it, which I tested.",
            "{rule} [now blocks|blocks] {source} ({count} attempts); the test connection to {host} was denied.",
            "{rule} keeps {source} away from {host} on port {port}, as a test showed. That address had made {count} attempts.",
            "With {count} attempts {source} caused the most {kinds} on {host}; {rule} now denies it on port {port}, as a test showed.",
          ],
          {
            source: top.name,
            count: top.count,
            kinds: `${plain(model.kind)}s`,
            rule: rule_id,
            host: model.hostname,
            port,
          },
          { required: ["source", "rule"] },
        );
      },
    };
  },
  frames: [
    "Find the address behind the most {kind} on {host} from {from} to {to}, block it on port {port} into {zone}, and test the block.",
    "Who caused the {kind} against {host} between {from} and {to}? Whoever was worst should be denied on {port} ({zone}); make sure that it works.",
    "{host}, {kind}, {from} to {to}: deny the top source, zone {zone}, port {port}, then verify",
    "We've had {kind} on {host}. From {from} until {to}, take the source with the most attempts, block it from {zone} on port {port} and check.",
    "I need the biggest offender blocked. It's about {kind}, target {host}, from {from} until {to}. Block it for port {port} of the zone {zone} and try a connection afterwards.",
    "Somebody keeps causing {kind} on {host}. From the log between {from} and {to} take whoever is worst, deny them port {port} of {zone}, and show that it holds.",
    "{kind} on {host} between {from} and {to}: I want the top address blocked (zone {zone}, port {port}), and a test after it.",
    "Whoever leads the {kind} against {host} ({from} to {to}) should be denied on {port} in {zone}; then try whether they still get in.",
  ],
};

const failuresOfTeam: Scenario<SecurityWorld> = {
  family: "failures_across_team",
  skill: "threat_detection",
  shape: "chain",
  draw(world, random) {
    const team = random.pick(world.accounts).team;
    const from = bound(world, random, -12);
    const to = bound(world, random, 0);
    return {
      slots: { team: { value: team }, from, to, failed: meant("failure") },
      *solve() {
        const list = yield* call(
          "auth_system_find_accounts",
          { team },
          {
            reasons: [
              "Which accounts belong to {team}?",
              "The accounts of {team} [come|are needed] first.",
              "I start with who is in {team}.",
              "I need names before logs: {team}.",
              "First the team {team}, the sign-ins later.",
              "Who is in {team}?",
            ],
            values: { team },
          },
        );
        if (!list.ok) return stuck(list);
        const { accounts } = seen<AccountsSeen>(list);
        if (accounts.length === 0) return partial(["{team} has no accounts."], { team });
        const logs = yield* all(
          accounts.map((each) => [
            "auth_system_list_sign_ins",
            { from_date: from.value, to_date: to.value, account: each.account, result: "failure" },
          ]),
          {
            reasons:
              accounts.length === 1
                ? [
                    "Only {list} belongs to it. On to the failures.",
                    "It's just {list}; the failures come next.",
                    "One account, {list}, so one log.",
                  ]
                : [
                    "For each of {list} I look up the failures.",
                    "It's {list}. Their logs don't depend on each other.",
                    "Now the failed attempts, one log per account: {list}.",
                    "One log each for {list}.",
                    "The names are {list}; the failures come next.",
                    "Let me count for {list}.",
                  ],
            values: { list: listed(accounts.map((each) => each.account)) },
          },
        );
        const hit: string[] = [];
        const rest: string[] = [];
        for (const log of logs) {
          if (!log.ok) return stuck(log);
          const { total } = seen<SignIns>(log);
          const account = String(log.call.args.account);
          if (total > 0) hit.push(`${account} (${total})`);
          else rest.push(account);
        }
        const others = rest.length > 0 ? " No failures for {rest}." : "";
        return hit.length === 0
          ? answer(
              [
                "Nobody in {team} had a failed sign-in then.",
                "Team {team} is quiet: no failures in those days.",
                "No failures in {team}; I looked at {list}.",
              ],
              { team, list: listed(accounts.map((each) => each.account)) },
              { required: ["team"] },
            )
          : answer(
              [
                `In {team} sign-ins failed for {hit}.${others}`,
                rest.length > 0
                  ? "Failed sign-ins: {hit}. {rest} had none."
                  : "Failed sign-ins: {hit}; that's all of {team}.",
                `{hit} - the number in brackets is how often a sign-in failed.${others}`,
                `[Failed sign-ins|Sign-ins that failed] in {team}: {hit}.${others}`,
              ],
              { team, hit: listed(hit), rest: listed(rest) },
              { required: ["hit"] },
            );
      },
    };
  },
  frames: [
    "Which accounts of {team} had failed sign-ins between {from} and {to}?",
    "Go through the {team} team and count failed sign-ins per account, {from} to {to}.",
    "There's a rumour that {team} is being targeted. For each account there: did sign-ins fail from {from} until {to}?",
    "{team} / failed sign-ins / {from} - {to} / per account",
    "I'd like a list of the people in {team} whose sign-in failed at least once from {from} up to {to}.",
    "Has anyone in {team} had failed sign-ins, {from} through {to}? Per account, please.",
    "How often did sign-ins fail in {team} between {from} and {to}, person by person?",
  ],
};

export const flowsThreats: readonly Scenario<SecurityWorld>[] = [blockTop, failuresOfTeam];
