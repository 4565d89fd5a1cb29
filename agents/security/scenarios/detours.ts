/** Recoveries: a call fails, and another way is found, or the user is told honestly that there is none. */
import { call, partial, type Scenario } from "../../contract";
import { ROLES, type SecurityWorld, shiftDate } from "../world";
import type { AccountSeen, AccountsSeen } from "./accounts";
import type { Rules } from "./border";
import { type Certificate, limitDay } from "./keys";
import { answering, meant, seen, spelled, stuck, worded } from "./parts";

const answer = answering([
  "That was the closest.",
  "Another way, maybe?",
  "As you said.",
  "One step more, then.",
  "I can undo it.",
  "The rule held.",
  "Is that all right?",
  "Fair enough, I hope.",
]);

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
        on: meant("enabled"),
      },
      *solve() {
        const first = yield* call("firewall_add_rule", {
          action,
          match: { source, zone, port },
          ...(protocol === "udp" ? { protocol } : {}),
        });
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
            "There was a rule for that, {rule}, switched off. I enabled it instead of adding another.",
            "{rule} says exactly this and was disabled; it's on again.",
            "No new rule needed: {rule} exists for {source} and is enabled now.",
            "[Instead of a second one|Rather than add a twin] I switched on {rule}, which covers {source} on port {port}.",
          ],
          { rule: rule_id, source, port },
          { required: ["rule"] },
        );
      },
    };
  },
  frames: [
    "Add a rule to {action} {source} into {zone}, {protocol} port {port}. If one exists but is off, enable that.",
    "We need to {action} {source} on port {port} ({protocol}, zone {zone}). Should there be an old rule of that kind, switch it on rather than make a new one.",
    "{action} {source} {zone}:{port}/{protocol} - enable the existing rule if there is one, otherwise new",
    "Please make sure that the firewall will {action} {source} for {protocol} {port} in {zone}; an existing rule that's disabled may simply be enabled.",
    "I believe we once had a rule that would {action} {source} (port {port}, {protocol}, into {zone}). Set it up again - enable the old one if it's still around.",
    "Is there a disabled rule to {action} {source} on {protocol} {port} into {zone}? Enable it. If not, add one.",
  ],
};

const needsFactor: Scenario<SecurityWorld> = {
  family: "role_refused_take_lower",
  skill: "access_control",
  shape: "recovery",
  draw(world, random) {
    const bare = world.accounts.filter(
      (each) => each.state === "active" && !each.second_factor && each.role !== "administrator",
    );
    if (bare.length === 0) return undefined;
    const found = random.pick(bare);
    const lower = random.pick(ROLES.filter((role) => role !== "administrator" && role !== found.role));
    return {
      slots: { account: { value: found.account }, role: worded("administrator"), lower: { value: lower } },
      *solve() {
        const first = yield* call("auth_system_set_role", { account: found.account, role: "administrator" });
        if (first.ok) return answer(["{account} is administrator now."], { account: found.account });
        const second = yield* call(
          "auth_system_set_role",
          { account: found.account, role: lower },
          {
            reasons: [
              "Refused for lack of a second factor; {lower} is the fallback.",
              "Administrator isn't possible, so {account} gets {lower} as you said.",
              "The first role was turned down. [Next best|The alternative]: {lower}.",
              "Then {lower}, as agreed.",
              "{account} can't be administrator; I go for {lower}.",
              "The rule is firm, the fallback is {lower}.",
            ],
            values: { account: found.account, lower },
          },
        );
        if (!second.ok) return stuck(second);
        return answer(
          [
            "{account} has no second factor, so administrator was refused. The role is {lower} instead.",
            "Administrator needs a second factor, which {account} lacks; I gave {lower}.",
            "[Only|It's only] {lower} for {account}: without a second factor nobody becomes administrator.",
            "{account} is {lower} now. For more, a second factor has to be set up first.",
          ],
          { account: found.account, lower },
        );
      },
    };
  },
  frames: [
    "Make {account} {role}; if that's refused, {lower} will do.",
    "{account} should get {role} rights. In case the system says no, give {lower}.",
    "role for {account}: {role}, else {lower}",
    "The team would like {account} to be {role}, but {lower} is fine where rules stand against it.",
    "Can {account} become {role}? Otherwise set the role to {lower}, please.",
    "I'd like {account} to have {role}; should that fail, make it {lower}.",
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
        const first = yield* call("encryption_lib_renew_certificate", { hostname: host });
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
              "You wanted the date in this case.",
              "Let me get the days left for {host}.",
            ],
            values: { host },
          },
        );
        if (!look.ok) return stuck(look);
        const { expires_on, days_left } = seen<Certificate>(look);
        return partial(
          [
            "{host} can't be renewed yet: it is valid until {until}, and renewal opens in the last month before that.",
            "Too early. The certificate of {host} runs to {until} ({days} days left); please come back when fewer are left.",
            "Not done - with {days} days to go, {host} isn't in its renewal window. It ends on {until}.",
            "No renewal so far. {host} has {days} days left, so it's still good until {until}.",
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
        instead: worded("in_progress"),
      },
      *solve() {
        const first = yield* call("scanner_set_finding_status", {
          finding_id: finding,
          status: "accepted",
          accept_until: until,
        });
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
            "[No acceptance|Accepting it was refused]: {finding} is critical. I set it to in progress, as you wanted in that case.",
            "Critical findings can't be accepted, and {finding} is one. The state is in progress.",
            "{finding} is now in progress; acceptance isn't open to critical ones.",
          ],
          { finding },
        );
      },
    };
  },
  frames: [
    "Set {finding} to {wanted} until {until}. If that isn't allowed, mark it as {instead}.",
    "{finding} should be {wanted} up to {until}, or, where the rules forbid it, {instead}.",
    "{finding}: {wanted} ({until}), else {instead}",
    "The owner hopes that {finding} can be {wanted} until {until}. I'm not sure it may; the alternative is {instead}.",
    "Try to have {finding} {wanted}, last day {until}. Refused? Then it's {instead}.",
    "We would rather have {finding} {wanted} until {until}; if that's forbidden for it, it has to be {instead}.",
  ],
};

