/** Accounts with one call: look one up, lock, change a role, find who lacks something, see sign-ins. */
import type { Scenario } from "../../contract";
import { ROLES, type SecurityWorld, shiftDate, TEAMS } from "../world";
import { answering, bound, listed, meant, once, spelled, worded } from "./parts";

const answer = answering([
  "Anybody else?",
  "A lock is possible.",
  "Sign-ins as well?",
  "Let me know.",
  "The team lead decides.",
  "Is that expected?",
  "Nothing else to see.",
  "More on request.",
]);

export type AccountSeen = {
  readonly account: string;
  readonly team: string;
  readonly role: string;
  readonly second_factor: boolean;
  readonly state: string;
  readonly last_sign_in: string;
};
export type AccountsSeen = { readonly accounts: readonly AccountSeen[]; readonly total: number };
export type SignIns = {
  readonly sign_ins: readonly {
    readonly account: string;
    readonly date: string;
    readonly time: string;
    readonly source: string;
    readonly result: string;
  }[];
  readonly total: number;
};

const lookUp: Scenario<SecurityWorld> = {
  family: "account_lookup",
  skill: "access_control",
  shape: "single",
  draw(world, random) {
    const account = random.pick(world.accounts).account;
    return {
      slots: { account: { value: account } },
      solve: () =>
        once<AccountSeen>("auth_system_get_account", { account }, (got) =>
          got.second_factor
            ? answer(
                [
                  "{account} is {role} in the {team} team, {state}, with a second factor; last seen {last}.",
                  "Role {role}, team {team}, {state}. A second factor is set up. Last sign-in of {account}: {last}.",
                  "{account} ({team}) has the role {role} and a second factor. It's {state} and signed in on {last}.",
                  "[That's|It's] a {state} account, role {role}, team {team}, protected by a second factor, last used {last}.",
                ],
                { account, role: got.role, team: got.team, state: got.state, last: got.last_sign_in },
                { required: ["role", "state"] },
              )
            : answer(
                [
                  "{account} is {role} in the {team} team and {state}, but has no second factor. Last seen {last}.",
                  "Role {role}, team {team}, {state}, no second factor. {account} signed in on {last}.",
                  "[Mind the gap|Note]: {account} lacks a second factor. Otherwise {role}, {team}, {state}, last sign-in {last}.",
                  "It belongs to {team}, has the role {role}, is {state} and was used on {last} - without any second factor.",
                ],
                { account, role: got.role, team: got.team, state: got.state, last: got.last_sign_in },
                { required: ["role", "state"] },
              ),
        ),
      follow: ([first]) => {
        if (first === undefined || !first.ok) return [];
        const got = first.value as unknown as AccountSeen;
        return [
          {
            frames: [
              "And when was it last used[, again|]?",
              "The last sign-in was when?",
              "Which day did they last sign in?",
            ],
            slots: {},
            *solve() {
              return answer(["On {last}.", "{last}[ was the last time|].", "The last sign-in was {last}."], {
                last: got.last_sign_in,
              });
            },
          },
          {
            frames: ["Which team was that?", "Who do they work for, I mean which team?", "Remind me of the team."],
            slots: {},
            *solve() {
              return answer(["{team}.", "The team is {team}.", "They are in {team}."], { team: got.team });
            },
          },
        ];
      },
    };
  },
  frames: [
    "What rights does {account} have, and is the account in order?",
    "Look up {account}.",
    "{account} says that nothing works. Which role and state does the account have?",
    "account details for {account}, including the second factor",
    "Before I grant anything to {account} I'd like to see role, team, lock and when they were last here.",
  ],
};

