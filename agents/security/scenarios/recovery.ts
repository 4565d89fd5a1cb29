/** Rules, certificates and findings: a call fails, and another way is found or there is none. */
import { answer, call, partial, type Scenario } from "../../contract";
import { type SecurityWorld, shiftDate } from "../world";
import { limitDay, seen, spelled, stuck, worded } from "./parts";
import type { Certificate, Rules } from "./seen";

const ruleExists: Scenario<SecurityWorld> = {
  family: "rule_exists_but_is_off",
  skill: "threat_detection",
  shape: "recovery",
  draw(world, random) {
    const off = world.rules.filter((rule) => rule.state === "disabled" && rule.source !== "any");
    if (off.length === 0) return undefined;
    const rule = random.pick(off);
    const { action, source, zone, port, protocol } = rule;
    return {
      slots: {
        action: { value: action },
        source: { value: source },
        zone: worded(zone),
        port: { value: port },
        protocol: { value: protocol },
        on: worded("enabled"),
      },
      *solve() {
        const first = yield* call(
          "firewall_add_rule",
          {
            action,
            match: { source, zone, port },
            ...(protocol === "udp" ? { protocol } : {}),
          },
          {
            reasons: [
              "Everything a rule takes is there, so I add it.",
              "I add the rule for {source}.",
              "A rule for {source}, as [requested|asked].",
              "Let me add the rule for {source}.",
            ],
            values: { source },
          },
        );
        if (first.ok) return answer(["{source} is covered by a new rule."], { source });
        const list = yield* call(
          "firewall_list_rules",
          { port, zone, action, state: "disabled" },
          {
            reasons: [
              "Such a rule exists and is off, so I look it up.",
              "No need for a new one; where is the old one for port {port}?",
              "[The conflict|That conflict] says that it's there already. I list what is switched off.",
              "It's a twin of something that exists. Which rule?",
              "Then I enable the old one, once I find it.",
              "A disabled rule for {port} must be there.",
            ],
            values: { port },
          },
        );
        if (!list.ok) return stuck(list);
        const rule_id = seen<Rules>(list).rules.find((each) => each.source === source)?.rule_id;
        if (rule_id === undefined) return partial(["I could not find the rule about {source}."], { source });
        const on = yield* call(
          "firewall_set_rule_state",
          { rule_id, state: "enabled" },
          {
            reasons: [
              "{rule} covers {source}; it only has to be enabled.",
              "It's {rule}. Switching it on.",
              "Enabling {rule} does what was [wanted|asked for].",
              "Found {rule}. On it goes.",
              "{rule} is what was meant, so I switch it on.",
              "Nothing to add, only to enable: {rule}.",
            ],
            values: { rule: rule_id, source },
          },
        );
        if (!on.ok) return stuck(on);
        return answer(
          [
            "There was a rule for {source} already, {rule}, switched off. I enabled it instead of adding another.",
            "A rule for {source} on port {port} existed, {rule}; it was disabled and is on now.",
            "No new rule needed: {rule} exists for {source} and is enabled now.",
            "[Instead of a second rule|Rather than add a twin] I switched on {rule}, which covers {source} on port {port}.",
          ],
          { rule: rule_id, source, port },
          { required: ["rule"] },
        );
      },
    };
  },
  frames: [
    "Add a rule to {action} {source} into {zone}, {protocol} port {port}. It has to be {on} at once.",
    "We need to {action} {source} on port {port} ({protocol}, zone {zone}). Please add a rule for that, {on} from the start.",
    "add rule: {action} {source} {zone}:{port}/{protocol}, {on}",
    "Please add a firewall rule that will {action} {source} for {protocol} {port} in {zone}, and see that it's {on}.",
    "Could you add a rule to {action} {source} (port {port}, {protocol}, into {zone})? I want it {on} right away.",
    "One rule is missing: {action} {source}, {protocol} {port} into {zone}. Add it, and have it {on}.",
  ],
};

