/** Hosts in several steps: find the worst, verify what was mended, close a port that should not be open. */
import { all, call, count, partial, type Scenario } from "../../contract";
import { SEVERITIES, type SecurityWorld } from "../world";
import type { Connection, Rules } from "./border";
import { type Detail, type Found, portList, type Scan, type Verified } from "./findings";
import type { Certificate, Transport } from "./keys";
import { answering, listed, meant, seen, stuck } from "./parts";

const answer = answering([
  "The owner should know.",
  "Check again later.",
  "What about its neighbours?",
  "Nothing else changed.",
  "Tell me when.",
  "That's where it stands.",
  "Another host?",
  "It's worth the time.",
]);

const worstFinding: Scenario<SecurityWorld> = {
  family: "worst_finding_of_host",
  skill: "vulnerability_scanning",
  shape: "chain",
  draw(world, random) {
    const host = random.pick(world.findings).hostname;
    return {
      slots: { host: { value: host } },
      *solve() {
        const list = yield* call(
          "scanner_list_findings",
          { hostname: host },
          {
            reasons: [
              "To name the worst one I [need|first need] the list for {host}.",
              "The list comes sorted by score, so its top is [what I'm after|the one in question].",
              "[What is known about|Which weaknesses has] {host}? [I start there|That's where I begin].",
              "{host} may have several. Which scores highest?",
              "A ranking of {host}'s weaknesses is what I need.",
              "Worst first: that's how the list of {host} comes.",
            ],
            values: { host },
          },
        );
        if (!list.ok) return stuck(list);
        const { findings, total } = seen<Found>(list);
        const worst = findings[0];
        if (worst === undefined) return partial(["{host} has no findings at all."], { host });
        const detail = yield* call(
          "scanner_get_finding",
          { finding_id: worst.finding_id },
          {
            reasons: [
              "{finding} has the highest score, {score}. Now its versions.",
              "On top is {finding} ({score}); [the remedy is in its details|its details name the remedy].",
              "With {score}, {finding} is the one to look at.",
              "It's {finding}. What mends it?",
              "{score} is the top score, so {finding} gets a closer look.",
              "The version is in the details of {finding}.",
            ],
            values: { finding: worst.finding_id, score: worst.score },
          },
        );
        if (!detail.ok) return stuck(detail);
        const got = seen<Detail>(detail);
        return answer(
          [
            "The worst of {total} is {finding} ({score}): {component} {installed}; update it to {fixed}.",
            "{finding}, score {score}. [What to do|The remedy]: bring {component} on {host} from {installed} to {fixed}.",
            "Out of {total} on {host} start with {finding}. {component} needs {fixed}, {installed} is installed.",
            "Update {component} to {fixed}, because {finding} scores {score}[ and nothing on {host} is worse|].",
          ],
          {
            total,
            host,
            finding: got.finding_id,
            score: got.score,
            component: got.component,
            installed: got.installed,
            fixed: got.fixed_in,
          },
          { required: ["finding", "fixed"] },
        );
      },
    };
  },
  frames: [
    "What's the worst weakness on {host}, and what would fix it?",
    "If we could only patch one thing on {host}, which update should it be?",
    "{host}: highest score -> component, installed version, version needed",
    "The owner of {host} has ten minutes. Find the most serious finding there and tell me which version they should install.",
    "I want to begin with the gravest problem of {host}. Which component is it and what do we update to?",
    "Where would an attacker start on {host}? Name that weakness and its cure.",
    "Give me the number one problem of {host} along with the version that solves it.",
  ],
};