const setLock: Scenario<SecurityWorld> = {
  family: "lock_or_unlock_account",
  skill: "access_control",
  shape: "single",
  draw(world, random) {
    const candidates = world.accounts.filter((each) => each.role !== "administrator");
    const found = random.pick(candidates);
    const state = found.state === "active" ? "locked" : "active";
    return {
      slots: { account: { value: found.account }, state: { value: state } },
      solve: () =>
        once<{ team: string; previous_state: string; state: string }>(
          "auth_system_set_lock",
          { account: found.account, state },
          (set) =>
            answer(
              [
                "{account} ({team}) is {state} now.",
                "[Done|It is done]: {account} went from {before} to {state}.",
                "{account} was {before} and is {state} as of now.",
                "[The account|Account] {account} of {team} has been set to {state}.",
              ],
              { account: found.account, team: set.team, before: set.previous_state, state: set.state },
              { required: ["state"] },
            ),
        ),
    };
  },
  frames: [
    "Set {account} to {state}.",
    "{account} should be {state} from now on, the team lead asked for it.",
    "Can you make the account {account} {state}?",
    "HR confirmed it by phone - {account}: {state}.",
    "I've spoken with the person behind {account}; please change the account so that it is {state}.",
  ],
  missing: [
    {
      slot: "account",
      frames: [
        "Set the account to {state}.",
        "A colleague's account should be {state}, can you do it?",
        "Please make it {state}, the team lead agreed.",
      ],
      ask: [
        "Which account? I need the exact name.",
        "[Of course|Certainly] - whose account is it, by account name?",
        "I don't know which account you mean. What's its name?",
      ],
      reply: ["{account}", "It's {account}.", "The name is {account}."],
    },
  ],
  invalid: [
    {
      slot: "state",
      tool: "auth_system_set_lock",
      parameter: "state",
      draw: (_, random) => ({ value: random.pick(["deleted", "invisible", "paused", "archived", "half-locked"]) }),
      explain: [
        "{account} can be {allowed}, nothing else; {state} isn't possible. Which should it be?",
        "An account is {allowed}. What do you want for {account}, since {state} doesn't exist?",
        "There's no {state} state for accounts - only {allowed}. Which of the two for {account}?",
      ],
      allowed: "locked or active",
    },
  ],
};

const temporaryRole: Scenario<SecurityWorld> = {
  family: "role_until_date",
  skill: "access_control",
  shape: "complex",
  draw(world, random) {
    const found = random.pick(world.accounts.filter((each) => each.state === "active"));
    const roles = ROLES.filter((role) => role !== found.role && (role !== "administrator" || found.second_factor));
    const role = random.pick(roles);
    const until = shiftDate(world.today, random.int(3, 120));
    return {
      slots: { account: { value: found.account }, role: worded(role), until: spelled(random, until) },
      solve: () =>
        once<{ previous_role: string; role: string; role_until: string }>(
          "auth_system_set_role",
          { account: found.account, role, until },
          (set) =>
            answer(
              [
                "{account} is {role} until {until}; before that it was {before}.",
                "[Changed|I changed it] from {before} to {role}, for {account}, up to {until}.",
                "Until {until} {account} has the role {role}.",
                "The role {role} is given to {account} and ends on {until}[ (was: {before})|].",
              ],
              { account: found.account, role: set.role, until: set.role_until, before: set.previous_role },
              { required: ["role", "until"] },
            ),
        ),
    };
  },
  frames: [
    "Make {account} {role} until {until}.",
    "{account} covers for a colleague and needs the {role} role; it should end on {until}.",
    "role change: {account}, {role}, last day {until}",
    "Could {account} get {role} rights? Only up to {until}, please.",
    "The project runs until {until}, and for that long {account} ought to have the role {role}.",
  ],
  missing: [
    {
      slot: "role",
      frames: [
        "{account} needs another role until {until}.",
        "Please change the role of {account}, up to {until}.",
        "Could {account} get more rights until {until}?",
      ],
      ask: [
        "Which role: viewer, operator, developer, auditor or administrator?",
        "[What|Which] role shall {account} have? There's viewer, operator, developer, auditor, administrator.",
        "I can do that once I know the role you have in mind for {account}.",
      ],
      reply: ["{role}", "{role}, please.", "Let's say {role}."],
    },
  ],
  invalid: [
    {
      slot: "role",
      tool: "auth_system_set_role",
      parameter: "role",
      draw: (_, random) => ({ value: random.pick(["superuser", "guest", "manager", "root", "editor"]) }),
      explain: [
        "{role} isn't a role here. {account} can become {allowed}; which one?",
        "Roles are {allowed}. What did you mean by {role}?",
        "I can't give {account} the role {role}, it doesn't exist. Choose from {allowed}.",
      ],
      allowed: "viewer, operator, developer, auditor or administrator",
    },
  ],
};

