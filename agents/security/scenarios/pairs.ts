/** Two independent calls in one step. */
import { all, answer, type Observation, type Scenario } from "../../contract";
import { PORTS } from "../words";
import { SEVERITIES, type SecurityWorld, ZONES } from "../world";
import { amount, listed, meant, plain, seen, stuck, upwardSlot, worded } from "./parts";
import type { AccountSeen, Added, Certificate, Found, Transport } from "./seen";

/** The values of two observations, or undefined when one of them failed. */
function both<T>(found: readonly Observation[]): readonly [T, T] | undefined {
  const [first, second] = found;
  return first?.ok === true && second?.ok === true ? [seen<T>(first), seen<T>(second)] : undefined;
}

function failed(found: readonly Observation[]): Observation {
  return found.find((each) => !each.ok) ?? found[0]!;
}

const twoHosts: Scenario<SecurityWorld> = {
  family: "findings_of_two_hosts",
  skill: "vulnerability_scanning",
  shape: "parallel",
  draw(world, random) {
    const [left, right] = random.sample([...new Set(world.findings.map((each) => each.hostname))], 2);
    if (left === undefined || right === undefined) return undefined;
    const least = random.pick(SEVERITIES.slice(0, 3));
    return {
      slots: { left: { value: left }, right: { value: right }, least: upwardSlot(least) },
      *solve() {
        const found = yield* all([
          ["scanner_list_findings", { hostname: left, min_severity: least }],
          ["scanner_list_findings", { hostname: right, min_severity: least }],
        ]);
        const pair = both<Found>(found);
        if (pair === undefined) return stuck(failed(found));
        const [a, b] = pair;
        const name = (list: Found) =>
          listed(
            list.findings.map((each) => `${each.finding_id} (${each.title}, ${each.score}, ${plain(each.status)})`),
          ) || "nothing";
        return answer(
          [
            "{left}: {listA}. {right}: {listB}.",
            "In numbers it's {a} on {left} and {b} on {right}. [In detail|Host by host]: {left} has {listA}; {right} has {listB}.",
            "For {left} I see {listA}; for {right} I see {listB}.",
            "On record for {left}: {listA}. For {right}: {listB}.",
          ],
          {
            left,
            right,
            a: amount(a.total, "finding"),
            b: amount(b.total, "finding"),
            listA: name(a),
            listB: name(b),
          },
          { required: ["listA", "listB"] },
        );
      },
    };
  },
  frames: [
    "What's known about {left} and {right}, severity {least}?",
    "Compare the findings of {left} with those of {right}, severity {least}.",
    "Two machines move to the new rack, {left} and also {right}. Any weaknesses of severity {least} on them?",
    "{left}, {right}: findings, {least}",
    "I have an hour for patching, so tell me what {left} has and what {right} has; severity {least} counts.",
  ],
};

const twoCertificates: Scenario<SecurityWorld> = {
  family: "certificates_of_two_hosts",
  skill: "encryption",
  shape: "parallel",
  draw(world, random) {
    const [left, right] = random.sample(world.hosts, 2).map((host) => host.hostname) as [string, string];
    return {
      slots: { left: { value: left }, right: { value: right } },
      *solve() {
        const found = yield* all([
          ["encryption_lib_get_certificate", { hostname: left }],
          ["encryption_lib_get_certificate", { hostname: right }],
        ]);
        const pair = both<Certificate>(found);
        if (pair === undefined) return stuck(failed(found));
        const [a, b] = pair;
        if (a.expires_on === b.expires_on)
          return answer(
            [
              "Both end on the same day, {left} and {right}: {day}.",
              "No difference: {left} and {right} run out on {day}.",
              "{day} for {left} as well as for {right}.",
            ],
            { left, right, day: a.expires_on },
          );
        const sooner = a.expires_on < b.expires_on ? left : right;
        return answer(
          [
            "{sooner} comes first: {left} ends on {a}, {right} on {b}.",
            "{left} until {a}, {right} until {b}. So {sooner} is more urgent.",
            "[Dates|The dates]: {a} for {left} and {b} for {right}, so {sooner} comes first.",
            "It's {sooner} that runs out sooner ({left} {a}, {right} {b}).",
          ],
          { sooner, left, right, a: a.expires_on, b: b.expires_on },
          { required: ["a", "b"] },
        );
      },
    };
  },
  frames: [
    "Whose certificate runs out sooner, {left} or {right}?",
    "Expiry of {left} and {right}, please.",
    "I'm planning the renewals: when is it {left}'s turn and when is it {right}'s?",
    "{left} + {right} certificates valid until",
    "Are the certificates of {left} and of {right} still good for a while? Give me both dates.",
  ],
};

