/** Hosts in several steps: close a port, check before a hand-over. */
import { all, answer, call, partial, type Scenario } from "../../contract";
import { SEVERITIES, type SecurityWorld } from "../world";
import { amount, listed, meant, origin, portList, seen, stuck, upward, upwardSlot } from "./parts";
import type { Certificate, Connection, Found, Rules, Scan, Transport } from "./seen";

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
    const gate = world.rules.find(
      (rule) => rule.port === port && rule.zone === host.zone && rule.action === "allow" && rule.state === "enabled",
    )!;
    const range = gate.source.replace(/0\/24$/, "");
    const source = random.pick(
      world.strangers.filter(
        (each) => gate.source === "any" || each === gate.source || (range.endsWith(".") && each.startsWith(range)),
      ),
    );
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
        const { open_ports, findings } = seen<Scan>(scan);
        if (!open_ports.some((each) => each.port === port))
          return answer(["Port {port} is closed on {host}."], { port, host: host.hostname });
        const also = findings.length === 0 ? "" : " [The scan also lists|Also on the scan's list]: {scanned}.";
        const scanned = listed(findings.map((each) => `${each.finding_id} (${each.severity})`));
        const rules = yield* call(
          "firewall_list_rules",
          { port, zone: host.zone, action: "allow", state: "enabled" },
          {
            reasons: [
              "It's open. Which rule lets people in?",
              "Open indeed, so I look for the rule that allows {port}.",
              "Port {port} answers; the rule behind it [has to be found|is next].",
              "{port} is open. Which rule allows it?",
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
              "It's {rule}, for {source}. I disable it rather than delete it.",
              "The culprit is {rule}.",
              "{rule} for {source}: off with it.",
              "I found {rule}. It gets disabled, not deleted.",
            ],
            values: { rule: rule.rule_id, hits: rule.hits, source: origin(rule.source) },
          },
        );
        if (!off.ok) return stuck(off);
        const check = yield* call(
          "firewall_check_connection",
          { source, hostname: host.hostname, port },
          {
            reasons: [
              "Does {source} still get through? One check to be sure.",
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
                `Port {port} was open on {host}. {rule} is disabled now, and {source} is denied.${also}`,
                `Port {port} of {host} was open, and {rule} let people in; the rule is off, and [the test|a test] from {source} fails as it should.${also}`,
                `{host} did answer on port {port}. I disabled {rule}, and {source} no longer gets through.${also}`,
                `{host} had {port} open through {rule}. With that rule disabled, {source} is turned away.${also}`,
              ],
              { port, host: host.hostname, rule: rule.rule_id, source, scanned },
              { required: ["rule", "port"] },
            );
      },
    };
  },
  frames: [
    "Is port {port} open on {host}? If so, disable the rule that allows it into {zone} and check that {source} is denied.",
    "{host} in the {zone} zone shouldn't answer on {port}. Find out, switch the allow rule off where needed, and prove it with {source}.",
    "{host}:{port} ({zone}) - is it open? if so disable the enabled allow rule, test from {source}",
    "A customer says they can reach port {port} of {host}. That would be wrong: nothing may be allowed on it into {zone}. Please test the port, disable what lets them in, then verify with {source}.",
    "I want {port} closed on {host}. Look whether it's open at all; the rule for {zone} that allows it should be disabled; after that try a connection from {source}.",
    "Does {host} really answer on {port}? If a scan confirms it, disable the enabled rule that allows this into {zone} and test with {source}.",
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
      slots: { host: { value: host }, least: upwardSlot(least) },
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
        const { open_ports, findings: scanned } = seen<Scan>(scan);
        const rest = yield* all(
          [
            ["scanner_list_findings", { hostname: host, min_severity: least, status: "open" }],
            ["encryption_lib_get_certificate", { hostname: host }],
            ["encryption_lib_check_transport", { hostname: host }],
          ],
          {
            reasons: [
              "Ports {ports} are open. Findings, certificate and transport can be looked up together.",
              "Findings, certificate, transport: none of the three needs the other two.",
              "The scan is done, open ports {ports}; the other three checks run side by side.",
              "Findings, certificate and protocols of {host} can be asked for at once.",
              "Open: {ports}. Now the three look-ups.",
              "Next come findings, certificate and protocols, side by side.",
            ],
            values: { host, ports: portList(open_ports) },
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
          least: upward(least),
          ports: portList(open_ports),
          days: amount(cert.days_left, "day"),
          until: cert.expires_on,
          weak: listed(speech.weak) || "none",
          list: listed(open.findings.map((each) => `${each.finding_id} (${each.title}, ${each.severity})`)) || "none",
          scanned:
            listed(scanned.map((each) => `${each.finding_id} (${each.severity})`)) || "none that is high or critical",
        };
        const isClean = open.total === 0 && speech.weak.length === 0 && scanned.length === 0;
        if (isClean && cert.days_left <= 30)
          return answer(
            [
              "The quick scan of {host} found no high or critical weakness, no finding of severity {least} is open, and there's no weak protocol; open ports: {ports}. But its certificate ends on {until}, in {days}: [better renew it first|I'd renew that first].",
              "Almost: the scan found no high or critical weakness, no finding of severity {least} is open, the transport is good, and open ports are {ports}. The certificate of {host} has only {days} left (until {until}).",
              "One thing stands against {host}: its certificate ends on {until}, {days} from today. High or critical weaknesses found by the scan: none. Open findings of severity {least}: none. Weak protocols: none. Open ports: {ports}.",
              "High or critical weaknesses found by the quick scan: none. Open findings of severity {least}: none. Weak protocols: none. Open ports: {ports}. What I'd renew on {host} before the hand-over is the certificate, as it ends on {until} ({days}).",
            ],
            values,
            { required: ["host", "until"] },
          );
        return isClean
          ? answer(
              [
                "{host} can be handed over: the scan found no high or critical weakness (open ports: {ports}), no finding of severity {least} is open, the transport is fine and the certificate lasts {days}, until {until}.",
                "{host} is [all clear|clear]. The quick scan found no high or critical weakness, no finding of severity {least} is open, and no weak protocol is offered. The certificate has {days} left (until {until}); open ports: {ports}.",
                "Nothing speaks against {host}: the quick scan found no high or critical weakness, and no finding of severity {least} is open. Certificate until {until} ({days}), open ports {ports}, transport good.",
              ],
              values,
              { required: ["host", "until"] },
            )
          : answer(
              [
                "{host} isn't ready yet. Weaknesses found by the quick scan: {scanned}; open ports: {ports}. Findings of severity {least} in the state open: {list}. Weak protocols: {weak}. Certificate until {until}, {days} left.",
                "I'd say {host} has to wait. Weaknesses the scan found: {scanned}; findings in the state open, severity {least}: {list}; weak protocols: {weak}; certificate: {days} left, until {until}; open ports: {ports}.",
                "I'd wait with {host}. Weaknesses seen by the scan: {scanned}. Findings still in the state open, severity {least}: {list}. Weak protocols: {weak}. The certificate ends on {until} ({days}); open ports: {ports}.",
                "Something still stands against {host}. Weaknesses from the scan: {scanned}; open ports: {ports}. Findings of severity {least} whose state is open: {list}. Weak protocols: {weak}. The certificate has {days} left (until {until}).",
              ],
              values,
              { required: ["list", "weak", "until"] },
            );
      },
    };
  },
  frames: [
    "Is {host} ready to be handed over? Scan it, then check open findings of severity {least}, certificate and transport.",
    "We hand {host} to operations tomorrow. I need a scan, whatever is open with severity {least}, how long the certificate lasts, and if it offers weak protocols.",
    "hand-over check {host}: scan; open findings, {least}; certificate; TLS",
    "Could you give {host} a once-over before the hand-over? A quick scan to begin with. Then open findings (severity {least}), the certificate's date, the transport.",
    "Somebody has to sign for {host}. Before I do, run a scan and tell me about its certificate, its protocols and all open findings of severity {least}.",
    "What would you say about {host} before it changes hands? Scan it, then look at open findings ({least}), at its certificate, at its protocols.",
    "Please go through {host} with me before it is handed over: scan, open findings of severity {least}, certificate, transport.",
  ],
};

export const flowsHosts: readonly Scenario<SecurityWorld>[] = [exposedPort, handOver];
