/** Longer work, four to six steps: each step depends on what the one before showed. */
import { call, count, partial, type Scenario } from "../../contract";
import { EVENT_KINDS, type SecurityWorld, shiftDate, ZONES } from "../world";
import type { AccountSeen, SignIns } from "./accounts";
import type { Added, Connection, Events } from "./border";
import type { Detail, Found, Verified } from "./findings";
import type { Certificate, Renewed, Rotated } from "./keys";
import { answering, bound, meant, seen, span, spelled, stuck, worded } from "./parts";

const answer = answering([
  "That's all for now.",
  "I'd watch it.",
  "Questions welcome.",
  "Tell me what's next.",
  "Nothing else was touched.",
  "Good to have it settled.",
  "It's on record.",
]);

const eventToFinding: Scenario<SecurityWorld> = {
  family: "attacked_host_triage",
  skill: "threat_detection",
  shape: "chain",
  draw(world, random) {
    const affected = world.events.filter((event) =>
      world.findings.some((each) => each.hostname === event.hostname && each.status === "open"),
    );
    if (affected.length === 0) return undefined;
    const kind = random.pick(affected).kind;
    const from = bound(world, random, -13);
    const to = bound(world, random, 0);
    return {
      slots: {
        kind: worded(kind),
        from,
        to,
        state: { value: "in_progress", text: ["in progress"], derivation: "synonym" },
      },
      *solve() {
        const events = yield* call(
          "firewall_search_events",
          { from_date: from.value, to_date: to.value, kind },
          {
            reasons: [
              "The host with the biggest event is what I look for.",
              "Let me find the target before its weaknesses.",
              "Which machine is hit hardest? [The border log|That log] is sorted by size.",
              "Starting at the border, [with|by] the kind of event that was named.",
              "First the log, since it names both source and target.",
            ],
          },
        );
        if (!events.ok) return stuck(events);
        const top = seen<Events>(events).events[0];
        if (top === undefined)
          return partial(
            [
              "The log has no such event in that time.",
              "Nothing of that kind was recorded, so there is no host to look at.",
            ],
            {},
          );
        const list = yield* call(
          "scanner_list_findings",
          { hostname: top.hostname, status: "open" },
          {
            reasons: [
              "{host} saw {count} attempts. What is open there?",
              "It's {host}; its open findings are next.",
              "With {count} attempts {host} leads, so I turn to what is unpatched on it.",
              "Target: {host}. Could those {count} attempts have hit a weak spot?",
            ],
            values: { host: top.hostname, count: top.count },
          },
        );
        if (!list.ok) return stuck(list);
        const worst = seen<Found>(list).findings[0];
        if (worst === undefined)
          return partial(
            [
              "{host} got the most ({count} attempts from {source}), but no finding is open there.",
              "The hardest hit is {host}, {count} attempts by {source}; it has nothing open, so no work was started.",
              "{source} went for {host} {count} times. Since no weakness is open on that host, I changed nothing.",
            ],
            { host: top.hostname, count: top.count, source: top.source },
            { required: ["host"] },
          );
        const detail = yield* call(
          "scanner_get_finding",
          { finding_id: worst.finding_id },
          {
            reasons: [
              "{finding} tops the list with {score}; its remedy is in the details.",
              "Now the version that mends {finding}.",
              "Score {score} makes {finding} the first to fix. Which update does it take?",
              "I read up on {finding}, because [the owner|whoever runs it] will ask for the version.",
            ],
            values: { finding: worst.finding_id, score: worst.score },
          },
        );
        if (!detail.ok) return stuck(detail);
        const got = seen<Detail>(detail);
        const set = yield* call(
          "scanner_set_finding_status",
          { finding_id: worst.finding_id, status: "in_progress" },
          {
            reasons: [
              "{component} needs {fixed}. I mark the work as begun.",
              "The remedy is known ({fixed}), so the state can change.",
              "What remains is to show {finding} as in progress.",
              "Everything is at hand: {component}, {fixed}. Now the tracker.",
            ],
            values: { finding: worst.finding_id, component: got.component, fixed: got.fixed_in },
          },
        );
        if (!set.ok) return stuck(set);
        return answer(
          [
            "{host} was hit hardest ({count} attempts). Its worst open finding, {finding}, is in progress now: update {component} to {fixed}.",
            "[Most attempts|The most attempts] went to {host}, {count} of them. I put {finding} in progress; {component} has to get to {fixed}.",
            "{finding} on {host} is being worked on. It takes {component} {fixed}, and the host had {count} attempts by {source}.",
            "Begin with {host}: {count} attempts, and {component} there is older than {fixed} ({finding}, in progress).",
          ],
          {
            host: top.hostname,
            count: top.count,
            source: top.source,
            finding: worst.finding_id,
            component: got.component,
            fixed: got.fixed_in,
          },
          { required: ["host", "finding", "fixed"] },
        );
      },
    };
  },
  frames: [
    "Which host had the largest event of {kind} from {from} to {to}? Take its worst open finding, tell me the version that fixes it and mark it as {state}.",
    "Start from the {kind} between {from} and {to}: hardest-hit host, its most severe open weakness, the remedy. Then that finding is {state}.",
    "{kind}, {from} - {to} -> top host -> worst open finding -> fix version -> {state}",
    "We can patch one machine tonight. It should be the one that got most of the {kind} since {from} (until {to}). What's open and worst there, what mends it? Set it to {state}.",
    "I want to link attacks and weaknesses. Look at {kind}, days {from} through {to}; for the main target find the gravest open finding with its remedy, and note that it's {state}.",
    "Because of all the {kind} lately ({from} up to {to}), please pick the main target, find out which open finding there is worst and what version it needs, and put it {state}.",
  ],
};