const closeFixed: Scenario<SecurityWorld> = {
  family: "verify_work_in_progress",
  skill: "vulnerability_scanning",
  shape: "chain",
  draw(world, random) {
    const hosts = [
      ...new Set(world.findings.filter((each) => each.status === "in_progress").map((each) => each.hostname)),
    ];
    if (hosts.length === 0) return undefined;
    const host = random.pick(hosts);
    return {
      slots: { host: { value: host } },
      *solve() {
        const list = yield* call(
          "scanner_list_findings",
          { hostname: host, status: "in_progress" },
          {
            reasons: [
              "Which findings of {host} are in progress? Those can be verified.",
              "[First|To start], everything on {host} that somebody is working on.",
              "Only what is in progress counts here, so I filter {host} by that.",
              "{host}: what is being worked on?",
              "I verify only what's in progress on {host}, so I list that.",
              "To check the work on {host} I must know what it covers.",
            ],
            values: { host },
          },
        );
        if (!list.ok) return stuck(list);
        const { findings } = seen<Found>(list);
        if (findings.length === 0) return partial(["Nothing on {host} is in progress."], { host });
        const checks = yield* all(
          findings.map((each) => ["scanner_verify_fix", { finding_id: each.finding_id }]),
          {
            reasons: [
              "{list}: each is verified on its own, all in one go.",
              "That makes {n} to verify, namely {list}.",
              "Now the versions of {list} [have to be|are] compared.",
              "Are they really mended? {list}.",
              "The proof is in the versions: {list}.",
              "One verification per finding, {n} in all.",
            ],
            values: { n: count(findings as never), list: listed(findings.map((each) => each.finding_id)) },
          },
        );
        const done: string[] = [];
        const open: string[] = [];
        for (const check of checks) {
          if (!check.ok) return stuck(check);
          const { fixed, installed, fixed_in } = seen<Verified>(check);
          const id = String(check.call.args.finding_id);
          if (fixed) done.push(`${id} (${installed})`);
          else open.push(`${id} (${installed}, needs ${fixed_in})`);
        }
        if (open.length === 0)
          return answer(
            [
              "All of it is mended: {done}.",
              "{done} - verified and closed on {host}.",
              "[Nothing is left|No work is left] on {host}; {done} passed.",
              "Every finding in progress could be closed: {done}.",
            ],
            { done: listed(done), host },
            { required: ["done"] },
          );
        return done.length === 0
          ? partial(
              [
                "None is mended yet: {open}.",
                "I could not close anything on {host}, since {open}.",
                "Not one passed. Still too old: {open}.",
                "{open} - so everything on {host} stays in progress.",
              ],
              { open: listed(open), host },
              { required: ["open"] },
            )
          : partial(
              [
                "Closed: {done}. Still open: {open}.",
                "{done} could be closed, {open} could not.",
                "[Half good|A mixed result]: {done} passed, while {open} did not.",
                "On {host} only {done} is mended; what remains is {open}.",
              ],
              { done: listed(done), open: listed(open), host },
              { required: ["done", "open"] },
            );
      },
    };
  },
  frames: [
    "Verify everything on {host} that is in progress and close what is really fixed.",
    "The team says they patched {host}. Which of the findings in progress can we close?",
    "{host}: check all findings in progress, close the mended ones",
    "I'd like to clean up the list of {host}. Whatever is in progress there should be verified.",
    "Is the work on {host} finished? Look at what's still in progress and test each one.",
    "{host} has findings in progress for ages. Test them, and close those that have really been mended.",
    "Go over what is in progress on {host}; I'd like to see closed whatever deserves it.",
  ],
};