const permanentRole: Scenario<SecurityWorld> = {
  family: "role_for_good",
  skill: "access_control",
  shape: "single",
  draw(world, random) {
    const found = random.pick(world.accounts.filter((each) => each.state === "active"));
    const role = random.pick(ROLES.filter((each) => each !== found.role && each !== "administrator"));
    return {
      slots: { account: { value: found.account }, role: { value: role } },
      solve: () =>
        once<{ previous_role: string; role: string }>("auth_system_set_role", { account: found.account, role }, (set) =>
          answer(
            [
              "{account} has the role {role} now, {before} no longer.",
              "Role of {account}: {role} (it used to be {before}).",
              "[It's changed|Changed]. {before} became {role} for {account}.",
              "I gave {account} the role {role}; there's no end date.",
            ],
            { account: found.account, role: set.role, before: set.previous_role },
            { required: ["role"] },
          ),
        ),
    };
  },
  frames: [
    "{account} has changed jobs and should be {role} for good.",
    "Give {account} the role {role}, no end date.",
    "What {account} has now is too much. {role} is enough, permanently.",
    "{account} => {role}, permanent",
    "Would you please update {account}? From today the person works as {role}, and that stays.",
  ],
};

const noFactor: Scenario<SecurityWorld> = {
  family: "accounts_without_second_factor",
  skill: "access_control",
  shape: "single",
  draw(_, random) {
    const team = random.pick(TEAMS);
    const state = random.pick(["active", "locked"]);
    return {
      slots: { team: { value: team }, state: { value: state }, lacking: { ...worded("true"), value: true } },
      solve: () =>
        once<AccountsSeen>(
          "auth_system_find_accounts",
          { team, state, without_second_factor: true },
          ({ accounts, total }) =>
            total === 0
              ? answer(
                  [
                    "In {team} every {state} account has one.",
                    "None: {team} is covered as far as {state} accounts go.",
                    "I found no {state} account in {team} that lacks it.",
                  ],
                  { team, state },
                  { required: ["team"] },
                )
              : answer(
                  [
                    "In {team} it's {list}.",
                    "{total}: {list}.",
                    "{list} - {state}, {team}, and no second factor.",
                    "[These lack one|Missing it]: {list} ({total}).",
                  ],
                  { team, state, total, list: listed(accounts.map((each) => `${each.account} (${each.role})`)) },
                  { required: ["list"] },
                ),
        ),
    };
  },
  frames: [
    "Which {state} accounts in {team} are {lacking}?",
    "I'm writing to everyone who is still {lacking}. Who is that in {team}, {state} accounts only?",
    "team {team}, {state}, {lacking}: names?",
    "Does {team} still have people {lacking}? Just those that are {state}.",
    "For the audit we must name the {state} accounts {lacking}; begin with {team}.",
  ],
};

const inactive: Scenario<SecurityWorld> = {
  family: "inactive_accounts",
  skill: "access_control",
  shape: "single",
  draw(world, random) {
    const role = random.pick(world.accounts).role;
    const days = random.int(10, 120);
    return {
      slots: { role: worded(role), days: { value: days, text: [`${days} days`] } },
      solve: () =>
        once<AccountsSeen>("auth_system_find_accounts", { role, inactive_days: days }, ({ accounts, total }) =>
          total === 0
            ? answer(
                [
                  "Everyone with the role {role} has signed in since then.",
                  "No {role} account has been idle for that long.",
                  "There's none with the role {role} that is unused for {days} days.",
                ],
                { role, days },
                { required: ["role"] },
              )
            : answer(
                [
                  "Idle for {days} days or longer: {list}.",
                  "{list} ({total} with the role {role}).",
                  "With the role {role}, {list} [haven't|have not] signed in for at least {days} days.",
                  "[I found|It's] {list}.",
                ],
                {
                  days,
                  role,
                  total,
                  list: listed(accounts.map((each) => `${each.account}, last seen ${each.last_sign_in}`)),
                },
                { required: ["list"] },
              ),
        ),
    };
  },
  frames: [
    "Who with the role {role} hasn't signed in for {days}?",
    "Find {role} accounts that nobody has used for at least {days}.",
    "Licences cost money. Are there any {role} accounts idle for {days} or more?",
    "{role}, unused >= {days}",
    "I want to clean up: the {role} role, no sign-in in the last {days}, which accounts are these?",
  ],
};

