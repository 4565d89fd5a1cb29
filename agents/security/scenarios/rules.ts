/** Firewall rules with one call: lists, switching, what a connection would meet. */
import { answer, type Scenario } from "../../contract";
import { PORTS } from "../words";
import type { SecurityWorld } from "../world";
import { amount, listed, once, origin, worded } from "./parts";
import type { Connection, Rules } from "./seen";

const rulesForPort: Scenario<SecurityWorld> = {
  family: "rules_for_port",
  skill: "access_control",
  shape: "single",
  draw(world, random) {
    const port = random.pick(world.rules).port;
    return {
      slots: { port: { value: port } },
      solve: () =>
        once<Rules>("firewall_list_rules", { port }, ({ rules, total }) =>
          answer(
            [
              total === 1 ? "Just one rule for port {port}: {list}." : "Rules for port {port}: {list}.",
              "{list}. That is all for {port}.",
              "I found {count} for port {port}: {list}.",
              total === 1 ? "For {port} it's {list}." : "For {port}, most used first: {list}.",
              total === 1
                ? "On {port} the firewall knows {list}."
                : "On {port} the firewall knows {list}[, {count} in total|].",
            ],
            {
              port,
              count: amount(total, "rule"),
              list: listed(
                rules.map(
                  (rule) => `${rule.rule_id} (${rule.action} ${origin(rule.source)} into ${rule.zone}, ${rule.state})`,
                ),
              ),
            },
            { required: ["list"] },
          ),
        ),
      follow: ([first]) => {
        if (first === undefined || !first.ok) return [];
        const [top, ...others] = (first.value as unknown as Rules).rules;
        if (top === undefined) return [];
        return [
          {
            frames:
              others.length === 0
                ? ["How often has it been hit?", "And its hit count?", "What's the number of hits on that rule?"]
                : [
                    "How often has the most used one been hit?",
                    "And the hit count of the most used?",
                    "What's the number of hits on the busiest of these rules?",
                  ],
            slots: {},
            *solve() {
              return answer(
                ["{rule}: {hits} hits.", "It was hit {hits} times ({rule}).", "{hits}[, that's {rule}|]."],
                { rule: top.rule_id, hits: top.hits },
                { required: ["hits"] },
              );
            },
          },
        ];
      },
    };
  },
  frames: [
    "Which firewall rules do we have for port {port}?",
    "List everything on {port} in the firewall.",
    "An auditor asks who may reach port {port}. Can you pull the rules?",
    "rules, port {port}?",
    "I'm about to move a service to {port} and want to see what the firewall says about that port.",
  ],
  missing: [
    {
      slot: "port",
      frames: [
        "Which firewall rules do we have for [the new|the old|our partner's|the usual] port?",
        "Pull the rules for [my service's|the new service's|our partner's|the printer's] port.",
        "An auditor wants the rules on [one|a certain|a single] port; can you [list|show] them?",
        "I'm about to move [a service|our mail|the shop|a database] to another port. What does the firewall say about that one?",
      ],
      ask: [
        "Which port number?",
        "[Sure|Gladly], what's the number of the port?",
        "The rules are listed by port, so I need the number - which is it?",
      ],
      reply: ["{port}", "Port {port}.", "It's {port}."],
    },
  ],
  invalid: [
    {
      slot: "port",
      tool: "firewall_list_rules",
      parameter: "port",
      draw: (_, random) => ({ value: random.int(65600, 99999) }),
      explain: [
        "There is no port {port}; ports go {allowed}. Which one did you mean?",
        "{port} can't be a port number, as those run {allowed}. Could you check it?",
        "Ports run {allowed}. {port} is above that - a typo, perhaps?",
      ],
      allowed: "from 1 to 65535",
    },
  ],
};

const rulesOfZone: Scenario<SecurityWorld> = {
  family: "rules_of_zone",
  skill: "access_control",
  shape: "single",
  draw(world, random) {
    const model = random.pick(world.rules);
    return {
      slots: { zone: worded(model.zone), action: { value: model.action }, state: worded(model.state) },
      solve: () =>
        once<Rules>(
          "firewall_list_rules",
          { zone: model.zone, action: model.action, state: model.state },
          ({ rules, total }) =>
            answer(
              [
                "Of that kind we have {list}.",
                "{list}. [Nothing else|No other rule] fits.",
                "What [fits|matches]: {list}.",
                "The firewall lists {list}.",
              ],
              {
                total,
                list: listed(
                  rules.map(
                    (rule) => `${rule.rule_id} for ${origin(rule.source)} on port ${rule.port} (${rule.hits} hits)`,
                  ),
                ),
              },
            ),
        ),
    };
  },
  frames: [
    "Which {action} rules into the {zone} zone are {state}?",
    "Zone {zone}, action {action}, {state}: list, please.",
    "We're tidying up. Show me the rules for {zone} that {action} something and are {state}.",
    "I want to know what's {state} at the moment among the {action} rules of {zone}.",
    "Is there any {action} rule for the zone {zone} that is {state}? If so, which?",
  ],
};