const twoTransports: Scenario<SecurityWorld> = {
  family: "transport_of_two_hosts",
  skill: "encryption",
  shape: "parallel",
  draw(world, random) {
    const [left, right] = random.sample(world.hosts, 2).map((host) => host.hostname) as [string, string];
    return {
      slots: { left: { value: left }, right: { value: right } },
      *solve() {
        const found = yield* all([
          ["encryption_lib_check_transport", { hostname: left }],
          ["encryption_lib_check_transport", { hostname: right }],
        ]);
        const pair = both<Transport>(found);
        if (pair === undefined) return stuck(failed(found));
        const [a, b] = pair;
        if (a.weak.length === 0 && b.weak.length === 0)
          return answer(
            [
              "Neither {left} nor {right} offers anything weak.",
              "Both are fine: {left} and {right} offer nothing weak.",
              "No weak protocol, on {left} or on {right}.",
              "Nothing weak was found on {left}, nor on {right}.",
            ],
            { left, right },
          );
        if (a.weak.length === 0 || b.weak.length === 0) {
          const [bad, good, weak] = a.weak.length > 0 ? [left, right, a.weak] : [right, left, b.weak];
          return answer(
            [
              "{bad} still offers the weak {weak}; {good} has nothing weak.",
              "On {bad} I found the weak {weak}, on {good} nothing weak.",
              "It's {bad} that [still|] offers the weak {weak}; there's nothing weak on {good}.",
              "{good} is fine, {bad} [is not|isn't]: it offers the weak {weak}.",
            ],
            { bad, good, weak: listed(weak) },
          );
        }
        const [weakA, weakB] = [listed(a.weak), listed(b.weak)];
        return weakA === weakB
          ? answer(
              [
                "Both {left} and {right} [still|] offer the weak {weak}.",
                "Not all is well: {left} and {right} alike offer the weak {weak}.",
                "On {left} I found the weak {weak}, and the same on {right}.",
                "Both have something weak, {left} and {right}: {weak}.",
              ],
              { left, right, weak: weakA },
            )
          : answer(
              [
                "{left} offers the weak {a}, {right} the weak {b}.",
                "On {left} I found the weak {a}, on {right} the weak {b}.",
                "Offered by {left}: the weak {a}. By {right}: the weak {b}.",
                "Neither is fine. I see the weak {a} on {left} and the weak {b} on {right}.",
              ],
              { left, right, a: weakA, b: weakB },
            );
      },
    };
  },
  frames: [
    "Do {left} and {right} offer any weak protocol?",
    "Transport check on both {left} and {right}.",
    "The scanner of a customer flagged us. It's either {left} or {right} with an old TLS version - look at the two.",
    "weak TLS? {left}, {right}",
    "I'd like to tell the customer that neither {left} nor {right} speaks anything outdated. Please have a look first.",
  ],
};

const twoAccounts: Scenario<SecurityWorld> = {
  family: "roles_of_two_accounts",
  skill: "access_control",
  shape: "parallel",
  draw(world, random) {
    const [left, right] = random.sample(world.accounts, 2).map((each) => each.account) as [string, string];
    return {
      slots: { left: { value: left }, right: { value: right } },
      *solve() {
        const found = yield* all([
          ["auth_system_get_account", { account: left }],
          ["auth_system_get_account", { account: right }],
        ]);
        const pair = both<AccountSeen>(found);
        if (pair === undefined) return stuck(failed(found));
        const [a, b] = pair;
        return answer(
          a.role === b.role
            ? [
                "Both {left} and {right} have the role {a}. {states}.",
                "{left} and {right} share the role {a}. {states}.",
                "{left}: role {a}, {stateA}. {right}: role {b}, {stateB}.",
                "No difference in the role: {left} has {a}, and so has {right}. {states}.",
              ]
            : [
                "{left} is {a} ({stateA}), {right} is {b} ({stateB}).",
                "{left} has the role {a}, {right} has the role {b}. {states}.",
                "[Roles|The roles]: {left} has {a}, {right} has {b}. {states}.",
                "{left}: role {a}, {stateA}. {right}: role {b}, {stateB}.",
                "For {left} I see the role {a}, for {right} {b}. {states}.",
              ],
          {
            left,
            right,
            a: a.role,
            b: b.role,
            stateA: a.state,
            stateB: b.state,
            states: a.state === b.state ? `Both are ${a.state}` : `${left} is ${a.state} and ${right} is ${b.state}`,
          },
          { required: a.role === b.role ? ["a"] : ["a", "b"] },
        );
      },
    };
  },
  frames: [
    "Which roles do {left} and {right} have?",
    "Compare the rights of {left} with the rights of {right}.",
    "{left} wants the same access as {right}. What do they have now, each of them?",
    "roles and states: {left}, {right}",
    "Look up {left}, and {right} as well; I need role and state of both for a review.",
  ],
};

const blockTwo: Scenario<SecurityWorld> = {
  family: "block_two_sources",
  skill: "threat_detection",
  shape: "parallel",
  draw(world, random) {
    const [left, right] = random.sample(world.strangers, 2) as [string, string];
    const [port] = random.pick(PORTS);
    const zone = random.pick(ZONES);
    if (world.rules.some((rule) => rule.port === port && rule.zone === zone && rule.action === "deny"))
      return undefined;
    return {
      slots: {
        left: { value: left },
        right: { value: right },
        port: { value: port },
        zone: worded(zone),
        block: meant("deny"),
      },
      *solve() {
        const found = yield* all([
          ["firewall_add_rule", { action: "deny", match: { source: left, zone, port } }],
          ["firewall_add_rule", { action: "deny", match: { source: right, zone, port } }],
        ]);
        const pair = both<Added>(found);
        if (pair === undefined) return stuck(failed(found));
        const [a, b] = pair;
        return answer(
          [
            "{left} is blocked by {a} and {right} by {b}.",
            "Both are shut out on port {port}: {a} ({left}), {b} ({right}).",
            "[Deny rules|New deny rules]: {a} for {left}, {b} for {right}.",
            "From now on {a} denies {left}, and {b} denies {right}.",
          ],
          { left, right, port, a: a.rule_id, b: b.rule_id },
          { required: ["a", "b"] },
        );
      },
    };
  },
  frames: [
    "Block {left} and {right} on port {port} into the {zone} zone.",
    "Neither {left} nor {right} should get to {zone} on {port} any more; block them, please.",
    "We keep being probed on port {port}. Block {left} from {zone}, and {right} just the same.",
    "deny {left}, deny {right} -> {zone}:{port}",
    "Could two addresses be kept out of {zone}? They are {left} plus {right}; port {port} is enough.",
  ],
};

export const pairsScenarios: readonly Scenario<SecurityWorld>[] = [
  twoHosts,
  twoCertificates,
  twoTransports,
  twoAccounts,
  blockTwo,
];
