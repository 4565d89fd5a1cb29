/** Accounts under attack: count, look up the address, lock, block, rotate. */
import { answer, call, partial, type Scenario } from "../../contract";
import type { SecurityWorld } from "../world";
import { bound, deeds, meant, seen, stuck } from "./parts";
import type { AccountSeen, Added, Connection, Events, Rotated, SignIns } from "./seen";

/** What the latest address did at the border. */
const MADE = "{source} made {attempts} attempts at the border: {deeds}";
const NO_EVENTS = "{source} has no events at the border";

const suspiciousAccount: Scenario<SecurityWorld> = {
  family: "lock_account_under_attack",
  skill: "threat_detection",
  shape: "chain",
  draw(world, random) {
    const attacked = world.sign_ins.filter((each) => each.result === "failure");
    const lockable = attacked.filter((each) => {
      const account = world.accounts.find((candidate) => candidate.account === each.account)!;
      return account.state === "active" && account.role !== "administrator";
    });
    if (lockable.length === 0) return undefined;
    const model = random.pick(lockable);
    const from = bound(world, random, -13);
    const to = bound(world, random, 0);
    const limit = random.int(2, 3);
    return {
      slots: {
        account: { value: model.account },
        from,
        to,
        limit: { value: limit },
        failed: meant("failure"),
        lock: meant("locked"),
      },
      *solve() {
        const log = yield* call(
          "auth_system_list_sign_ins",
          { from_date: from.value, to_date: to.value, account: model.account, result: "failure" },
          {
            reasons: [
              "How many failures are there for {account}? That decides.",
              "The failed attempts on {account} [come|are looked up] first.",
              "I [count|have to count] before I lock anybody.",
              "You set a limit, so I count the failures of {account}.",
              "{account}: failed attempts first.",
              "The number decides about the lock.",
            ],
            values: { account: model.account },
          },
        );
        if (!log.ok) return stuck(log);
        const { sign_ins, total } = seen<SignIns>(log);
        const source = sign_ins[0]?.source;
        if (source === undefined)
          return partial(["No failed attempt on {account} in that time."], { account: model.account });
        const events = yield* call(
          "firewall_search_events",
          { from_date: from.value, to_date: to.value, source },
          {
            reasons: [
              "The latest failure came from {source}. Is that address known?",
              "{source} is behind it; the border log may [say|know] more.",
              "Failed sign-ins: {total}, the last from {source}. What else has that address done?",
              "What else has {source} done? The border log tells.",
              "I look {source} up at the border.",
              "Who is {source}? Its events may show.",
            ],
            values: { source, total },
          },
        );
        if (!events.ok) return stuck(events);
        const border = seen<Events>(events);
        const { attempts } = border;
        const atBorder = attempts === 0 ? NO_EVENTS : MADE;
        const told = { account: model.account, total, limit, source, attempts, deeds: deeds(border) };
        if (total < limit)
          return answer(
            [
              `Failed attempts on {account}: {total}, and your limit is {limit}, so I did not lock it. As for its latest address, ${atBorder}.`,
              `Your limit isn't reached (failed attempts on {account}: {total}), so I did not lock the account. As for the latest address, ${atBorder}.`,
              `I did not lock {account}: the failed attempts number {total}, the limit is {limit}. As for the last address, ${atBorder}.`,
            ],
            told,
            { required: ["total", attempts === 0 ? "source" : "attempts"] },
          );
        const locked = yield* call(
          "auth_system_set_lock",
          { account: model.account, state: "locked" },
          {
            reasons: [
              "With {total} failures your limit of {limit} is reached, so {account} has to be locked.",
              "The limit ({limit}) is met. Locking {account}.",
              "Enough failures: {total}. The account [gets|has to be] locked.",
              "There are {total} failures, and {limit} are enough, hence the lock.",
              "By your rule {account} must be locked.",
              "{limit} failures or more mean a lock, and there are {total}.",
            ],
            values: { total, limit, account: model.account },
          },
        );
        if (!locked.ok) return stuck(locked);
        return answer(
          [
            `{account} is locked: {total} failed attempts. As for the last address, ${atBorder}.`,
            `I locked {account} after {total} failures. As for the latest address, ${atBorder}.`,
            `Failures: {total}, so {account} is locked. About the latest address: ${atBorder}.`,
            `The account {account} can't be used any more, after {total} failures. About its last address: ${atBorder}.`,
          ],
          told,
          { required: ["total", "source"] },
        );
      },
    };
  },
  frames: [
    "Look at the failed sign-ins of {account} from {from} to {to} and at what the latest address did at our border. Lock the account if there were {limit} or more.",
    "Is someone trying to get into {account}? Count the failures between {from} and {to}; see where the last came from and what else that address did; lock at {limit}.",
    "{account}: failed sign-ins {from} - {to}, border events of the last source, lock when >= {limit}",
    "A user told us that {account} behaves oddly. If sign-ins failed {limit} times or more ({from} until {to}) the account must be locked. I'd also like to know what the most recent address has been up to.",
    "Please check {account} for me, from {from} through {to}. Failures, last address, that address at the border - and with {limit} failures or more, lock.",
    "Should we lock {account}? Yes, if sign-ins failed {limit} times or more from {from} to {to}. I'm also curious what the last of those addresses did elsewhere.",
  ],
};