const signIns: Scenario<SecurityWorld> = {
  family: "sign_ins_of_account",
  skill: "threat_detection",
  shape: "complex",
  draw(world, random) {
    const model = random.pick(world.sign_ins);
    const from = bound(world, random, -random.int(10, 13));
    const to = bound(world, random, -random.int(0, 1));
    const text = model.result === "failure" ? ["failed", "unsuccessful"] : ["successful", "good"];
    return {
      slots: {
        account: { value: model.account },
        result: { value: model.result, text, derivation: "synonym" },
        from,
        to,
      },
      solve: () =>
        once<SignIns>(
          "auth_system_list_sign_ins",
          { from_date: from.value, to_date: to.value, account: model.account, result: model.result },
          ({ sign_ins, total }) =>
            total === 0
              ? answer(
                  [
                    "None for {account} in that time.",
                    "{account} has no such sign-in in those days.",
                    "The list for {account} is empty.",
                  ],
                  { account: model.account },
                )
              : answer(
                  [
                    "{total} for {account}: {list}.",
                    "{account}: {list}. [In total|Altogether] {total}.",
                    "[Latest first|The latest first]: {list}.",
                    "I see {list}, which makes {total}.",
                  ],
                  {
                    account: model.account,
                    total,
                    list: listed(sign_ins.map((each) => `${each.date} ${each.time} from ${each.source}`)),
                  },
                  { required: ["list"] },
                ),
        ),
    };
  },
  frames: [
    "Which {result} sign-ins did {account} have from {from} to {to}?",
    "List the {result} attempts of {account} between {from} and {to}, with their addresses.",
    "{account} got a strange mail. I'd like to see every {result} sign-in of that account since {from} and until {to}.",
    "From where did {account} sign in, starting {from}, ending {to}? Only the {result} ones.",
    "Pull the log of {account}: {result} sign-ins, {from} up to {to}.",
  ],
};

const unlock: Scenario<SecurityWorld> = {
  family: "unlock_account",
  skill: "access_control",
  shape: "single",
  draw(world, random) {
    const locked = world.accounts.filter((each) => each.state === "locked");
    if (locked.length === 0) return undefined;
    const found = random.pick(locked);
    return {
      slots: { account: { value: found.account }, team: { value: found.team }, open: meant("active") },
      solve: () =>
        once<{ team: string; state: string }>(
          "auth_system_set_lock",
          { account: found.account, state: "active" },
          (set) =>
            answer(
              [
                "{account} is unlocked.",
                "[The lock is gone|No lock any more]: {account} can sign in.",
                "{account} of {team} is {state} again.",
                "I took the lock off {account}.",
                "[Whoever uses|The person behind] {account} can work again, the lock is off.",
              ],
              { account: found.account, team: set.team, state: set.state },
              { required: ["account"] },
            ),
        ),
    };
  },
  frames: [
    "Unlock {account}.",
    "{account} from {team} proved who they are; you can unlock the account.",
    "The person using {account} stands at my desk, locked out. Please unlock it.",
    "unlock {account} ({team}), identity checked",
    "It was a false alarm with {account}, so would you unlock it?",
    "Can {account} be unlocked? {team} needs the colleague back, so unlock if nothing speaks against it.",
  ],
};

export const accountScenarios: readonly Scenario<SecurityWorld>[] = [
  lookUp,
  setLock,
  temporaryRole,
  permanentRole,
  noFactor,
  inactive,
  signIns,
  unlock,
];
