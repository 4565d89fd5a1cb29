/** Rules in several steps: access for a time, rules nobody needs. */
import { answer, call, partial, type Scenario } from "../../contract";
import { EVENT_KINDS, harmless, type SecurityWorld, shiftDate, ZONES } from "../world";
import { amount, bound, meant, plain, seen, span, spelled, stuck, worded } from "./parts";
import type { AccountSeen, Added, Connection, Events } from "./seen";

const contractor: Scenario<SecurityWorld> = {
  family: "contractor_access",
  skill: "access_control",
  shape: "chain",
  draw(world, random) {
    const found = random.pick(
      world.accounts.filter(
        (each) => each.state === "active" && each.role !== "operator" && each.role !== "administrator",
      ),
    );
    const host = random.pick(world.hosts);
    const port = random.pick(host.open_ports);
    const partners = harmless(world);
    if (partners.length === 0) return undefined;
    const source = random.pick(partners);
    if (world.rules.some((rule) => rule.zone === host.zone && rule.port === port)) return undefined;
    const days = span(random);
    const until = spelled(random, shiftDate(world.today, Number(days.value)));
    return {
      slots: {
        account: { value: found.account },
        role: { value: "operator" },
        until,
        source: { value: source },
        zone: { value: host.zone },
        host: { value: host.hostname },
        port: { value: port },
        days,
        open: meant("allow"),
      },
      *solve() {
        const before = yield* call(
          "auth_system_get_account",
          { account: found.account },
          {
            reasons: [
              "Is {account} active? A locked one can't be given a role.",
              "I check {account} before opening anything.",
              "Role and lock of {account} come first.",
              "Nothing is opened until I've seen the state of {account}.",
            ],
            values: { account: found.account },
          },
        );
        if (!before.ok) return stuck(before);
        const { state, role: old } = seen<AccountSeen>(before);
        if (state === "locked")
          return partial(["{account} is locked, so I opened nothing."], { account: found.account });
        const set = yield* call(
          "auth_system_set_role",
          { account: found.account, role: "operator", until: until.value },
          {
            reasons: [
              "{account} is active as {old}; the role follows.",
              "Active, currently {old}. Giving {account} the new role.",
              "From {old} to operator, then the firewall.",
              "No lock on {account}, so the role can be set.",
            ],
            values: { account: found.account, old },
          },
        );
        if (!set.ok) return stuck(set);
        const added = yield* call(
          "firewall_add_rule",
          { action: "allow", match: { source, zone: host.zone, port }, days: days.value },
          {
            reasons: [
              "The role is in place; now {source} has to get through.",
              "Next the border: port {port} for {source}.",
              "{account} has the role; {source} needs a rule for port {port}.",
              "What's missing is a way in for {source}.",
            ],
            values: { account: found.account, source, port },
          },
        );
        if (!added.ok) return stuck(added);
        const { rule_id, expires_on } = seen<Added>(added);
        const check = yield* call(
          "firewall_check_connection",
          { source, hostname: host.hostname, port },
          {
            reasons: [
              "{rule} stands. Does it do what it should?",
              "A test from {source} to {host} shows if {rule} is enough.",
              "I want to see {source} get through before I report back.",
              "One more look: is {host} reachable under {rule}?",
            ],
            values: { rule: rule_id, source, host: host.hostname },
          },
        );
        if (!check.ok) return stuck(check);
        const values = {
          account: found.account,
          until: String(until.value),
          rule: rule_id,
          source,
          host: host.hostname,
          port,
          expires: expires_on,
        };
        return seen<Connection>(check).allowed
          ? answer(
              [
                "{account} is operator until {until}, and {rule} lets {source} through to {host} until {expires}.",
                "[All set|Everything is set]: {account} is operator (until {until}), {rule} allows {source} on port {port}, and the test against {host} went through.",
                "{source} reaches {host} on port {port} thanks to {rule}; {account} works as operator up to {until}.",
                "Access is ready: {account} is operator until {until}, and {source} gets through to {host} thanks to {rule}, which expires on {expires}.",
              ],
              values,
              { required: ["rule", "until"] },
            )
          : partial(
              [
                "{account} has the role and {rule} exists, but {source} is still denied on {host}.",
                "Role and rule ({rule}) are done, yet the test fails: {source} can't reach {host} on port {port}.",
                "Only partly ready. {account} is operator until {until}; {source} is turned away at {host} in spite of {rule}.",
              ],
              values,
              { required: ["rule"] },
            );
      },
    };
  },
  frames: [
    "{account} helps us from outside: role {role} until {until}, allow {source} into {zone} on port {port} for {days}, and test it against {host}. Stop if the account is locked.",
    "Contractor access, please. Account {account}, {role}, last day {until}; firewall: allow {source} to {zone} port {port}, {days}; connection test on {host}. Not if the account is locked.",
    "As long as {account} isn't locked, make it {role} up to {until}, open port {port} of {zone} to {source} for {days}, and see whether {host} answers.",
    "{account}: locked? no -> {role} until {until} -> allow {source} {zone}:{port} for {days} -> test {host}",
    "Somebody at {source} will work on {host}. They use {account}, which should be {role} until {until}, and the firewall has to allow them on {port} into {zone} for {days}. Check that the account isn't locked before, and that it works after.",
    "Would you open the door for our partner? First look at {account}; unless it is locked it becomes {role} (until {until}). Second, allow {source}, zone {zone}, port {port}, {days}. Third, prove on {host} that they get in.",
  ],
};