const contractor: Scenario<SecurityWorld> = {
  family: "contractor_access",
  skill: "access_control",
  shape: "chain",
  draw(world, random) {
    const found = random.pick(
      world.accounts.filter(
        (each) => each.state === "active" && each.role !== "operator" && each.role !== "administrator",
      ),
    );
    const host = random.pick(world.hosts);
    const port = random.pick(host.open_ports);
    const source = random.pick(world.strangers);
    if (world.rules.some((rule) => rule.zone === host.zone && rule.port === port && rule.source !== "any"))
      return undefined;
    const days = span(random);
    const until = spelled(random, shiftDate(world.today, Number(days.value)));
    return {
      slots: {
        account: { value: found.account },
        role: { value: "operator" },
        until,
        source: { value: source },
        zone: { value: host.zone },
        host: { value: host.hostname },
        port: { value: port },
        days,
        open: meant("allow"),
      },
      *solve() {
        const before = yield* call(
          "auth_system_get_account",
          { account: found.account },
          {
            reasons: [
              "Is {account} active? A locked one can't be given a role.",
              "I check {account} before opening anything.",
              "Role and lock of {account} come first.",
              "Nothing is opened until I've seen the state of {account}.",
            ],
            values: { account: found.account },
          },
        );
        if (!before.ok) return stuck(before);
        const { state, role: old } = seen<AccountSeen>(before);
        if (state === "locked")
          return partial(["{account} is locked, so I opened nothing."], { account: found.account });
        const set = yield* call(
          "auth_system_set_role",
          { account: found.account, role: "operator", until: until.value },
          {
            reasons: [
              "{account} is active as {old}; the role follows.",
              "Active, currently {old}. Giving {account} the new role.",
              "From {old} to operator, then the firewall.",
              "No lock on {account}, so the role can be set.",
            ],
            values: { account: found.account, old },
          },
        );
        if (!set.ok) return stuck(set);
        const added = yield* call(
          "firewall_add_rule",
          { action: "allow", match: { source, zone: host.zone, port }, days: days.value },
          {
            reasons: [
              "The role is in place; now {source} has to get through.",
              "Next the border: port {port} for {source}.",
              "{account} can sign in, but {source} can't reach port {port} yet.",
              "What's missing is a way in for {source}.",
            ],
            values: { account: found.account, source, port },
          },
        );
        if (!added.ok) return stuck(added);
        const { rule_id, expires_on } = seen<Added>(added);
        const check = yield* call(
          "firewall_check_connection",
          { source, hostname: host.hostname, port },
          {
            reasons: [
              "{rule} stands. Does it do what it should?",
              "A test from {source} to {host} shows if {rule} is enough.",
              "I want to see {source} get through before I report back.",
              "One more look: is {host} reachable under {rule}?",
            ],
            values: { rule: rule_id, source, host: host.hostname },
          },
        );
        if (!check.ok) return stuck(check);
        const values = {
          account: found.account,
          until: String(until.value),
          rule: rule_id,
          source,
          host: host.hostname,
          port,
          expires: expires_on,
        };
        return seen<Connection>(check).allowed
          ? answer(
              [
                "{account} is operator until {until}, and {rule} lets {source} through to {host} until {expires}.",
                "[All set|Everything is set]: role for {account} (until {until}), {rule} for {source}, tested against {host}.",
                "{source} reaches {host} on port {port} thanks to {rule}; {account} works as operator up to {until}.",
                "Access is ready. {account}: operator, {until}. {rule}: {source}, expires {expires}.",
              ],
              values,
              { required: ["rule", "until"] },
            )
          : partial(
              [
                "{account} has the role and {rule} exists, but {source} is still denied on {host}.",
                "Role and rule ({rule}) are done, yet the test fails: {source} can't reach {host} on port {port}.",
                "Only partly ready. {account} is operator until {until}; {source} is turned away at {host} in spite of {rule}.",
              ],
              values,
              { required: ["rule"] },
            );
      },
    };
  },
  frames: [
    "{account} helps us from outside: role {role} until {until}, allow {source} into {zone} on port {port} for {days}, and test it against {host}. Stop if the account is locked.",
    "Contractor access, please. Account {account}, {role}, last day {until}; firewall: allow {source} to {zone} port {port}, {days}; connection test on {host}. Not if the account is locked.",
    "As long as {account} isn't locked, make it {role} up to {until}, open port {port} of {zone} to {source} for {days} (that is, allow it) and see whether {host} answers.",
    "{account}: locked? no -> {role} until {until} -> allow {source} {zone}:{port} for {days} -> test {host}",
    "Somebody at {source} will work on {host}. They use {account}, which should be {role} until {until}, and the firewall has to allow them on {port} into {zone} for {days}. Check that the account isn't locked before, and that it works after.",
    "Would you open the door for our partner? First look at {account}; unless it is locked it becomes {role} (until {until}). Second, allow {source}, zone {zone}, port {port}, {days}. Third, prove on {host} that they get in.",
  ],
};