const notOpenYet: Scenario<SecurityWorld> = {
  family: "renewal_not_open_yet",
  skill: "encryption",
  shape: "recovery",
  draw(world, random) {
    const far = world.certificates.filter((each) => each.expires_on > limitDay(world));
    if (far.length === 0) return undefined;
    const host = random.pick(far).hostname;
    return {
      slots: { host: { value: host } },
      *solve() {
        const first = yield* call(
          "encryption_lib_renew_certificate",
          { hostname: host },
          {
            reasons: [
              "Whether it is too early, the renewal itself will say.",
              "I try to renew {host}.",
              "First the renewal; the date only if it fails.",
              "{host} may be renewable by now.",
            ],
            values: { host },
          },
        );
        if (first.ok) return answer(["{host} has a new certificate."], { host });
        const look = yield* call(
          "encryption_lib_get_certificate",
          { hostname: host },
          {
            reasons: [
              "Too early, it seems. What does the certificate of {host} say?",
              "The renewal isn't open; the exact date [helps|will help].",
              "It was refused, so I look up until when {host} is valid.",
              "Refused. How long does {host} have?",
              "You wanted to know how much longer it lasts.",
              "Let me get the days left for {host}.",
            ],
            values: { host },
          },
        );
        if (!look.ok) return stuck(look);
        const { expires_on, days_left } = seen<Certificate>(look);
        return partial(
          [
            "The certificate of {host} can't be renewed yet: it is valid until {until}, {days} more days, and renewal opens 30 days before that.",
            "Too early. The certificate of {host} runs to {until} ({days} days left); please ask again in its last 30 days.",
            "Not done - with {days} days to go, {host} isn't in its renewal window; its certificate ends on {until}.",
            "No renewal yet: the certificate of {host} has {days} days left, so it's still good until {until}.",
          ],
          { host, until: expires_on, days: days_left },
          { required: ["until"] },
        );
      },
    };
  },
  frames: [
    "Renew the certificate of {host}. If that's too early, tell me how long it still lasts.",
    "{host} needs a new certificate, I think. Please renew it, or say when it ends in case it can't be done yet.",
    "renew {host}; not possible -> expiry date",
    "Could you get a fresh certificate for {host}? Should the system refuse, I'd like to know the date of the present one.",
    "Let's renew {host} while we're at it. Where it doesn't work, the number of days left is what I need.",
    "Is a renewal of {host} possible today? Do it if so. If not, until when is the certificate good?",
  ],
};

const criticalRefused: Scenario<SecurityWorld> = {
  family: "acceptance_refused_start_work",
  skill: "vulnerability_scanning",
  shape: "recovery",
  draw(world, random) {
    const critical = world.findings.filter((each) => each.severity === "critical" && each.status === "open");
    if (critical.length === 0) return undefined;
    const finding = random.pick(critical).finding_id;
    const until = shiftDate(world.today, random.int(3, 80));
    return {
      slots: {
        finding: { value: finding },
        until: spelled(random, until),
        wanted: { value: "accepted" },
        instead: { value: "in_progress", text: ["in progress"], derivation: "synonym" },
      },
      *solve() {
        const first = yield* call(
          "scanner_set_finding_status",
          {
            finding_id: finding,
            status: "accepted",
            accept_until: until,
          },
          {
            reasons: [
              "{finding} is to be accepted if that is possible.",
              "May {finding} be accepted? The attempt will show.",
              "The acceptance comes first, the alternative only if needed.",
              "I enter the acceptance of {finding}.",
            ],
            values: { finding },
          },
        );
        if (first.ok) return answer(["{finding} is accepted until {until}."], { finding, until });
        const second = yield* call(
          "scanner_set_finding_status",
          { finding_id: finding, status: "in_progress" },
          {
            reasons: [
              "{finding} is critical and can't be accepted, so it's put in progress.",
              "Acceptance was refused; the other state you named [is next|comes into play].",
              "As that isn't allowed, {finding} becomes work in progress.",
              "No acceptance for {finding}; in progress, then.",
              "Rules forbid it for {finding}. I take your second choice.",
              "{finding} can't be waved through, so work starts.",
            ],
            values: { finding },
          },
        );
        if (!second.ok) return stuck(second);
        return answer(
          [
            "{finding} is critical, so it could not be accepted. It's in progress now.",
            "[No acceptance for|I could not accept] {finding}, because it is critical. I set it to in progress, as you wanted in that case.",
            "Critical findings can't be accepted, and {finding} is one. It is in progress now.",
            "{finding} is now in progress; acceptance isn't open to critical findings.",
          ],
          { finding },
        );
      },
    };
  },
  frames: [
    "Set {finding} to {wanted} until {until}. If that isn't allowed, mark it as {instead}.",
    "{finding} should be {wanted} up to {until}, or, where the rules forbid it, {instead}.",
    "{finding}: {wanted} (until {until}), else {instead}",
    "The owner hopes that {finding} can be {wanted} until {until}. I'm not sure it may; the alternative is {instead}.",
    "Try to have {finding} {wanted}, last day {until}. Refused? Then it's {instead}.",
    "We would rather have {finding} {wanted} until {until}; if that's forbidden for it, it has to be {instead}.",
  ],
};

export const recovery: readonly Scenario<SecurityWorld>[] = [ruleExists, notOpenYet, criticalRefused];