const looseRule: Scenario<SecurityWorld> = {
  family: "retire_unused_rule",
  skill: "access_control",
  shape: "chain",
  draw(world, random) {
    const zones = ZONES.filter(
      (zone) =>
        world.rules.filter((rule) => rule.zone === zone && rule.action === "allow" && rule.state === "enabled")
          .length >= 2,
    );
    if (zones.length === 0) return undefined;
    const zone = random.pick(zones);
    const kind = random.pick(EVENT_KINDS);
    const from = bound(world, random, -12);
    const to = bound(world, random, 0);
    return {
      slots: {
        zone: worded(zone),
        kind: worded(kind),
        from,
        to,
        allow: { value: "allow" },
        on: meant("enabled"),
        off: meant("disabled"),
      },
      *solve() {
        const list = yield* call(
          "firewall_list_rules",
          { zone, action: "allow", state: "enabled" },
          {
            reasons: [
              "The rules come sorted by hits, so the last of them will be the one that is used least.",
              "Which allow rules are on in that zone?",
              "I look for the rule with the fewest hits.",
              "First what is enabled, then which of it is idle.",
            ],
          },
        );
        if (!list.ok) return stuck(list);
        const rules = seen<{ rules: { rule_id: string; source: string; port: number; hits: number }[] }>(list).rules;
        const least = rules.at(-1);
        if (least === undefined) return partial(["No allow rule is enabled there."], {});
        const off = yield* call(
          "firewall_set_rule_state",
          { rule_id: least.rule_id, state: "disabled" },
          {
            reasons: [
              "{rule} has {hits} hits, the fewest on this list.",
              "Least used of these: {rule}. It goes off.",
              "With {hits} hits {rule} comes last.",
              "Disabling {rule} (port {port}), the one with the fewest hits.",
            ],
            values: { rule: least.rule_id, hits: least.hits, port: least.port },
          },
        );
        if (!off.ok) return stuck(off);
        const events = yield* call(
          "firewall_search_events",
          { from_date: from.value, to_date: to.value, kind },
          {
            reasons: [
              "{rule} is off. Next, the events you asked for.",
              "{rule} is disabled. What does the border log say?",
              "Now the events that were asked for.",
              "The log is next.",
            ],
            values: { rule: least.rule_id },
          },
        );
        if (!events.ok) return stuck(events);
        const { attempts, total } = seen<Events>(events);
        return answer(
          total === 0
            ? [
                "Of the enabled allow rules into {zone}, {rule} (port {port}, {hits} hits) was used least; it's disabled now. For {kinds} the log has no entry in that time.",
                "[Switched off|Off]: {rule}, the enabled allow rule into {zone} with the fewest hits ({hits}). As for {kinds}, there were none in that time.",
                "{rule}, with {hits} hits the least used of the enabled allow rules into {zone}, is off now. No {kinds} were logged in that time.",
              ]
            : [
                "Of the enabled allow rules into {zone}, {rule} (port {port}, {hits} hits) was used least; it's disabled now. For {kinds} the log has {attempts} attempts in {events}.",
                "[Switched off|Off]: {rule}, the enabled allow rule into {zone} with the fewest hits ({hits}). As for {kinds}, I count {attempts} attempts in {events}.",
                "{rule}, with {hits} hits the least used of the enabled allow rules into {zone}, is off now. As for {kinds}: {events} in the log, {attempts} attempts in all.",
                "{attempts} attempts ({events}) were logged for {kinds}; {rule} for port {port}, the least used of the enabled allow rules into {zone} ({hits} hits), is disabled.",
              ],
          {
            rule: least.rule_id,
            zone,
            port: least.port,
            hits: least.hits,
            events: amount(total, "event"),
            attempts,
            kinds: `${plain(kind)}s`,
          },
          { required: total === 0 ? ["rule"] : ["rule", "attempts"] },
        );
      },
    };
  },
  frames: [
    "Disable the enabled {allow} rule with the fewest hits in {zone}, and count {kind} from {from} to {to}.",
    "Tidy up {zone}: of the enabled rules that {allow} something, the least used should be disabled. Then I need the number of {kind} between {from} and {to}.",
    "Rules into {zone}, {allow}, enabled: least hits -> disable; {kind} {from} - {to}: attempts?",
    "For the quarterly review, find the enabled {allow} rule in {zone} that is used least and disable it; also sum up {kind} from {from} up to {to}.",
    "Which enabled {allow} rule into {zone} is used least? Please disable that one. On a related note, how many {kind} did we see from {from} until {to}?",
    "I'd like one rule fewer in {zone}, namely the enabled {allow} rule with the lowest hit count, so disable it. Add the total of {kind} ({from} through {to}) to your answer.",
  ],
};

export const flowsBorder: readonly Scenario<SecurityWorld>[] = [contractor, looseRule];