const certificateKey: Scenario<SecurityWorld> = {
  family: "replace_certificate_key",
  skill: "encryption",
  shape: "chain",
  draw(world, random) {
    const host = random.pick(world.certificates).hostname;
    const days = random.int(40, 180);
    return {
      slots: { host: { value: host }, days: { value: days, text: [`${days} days`] } },
      *solve() {
        const old = yield* call(
          "encryption_lib_get_certificate",
          { hostname: host },
          {
            reasons: [
              "The certificate names the key, so I read it first.",
              "Which key is behind {host}?",
              "I need to know both the key and the days left on {host}.",
              "Let me look at what {host} has at present.",
            ],
            values: { host },
          },
        );
        if (!old.ok) return stuck(old);
        const { key_id, days_left, expires_on } = seen<Certificate>(old);
        const rotated = yield* call(
          "encryption_lib_rotate_key",
          { key_id },
          {
            reasons: [
              "It's {key}. A new version comes before a new certificate.",
              "{key} first, [then|and after it] the certificate.",
              "{host} relies on {key}, which is rotated now.",
              "Key found: {key}. Making the next version.",
            ],
            values: { key: key_id, host },
          },
        );
        if (!rotated.ok) return stuck(rotated);
        const { version } = seen<Rotated>(rotated);
        const renewed = yield* call(
          "encryption_lib_renew_certificate",
          { hostname: host, valid_days: days },
          {
            reasons: [
              "{key} is at version {version}; now the certificate itself.",
              "On to the renewal for {host}.",
              "Version {version} is there. Can {host} be renewed yet? [I try|Trying it].",
              "The key part is done, what follows is the certificate of {host}.",
            ],
            values: { key: key_id, version, host },
          },
        );
        if (!renewed.ok)
          return partial(
            [
              "{key} is rotated to version {version}, but the certificate of {host} can't be renewed so far: it has {left} days left.",
              "Half done: version {version} of {key} exists. The renewal for {host} was refused with {left} days to go (until {until}).",
              "The key, {key}, has its version {version}. The certificate stays, since {host} is covered until {until} and it's too early.",
              "I rotated {key} ({version}). For {host} it's too soon, {left} days remain.",
            ],
            { key: key_id, version, host, left: days_left, until: expires_on },
            { required: ["key", "version"] },
          );
        const check = yield* call(
          "encryption_lib_get_certificate",
          { hostname: host },
          {
            reasons: [
              "Renewed until {until}, it says. I read it back.",
              "To be sure, {host} is looked up once more.",
              "A last look whether the new date, {until}, is in place.",
              "Does {host} show {until} now?",
            ],
            values: { until: seen<Renewed>(renewed).expires_on, host },
          },
        );
        if (!check.ok) return stuck(check);
        return answer(
          [
            "{key} is at version {version}, and {host} has a certificate until {until}.",
            "[Both done|Both are done]: {key} rotated (version {version}), {host} renewed to {until}.",
            "{host} is good until {until}. The key behind it, {key}, has version {version}.",
            "New key version {version} for {key}; new date for {host}, {until}. I read it back.",
          ],
          { key: key_id, version, host, until: seen<Certificate>(check).expires_on },
          { required: ["version", "until"] },
        );
      },
    };
  },
  frames: [
    "Find the key behind the certificate of {host}, rotate it, renew the certificate for {days} if that's possible, and verify.",
    "{host} should get a new key version and a new certificate ({days}). Look up the present one first, and read the new one back.",
    "{host}: certificate -> its key -> rotate -> renew {days} -> check",
    "An old laptop with access to {host} was stolen. I'd like the key of its certificate rotated, the certificate renewed for {days} in case it can be, and a look at the outcome.",
    "Could you replace what protects {host}? I mean the key its certificate uses, and then the certificate itself, valid for {days}; confirm it at the end.",
    "Let's refresh {host}, key and certificate both. Which key is it? Give that a new version; renew with {days} of validity; show me the date afterwards.",
  ],
};

