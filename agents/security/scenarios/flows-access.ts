/** Access in several steps: look before changing, change, verify. */
import { all, answer, call, count, partial, type Scenario } from "../../contract";
import { type SecurityWorld, shiftDate } from "../world";
import { bound, listed, meant, seen, spelled, stuck, worded } from "./parts";
import type { AccountSeen, AccountsSeen, SignIns } from "./seen";

const lockIdle: Scenario<SecurityWorld> = {
  family: "lock_idle_accounts",
  skill: "access_control",
  shape: "chain",
  draw(world, random) {
    const idle = world.accounts.filter(
      (each) =>
        each.state === "active" && each.role !== "administrator" && each.last_sign_in <= shiftDate(world.today, -40),
    );
    if (idle.length === 0) return undefined;
    const role = random.pick(idle).role;
    const days = random.int(25, 40);
    return {
      slots: { role: { value: role }, days: { value: days, text: [`${days} days`] }, lock: meant("locked") },
      *solve() {
        const list = yield* call(
          "auth_system_find_accounts",
          { role, state: "active", inactive_days: days },
          {
            reasons: [
              "Who is idle? Only active accounts with the role {role} [count|matter].",
              "I list the unused {role} accounts before locking [any|one].",
              "First the candidates: {role}, active, {days} days without a sign-in.",
              "{days} days without use: which {role} accounts?",
              "Before I lock anyone, the list.",
              "Let me find the idle ones among the {role} accounts.",
            ],
            values: { role, days },
          },
        );
        if (!list.ok) return stuck(list);
        const { accounts } = seen<AccountsSeen>(list);
        if (accounts.length === 0)
          return partial(["No active {role} account is idle for {days} days."], { role, days });
        const locked = yield* all(
          accounts.map((each) => ["auth_system_set_lock", { account: each.account, state: "locked" }]),
          {
            reasons:
              accounts.length === 1
                ? ["Only {list} fits.", "Just one, {list}. Locking it.", "Found {list}; nobody else is touched."]
                : [
                    "{list} fit, so they are locked.",
                    "[That's|There are] {n} accounts: {list}. Locking them.",
                    "Found {list}; nobody else is touched.",
                    "Locking {list}, as instructed.",
                    "Both conditions hold for {list}.",
                  ],
            values: { n: count(accounts as never), list: listed(accounts.map((each) => each.account)) },
          },
        );
        const failed = locked.find((each) => !each.ok);
        if (failed !== undefined) return stuck(failed);
        return answer(
          accounts.length === 1
            ? [
                "Locked: {list}[, no other|].",
                "One account is locked - {list}.",
                "{list} had been idle for too long and can't sign in any more.",
                "I locked {list}; no other {role} account had been idle that long.",
              ]
            : [
                "Locked: {list}.",
                "{n} accounts are locked - {list}.",
                "{list} had been idle for too long and can't sign in any more.",
                "[I locked|These are locked now:] {list}. All have the role {role}.",
              ],
          {
            n: count(accounts as never),
            role,
            list: listed(accounts.map((each) => `${each.account} (last seen ${each.last_sign_in})`)),
          },
          { required: ["list"] },
        );
      },
    };
  },
  frames: [
    "Lock every active {role} account that hasn't been used for {days}.",
    "Nobody needs {role} rights they don't use. Find active ones idle for {days} or longer and lock them.",
    "active {role} accounts, idle >= {days} -> lock",
    "The audit wants unused access gone. For the role {role} that means: no sign-in for {days}, still active, so lock it.",
    "Which active accounts with the role {role} have been silent for at least {days}? Whoever it is should be locked.",
    "{days} without a sign-in is too long for someone with the role {role}. Lock those who are still active.",
    "Are there active {role} accounts nobody has touched for {days}? I want them locked.",
  ],
};