const recheckOne: Scenario<SecurityWorld> = {
  family: "verify_or_set_back",
  skill: "vulnerability_scanning",
  shape: "chain",
  draw(world, random) {
    const working = world.findings.filter(
      (each) =>
        each.status === "in_progress" && Number(each.installed.split(".")[1]) < Number(each.fixed_in.split(".")[1]),
    );
    if (working.length === 0) return undefined;
    const finding = random.pick(working).finding_id;
    return {
      slots: { finding: { value: finding } },
      *solve() {
        const check = yield* call(
          "scanner_verify_fix",
          { finding_id: finding },
          {
            reasons: [
              "The versions decide, so {finding} is verified first.",
              "Is {finding} mended? [A comparison shows it|I compare the versions].",
              "Before the state changes I [have to|must] know if the update is there.",
              "I take nobody's word for {finding}.",
              "Installed against needed: a check of {finding}.",
              "{finding} is tested before its state is touched.",
            ],
            values: { finding },
          },
        );
        if (!check.ok) return stuck(check);
        const { fixed, installed, fixed_in } = seen<Verified>(check);
        if (fixed) return answer(["{finding} is fixed with {installed}."], { finding, installed });
        const back = yield* call(
          "scanner_set_finding_status",
          { finding_id: finding, status: "open" },
          {
            reasons: [
              "{installed} is older than {needed}, so it goes back to open.",
              "Not mended ({installed} instead of {needed}); you wanted it open in that case.",
              "The update is missing. Setting {finding} back.",
              "As you feared, {finding} isn't mended.",
              "{installed} won't do. Back to open.",
              "Since {needed} is missing, {finding} reopens.",
            ],
            values: { finding, installed, needed: fixed_in },
          },
        );
        if (!back.ok) return stuck(back);
        return answer(
          [
            "{finding} isn't fixed: {installed} is installed and {needed} is needed. It's open again.",
            "Back to open. {finding} has {installed}, [but needs|and it takes] {needed}.",
            "The patch of {finding} did not arrive ({installed} < {needed}), so I set it to open.",
            "I checked {finding}: {installed}. That's too old, {needed} is required, and the state is open now.",
          ],
          { finding, installed, needed: fixed_in },
        );
      },
    };
  },
  frames: [
    "Check whether {finding} is fixed; if it isn't, set it back to open.",
    "{finding} has been in progress forever. Verify it and open it again in case nothing happened.",
    "verify {finding}, otherwise -> open",
    "I don't believe that {finding} was patched. Should I be right, it has to be open in the tracker.",
    "Please test {finding}. Mended is fine, anything else means open.",
    "Has somebody mended {finding}? If nobody has, its state must be open again.",
    "{finding} is either fixed or open, nothing between. Find out which and set it.",
  ],
};