const oddSignIn: Scenario<SecurityWorld> = {
  family: "check_odd_sign_in",
  skill: "threat_detection",
  shape: "chain",
  draw(world, random) {
    const active = world.accounts.filter((each) => each.state === "active" && each.role !== "administrator");
    const candidates = active.filter((each) => world.sign_ins.some((entry) => entry.account === each.account));
    if (candidates.length === 0) return undefined;
    const account = random.pick(candidates).account;
    const from = bound(world, random, -13);
    const to = bound(world, random, 0);
    return {
      slots: { account: { value: account }, from, to, lock: meant("locked") },
      *solve() {
        const log = yield* call(
          "auth_system_list_sign_ins",
          { from_date: from.value, to_date: to.value, account },
          {
            reasons: [
              "The log of {account} is where this begins.",
              "Where did {account} last sign in from?",
              "I need the latest address used for {account}.",
              "Before judging anything I read the sign-ins of {account}.",
            ],
            values: { account },
          },
        );
        if (!log.ok) return stuck(log);
        const last = seen<SignIns>(log).sign_ins[0];
        if (last === undefined)
          return partial(["{account} did not sign in during that time, so there is nothing to follow up."], {
            account,
          });
        const events = yield* call(
          "firewall_search_events",
          { from_date: from.value, to_date: to.value, source: last.source },
          {
            reasons: [
              "The last one came from {source}. Has it been noticed elsewhere?",
              "{source} is the address; the border may know it.",
              "Does {source} show up in our events?",
              "Latest address: {source} ({result}). Its record is next.",
            ],
            values: { source: last.source, result: last.result },
          },
        );
        if (!events.ok) return stuck(events);
        const { attempts } = seen<Events>(events);
        const state = yield* call(
          "auth_system_get_account",
          { account },
          {
            reasons: [
              "{attempts} attempts on record. Is {account} protected by a second factor?",
              "Now the account: role, factor, lock.",
              "Whether a lock is needed depends on the second factor of {account}.",
              "I know the address. What about {account} itself?",
            ],
            values: { account, attempts },
          },
        );
        if (!state.ok) return stuck(state);
        const { second_factor, role } = seen<AccountSeen>(state);
        if (attempts === 0 || second_factor)
          return answer(
            [
              "No lock needed for {account} ({role}). The latest address was {source}, with {attempts} attempts at our border.",
              "I left {account} active: last sign-in from {source}, border attempts {attempts}, role {role}.",
              "{source} was last, and it has {attempts} attempts on record. {account} doesn't meet your conditions for a lock.",
              "{account} stays as it is. [Address|Last address]: {source}; attempts at the border: {attempts}.",
            ],
            { account, role, source: last.source, attempts },
            { required: ["source", "attempts"] },
          );
        const locked = yield* call(
          "auth_system_set_lock",
          { account, state: "locked" },
          {
            reasons: [
              "No second factor, and {source} is known for {attempts} attempts: lock.",
              "Both conditions hold for {account}. Locking it.",
              "{source} made {attempts} attempts and nothing else protects {account}.",
              "That combination calls for the lock you asked for.",
            ],
            values: { account, source: last.source, attempts },
          },
        );
        if (!locked.ok) return stuck(locked);
        return answer(
          [
            "{account} is locked. It has no second factor, and {source}, the latest address, made {attempts} attempts at our border.",
            "I locked {account}: {source} is known ({attempts} attempts), and there was no second factor.",
            "Locked, because {source} shows {attempts} attempts and {account} lacks a second factor.",
            "{source} with {attempts} attempts was behind the last sign-in of {account}; without a second factor that meant a lock.",
          ],
          { account, source: last.source, attempts },
          { required: ["source", "attempts"] },
        );
      },
    };
  },
  frames: [
    "Look at the latest sign-in of {account} between {from} and {to}. If its address also appears in our border events and the account has no second factor, lock it.",
    "{account} worries me. Last address from {from} to {to}? Does the firewall know it? And unless there's a second factor, such an account has to be locked.",
    "{account}, {from} .. {to}: last sign-in -> events of that address -> second factor? -> lock if events and no factor",
    "Please follow up on {account}: sign-ins since {from} (until {to}), the newest address, what that did at the border, the account's protection. Known address plus no second factor means lock.",
    "Is {account} at risk? I'd lock it when two things come together - the most recent address (days {from} through {to}) has events at our border, and a second factor is missing. Find out and act on it.",
    "Could you check where {account} signed in last, counting from {from} to {to}, and whether that address has bothered us? No second factor on top of that, and I want the account locked.",
  ],
};