const leaver: Scenario<SecurityWorld> = {
  family: "leaver_check",
  skill: "access_control",
  shape: "chain",
  draw(world, random) {
    const leavers = world.accounts.filter((each) => each.state === "active" && each.role !== "administrator");
    const account = random.pick(leavers).account;
    const from = bound(world, random, -random.int(8, 13));
    const to = bound(world, random, 0);
    return {
      slots: { account: { value: account }, from, to, lock: meant("locked") },
      *solve() {
        const before = yield* call(
          "auth_system_get_account",
          { account },
          {
            reasons: [
              "First what {account} can do at the moment.",
              "The report [needs|should hold] the rights before the lock, so I look at {account}.",
              "Is {account} active at all? [I check|Let me see].",
              "{account}: role and state, before I change them.",
              "The old role has to be noted first.",
              "What is there to take away from {account}?",
            ],
            values: { account },
          },
        );
        if (!before.ok) return stuck(before);
        const { role, state, team } = seen<AccountSeen>(before);
        if (state === "locked") return partial(["{account} is locked already."], { account });
        const locked = yield* call(
          "auth_system_set_lock",
          { account, state: "locked" },
          {
            reasons: [
              "{account} is an active {role}; now it gets locked.",
              "Still active, role {role}, so the lock [follows|is set].",
              "{account} belongs to {team} and is active. Locking it.",
              "Role noted ({role}). Lock next.",
              "{account} of {team} is to be locked next.",
              "Time for the lock on {account}.",
            ],
            values: { account, role, team },
          },
        );
        if (!locked.ok) return stuck(locked);
        const log = yield* call(
          "auth_system_list_sign_ins",
          { from_date: from.value, to_date: to.value, account },
          {
            reasons: [
              "With the lock [in place|set], the recent sign-ins are next.",
              "What did {account} do lately? The log [shows|will show] it.",
              "Next part: the sign-ins of {account}.",
              "The log of {account} completes the picture.",
              "Was {account} used lately? I read the log.",
              "Now the sign-ins.",
            ],
            values: { account },
          },
        );
        if (!log.ok) return stuck(log);
        const { sign_ins, total } = seen<SignIns>(log);
        const last = sign_ins[0];
        return last === undefined
          ? answer(
              [
                "{account} was {role} in {team}, is locked now, and did not sign in during that time.",
                "Locked: {account} (role {role}). No sign-in in those days.",
                "{account}, {role}, {team}: locked, and the log is empty for that time.",
              ],
              { account, role, team },
              { required: ["role"] },
            )
          : answer(
              [
                "{account} was {role} in {team} and is locked. Sign-in attempts in that time ({total}): {list}.",
                "{account} is locked. The role was {role}; entries in the log ({total}): {list}.",
                "{account} can't sign in any more (role {role}). In the log: {list}.",
                "{account}: role {role}, team {team}, locked now. Sign-in attempts: {list}.",
              ],
              {
                account,
                role,
                team,
                total,
                list: listed(sign_ins.map((each) => `${each.date} ${each.time} from ${each.source} (${each.result})`)),
              },
              { required: ["role", "list"] },
            );
      },
    };
  },
  frames: [
    "{account} has left the company. Tell me the role they had, lock the account, and list sign-ins from {from} to {to}.",
    "Leaver: {account}. Rights? Then lock. Then the log, {from} until {to}.",
    "Last day for {account}. Would you note the current role, lock the account, and see if it was used between {from} and {to}?",
    "HR says {account} is gone as of now; before you lock the account, look up what it could do, and afterwards check the sign-ins from {from} up to {to}.",
    "I need three things about {account}: present role, a lock, plus the attempts to sign in from {from} to {to}.",
    "As of today {account} is no longer with us. Note the role, lock the account, then go through its sign-ins, {from} to {to}.",
    "Could you close the chapter on {account}? Role for the record, lock, and a list of sign-ins between {from} and {to}.",
  ],
};

const adminIfFactor: Scenario<SecurityWorld> = {
  family: "grant_role_if_protected",
  skill: "access_control",
  shape: "chain",
  draw(world, random) {
    const candidates = world.accounts.filter(
      (each) => each.state === "active" && each.role !== "administrator" && each.second_factor,
    );
    if (candidates.length === 0) return undefined;
    const account = random.pick(candidates).account;
    const until = shiftDate(world.today, random.int(1, 30));
    return {
      slots: { account: { value: account }, role: worded("administrator"), until: spelled(random, until) },
      *solve() {
        const before = yield* call(
          "auth_system_get_account",
          { account },
          {
            reasons: [
              "Does {account} have a second factor? Only then [may|can] the role be given.",
              "The condition is a second factor, so {account} is looked up first.",
              "I check {account} before I [grant|give out] anything.",
              "No role before I've seen the second factor of {account}.",
              "Your condition has to be tested: {account}.",
              "I look {account} up, then decide.",
            ],
            values: { account },
          },
        );
        if (!before.ok) return stuck(before);
        const { second_factor, role: old } = seen<AccountSeen>(before);
        if (!second_factor)
          return partial(["{account} has no second factor, so the role stays {old}."], { account, old });
        const set = yield* call(
          "auth_system_set_role",
          { account, role: "administrator", until },
          {
            reasons: [
              "A second factor is set up; {account} can get the role.",
              "The condition is met. From {old} to administrator.",
              "{account} is protected, so [I grant it|the role is granted].",
              "The second factor is there, so {account} moves up from {old}.",
              "{account} qualifies.",
              "A second factor is there, so nothing speaks against it.",
            ],
            values: { account, old },
          },
        );
        if (!set.ok) return stuck(set);
        return answer(
          [
            "{account} has a second factor and is administrator until {until}; before that {old}.",
            "[Granted|The role is granted]: {account}, administrator, last day {until}. A second factor is in place.",
            "{account} has a second factor, so it went from {old} to administrator (until {until}).",
            "Until {until} {account} is administrator. The second factor is there.",
          ],
          { account, until, old },
          { required: ["until"] },
        );
      },
    };
  },
  frames: [
    "Make {account} {role} until {until}, but only if a second factor is set up.",
    "{account} needs {role} rights for the migration, last day {until}. No second factor means no.",
    "Does {account} have a second factor? If yes: {role} until {until}.",
    "{account} -> {role} (until {until}), condition: second factor present",
    "I may give {account} the role {role} up to {until} as long as the account is protected by a second factor. Check that and do it.",
    "I'd agree to {role} for {account} until {until}, provided there's a second factor.",
    "With a second factor {account} may be {role} up to {until}; without one, no change.",
  ],
};

export const flowsAccess: readonly Scenario<SecurityWorld>[] = [lockIdle, leaver, adminIfFactor];
