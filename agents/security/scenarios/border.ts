/** The border with one call: rules, their state, what they let through, what was seen. */
import type { Scenario } from "../../contract";
import { PORTS } from "../words";
import { EVENT_KINDS, type SecurityWorld, ZONES } from "../world";
import { answering, bound, listed, once, span, worded } from "./parts";

const answer = answering([
  "It can be undone.",
  "Another port?",
  "I can test it.",
  "Other rules are unchanged.",
  "Should I look further?",
  "Any other address?",
  "Just tell me.",
  "That's how it is.",
]);

export type Rules = {
  readonly rules: readonly {
    readonly rule_id: string;
    readonly action: string;
    readonly source: string;
    readonly zone: string;
    readonly state: string;
    readonly hits: number;
  }[];
  readonly total: number;
};
export type Added = {
  readonly rule_id: string;
  readonly expires_on: string;
  readonly state: string;
  readonly port: number;
};
export type Connection = { readonly allowed: boolean; readonly rule_id: string; readonly zone: string };
export type Events = {
  readonly events: readonly {
    readonly event_id: string;
    readonly kind: string;
    readonly source: string;
    readonly hostname: string;
    readonly count: number;
    readonly date: string;
  }[];
  readonly total: number;
  readonly attempts: number;
};

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
              "Port {port} has {total} rule entries: {list}.",
              "{list}. That is all for {port}.",
              "[I found|There are] {total} for port {port}: {list}.",
              "For {port}, most used first: {list}.",
              "On {port} the firewall knows {list} ({total} in total).",
            ],
            {
              port,
              total,
              list: listed(
                rules.map((rule) => `${rule.rule_id} (${rule.action} ${rule.source} into ${rule.zone}, ${rule.state})`),
              ),
            },
            { required: ["list"] },
          ),
        ),
      follow: ([first]) => {
        if (first === undefined || !first.ok) return [];
        const top = (first.value as unknown as Rules).rules[0];
        if (top === undefined) return [];
        return [
          {
            frames: [
              "How often has the most used one been hit?",
              "And the hit count of the first?",
              "What's the number of hits on the top rule?",
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
        "Which firewall rules do we have for that port?",
        "Pull the rules for my service's port.",
        "An auditor wants the rules on one port; can you list them?",
      ],
      ask: [
        "Which port number?",
        "[Sure|Gladly], what's the number of the port?",
        "The rules are listed by port, so I need the number - which is it?",
      ],
      reply: ["{port}", "Port {port}.", "It runs on {port}."],
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
      allowed: "from one to sixty-five thousand and some",
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
                "{total} of that kind: {list}.",
                "{list}. [Nothing else|No other rule] fits.",
                "[These fit|Fitting]: {list} (count {total}).",
                "I get {total} - {list}.",
              ],
              { total, list: listed(rules.map((rule) => `${rule.rule_id} from ${rule.source} (${rule.hits} hits)`)) },
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
                "[Switched|Changed]: {rule}, {state}.",
                "{state}: {rule}, which concerns {source} and port {port}.",
                "I set {rule} to {state}. It is there to {action} {source}.",
              ],
              { rule: rule.rule_id, state: set.state, action: set.action, source: set.source, port: set.port },
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
                    "[Yes|Yes, it can]. {source} reaches {host} because of {rule}.",
                    "Allowed, by {rule}, into the zone {zone}.",
                    "{rule} lets {source} in[ on {port}|].",
                  ],
                  { rule: rule_id, source, port, host: host.hostname, zone },
                  { required: ["rule"] },
                )
              : rule_id === ""
                ? answer(
                    [
                      "No: there's no rule for it, so {source} is denied.",
                      "{source} can't reach {host} on {port}; nothing allows it.",
                      "Denied. No rule matches {source} and port {port} in the zone {zone}.",
                    ],
                    { source, host: host.hostname, port, zone },
                    { required: [] },
                  )
                : answer(
                    [
                      "No, {rule} denies {source} on port {port}.",
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
    "Would the firewall let a {protocol} connection from {source} to {host} through, port {port}, and which rule decides?",
    "I need to know if {host} is open to {source}. The port is {port} and it's {protocol}.",
  ],
};

