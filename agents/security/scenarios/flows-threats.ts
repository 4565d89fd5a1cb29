/** Threats in several steps: from an event or a sign-in to a block, and the proof that it works. */
import { all, call, partial, type Scenario } from "../../contract";
import type { SecurityWorld } from "../world";
import type { AccountsSeen, SignIns } from "./accounts";
import type { Added, Connection, Events } from "./border";
import type { Rotated } from "./keys";
import { answering, bound, listed, meant, seen, stuck, worded } from "./parts";

const answer = answering([
  "Keep watching it.",
  "The block can go later.",
  "Anywhere else?",
  "People should be told.",
  "No other account changed.",
  "It may come back.",
  "I'm watching.",
  "Shall I dig deeper?",
]);

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
              "I search the events first; [they come|the list comes] with the largest on top.",
              "Before a rule is written I need the address behind this.",
              "The worst source stands in the log of {host}.",
              "I must know whom to block.",
              "{host} has a log; its first line names the source.",
            ],
            values: { host: model.hostname },
          },
        );
        if (!found.ok) return stuck(found);
        const top = seen<Events>(found).events[0];
        if (top === undefined) return partial(["There are no such events against {host}."], { host: model.hostname });
        const added = yield* call(
          "firewall_add_rule",
          { action: "deny", match: { source: top.source, zone: host.zone, port } },
          {
            reasons: [
              "{source} leads with {count} attempts, so it gets blocked.",
              "{count} attempts by {source} - [that's the one|the rest is smaller].",
              "The address is {source}. Now the rule against it.",
              "Top of the list: {source}. It gets a rule.",
              "{source} tried {count} times, so out it goes.",
              "Nobody tried more often than {source}.",
            ],
            values: { source: top.source, count: top.count },
          },
        );
        if (!added.ok) return stuck(added);
        const { rule_id } = seen<Added>(added);
        const check = yield* call(
          "firewall_check_connection",
          { source: top.source, hostname: model.hostname, port },
          {
            reasons: [
              "{rule} exists; does it really stop {source}?",
              "[Let me|I] verify that {rule} works.",
              "A connection test shows whether {source} is kept out.",
              "Proof comes next: a connection from {source}.",
              "A rule like {rule} is worth nothing untested.",
              "Will {source} be refused? I try.",
            ],
            values: { rule: rule_id, source: top.source },
          },
        );
        if (!check.ok) return stuck(check);
        if (seen<Connection>(check).allowed)
          return partial(["{rule} is there, but {source} still gets through."], { rule: rule_id, source: top.source });
        return answer(
          [
            "{source} was the busiest with {count} attempts. {rule} blocks it, which I tested.",
            "[Blocked|It's blocked]: {source} ({count} attempts), by {rule}; the test connection to {host} was denied.",
            "{rule} keeps {source} away from {host} on port {port}. It had tried {count} times.",
            "With {count} attempts {source} came first, and {rule} now denies it[ - verified|].",
          ],
          { source: top.source, count: top.count, rule: rule_id, host: model.hostname, port },
          { required: ["source", "rule"] },
        );
      },
    };
  },
  frames: [
    "Find the address behind most {kind} on {host} from {from} to {to}, block it on port {port} into {zone}, and test the block.",
    "Who caused the {kind} against {host} between {from} and {to}? The worst one should be denied on {port} ({zone}); make sure that it works.",
    "{host}, {kind}, {from} to {to}: deny the top source, zone {zone}, port {port}, then verify",
    "We've had {kind} on {host} since {from}. Look up to {to}, take the source with the most attempts, shut it out of {zone} on port {port} (deny) and check.",
    "I need the biggest offender blocked. It's about {kind}, target {host}, days {from} until {to}. Block it for port {port} of the zone {zone} and try a connection afterwards.",
    "Someone floods {host} with {kind}. From the log of {from} to {to} take whoever is worst, deny them port {port} of {zone}, and show that it holds.",
    "{kind} on {host} between {from} and {to}: I want the top address blocked (zone {zone}, port {port}), and a test after it.",
    "Whoever leads the {kind} against {host} ({from} to {to}) should be denied on {port} in {zone}; then try whether they still get in.",
  ],
};