const patchRound: Scenario<SecurityWorld> = {
  family: "patch_round_for_host",
  skill: "vulnerability_scanning",
  shape: "chain",
  draw(world, random) {
    const hosts = [...new Set(world.findings.filter((each) => each.status === "open").map((each) => each.hostname))];
    if (hosts.length === 0) return undefined;
    const host = random.pick(hosts);
    return {
      slots: { host: { value: host }, state: { value: "in_progress", text: ["in progress"], derivation: "synonym" } },
      *solve() {
        const list = yield* call(
          "scanner_list_findings",
          { hostname: host, status: "open" },
          {
            reasons: [
              "What is open on {host} at all?",
              "The open ones of {host}, worst first.",
              "I begin with the list, since its first entry is the one to test.",
              "{host}: which finding leads?",
            ],
            values: { host },
          },
        );
        if (!list.ok) return stuck(list);
        const { findings } = seen<Found>(list);
        const worst = findings[0];
        if (worst === undefined) return partial(["{host} has no open finding."], { host });
        const verified = yield* call(
          "scanner_verify_fix",
          { finding_id: worst.finding_id },
          {
            reasons: [
              "{finding} is worst ({score}). Perhaps it has been patched by now.",
              "Of {n} open ones {finding} comes first; is it still there?",
              "Let me see if {finding} has been dealt with already.",
              "Before calling {finding} unpatched I verify it.",
            ],
            values: { finding: worst.finding_id, score: worst.score, n: count(findings as never) },
          },
        );
        if (!verified.ok) return stuck(verified);
        const { fixed, installed, fixed_in } = seen<Verified>(verified);
        if (fixed) {
          const again = yield* call(
            "scanner_list_findings",
            { hostname: host, status: "open", min_severity: "medium" },
            {
              reasons: [
                "{finding} is mended. What stays open from medium up?",
                "That one is closed now; the rest from medium on is what counts.",
                "With {finding} out of the way, another look at {host}.",
              ],
              values: { finding: worst.finding_id, host },
            },
          );
          if (!again.ok) return stuck(again);
          const { total } = seen<Found>(again);
          return answer(
            [
              "{finding} turned out to be mended ({installed}) and is closed. From medium upwards, still open on {host}: {total}.",
              "Good: {installed} is installed, so {finding} is closed. [Left|What is left] at medium or above: {total}.",
              "{finding} is fixed with {installed}. On {host} the count of open ones from medium on is {total}.",
            ],
            { finding: worst.finding_id, installed, host, total },
            { required: ["finding", "total"] },
          );
        }
        const set = yield* call(
          "scanner_set_finding_status",
          { finding_id: worst.finding_id, status: "in_progress" },
          {
            reasons: [
              "{installed} is too old, {needed} is wanted: work has to start.",
              "Not mended. {finding} becomes work in progress.",
              "Still {installed}. Marking {finding} accordingly.",
              "It takes {needed}, so somebody will have to work on {finding}.",
            ],
            values: { finding: worst.finding_id, installed, needed: fixed_in },
          },
        );
        if (!set.ok) return stuck(set);
        const detail = yield* call(
          "scanner_get_finding",
          { finding_id: worst.finding_id },
          {
            reasons: [
              "For the ticket I need component and age of {finding}.",
              "One more call for the component's name.",
              "Who has to patch what? The details of {finding} say it.",
              "The state is set; the summary wants the component as well.",
            ],
            values: { finding: worst.finding_id },
          },
        );
        if (!detail.ok) return stuck(detail);
        const got = seen<Detail>(detail);
        return partial(
          [
            "{finding} is not mended: {component} on {host} has {installed} and needs {fixed}. It's in progress, known for {days} days.",
            "Still open work on {host}. {component} {installed} must become {fixed} ({finding}, {days} days old), and it's marked as in progress.",
            "I could not close {finding}. {installed} is installed, {fixed} would be needed; the state is in progress.",
            "{component} is the problem: {installed} instead of {fixed}. {finding} is in progress after {days} days.",
          ],
          {
            finding: worst.finding_id,
            component: got.component,
            host,
            installed: got.installed,
            fixed: got.fixed_in,
            days: got.days_open,
          },
          { required: ["finding", "fixed"] },
        );
      },
    };
  },
  frames: [
    "Take the worst open finding on {host} and verify it. Mended: tell me what else is open from medium up. Not mended: set it to {state} and give me the component and version for the ticket.",
    "Patch round for {host}. Is the top open finding fixed by now? If yes, what's left at medium or above; if no, it's {state} and I need its details.",
    "{host}: worst open finding -> verify -> fixed? rest from medium : {state} + details",
    "I have to report on {host}. Please check whether its most serious open weakness is gone. Should it still be there, mark it {state} and tell me what to install; should it be gone, list the remaining ones of medium severity and higher.",
    "How does {host} look today? Verify whatever is open and worst, then either move it to {state} with all particulars, or count what remains from medium on.",
    "The weekly call is about {host}. Go for the open finding with the highest score and test whether it's mended; depending on that, show what remains (medium and worse) or put it {state} and look up its component.",
  ],
};

