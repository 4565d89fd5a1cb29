/** firewall: rules, what they mean for a connection, and what was seen at the border. */
import type { Tool } from "../../contract";
import { EVENT_KINDS, type Rule, type SecurityWorld, shiftDate, ZONES } from "../world";
import { fail, hostname, hostOf, integer, listOf, objectOf, parameters, periodProblem, text, yesNo } from "./outcome";

const family = "firewall";
const ADDRESS = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;
const port = { type: "integer", minimum: 1, maximum: 65535 } as const;
const protocol = { type: "string", enum: ["tcp", "udp"], default: "tcp" } as const;
const rule = objectOf({
  rule_id: text,
  action: text,
  source: text,
  zone: text,
  port: integer,
  protocol: text,
  state: text,
  expires_on: text,
  hits: integer,
});

const listRules: Tool<SecurityWorld> = {
  name: "firewall_list_rules",
  family,
  skill: "access_control",
  task: "list the firewall rules",
  description: "Lists firewall rules (by port, zone, action or state), the most used first.",
  parameters: parameters(
    {
      port: { ...port, description: "Only rules for this port." },
      zone: { type: "string", description: "Only rules into this zone.", enum: ZONES },
      action: { type: "string", description: "Only rules of this kind.", enum: ["allow", "deny"] },
      state: { type: "string", description: "Only rules in this state.", enum: ["enabled", "disabled"] },
    },
    [],
  ),
  returns: objectOf({ rules: listOf(rule), total: integer }),
  effect: "read",
  execute(world, args) {
    const rules = world.rules
      .filter(
        (each) =>
          (args.port === undefined || each.port === args.port) &&
          (args.zone === undefined || each.zone === args.zone) &&
          (args.action === undefined || each.action === args.action) &&
          (args.state === undefined || each.state === args.state),
      )
      .sort((left, right) => right.hits - left.hits || (left.rule_id < right.rule_id ? -1 : 1))
      .map((each) => ({ ...each }));
    return { ok: true, observation: { rules, total: rules.length }, world };
  },
};

const addRule: Tool<SecurityWorld> = {
  name: "firewall_add_rule",
  family,
  skill: "threat_detection",
  task: "add a firewall rule",
  description:
    "Adds a firewall rule: allows or denies traffic from a source into a zone on one port, for good or for some days. Deny rules win over allow rules.",
  parameters: parameters(
    {
      action: { type: "string", description: "What happens to the traffic.", enum: ["allow", "deny"] },
      match: {
        type: "object",
        description: "Which traffic.",
        properties: {
          source: { type: "string", description: "An address (203.0.113.7), a range (203.0.113.0/24) or any." },
          zone: { type: "string", description: "Zone it goes to.", enum: ZONES },
          port: { ...port, description: "Port it goes to." },
        },
        required: ["source", "zone", "port"],
        additionalProperties: false,
      },
      protocol: { ...protocol, description: "Transport protocol." },
      days: {
        type: "integer",
        description: "Days until the rule expires; stays when left out.",
        minimum: 1,
        maximum: 90,
      },
    },
    ["action", "match"],
  ),
  returns: rule,
  effect: "write",
  execute(world, args) {
    const match = args.match as { readonly source: string; readonly zone: Rule["zone"]; readonly port: number };
    const action = args.action as Rule["action"];
    if (!isSource(match.source))
      return fail("invalid_argument", `source "${match.source}" is no address, no range ending in .0/24 and not "any"`);
    if (action === "allow" && match.source === "any" && match.zone !== "dmz")
      return fail("permission", `traffic from anywhere may only be allowed into dmz, not into ${match.zone}`);
    const same = world.rules.find(
      (each) =>
        each.action === action &&
        each.source === match.source &&
        each.zone === match.zone &&
        each.port === match.port &&
        each.protocol === args.protocol,
    );
    if (same !== undefined) return fail("conflict", `a rule that says the same exists and is ${same.state}`);
    const [rule_id, ...left] = world.next_rules;
    if (rule_id === undefined) return fail("rate_limit", "no more rules can be added today");
    const added: Rule = {
      rule_id,
      action,
      source: match.source,
      zone: match.zone,
      port: match.port,
      protocol: args.protocol as Rule["protocol"],
      state: "enabled",
      expires_on: args.days === undefined ? "" : shiftDate(world.today, Number(args.days)),
      hits: 0,
    };
    return {
      ok: true,
      observation: { ...added },
      world: { ...world, rules: [...world.rules, added], next_rules: left },
    };
  },
};

