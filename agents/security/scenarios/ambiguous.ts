/** Requests that fit more than one thing: look up, ask which, then do it. */
import { answer, ask, call, count, type Scenario } from "../../contract";
import type { SecurityWorld } from "../world";
import { dueWord, listed, meant, origin, seen, stuck } from "./parts";
import type { AccountsSeen, Found, Keys, Rotated, Rules } from "./seen";

function capital(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

const whichAccount: Scenario<SecurityWorld> = {
  family: "which_account_of_surname",
  skill: "access_control",
  shape: "ambiguous",
  draw(world, random) {
    const surname = (account: string) => account.split(".")[1]!;
    const twins = world.accounts.filter(
      (each) => world.accounts.filter((other) => surname(other.account) === surname(each.account)).length > 1,
    );
    // Where one of the two is locked already, only the other can be meant.
    const open = (each: string) => twins.every((twin) => surname(twin.account) !== each || twin.state === "active");
    const lockable = twins.filter((each) => each.role !== "administrator" && open(surname(each.account)));
    if (lockable.length === 0) return undefined;
    const wanted = random.pick(lockable).account;
    return {
      slots: { name: { value: surname(wanted), text: capital(surname(wanted)) }, lock: meant("locked") },
      *solve() {
        const found = yield* call(
          "auth_system_find_accounts",
          { name: surname(wanted) },
          {
            reasons: [
              "Which accounts are called {name}?",
              "I search for {name} before I lock anything.",
              "The surname {name} is no full account name, so a search comes first.",
              "Several people may be called {name}.",
              "I want to lock the right {name}.",
              "Let me see who {name} could be.",
            ],
            values: { name: capital(surname(wanted)) },
          },
        );
        if (!found.ok) return stuck(found);
        const { accounts } = seen<AccountsSeen>(found);
        return ask(
          [
            "There are {n} accounts with {name}: {list}. Which should be locked?",
            "{list} - [which one|which of them] do you mean?",
            accounts.length === 2
              ? "It isn't clear yet: {list} both match {name}. Whose account is it?"
              : "It isn't clear yet: {list} all match {name}. Whose account is it?",
            "I found {list}. [Please say|Tell me] which, so that I don't lock the wrong one.",
            "Which one shall I lock? Under the name {name} I find {list}.",
            "Do you mean one of these: {either}?",
            accounts.length === 2
              ? "Two people share that name: {list}. Who is it?"
              : "That name is shared by {list}. Who is it?",
          ],
          {
            n: count(accounts as never),
            name: capital(surname(wanted)),
            list: listed(accounts.map((each) => `${each.account} (${each.team})`)),
            either: listed(
              accounts.map((each) => `${each.account} (${each.team})`),
              "or",
            ),
          },
          {
            frames: ["{account}", "[I mean|It's] {account}.", "{account}, of course.", "Lock {account}, please."],
            slots: { account: { value: wanted } },
            *solve() {
              const locked = yield* call("auth_system_set_lock", { account: wanted, state: "locked" });
              if (!locked.ok) return stuck(locked);
              return answer(
                [
                  "{account} is locked.",
                  "[Done|Thanks], {account} is locked now.",
                  "{account} can't sign in any more.",
                  "The lock on {account} is set.",
                ],
                { account: wanted },
              );
            },
          },
        );
      },
    };
  },
  frames: [
    "Lock the account of {name}.",
    "{name} has lost a laptop. Please lock the account at once.",
    "Could you lock {name} until we know more?",
    "lock {name}",
    "As a precaution I want the account of our colleague {name} locked.",
  ],
};

const whichRule: Scenario<SecurityWorld> = {
  family: "which_rule_of_port",
  skill: "access_control",
  shape: "ambiguous",
  draw(world, random) {
    const enabled = world.rules.filter((rule) => rule.state === "enabled");
    const ports = [...new Set(enabled.map((rule) => rule.port))].filter(
      (port) => enabled.filter((rule) => rule.port === port).length >= 2,
    );
    if (ports.length === 0) return undefined;
    const port = random.pick(ports);
    const wanted = random.pick(enabled.filter((rule) => rule.port === port)).rule_id;
    return {
      slots: { port: { value: port }, on: meant("enabled"), off: meant("disabled") },
      *solve() {
        const found = yield* call(
          "firewall_list_rules",
          { port, state: "enabled" },
          {
            reasons: [
              "Which enabled rules are there for port {port}?",
              "Port {port} may have more than one rule, so I list them.",
              "I look at what is switched on for {port}.",
              "One rule or several on {port}?",
              "I must know what's on before I switch it off.",
              "{port}: let me list what is enabled.",
            ],
            values: { port },
          },
        );
        if (!found.ok) return stuck(found);
        const { rules } = seen<Rules>(found);
        const named = (rule: Rules["rules"][number]) =>
          `${rule.rule_id} (${rule.action} ${origin(rule.source)} into ${rule.zone})`;
        return ask(
          [
            "Port {port} has {n} enabled rules: {list}. Which one should go off?",
            "{list}: [which of these|which] shall I disable?",
            "More than one is on for {port} - {list}. Which do you mean?",
            "Before I disable anything: there are {list}. Which is it?",
            "Which of these rules is it: {either}?",
            "Could you name the rule? Enabled on {port} are {list}.",
            "Is it {either}?",
          ],
          {
            port,
            n: count(rules as never),
            list: listed(rules.map(named)),
            either: listed(rules.map(named), "or"),
          },
          {
            frames: ["{rule}", "[That's|I meant] {rule}.", "{rule}, nothing else.", "Take {rule}."],
            slots: { rule: { value: wanted } },
            *solve() {
              const off = yield* call("firewall_set_rule_state", { rule_id: wanted, state: "disabled" });
              if (!off.ok) return stuck(off);
              return answer(
                [
                  "{rule} is disabled, nothing else was touched.",
                  "{rule} is off now.",
                  "I disabled {rule}.",
                  "I switched {rule} off and left the rest as it is.",
                ],
                { rule: wanted },
              );
            },
          },
        );
      },
    };
  },
  frames: [
    "Disable the firewall rule for port {port}.",
    "We no longer use port {port}; its rule should be turned off, so please disable it.",
    "Can you disable the rule on {port}?",
    "port {port}: rule should be disabled",
    "The service behind {port} has moved, so the rule for that port ought to be disabled.",
  ],
};

const whichKey: Scenario<SecurityWorld> = {
  family: "which_key_of_purpose",
  skill: "encryption",
  shape: "ambiguous",
  draw(world, random) {
    const active = world.keys.filter((key) => key.state === "active");
    const purposes = [...new Set(active.map((key) => key.purpose))].filter(
      (purpose) => active.filter((key) => key.purpose === purpose).length >= 2,
    );
    if (purposes.length === 0) return undefined;
    const purpose = random.pick(purposes);
    const wanted = random.pick(active.filter((key) => key.purpose === purpose)).key_id;
    return {
      slots: { purpose: { value: purpose } },
      *solve() {
        const found = yield* call(
          "encryption_lib_list_keys",
          { purpose, state: "active" },
          {
            reasons: [
              "Which active key serves {purpose}?",
              "The key isn't named, so I list those for {purpose}.",
              "Only active keys can be rotated; what is there for {purpose}?",
              "There could be more than one key for {purpose}.",
              "A key for {purpose}: which ones are active?",
              "No identifier was given, only {purpose}.",
            ],
            values: { purpose },
          },
        );
        if (!found.ok) return stuck(found);
        const { keys } = seen<Keys>(found);
        const named = (key: Keys["keys"][number]) => `${key.key_id} (${dueWord(world, key.due_on)})`;
        return ask(
          [
            "For {purpose} there are {n} active keys: {list}. Which one?",
            "{list} - which should I rotate?",
            "For {purpose} we have {list}. [Which do you mean|Which is it]?",
            "I can't tell which, {either}. Please name the key.",
            "Which key, please? Active ones are {list}.",
            "Do you have one of these in mind: {either}?",
            "Which shall it be, {either}?",
          ],
          {
            purpose,
            n: count(keys as never),
            list: listed(keys.map(named)),
            either: listed(keys.map(named), "or"),
          },
          {
            frames: ["{key}", "Rotate {key}.", "[It's|That would be] {key}.", "{key}, please."],
            slots: { key: { value: wanted } },
            *solve() {
              const rotated = yield* call("encryption_lib_rotate_key", { key_id: wanted });
              if (!rotated.ok) return stuck(rotated);
              const { version, due_on } = seen<Rotated>(rotated);
              return answer(
                [
                  "{key} is at version {version}.",
                  "I rotated {key}: version {version}, due again on {due}.",
                  "{key} has its new version, {version}.",
                  "Version {version} of {key} is active.",
                ],
                { key: wanted, version, due: due_on },
                { required: ["version"] },
              );
            },
          },
        );
      },
    };
  },
  frames: [
    "Rotate the active key we use for {purpose}.",
    "Our {purpose} key, the active one, should get a new version.",
    "Could you rotate the {purpose} key that's active?",
    "{purpose}: rotate the active key",
    "After the staff change I'd feel better with a new version of the active key behind {purpose}.",
  ],
};

const whichFinding: Scenario<SecurityWorld> = {
  family: "which_open_finding",
  skill: "vulnerability_scanning",
  shape: "ambiguous",
  draw(world, random) {
    const open = world.findings.filter((each) => each.status === "open");
    const hosts = [...new Set(open.map((each) => each.hostname))].filter(
      (host) => open.filter((each) => each.hostname === host).length >= 2,
    );
    if (hosts.length === 0) return undefined;
    const host = random.pick(hosts);
    const wanted = random.pick(open.filter((each) => each.hostname === host)).finding_id;
    return {
      slots: { host: { value: host }, status: { value: "in_progress", text: ["in progress"], derivation: "synonym" } },
      *solve() {
        const found = yield* call(
          "scanner_list_findings",
          { hostname: host, status: "open" },
          {
            reasons: [
              "What is open on {host}?",
              "The finding isn't named; the open ones on {host} come first.",
              "I list the open findings of {host} to see which is meant.",
              "One finding or more on {host}?",
              "I look for the open finding of {host}.",
              "Let me see what {host} has open.",
            ],
            values: { host },
          },
        );
        if (!found.ok) return stuck(found);
        const { findings } = seen<Found>(found);
        return ask(
          [
            "{host} has {n} open findings: {list}. Which one is being worked on?",
            "Which of them: {either}?",
            "I find {list}. [Which|Which one] shall I set to in progress?",
            "Open on {host}: {list}. Please pick.",
            "Is it one of these: {either}?",
            "Do you know the number? Open are {list}.",
            "More than one is open on {host}: {list}. Which do you mean?",
          ],
          {
            host,
            n: count(findings as never),
            list: listed(findings.map((each) => `${each.finding_id} (${each.title})`)),
            either: listed(
              findings.map((each) => `${each.finding_id} (${each.title})`),
              "or",
            ),
          },
          {
            frames: ["{finding}", "[It's|They work on] {finding}.", "{finding} it is.", "The number is {finding}."],
            slots: { finding: { value: wanted } },
            *solve() {
              const set = yield* call("scanner_set_finding_status", { finding_id: wanted, status: "in_progress" });
              if (!set.ok) return stuck(set);
              return answer(
                [
                  "{finding} is in progress.",
                  "[Noted|Recorded]: {finding}, in progress.",
                  "{finding} went from open to in progress.",
                  "Someone is on {finding} now, and the tracker says so.",
                ],
                { finding: wanted },
              );
            },
          },
        );
      },
    };
  },
  frames: [
    "The open finding on {host} is {status} now, please update it.",
    "Set the open weakness of {host} to {status}.",
    "Someone has begun to patch {host}. Can you show its open finding as {status}?",
    "{host}, open finding -> {status}",
    "I've assigned the open problem of {host} to a colleague, so it should be {status}.",
  ],
};

export const ambiguous: readonly Scenario<SecurityWorld>[] = [whichAccount, whichRule, whichKey, whichFinding];