const onlySurname: Scenario<SecurityWorld> = {
  family: "account_by_surname",
  skill: "access_control",
  shape: "recovery",
  draw(world, random) {
    const surnames = world.accounts.map((each) => each.account.split(".")[1]!);
    const single = surnames.filter((name) => surnames.filter((each) => each === name).length === 1);
    if (single.length === 0) return undefined;
    const name = random.pick(single);
    return {
      slots: { name: { value: name } },
      *solve() {
        const first = yield* call("auth_system_get_account", { account: name });
        if (first.ok) return answer(["{name} has an account."], { name });
        const found = yield* call(
          "auth_system_find_accounts",
          { name },
          {
            reasons: [
              "{name} isn't the full name of an account, so I search for it.",
              "No account is called just {name}. A search by part of the name [may help|helps].",
              "Not found under {name}; [perhaps|maybe] an initial is missing.",
              "Part of a name, it seems: {name}.",
              "I try {name} as part of an account name.",
              "There may be an account that contains {name}.",
            ],
            values: { name },
          },
        );
        if (!found.ok) return stuck(found);
        const match = seen<AccountsSeen>(found).accounts[0];
        if (match === undefined) return partial(["I found no account with {name} in it."], { name });
        const { account, role, state, team, last_sign_in }: AccountSeen = match;
        return answer(
          [
            "You mean {account}: {role}, team {team}, {state}, last seen {last}.",
            "The account is called {account}. Role {role}, {state}, team {team}.",
            "{name} on its own doesn't exist, {account} does: {role}, {state}.",
            "Found as {account} - {role} in {team}, {state}; last sign-in on {last}.",
          ],
          { account, name, role, state, team, last: last_sign_in },
          { required: ["account", "role"] },
        );
      },
    };
  },
  frames: [
    "Show me the account {name}.",
    "Which role does {name} have?",
    "{name} is on the phone and can't sign in; look the account up.",
    "account of {name}, role and state",
    "I need to know if {name} is locked. I hope that's the right name of the account.",
    "Can you find {name} in the accounts and tell me the role?",
  ],
};

const lockedRole: Scenario<SecurityWorld> = {
  family: "role_change_on_locked_account",
  skill: "access_control",
  shape: "recovery",
  draw(world, random) {
    const locked = world.accounts.filter((each) => each.state === "locked");
    if (locked.length === 0) return undefined;
    const found = random.pick(locked);
    const role = random.pick(ROLES.filter((each) => each !== found.role && each !== "administrator"));
    return {
      slots: { account: { value: found.account }, role: { value: role }, open: meant("active") },
      *solve() {
        const change = { account: found.account, role };
        const first = yield* call("auth_system_set_role", change);
        if (first.ok) return answer(["{account} has the role {role}."], { account: found.account, role });
        const open = yield* call(
          "auth_system_set_lock",
          { account: found.account, state: "active" },
          {
            reasons: [
              "{account} is locked; you allowed me to unlock it.",
              "The lock stands in the way, and you said it may go.",
              "First {account} has to be active again.",
              "Unlocking {account}, with your permission.",
              "A locked account keeps its role, so {account} is opened.",
              "It's the lock. You said it may be lifted.",
            ],
            values: { account: found.account },
          },
        );
        if (!open.ok) return stuck(open);
        const second = yield* call("auth_system_set_role", change, {
          reasons: [
            "Unlocked, so the role can be changed.",
            "Now the role {role}, [once more|a second time].",
            "{account} is active; back to the role.",
            "Next try: {role} for {account}.",
            "No lock any more. Setting {role}.",
            "With {account} open, the role fits in.",
          ],
          values: { account: found.account, role },
        });
        if (!second.ok) return stuck(second);
        return answer(
          [
            "{account} was locked. I unlocked it and gave it the role {role}.",
            "[Unlocked first|Unlocking came first], then changed: {account} has {role}.",
            "{role} is set for {account}, which is active again too.",
            "The account {account} had been locked; it's active now, with the role {role}.",
          ],
          { account: found.account, role },
        );
      },
    };
  },
  frames: [
    "Give {account} the role {role}, and unlock the account if necessary.",
    "{account} comes back from leave as {role}. Should it be locked, please unlock it.",
    "{account} -> {role}; unlock when locked",
    "The new role of {account} is {role}. It may be that we locked that account; in this case it has to be unlocked as well.",
    "Could you set {account} to {role}? You can unlock it for that.",
    "From Monday {account} works as {role}. A lock, if there is one, can go: unlock it.",
  ],
};

export const recoveries: readonly Scenario<SecurityWorld>[] = [
  ruleExists,
  needsFactor,
  notOpenYet,
  criticalRefused,
  onlySurname,
  lockedRole,
];