const setRuleState: Tool<SecurityWorld> = {
  name: "firewall_set_rule_state",
  family,
  skill: "access_control",
  task: "switch a firewall rule on or off",
  taskFor: ({ state }) => (state === "enabled" ? "switch a firewall rule on" : "switch a firewall rule off"),
  description: "Switches a firewall rule on or off without deleting it.",
  parameters: parameters(
    {
      rule_id: { type: "string", description: "Identifier such as FW-1234." },
      state: { type: "string", description: "The new state.", enum: ["enabled", "disabled"] },
    },
    ["rule_id", "state"],
  ),
  returns: rule,
  effect: "write",
  execute(world, args) {
    const found = world.rules.find((each) => each.rule_id === args.rule_id);
    if (found === undefined) return fail("not_found", `there is no rule ${args.rule_id}`);
    if (found.state === args.state) return fail("conflict", `rule ${found.rule_id} is ${found.state} already`);
    const changed: Rule = { ...found, state: args.state as Rule["state"] };
    return {
      ok: true,
      observation: { ...changed },
      world: { ...world, rules: world.rules.map((each) => (each === found ? changed : each)) },
    };
  },
};

const checkConnection: Tool<SecurityWorld> = {
  name: "firewall_check_connection",
  family,
  skill: "access_control",
  task: "test whether a connection is allowed",
  description:
    "Tells whether the rules let a connection through, and which rule decides. Without a matching rule it is denied.",
  parameters: parameters(
    {
      source: { type: "string", description: "Address that connects, such as 203.0.113.7." },
      hostname: { ...hostname, description: "Host it connects to." },
      port: { ...port, description: "Port it connects to." },
      protocol: { ...protocol, description: "Transport protocol." },
    },
    ["source", "hostname", "port"],
  ),
  returns: objectOf({ allowed: yesNo, rule_id: text, source: text, hostname: text, zone: text, port: integer }),
  effect: "read",
  execute(world, args) {
    const source = String(args.source);
    if (!ADDRESS.test(source)) return fail("invalid_argument", `source "${source}" is no address`);
    const host = hostOf(world, args.hostname);
    if (host === undefined) return fail("not_found", `there is no host ${args.hostname}`);
    const matching = world.rules.filter(
      (each) =>
        each.state === "enabled" &&
        (each.expires_on === "" || each.expires_on >= world.today) &&
        each.zone === host.zone &&
        each.port === args.port &&
        each.protocol === args.protocol &&
        covers(each.source, source),
    );
    const decisive = matching.find((each) => each.action === "deny") ?? matching[0];
    return {
      ok: true,
      observation: {
        allowed: decisive?.action === "allow",
        rule_id: decisive?.rule_id ?? "",
        source,
        hostname: host.hostname,
        zone: host.zone,
        port: Number(args.port),
      },
      world,
    };
  },
};

const searchEvents: Tool<SecurityWorld> = {
  name: "firewall_search_events",
  family,
  skill: "threat_detection",
  task: "search the border events",
  description:
    "Searches what was seen at the border: between two days, by kind, source, host and number of attempts, and sums the attempts. Most attempts first.",
  parameters: parameters(
    {
      from_date: { type: "string", description: "First day as 2026-11-01." },
      to_date: { type: "string", description: "Last day as 2026-11-20." },
      kind: { type: "string", description: "Only events of this kind.", enum: EVENT_KINDS },
      source: { type: "string", description: "Only events from this address." },
      hostname: { ...hostname, description: "Only events against this host." },
      min_count: { type: "integer", description: "Least number of attempts.", minimum: 1, default: 1 },
    },
    ["from_date", "to_date"],
  ),
  returns: objectOf({
    events: listOf(objectOf({ event_id: text, date: text, kind: text, source: text, hostname: text, count: integer })),
    total: integer,
    attempts: integer,
  }),
  effect: "read",
  execute(world, args) {
    const [from, to] = [String(args.from_date), String(args.to_date)];
    const problem = periodProblem(from, to);
    if (problem !== undefined) return fail("invalid_argument", problem);
    const events = world.events
      .filter(
        (event) =>
          event.date >= from &&
          event.date <= to &&
          event.count >= Number(args.min_count) &&
          (args.kind === undefined || event.kind === args.kind) &&
          (args.source === undefined || event.source === args.source) &&
          (args.hostname === undefined || event.hostname === args.hostname),
      )
      .sort((left, right) => right.count - left.count || (left.event_id < right.event_id ? -1 : 1))
      .map((event) => ({ ...event }));
    const attempts = events.reduce((sum, event) => sum + event.count, 0);
    return { ok: true, observation: { events, total: events.length, attempts }, world };
  },
};

export const firewall = [listRules, addRule, setRuleState, checkConnection, searchEvents] as const;

function isSource(source: string): boolean {
  if (source === "any") return true;
  const address = source.endsWith(".0/24") ? source.slice(0, -3) : source;
  const parts = ADDRESS.exec(address)?.slice(1);
  return parts?.every((part) => Number(part) < 256) === true;
}

function covers(source: string, address: string): boolean {
  if (source === "any" || source === address) return true;
  return source.endsWith(".0/24") && address.startsWith(source.slice(0, -4));
}
