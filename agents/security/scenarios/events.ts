/** The border log with one call, and temporary rules. */
import { answer, type Scenario } from "../../contract";
import { PORTS } from "../words";
import { EVENT_KINDS, harmless, type SecurityWorld, ZONES } from "../world";
import { amount, bound, listed, once, span, worded } from "./parts";
import type { Added, Events } from "./seen";

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
                    ...(total === 1
                      ? [
                          "{source} shows up once, with {attempts} {list}.",
                          "One event[ only|] from {source} in that time: {attempts} {list}.",
                          "There is something from {source}: {attempts} {list}.",
                          "{attempts} {list}. That's all from {source} in that time.",
                        ]
                      : [
                          "{source} made {attempts}: {list}.",
                          "{attempts} in all from {source}. [Broken down|In detail]: {list}.",
                          "There is something from {source}: {list}, together {attempts}.",
                          "{list}. Together these are {attempts}[ by {source}|].",
                        ]),
                  ],
                  {
                    source,
                    attempts: amount(attempts, "attempt"),
                    list: listed(
                      events.map(
                        (event) =>
                          `${total === 1 ? "" : `${event.count} `}against ${event.hostname} on ${event.date} (${event.kind.replaceAll("_", " ")})`,
                      ),
                    ),
                  },
                  { required: ["list"] },
                ),
        ),
    };
  },
  frames: [
    "What has {source} been doing between {from} and {to}?",
    "Search the border events for {source}, {from} to {to}.",
    "Our provider warned us about {source}. Did it touch us between {from} and {to}?",
    "{source} / {from} - {to} / events?",
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
                    "Nothing of that kind with {least} attempts or more against {host} in that time.",
                    "{host} saw no such event with {least} attempts or more in that time.",
                    "No hits: in that time no such event on {host} reaches {least}.",
                  ],
                  { host: model.hostname, least },
                  { required: [] },
                )
              : answer(
                  [
                    "{host} was hit by {list}.",
                    "[What reaches {least}|With {least} or more]: {list}.",
                    total === 1
                      ? "On {host} it's {list}."
                      : "{list} - {attempts} attempts on {host} in these {events}.",
                    "I see {events} of {least} attempts or more: {list}.",
                  ],
                  {
                    host: model.hostname,
                    events: amount(total, "event"),
                    least,
                    attempts,
                    list: listed(
                      events.map((event) => `${event.source} with ${amount(event.count, "attempt")} on ${event.date}`),
                    ),
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
    "I suspect somebody hammers {host}. Look for {kind} from {from} up to {to} where the count reaches {least}.",
    "For the incident log: all {kind} on {host}, threshold {least}, period {from} through {to}.",
  ],
  invalid: [
    {
      slot: "kind",
      tool: "firewall_search_events",
      parameter: "kind",
      draw: (_, random) => ({
        value: random.pick(["phishing mails", "virus alarms", "malware downloads", "spam waves", "password resets"]),
      }),
      explain: [
        "The firewall doesn't record {kind}. It knows {allowed}; which should I search for on {host}?",
        "What the border log sees are {allowed}, not {kind}. Would one of those help?",
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
    const sources = action === "allow" ? harmless(world) : world.strangers;
    if (sources.length === 0) return undefined;
    const source = random.pick(sources);
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
                "From now until {until}, {rule} will {action} {source} on port {port}.",
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
    "Could you set up something temporary, for {days}? It should {action} {source} when it comes to port {port} over {protocol}, zone {zone}.",
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
        "{days} is out of range, as {allowed} days are possible. Which duration do you want instead?",
        "I can't set {days}; {allowed} days are allowed. Shall it be shorter, or permanent?",
      ],
      allowed: "1 to 90",
    },
    {
      slot: "zone",
      tool: "firewall_add_rule",
      parameter: "match",
      draw: (_, random) => ({ value: random.pick(["basement", "cloud", "guest", "factory", "archive"]) }),
      explain: [
        "There's no zone called {zone}; the firewall has {allowed}. Into which of these should the rule for {source} go?",
        "Our zones are {allowed}, and {zone} isn't one. Which one is meant?",
        "Zones are {allowed}. Since {zone} is not among them, where does the rule belong?",
      ],
      allowed: "dmz, internal, office and lab",
    },
  ],
};

export const eventsScenarios: readonly Scenario<SecurityWorld>[] = [eventSearch, eventThreshold, addRule];