const eventSearch: Scenario<SecurityWorld> = {
  family: "events_from_source",
  skill: "threat_detection",
  shape: "single",
  draw(world, random) {
    const source = random.pick(world.events).source;
    const from = bound(world, random, -random.int(6, 12));
    const to = bound(world, random, -random.int(0, 2));
    return {
      slots: { source: { value: source }, from, to },
      solve: () =>
        once<Events>(
          "firewall_search_events",
          { from_date: from.value, to_date: to.value, source },
          ({ events, attempts, total }) =>
            total === 0
              ? answer(
                  [
                    "Nothing from {source} in that time.",
                    "{source} doesn't appear [at all|in those days].",
                    "No event with {source} as its source was recorded then.",
                  ],
                  { source },
                )
              : answer(
                  [
                    "{source} made {attempts} attempts: {list}.",
                    "{attempts} in all from {source}. [Broken down|In detail]: {list}.",
                    "[Yes|Indeed], there is something: {list} ({attempts} attempts).",
                    "{list}. Together these are {attempts} attempts[ by {source}|].",
                  ],
                  {
                    source,
                    attempts,
                    list: listed(
                      events.map(
                        (event) =>
                          `${event.count} of ${event.kind.replaceAll("_", " ")} against ${event.hostname} on ${event.date}`,
                      ),
                    ),
                  },
                  { required: ["attempts"] },
                ),
        ),
    };
  },
  frames: [
    "What has {source} been doing between {from} and {to}?",
    "Search the border events for {source}, {from} to {to}.",
    "Our provider warned us about {source}. Did it touch us since {from}? Look up to {to}.",
    "{source} / {from} .. {to} / events?",
    "How many attempts came from {source}, starting {from} and ending {to}, and against what?",
  ],
};

const eventThreshold: Scenario<SecurityWorld> = {
  family: "events_above_threshold",
  skill: "threat_detection",
  shape: "complex",
  draw(world, random) {
    const model = random.pick(world.events);
    const kind = random.chance(0.7) ? model.kind : random.pick(EVENT_KINDS);
    const least = random.int(1, 15) * 10;
    const from = bound(world, random, -random.int(10, 13));
    const to = bound(world, random, 0);
    return {
      slots: { kind: worded(kind), host: { value: model.hostname }, least: { value: least }, from, to },
      solve: () =>
        once<Events>(
          "firewall_search_events",
          { from_date: from.value, to_date: to.value, kind, hostname: model.hostname, min_count: least },
          ({ events, total, attempts }) =>
            total === 0
              ? answer(
                  [
                    "Nothing that large against {host}.",
                    "{host} saw none of those with {least} attempts or more.",
                    "No hits: below {least} there may be some, above there aren't any on {host}.",
                  ],
                  { host: model.hostname, least },
                  { required: [] },
                )
              : answer(
                  [
                    "{host} was hit by {list}: {attempts} attempts.",
                    "[Over your threshold|Above {least}]: {list}.",
                    "{list} - {attempts} attempts on {host} in total.",
                    "I see {total} above {least}, namely {list}.",
                  ],
                  {
                    host: model.hostname,
                    total,
                    least,
                    attempts,
                    list: listed(events.map((event) => `${event.source} with ${event.count} on ${event.date}`)),
                  },
                  { required: ["list"] },
                ),
        ),
    };
  },
  frames: [
    "Show {kind} against {host} with at least {least} attempts from {from} to {to}.",
    "Was {host} the target of {kind} between {from} and {to}? Only events of {least} attempts or more.",
    "{host}, {kind}, min {least}, {from} until {to}",
    "I suspect somebody hammers {host}. Look for {kind} since {from} and up to {to} where the count reaches {least}.",
    "For the incident log: all {kind} on {host}, threshold {least}, period {from} through {to}.",
  ],
  invalid: [
    {
      slot: "kind",
      tool: "firewall_search_events",
      parameter: "kind",
      draw: (_, random) => ({
        value: random.pick(["phishing mails", "virus alarms", "stolen badges", "spam waves", "power cuts"]),
      }),
      explain: [
        "The firewall doesn't record {kind}. It knows {allowed}; which should I search for on {host}?",
        "{kind} aren't seen at the border. What is: {allowed}. Would one of those help?",
        "I can search {host} for {allowed}, not for {kind}. Which do you want?",
      ],
      allowed: "failed logins, port probes, denied connections and policy violations",
    },
  ],
};

