/** Accounts: a call fails, and another way is found. */
import { answer, call, partial, type Scenario } from "../../contract";
import { ROLES, type SecurityWorld } from "../world";
import { meant, seen, stuck, worded } from "./parts";
import type { AccountSeen, AccountsSeen } from "./seen";

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
    // A viewer can do least: nobody who wants more is content with that.
    const more = ROLES.filter((role) => role !== "administrator" && role !== "viewer");
    const lower = random.pick(more.filter((role) => role !== found.role));
    return {
      slots: { account: { value: found.account }, role: worded("administrator"), lower: { value: lower } },
      *solve() {
        const first = yield* call(
          "auth_system_set_role",
          { account: found.account, role: "administrator" },
          {
            reasons: [
              "The higher role comes first, as you asked.",
              "I try the administrator role for {account}.",
              "If no rule stands against it, {account} becomes administrator.",
              "First choice first.",
            ],
            values: { account: found.account },
          },
        );
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
            "The administrator role needs a second factor, which {account} lacks; it got {lower} instead.",
            "{account} [is now|got the role] {lower}. An administrator needs a second factor, and there is none.",
            "{account} is {lower} now. To become administrator it would need a second factor first.",
          ],
          { account: found.account, lower },
        );
      },
    };
  },
  frames: [
    "Make {account} {role}; if that's refused, {lower} will do.",
    "{account} should get {role} rights. In case the system says no, settle for {lower}.",
    "role for {account}: {role}, else {lower}",
    "The team would like {account} to be {role}, but {lower} is fine where rules stand against it.",
    "Can {account} become {role}? Otherwise set the role to {lower}, please.",
    "I'd like {account} to have the role {role}; should that fail, make it {lower}.",
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
        const first = yield* call(
          "auth_system_get_account",
          { account: name },
          {
            reasons: [
              "I look up {name} as given.",
              "Is {name} an account? I try it.",
              "I try the name as it was written: {name}.",
              "A direct look-up of {name} is quickest.",
            ],
            values: { name },
          },
        );
        if (first.ok) return answer(["{name} has an account."], { name });
        const found = yield* call(
          "auth_system_find_accounts",
          { name },
          {
            reasons: [
              "No account has just that name, so I search for {name}.",
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
            "By {name} you mean {account}: role {role}, team {team}, {state}, last seen {last}.",
            "The account of {name} is called {account}: role {role}, {state}, team {team}.",
            "There is no {name}, but there is {account}: role {role}, team {team}, {state}.",
            "I found {name} as {account} - {role} in {team}, {state}; last sign-in on {last}.",
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
    "Can you tell me the role and team of {name}?",
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
        const first = yield* call("auth_system_set_role", change, {
          reasons: [
            "The role first; a lock would be reported.",
            "I try {role} for {account} as it is.",
            "Maybe {account} isn't locked at all.",
            "Setting {role}, to begin with.",
          ],
          values: { account: found.account, role },
        });
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
              "A locked account keeps its role, so {account} is unlocked.",
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
            "With the lock gone, the role of {account} can be set.",
          ],
          values: { account: found.account, role },
        });
        if (!second.ok) return stuck(second);
        return answer(
          [
            "{account} was locked. I unlocked it and gave it the role {role}.",
            "First unlocked, then changed: {account} has the role {role}.",
            "{account} was locked; it is active again and has the role {role}.",
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

export const recoveryAccounts: readonly Scenario<SecurityWorld>[] = [needsFactor, onlySurname, lockedRole];