const exposedPort: Scenario<SecurityWorld> = {
  family: "close_unexpected_port",
  skill: "access_control",
  shape: "chain",
  draw(world, random) {
    const options = world.hosts.flatMap((host) =>
      host.open_ports
        .filter(
          (port) =>
            world.rules.filter(
              (rule) =>
                rule.port === port &&
                rule.zone === host.zone &&
                rule.protocol === "tcp" &&
                rule.action === "allow" &&
                rule.state === "enabled",
            ).length === 1,
        )
        .filter(
          (port) =>
            !world.rules.some((rule) => rule.port === port && rule.zone === host.zone && rule.action === "deny"),
        )
        .map((port) => ({ host, port })),
    );
    if (options.length === 0) return undefined;
    const { host, port } = random.pick(options);
    const source = random.pick(world.strangers);
    return {
      slots: {
        host: { value: host.hostname },
        port: { value: port },
        zone: { value: host.zone },
        source: { value: source },
        allow: meant("allow"),
        on: meant("enabled"),
        off: meant("disabled"),
      },
      *solve() {
        const scan = yield* call(
          "scanner_start_scan",
          { hostname: host.hostname, ports: [port] },
          {
            reasons: [
              "First: is port {port} really open on {host}?",
              "A scan of just that port [shows|will show] if there is a problem.",
              "I test port {port} before touching [any rule|the firewall].",
              "Does {host} answer on {port} at all?",
              "The claim about {port} has to be tested.",
              "Open or closed? A scan of {host} for {port}.",
            ],
            values: { port, host: host.hostname },
          },
        );
        if (!scan.ok) return stuck(scan);
        if (!seen<Scan>(scan).open_ports.some((each) => each.port === port))
          return answer(["Port {port} is closed on {host}."], { port, host: host.hostname });
        const rules = yield* call(
          "firewall_list_rules",
          { port, zone: host.zone, action: "allow", state: "enabled" },
          {
            reasons: [
              "It's open. Which rule lets people in?",
              "Open indeed, so I look for the rule that allows {port}.",
              "Port {port} answers; the rule behind it [has to be found|is next].",
              "{port} is open, which means that some rule allows it.",
              "Confirmed. On to the rules for {port}.",
              "Now for the rule that makes it possible.",
            ],
            values: { port },
          },
        );
        if (!rules.ok) return stuck(rules);
        const rule = seen<Rules>(rules).rules[0];
        if (rule === undefined)
          return partial(["Port {port} is open on {host}, but no rule allows it from outside."], {
            port,
            host: host.hostname,
          });
        const off = yield* call(
          "firewall_set_rule_state",
          { rule_id: rule.rule_id, state: "disabled" },
          {
            reasons: [
              "{rule} is the one ({hits} hits). Disabling it.",
              "Only {rule} allows it, so that one is switched off.",
              "It's {rule}, from {source}. I disable it rather than delete it.",
              "The culprit is {rule}.",
              "{rule}, source {source}: off with it.",
              "I found {rule}. It gets disabled, not deleted.",
            ],
            values: { rule: rule.rule_id, hits: rule.hits, source: rule.source },
          },
        );
        if (!off.ok) return stuck(off);
        const check = yield* call(
          "firewall_check_connection",
          { source, hostname: host.hostname, port },
          {
            reasons: [
              "Does {source} still get through? [One check|A last check] to be sure.",
              "To verify it: a connection from {source}.",
              "{rule} is off; now the test from {source}.",
              "Now {source} should be refused.",
              "I prove it with {source}.",
              "With {rule} off, {source} ought to fail.",
            ],
            values: { source, rule: rule.rule_id },
          },
        );
        if (!check.ok) return stuck(check);
        const { allowed } = seen<Connection>(check);
        return allowed
          ? partial(["{rule} is disabled, yet {source} still reaches port {port} of {host}."], {
              rule: rule.rule_id,
              source,
              port,
              host: host.hostname,
            })
          : answer(
              [
                "Port {port} was open on {host}. {rule} is disabled now, and {source} is denied.",
                "{rule} let people in on {port}; it's off, and [the test from|a test from] {source} fails as it should.",
                "[Closed|It's closed]: I disabled {rule}. {source} no longer gets to {host} on {port}.",
                "{host} had {port} open through {rule}. With that disabled, {source} is turned away.",
              ],
              { port, host: host.hostname, rule: rule.rule_id, source },
              { required: ["rule", "port"] },
            );
      },
    };
  },
  frames: [
    "Is port {port} open on {host}? If so, disable the rule that allows it into {zone} and check that {source} is denied.",
    "{host} in the {zone} zone shouldn't answer on {port}. Find out, switch the allow rule off where needed, and prove it with {source}.",
    "{host}:{port} ({zone}) - scan, disable the enabled allow rule, test from {source}",
    "A customer says they can reach port {port} of {host}. That would be wrong: nothing may be allowed on it into {zone}. Please test the port, disable what lets them in, then verify with {source}.",
    "I want {port} closed on {host}. Look whether it's open at all; the rule for {zone} that allows it should be disabled; after that try a connection from {source}.",
    "Why would {host} answer on {port}? If a scan confirms it, disable the enabled rule that allows this into {zone} and test with {source}.",
  ],
};