const switchRule: Scenario<SecurityWorld> = {
  family: "switch_rule",
  skill: "access_control",
  shape: "single",
  draw(world, random) {
    const rule = random.pick(world.rules);
    const state = rule.state === "enabled" ? "disabled" : "enabled";
    return {
      slots: { rule: { value: rule.rule_id }, state: worded(state) },
      solve: () =>
        once<{ action: string; source: string; port: number; state: string }>(
          "firewall_set_rule_state",
          { rule_id: rule.rule_id, state },
          (set) =>
            answer(
              [
                "{rule} is {state} now ({action} {source} on port {port}).",
                "[Switched|Changed]: {rule} is {state}.",
                "Now {state}: {rule}, which concerns {source} and port {port}.",
                "I set {rule} to {state}. [It reads|The rule reads]: {action} {source} on port {port}.",
              ],
              { rule: rule.rule_id, state: set.state, action: set.action, source: origin(set.source), port: set.port },
              { required: ["state"] },
            ),
        ),
    };
  },
  frames: [
    "{rule} should be {state}.",
    "Please see to it that {rule} is {state}; the change was approved this morning.",
    "Can you make sure {rule} is {state}? Don't delete it, though.",
    "change: {rule} {state}",
    "After the maintenance window {rule} has to be {state} again, so set it that way.",
  ],
};

const checkConnection: Scenario<SecurityWorld> = {
  family: "connection_check",
  skill: "access_control",
  shape: "complex",
  draw(world, random) {
    const host = random.pick(world.hosts);
    const inZone = world.rules.filter((rule) => rule.zone === host.zone);
    const rule = inZone.length > 0 && random.chance(0.7) ? random.pick(inZone) : undefined;
    const port = rule?.port ?? random.pick(PORTS)[0];
    const protocol = random.pick([rule?.protocol ?? "tcp", "tcp", "udp"]);
    const source = random.pick(world.strangers);
    return {
      slots: {
        host: { value: host.hostname },
        source: { value: source },
        port: { value: port },
        protocol: { value: protocol },
      },
      solve: () =>
        once<Connection>(
          "firewall_check_connection",
          { source, hostname: host.hostname, port, protocol },
          ({ allowed, rule_id, zone }) =>
            allowed
              ? answer(
                  [
                    "It gets through: {rule} allows {source} on port {port}.",
                    "The firewall lets it pass: {source} reaches {host} because of {rule}.",
                    "Allowed, by {rule}, into the zone {zone}.",
                    "{rule} lets {source} in[ on port {port}|].",
                  ],
                  { rule: rule_id, source, port, host: host.hostname, zone },
                  { required: ["rule"] },
                )
              : rule_id === ""
                ? answer(
                    [
                      "There's no rule for it, so {source} is denied.",
                      "{source} can't reach {host} on port {port}; no rule allows it.",
                      "Denied. No rule matches {source} and port {port} in the zone {zone}.",
                    ],
                    { source, host: host.hostname, port, zone },
                    { required: [] },
                  )
                : answer(
                    [
                      "Denied: {rule} turns {source} away on port {port}.",
                      "{rule} keeps {source} out of {host}.",
                      "It is blocked. The rule that decides is {rule}.",
                    ],
                    { rule: rule_id, source, port, host: host.hostname },
                    { required: ["rule"] },
                  ),
        ),
    };
  },
  frames: [
    "Can {source} reach {host} on {protocol} port {port}?",
    "A partner at {source} complains that {host} doesn't answer on port {port} ({protocol}). Do our rules stop them?",
    "{source} -> {host}:{port}/{protocol}, allowed?",
    "Would the firewall let {protocol} traffic from {source} to {host} through, port {port}, and which rule decides?",
    "I need to know if {host} is open to {source}. The port is {port} and it's {protocol}.",
  ],
};

export const rulesScenarios: readonly Scenario<SecurityWorld>[] = [
  rulesForPort,
  rulesOfZone,
  switchRule,
  checkConnection,
];