const fullIncident: Scenario<SecurityWorld> = {
  family: "contain_incident",
  skill: "threat_detection",
  shape: "chain",
  draw(world, random) {
    const failures = world.sign_ins.filter(
      (each) =>
        each.result === "failure" &&
        world.accounts.some(
          (account) =>
            account.account === each.account && account.state === "active" && account.role !== "administrator",
        ),
    );
    if (failures.length === 0) return undefined;
    const model = random.pick(failures);
    const host = random.pick(world.hosts);
    const port = random.pick(host.open_ports);
    const key = random.pick(world.keys.filter((each) => each.state === "active")).key_id;
    if (world.rules.some((rule) => rule.zone === host.zone && rule.port === port && rule.action === "deny"))
      return undefined;
    const from = bound(world, random, -13);
    const to = bound(world, random, 0);
    return {
      slots: {
        account: { value: model.account },
        from,
        to,
        host: { value: host.hostname },
        zone: { value: host.zone },
        port: { value: port },
        key: { value: key },
        failed: meant("failure"),
        lock: meant("locked"),
        block: meant("deny"),
      },
      *solve() {
        const log = yield* call(
          "auth_system_list_sign_ins",
          { from_date: from.value, to_date: to.value, account: model.account, result: "failure" },
          {
            reasons: [
              "The address comes from the failed sign-ins of {account}.",
              "Where did the attempts on {account} come from? The log [knows|will show] it.",
              "I need the source before I can block it.",
              "Whom do I block? The log of {account} says it.",
              "Step one is the latest failure on {account}.",
              "{account}: where did the last failure come from?",
            ],
            values: { account: model.account },
          },
        );
        if (!log.ok) return stuck(log);
        const { sign_ins } = seen<SignIns>(log);
        const source = sign_ins[0]?.source;
        if (source === undefined)
          return partial(["{account} has no failed sign-in in that time."], { account: model.account });
        const locked = yield* call(
          "auth_system_set_lock",
          { account: model.account, state: "locked" },
          {
            reasons: [
              "{source} it is, but the account gets locked first.",
              "Lock {account} now, [then|and then] the rest.",
              "Containing it starts with {account}.",
              "I have the address, {source}. Lock first.",
              "{account} has to be locked at once, the rest can follow.",
              "Nobody should get in through {account} from here on.",
            ],
            values: { source, account: model.account },
          },
        );
        if (!locked.ok) return stuck(locked);
        const added = yield* call(
          "firewall_add_rule",
          { action: "deny", match: { source, zone: host.zone, port } },
          {
            reasons: [
              "{account} is locked; next, {source} is shut out.",
              "Now the border: deny {source} on port {port}.",
              "The same address shouldn't reach {host} any more.",
              "Then {source}: no more port {port}.",
              "A deny rule keeps {source} off {host}.",
              "Port {port} gets closed to {source}.",
            ],
            values: { account: model.account, source, port, host: host.hostname },
          },
        );
        if (!added.ok) return stuck(added);
        const { rule_id } = seen<Added>(added);
        const check = yield* call(
          "firewall_check_connection",
          { source, hostname: host.hostname, port },
          {
            reasons: [
              "Is {rule} effective? I test it.",
              "A test from {source} proves the rule.",
              "A rule is good, a test is better: the connection to {host}.",
              "{rule} must hold, so a test follows.",
              "Would {source} still reach {host}?",
              "Checking {rule} from the outside.",
            ],
            values: { rule: rule_id, source, host: host.hostname },
          },
        );
        if (!check.ok) return stuck(check);
        const rotated = yield* call(
          "encryption_lib_rotate_key",
          { key_id: key },
          {
            reasons: [
              "{key} gets a new version, as you asked.",
              "Next comes {key}.",
              "Next step: rotating {key}.",
              "The account and the border are done, {key} is not.",
              "Rotating {key} belongs to it, too.",
              "Now {key}.",
            ],
            values: { key },
          },
        );
        if (!rotated.ok) return stuck(rotated);
        const { version } = seen<Rotated>(rotated);
        const values = { account: model.account, source, rule: rule_id, key, version, host: host.hostname };
        if (seen<Connection>(check).allowed)
          return partial(
            ["{account} is locked and {key} rotated, but {source} still reaches {host} in spite of {rule}."],
            values,
          );
        return answer(
          [
            "{account} is locked, {source} is blocked by {rule} (tested), and {key} is at version {version}.",
            "[Contained|The incident is contained]. Account {account} locked; {rule} denies {source}, tested against {host}; {key} rotated to version {version}.",
            "The last attempt came from {source}. {rule} keeps it from {host}, as a test showed; {account} is locked, and {key} has a new version, {version}.",
            "All done: lock on {account}, block of {source} through {rule} (tested against {host}), {key} in version {version}.",
          ],
          values,
          { required: ["source", "rule", "version"] },
        );
      },
    };
  },
  frames: [
    "Contain this: someone is after {account}. Find the address in the failed sign-ins from {from} to {to}, lock the account, deny that address on port {port} into {zone}, test it against {host}, and rotate {key}.",
    "Incident on {account}. Steps: last failing address ({from} until {to}); lock; block it for {zone} port {port}; verify with {host}; new version of {key}.",
    "{account} is under attack, and the attackers may know {key}. Please lock the account, block whoever failed to sign in between {from} and {to} (zone {zone}, port {port}), prove on {host} that it works, then rotate the key.",
    "I can't get to a computer. Would you handle it? Failed sign-ins of {account}, {from} to {to}: take the latest address. Account locked, address denied on {port} in {zone}, connection to {host} tested, {key} rotated.",
    "We play it safe with {account}: lock it. The address that last failed ({from} through {to}) is to be denied, {zone}, port {port}, with a check against {host}. Rotate {key} at the end.",
    "Please stop whoever is trying {account}. Between {from} and {to} sign-ins failed; take the latest address, lock the account, deny the address on {port} into {zone}, see that {host} is out of its reach, and give {key} a new version.",
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
              "Where did the last attempt on {account} come from?",
              "I need the latest address used for {account}.",
              "Before judging anything I read the sign-ins of {account}.",
            ],
            values: { account },
          },
        );
        if (!log.ok) return stuck(log);
        const last = seen<SignIns>(log).sign_ins[0];
        if (last === undefined)
          return partial(["Nobody tried to sign in as {account} during that time, so there is nothing to follow up."], {
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
        const border = seen<Events>(events);
        const { attempts } = border;
        if (attempts === 0)
          return answer(
            [
              `No lock for {account}. About the latest address: ${NO_EVENTS}.`,
              `I did not lock {account}. As for the latest address, ${NO_EVENTS}.`,
              `The last attempt on {account} came from {source}, which has no events at the border. So no lock.`,
              `{account} stays as it is. As for the last attempt, its address ${NO_EVENTS}.`,
            ],
            { account, source: last.source },
            { required: ["source"] },
          );
        const told = { account, source: last.source, attempts, deeds: deeds(border) };
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
        const { second_factor } = seen<AccountSeen>(state);
        if (second_factor)
          return answer(
            [
              `No lock for {account}, as there is a second factor. About the latest address: ${MADE}.`,
              `I did not lock {account}, since there is a second factor. As for the latest address, ${MADE}.`,
              `{account} has a second factor, so I did not lock it. As for the address of the last attempt, ${MADE}.`,
              `{account} stays as it is, for there is a second factor. As for the last attempt, its address ${MADE}.`,
            ],
            told,
            { required: ["source", "attempts"] },
          );
        const locked = yield* call(
          "auth_system_set_lock",
          { account, state: "locked" },
          {
            reasons: [
              "No second factor, and {source} is known for {attempts} attempts: lock.",
              "Both conditions hold for {account}. Locking it.",
              "{source} made {attempts} attempts, and no second factor protects {account}.",
              "That combination calls for the lock you asked for.",
            ],
            values: { account, source: last.source, attempts },
          },
        );
        if (!locked.ok) return stuck(locked);
        return answer(
          [
            `{account} is locked, as it has no second factor and its latest address shows up in the border events. ${MADE}.`,
            `I locked {account}: it has no second factor, and there are events of its latest address. ${MADE}.`,
            `Both conditions hold, so {account} is locked. It has no second factor, and as for the latest address, ${MADE}.`,
            `${MADE}. The last attempt to sign in as {account} came from there, and there is no second factor, so I locked the account.`,
          ],
          told,
          { required: ["source", "attempts"] },
        );
      },
    };
  },
  frames: [
    "Look at the latest attempt to sign in as {account} between {from} and {to}. If its address also appears in our border events and the account has no second factor, lock it.",
    "{account} worries me. Last address from {from} to {to}? Does the firewall know it? If so, and if there's no second factor, the account has to be locked.",
    "{account}, {from} - {to}: last attempt -> events of that address -> if any: second factor? -> lock if there is none",
    "Please follow up on {account}: the newest address among the sign-ins from {from} until {to}, what that did at the border, and if it did anything, whether the account has a second factor. Events of that address and no second factor mean lock.",
    "Is {account} at risk? I'd lock it when two things come together - the most recent address (from {from} through {to}) has events at our border, and a second factor is missing. Find out and act on it.",
    "Could you check where the last attempt on {account} came from, counting from {from} to {to}, and whether that address has bothered us? If it has and there's no second factor either, I want the account locked.",
  ],
};

export const flowsIncidents: readonly Scenario<SecurityWorld>[] = [suspiciousAccount, fullIncident, oddSignIn];