const handOver: Scenario<SecurityWorld> = {
  family: "host_hand_over_check",
  skill: "encryption",
  shape: "chain",
  draw(world, random) {
    const host = random.pick(world.hosts).hostname;
    const least = random.pick(SEVERITIES.slice(2));
    return {
      slots: { host: { value: host }, least: { value: least } },
      *solve() {
        const scan = yield* call(
          "scanner_start_scan",
          { hostname: host },
          {
            reasons: [
              "A fresh scan of {host} comes first.",
              "[I start|It starts] with a scan, so that the findings are up to date.",
              "Scan first, [then|and after that] what depends on it.",
              "{host} gets scanned, so nothing is out of date.",
              "The basis is a scan.",
              "Let's see what {host} shows today.",
            ],
            values: { host },
          },
        );
        if (!scan.ok) return stuck(scan);
        const { open_ports } = seen<Scan>(scan);
        const rest = yield* all(
          [
            ["scanner_list_findings", { hostname: host, min_severity: least, status: "open" }],
            ["encryption_lib_get_certificate", { hostname: host }],
            ["encryption_lib_check_transport", { hostname: host }],
          ],
          {
            reasons: [
              "Ports {ports} are open. Findings, certificate and transport can be looked up together.",
              "Three things are left and none needs the other: findings, certificate, transport.",
              "With the scan done ({ports} open), the remaining checks run side by side.",
              "The rest of the list can be asked for at once.",
              "Open: {ports}. Three look-ups remain.",
              "Next come findings, certificate and protocols, side by side.",
            ],
            values: { ports: portList(open_ports) },
          },
        );
        const [findings, certificate, transport] = rest;
        if (!findings?.ok || !certificate?.ok || !transport?.ok) return stuck(rest.find((each) => !each.ok) ?? scan);
        const [open, cert, speech] = [
          seen<Found>(findings),
          seen<Certificate>(certificate),
          seen<Transport>(transport),
        ];
        const values = {
          host,
          ports: portList(open_ports),
          n: open.total,
          days: cert.days_left,
          until: cert.expires_on,
          weak: speech.weak.length === 0 ? "nothing weak" : listed(speech.weak),
          list: listed(open.findings.map((each) => each.finding_id)) || "none",
        };
        return open.total === 0 && speech.weak.length === 0
          ? answer(
              [
                "{host} can be handed over: no such finding is open, the transport is fine and the certificate lasts {days} days.",
                "[All clear|Clear]. {host} has nothing open at that level, {days} days of certificate left, ports {ports}.",
                "Nothing speaks against {host}. Certificate until {until}, open ports {ports}, transport good.",
              ],
              values,
              { required: ["host"] },
            )
          : answer(
              [
                "Not ready: open findings {list}, transport {weak}, certificate until {until}.",
                "{host} - findings: {list}; weak protocols: {weak}; certificate: {days} days left; ports: {ports}.",
                "I'd wait with {host}. [What I found|Found]: {list}, and on the wire {weak}. The certificate ends on {until}.",
                "Here is where {host} stands. Findings {list}, protocols {weak}, {days} days of certificate.",
              ],
              values,
              { required: ["list", "weak"] },
            );
      },
    };
  },
  frames: [
    "Is {host} ready to be handed over? Scan it, then check open findings from {least} up, certificate and transport.",
    "We hand {host} to operations tomorrow. I need a scan, whatever is open at {least} or above, how long the certificate lasts, and if it offers weak protocols.",
    "hand-over check {host}: scan; open findings >= {least}; certificate; TLS",
    "Could you give {host} a once-over? A quick scan to begin with. Then {least} findings that are open, the certificate's date, the transport.",
    "Somebody has to sign for {host}. Before I do, run a scan and tell me about its certificate, its protocols and all open findings that are at least {least}.",
    "What would you say about {host} before it changes hands? Scan it, then look at open findings ({least} and worse), at its certificate, at its protocols.",
    "Please go through {host} with me: scan, everything open from {least} on, certificate, transport.",
  ],
};

export const hostFlows: readonly Scenario<SecurityWorld>[] = [
  worstFinding,
  closeFixed,
  recheckOne,
  exposedPort,
  handOver,
];