const suspiciousAccount: Scenario<SecurityWorld> = {
  family: "lock_account_under_attack",
  skill: "threat_detection",
  shape: "chain",
  draw(world, random) {
    const attacked = world.sign_ins.filter((each) => each.result === "failure");
    const lockable = attacked.filter((each) => {
      const account = world.accounts.find((candidate) => candidate.account === each.account)!;
      return account.state === "active" && account.role !== "administrator";
    });
    if (lockable.length === 0) return undefined;
    const model = random.pick(lockable);
    const from = bound(world, random, -13);
    const to = bound(world, random, 0);
    const limit = random.int(1, 3);
    return {
      slots: {
        account: { value: model.account },
        from,
        to,
        limit: { value: limit },
        failed: meant("failure"),
        lock: meant("locked"),
      },
      *solve() {
        const log = yield* call(
          "auth_system_list_sign_ins",
          { from_date: from.value, to_date: to.value, account: model.account, result: "failure" },
          {
            reasons: [
              "How many failures are there for {account}? [That decides|It decides].",
              "The failed attempts on {account} [come|are looked up] first.",
              "I [count|have to count] before I lock anybody.",
              "You set a limit, so I count the failures of {account}.",
              "{account}: failed attempts first.",
              "The number decides about the lock.",
            ],
            values: { account: model.account },
          },
        );
        if (!log.ok) return stuck(log);
        const { sign_ins, total } = seen<SignIns>(log);
        const source = sign_ins[0]?.source;
        if (source === undefined)
          return partial(["No failed attempt on {account} in that time."], { account: model.account });
        const events = yield* call(
          "firewall_search_events",
          { from_date: from.value, to_date: to.value, source },
          {
            reasons: [
              "The latest failure came from {source}. Is that address known?",
              "{source} is behind it; the border log may [say|know] more.",
              "{total} failed, the last from {source}. What else has it done?",
              "{source} again? The border log tells.",
              "I look {source} up at the border.",
              "Who is {source}? Its events may show.",
            ],
            values: { source, total },
          },
        );
        if (!events.ok) return stuck(events);
        const { attempts } = seen<Events>(events);
        if (total < limit)
          return answer(
            [
              "{account} has {total} failed attempts, fewer than {limit}, so it stays active. {source} was seen {attempts} times at the border.",
              "Below your limit: {total} for {account}. I did not lock it. For {source} the border counts {attempts}.",
              "No lock, since {total} is less than {limit}. The address {source} made {attempts} attempts at the border.",
            ],
            { account: model.account, total, limit, source, attempts },
            { required: ["total", "attempts"] },
          );
        const locked = yield* call(
          "auth_system_set_lock",
          { account: model.account, state: "locked" },
          {
            reasons: [
              "{total} reaches your limit of {limit}, so {account} is locked.",
              "The limit ({limit}) is met. Locking {account}.",
              "Enough failures: {total}. The account [gets|has to be] locked.",
              "{total} is not below {limit}, hence the lock.",
              "By your rule {account} must be locked.",
              "{limit} or more means a lock, and there are {total}.",
            ],
            values: { total, limit, account: model.account },
          },
        );
        if (!locked.ok) return stuck(locked);
        return answer(
          [
            "{account} is locked: {total} failed attempts, the last from {source}, which made {attempts} attempts at the border.",
            "[Locked|I locked it]. {total} failures for {account}; {source} shows up with {attempts} attempts in the border log.",
            "{total} times it failed, so {account} is locked. The address {source} has {attempts} attempts on record.",
            "The account {account} can't be used any more. Behind the {total} failures is {source} ({attempts} attempts at the border).",
          ],
          { account: model.account, total, source, attempts },
          { required: ["total", "source"] },
        );
      },
    };
  },
  frames: [
    "Look at the failed sign-ins of {account} from {from} to {to} and at what the latest address did at our border. Lock the account if there were {limit} or more.",
    "Is someone trying to get into {account}? Count the failures between {from} and {to}; see where the last came from and what else that address did; lock at {limit}.",
    "{account}: failed sign-ins {from} - {to}, border events of the last source, lock when >= {limit}",
    "A user told us that {account} behaves oddly. If sign-ins failed {limit} times or more ({from} until {to}) the account must be locked. I'd also like to know what the most recent address has been up to.",
    "Please check {account} for me, days {from} through {to}. Failures, last address, that address at the border - and from {limit} failures on, lock.",
    "Should we lock {account}? Yes, if sign-ins failed {limit} times or more from {from} to {to}. I'm also curious what the last of those addresses did elsewhere.",
  ],
};