const looseRule: Scenario<SecurityWorld> = {
  family: "retire_unused_rule",
  skill: "access_control",
  shape: "chain",
  draw(world, random) {
    const zones = ZONES.filter(
      (zone) =>
        world.rules.filter((rule) => rule.zone === zone && rule.action === "allow" && rule.state === "enabled")
          .length >= 1,
    );
    if (zones.length === 0) return undefined;
    const zone = random.pick(zones);
    const kind = random.pick(EVENT_KINDS);
    const from = bound(world, random, -12);
    const to = bound(world, random, 0);
    return {
      slots: {
        zone: worded(zone),
        kind: worded(kind),
        from,
        to,
        allow: { value: "allow" },
        on: meant("enabled"),
        off: meant("disabled"),
      },
      *solve() {
        const list = yield* call(
          "firewall_list_rules",
          { zone, action: "allow", state: "enabled" },
          {
            reasons: [
              "The list is sorted by hits, so the last one is used least.",
              "Which allow rules are on in that zone?",
              "I look for the rule with the fewest hits.",
              "First what is enabled, then which of it is idle.",
            ],
          },
        );
        if (!list.ok) return stuck(list);
        const rules = seen<{ rules: { rule_id: string; source: string; port: number; hits: number }[] }>(list).rules;
        const least = rules.at(-1);
        if (least === undefined) return partial(["No allow rule is enabled there."], {});
        const off = yield* call(
          "firewall_set_rule_state",
          { rule_id: least.rule_id, state: "disabled" },
          {
            reasons: [
              "{rule} has {hits} hits, fewer than any other.",
              "Least used: {rule}. It goes off.",
              "With only {hits} hits {rule} is the candidate.",
              "Disabling {rule} (port {port}), which the others outdo.",
            ],
            values: { rule: least.rule_id, hits: least.hits, port: least.port },
          },
        );
        if (!off.ok) return stuck(off);
        const events = yield* call(
          "firewall_search_events",
          { from_date: from.value, to_date: to.value, kind },
          {
            reasons: [
              "{rule} is off. Did anything suspicious use that time?",
              "The second part: what the border log says.",
              "Now the events that were asked for.",
              "That leaves the log.",
            ],
            values: { rule: least.rule_id },
          },
        );
        if (!events.ok) return stuck(events);
        const { attempts, total } = seen<Events>(events);
        return answer(
          [
            "{rule} (port {port}, {hits} hits) is disabled. The log shows {total} events with {attempts} attempts.",
            "[Switched off|Off]: {rule}, used {hits} times. Events in that time: {total}, attempts: {attempts}.",
            "The least used rule was {rule} with {hits} hits, and it's off now. As for the log: {attempts} attempts in {total} entries.",
            "{attempts} attempts were logged ({total} entries); {rule} for port {port} is disabled.",
          ],
          { rule: least.rule_id, port: least.port, hits: least.hits, total, attempts },
          { required: ["rule", "attempts"] },
        );
      },
    };
  },
  frames: [
    "Disable the enabled {allow} rule with the fewest hits in {zone}, and count {kind} from {from} to {to}.",
    "Tidy up {zone}: of the enabled rules that {allow} something, the least used should be disabled. Then I need the number of {kind} between {from} and {to}.",
    "{zone}, {allow}, enabled: least hits -> disable; {kind} {from} - {to}: attempts?",
    "For the quarterly review, find the enabled {allow} rule in {zone} that hardly anybody uses and disable it; also sum up {kind} since {from}, up to {to}.",
    "Which enabled {allow} rule into {zone} is used least? Please disable that one. On a related note, how many {kind} did we see from {from} until {to}?",
    "I'd like one rule fewer in {zone}, namely the enabled {allow} rule with the lowest hit count, so disable it. Add the total of {kind} ({from} through {to}) to your answer.",
  ],
};

export const longFlows: readonly Scenario<SecurityWorld>[] = [
  eventToFinding,
  contractor,
  certificateKey,
  oddSignIn,
  patchRound,
  looseRule,
];