const addRule: Scenario<SecurityWorld> = {
  family: "add_temporary_rule",
  skill: "threat_detection",
  shape: "complex",
  draw(world, random) {
    const action = random.pick(["allow", "deny"]);
    const source = random.pick(world.strangers);
    const zone = random.pick(ZONES);
    const [port] = random.pick(PORTS);
    const protocol = random.pick(["tcp", "udp"]);
    const days = span(random);
    if (world.rules.some((rule) => rule.source === source && rule.port === port && rule.zone === zone))
      return undefined;
    return {
      slots: {
        action: { value: action },
        source: { value: source },
        zone: worded(zone),
        port: { value: port },
        protocol: { value: protocol },
        days,
      },
      solve: () =>
        once<Added>(
          "firewall_add_rule",
          { action, match: { source, zone, port }, protocol, days: days.value },
          (added) =>
            answer(
              [
                "{rule} is in place: {action} {source} on port {port}, until {until}.",
                "[Added|I added] {rule}. It expires on {until}.",
                "From now until {until}, {rule} will {action} {source} ({port}).",
                "{rule}, {action}, {source}, port {port} - valid until {until}.",
              ],
              { rule: added.rule_id, action, source, port, until: added.expires_on },
              { required: ["rule", "until"] },
            ),
        ),
    };
  },
  frames: [
    "Add a rule: {action} {source} into the {zone} zone, {protocol} port {port}, for {days}.",
    "For the next {days} we want to {action} traffic from {source} to port {port} ({protocol}) in {zone}.",
    "{action} {source} -> {zone} {port}/{protocol}, {days}",
    "There's a contractor at {source}. Please {action} them on {protocol} {port} in the zone {zone}; the rule may expire after {days}.",
    "Could you set up something temporary, {days} or so? It should {action} {source} when it comes to port {port} over {protocol}, zone {zone}.",
  ],
  missing: [
    {
      slot: "source",
      frames: [
        "Add a rule: {action} one address into the {zone} zone, {protocol} port {port}, for {days}.",
        "Please {action} our contractor on {protocol} {port} in the zone {zone} for {days}.",
      ],
      ask: [
        "Which address is it about? I need the source for the rule.",
        "From where does the traffic come - what's the address or range?",
        "[One thing missing|The source is missing]: which address should the rule name?",
      ],
      reply: ["{source}", "It comes from {source}.", "The address is {source}."],
    },
  ],
  invalid: [
    {
      slot: "days",
      tool: "firewall_add_rule",
      parameter: "days",
      draw: (_, random) => {
        const days = random.int(100, 900);
        return { value: days, text: [`${days} days`] };
      },
      explain: [
        "A temporary rule can last {allowed} days, so {days} is too long. How long should {source} be covered?",
        "{days} is beyond the limit of {allowed}. Which duration do you want instead?",
        "I can't set {days}; {allowed} is allowed. Shall it be shorter, or permanent?",
      ],
      allowed: "one to ninety",
    },
    {
      slot: "zone",
      tool: "firewall_add_rule",
      parameter: "match",
      draw: (_, random) => ({ value: random.pick(["basement", "cloud", "guest", "factory", "archive"]) }),
      explain: [
        "There's no zone called {zone}; the firewall has {allowed}. Into which should {source} be handled?",
        "{zone} isn't one of our zones ({allowed}). Which one is meant?",
        "Zones are {allowed}. Since {zone} is not among them, where does the rule belong?",
      ],
      allowed: "dmz, internal, office and lab",
    },
  ],
};

export const borderScenarios: readonly Scenario<SecurityWorld>[] = [
  rulesForPort,
  rulesOfZone,
  switchRule,
  checkConnection,
  eventSearch,
  eventThreshold,
  addRule,
];