const fullIncident: Scenario<SecurityWorld> = {
  family: "contain_incident",
  skill: "threat_detection",
  shape: "chain",
  draw(world, random) {
    const failures = world.sign_ins.filter(
      (each) =>
        each.result === "failure" &&
        world.accounts.some(
          (account) =>
            account.account === each.account && account.state === "active" && account.role !== "administrator",
        ),
    );
    if (failures.length === 0) return undefined;
    const model = random.pick(failures);
    const host = random.pick(world.hosts);
    const port = random.pick(host.open_ports);
    const key = random.pick(world.keys.filter((each) => each.state === "active")).key_id;
    if (world.rules.some((rule) => rule.zone === host.zone && rule.port === port && rule.action === "deny"))
      return undefined;
    const from = bound(world, random, -13);
    const to = bound(world, random, 0);
    return {
      slots: {
        account: { value: model.account },
        from,
        to,
        host: { value: host.hostname },
        zone: { value: host.zone },
        port: { value: port },
        key: { value: key },
        failed: meant("failure"),
        lock: meant("locked"),
        block: meant("deny"),
      },
      *solve() {
        const log = yield* call(
          "auth_system_list_sign_ins",
          { from_date: from.value, to_date: to.value, account: model.account, result: "failure" },
          {
            reasons: [
              "The address comes from the failed sign-ins of {account}.",
              "[First of all|To begin], where did the attempts on {account} come from?",
              "I need the source before I can block it.",
              "Whom do I block? The log of {account} says it.",
              "Step one is the latest failure on {account}.",
              "{account}: where did the last failure come from?",
            ],
            values: { account: model.account },
          },
        );
        if (!log.ok) return stuck(log);
        const { sign_ins } = seen<SignIns>(log);
        const source = sign_ins[0]?.source;
        if (source === undefined)
          return partial(["{account} has no failed sign-in in that time."], { account: model.account });
        const locked = yield* call(
          "auth_system_set_lock",
          { account: model.account, state: "locked" },
          {
            reasons: [
              "{source} it is. The account is locked before anything else.",
              "Lock {account} now, [then|and then] the rest.",
              "Containing it starts with {account}.",
              "I have the address, {source}. Lock first.",
              "{account} is locked at once, the rest can follow.",
              "Nobody should get in through {account} from here on.",
            ],
            values: { source, account: model.account },
          },
        );
        if (!locked.ok) return stuck(locked);
        const added = yield* call(
          "firewall_add_rule",
          { action: "deny", match: { source, zone: host.zone, port } },
          {
            reasons: [
              "{account} is locked; next, {source} is shut out.",
              "Now the border: deny {source} on port {port}.",
              "The same address shouldn't reach {host} any more.",
              "Then {source}: no more port {port}.",
              "A deny rule keeps {source} off {host}.",
              "Port {port} gets closed to {source}.",
            ],
            values: { account: model.account, source, port, host: host.hostname },
          },
        );
        if (!added.ok) return stuck(added);
        const { rule_id } = seen<Added>(added);
        const check = yield* call(
          "firewall_check_connection",
          { source, hostname: host.hostname, port },
          {
            reasons: [
              "Is {rule} effective? I test it.",
              "A test from {source} proves the rule.",
              "[Trust|A rule is good], but verify: the connection to {host}.",
              "{rule} must hold, so a test follows.",
              "Would {source} still reach {host}?",
              "Checking {rule} from the outside.",
            ],
            values: { rule: rule_id, source, host: host.hostname },
          },
        );
        if (!check.ok) return stuck(check);
        const rotated = yield* call(
          "encryption_lib_rotate_key",
          { key_id: key },
          {
            reasons: [
              "{key} may have been seen, so it gets a new version.",
              "What's left is {key}.",
              "Last step: rotating {key}.",
              "The account and the border are done, {key} is not.",
              "Rotation of {key} closes it.",
              "Only {key} is left.",
            ],
            values: { key },
          },
        );
        if (!rotated.ok) return stuck(rotated);
        const { version } = seen<Rotated>(rotated);
        const values = { account: model.account, source, rule: rule_id, key, version, host: host.hostname };
        if (seen<Connection>(check).allowed)
          return partial(
            ["{account} is locked and {key} rotated, but {source} still reaches {host} in spite of {rule}."],
            values,
          );
        return answer(
          [
            "{account} is locked, {source} is blocked by {rule} (tested), and {key} is at version {version}.",
            "[Contained|It's contained]. Account {account} locked; {rule} denies {source}; {key} rotated to version {version}.",
            "The attempts came from {source}. {rule} stops it, {account} is locked, and {key} has a new version, {version}.",
            "All done: lock on {account}, block of {source} through {rule}, {key} in version {version}.",
          ],
          values,
          { required: ["source", "rule", "version"] },
        );
      },
    };
  },
  frames: [
    "Contain this: someone is after {account}. Find the address in the failed sign-ins from {from} to {to}, lock the account, deny that address on port {port} into {zone}, test it against {host}, and rotate {key}.",
    "Incident on {account}. Steps: last failing address ({from} until {to}); lock; block it for {zone} port {port}; verify with {host}; new version of {key}.",
    "{account} is under attack and {key} may be known to them. Please lock the account, block whoever failed to sign in between {from} and {to} (zone {zone}, port {port}), prove on {host} that it works, then rotate the key.",
    "I can't get to a computer. Would you handle it? Failed sign-ins of {account}, {from} to {to}: take the latest address. Account locked, address denied on {port} in {zone}, connection to {host} tested, {key} rotated.",
    "We play it safe with {account}: lock it. The address that last failed ({from} through {to}) is to be denied, {zone}, port {port}, with a check against {host}. Rotate {key} at the end.",
    "Please stop whoever is trying {account}. Between {from} and {to} sign-ins failed; take the latest address, lock the account, deny the address on {port} into {zone}, see that {host} is out of its reach, and give {key} a new version.",
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
              "{team} first, the sign-ins later.",
              "Who's who in {team}?",
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
            reasons: [
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
        for (const log of logs) {
          if (!log.ok) return stuck(log);
          const { total } = seen<SignIns>(log);
          if (total > 0) hit.push(`${String(log.call.args.account)} (${total})`);
        }
        return hit.length === 0
          ? answer(
              [
                "Nobody in {team} had a failed sign-in then.",
                "{team} is quiet: no failures in those days.",
                "[No failures|None] in {team}, and I looked at {list}.",
              ],
              { team, list: listed(accounts.map((each) => each.account)) },
              { required: ["team"] },
            )
          : answer(
              [
                "In {team} it hit {hit}.",
                "Failures: {hit}. [The others|Others] in {team} had none.",
                "{hit} - the number is how often a sign-in failed.",
                "[Affected|Those affected] in {team}: {hit}.",
              ],
              { team, hit: listed(hit) },
              { required: ["hit"] },
            );
      },
    };
  },
  frames: [
    "Which accounts of {team} had failed sign-ins between {from} and {to}?",
    "Go through the {team} team and count failed sign-ins per account, {from} to {to}.",
    "There's a rumour that {team} is being targeted. For each account there: did sign-ins fail from {from} until {to}?",
    "{team} / failed sign-ins / {from} .. {to} / per account",
    "I'd like a list of the people in {team} whose sign-in failed at least once since {from} (up to {to}).",
    "Has anyone in {team} had failed sign-ins, {from} through {to}? Per account, please.",
    "How often did sign-ins fail in {team} between {from} and {to}, person by person?",
  ],
};

export const threatFlows: readonly Scenario<SecurityWorld>[] = [
  blockTop,
  suspiciousAccount,
  fullIncident,
  failuresOfTeam,
];
